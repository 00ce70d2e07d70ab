"""Lets one process of ours at a time write in a folder."""

from __future__ import annotations

import os
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from codex_doctor.platform.system import THIS

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path


@contextmanager
def alone_in(folder: Path) -> Generator[bool]:
    """Keep others out of a folder; the system lets them in again, whatever becomes of us.

    Yields:
        Whether nobody else is in it; True as well where the system cannot tell.
    """
    number = None
    with suppress(OSError):
        number = None if THIS.is_windows else os.open(folder, os.O_RDONLY)
    try:
        yield number is None or _is_locked(number)
    finally:
        if number is not None:
            # A child that is just being started has it too, until it is another program.
            _unlock(number)
            os.close(number)


def _unlock(number: int) -> None:
    import fcntl  # late: as below

    with suppress(OSError):
        fcntl.flock(number, fcntl.LOCK_UN)


def _is_locked(number: int) -> bool:
    # Late: Windows has none.
    import fcntl

    try:
        fcntl.flock(number, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    except OSError:  # a file system without locks
        return True
    return True
