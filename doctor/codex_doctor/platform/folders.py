"""A folder that is there for a while, where the system has room for one."""

from __future__ import annotations

import tempfile
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from codex_doctor.model import DoctorError
from codex_doctor.words.sentence import say

if TYPE_CHECKING:
    from collections.abc import Generator


@contextmanager
def temporary_folder() -> Generator[Path]:
    """Lend an empty folder that is removed afterwards.

    Raises:
        DoctorError: There is no place for one.
    """
    try:
        folder = tempfile.TemporaryDirectory(prefix="codex-doctor-", ignore_cleanup_errors=True)
    except OSError as exc:
        raise DoctorError(say("output.no_temporary_folder", reason=exc.strerror or "")) from exc
    with folder as name:
        yield Path(name)
