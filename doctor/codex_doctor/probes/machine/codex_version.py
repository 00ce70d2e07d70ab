"""Asks a Codex program for its version, where no package around it tells."""

from __future__ import annotations

from typing import TYPE_CHECKING

from codex_doctor.codex.packages import with_fixed_path
from codex_doctor.codex.versions import find_version
from codex_doctor.platform.programs import run_program
from codex_doctor.secrets.known_secrets import without_secrets

if TYPE_CHECKING:
    from pathlib import Path

    from codex_doctor.facts import Inputs
    from codex_doctor.platform.deadline import Deadline

_TIMEOUT_S = 3.0
_BYTES = 4096


def ask_version(path: Path, inputs: Inputs, deadline: Deadline) -> str | None:
    """Return the version that `codex --version` prints, None when it does not say it in time."""
    printed = run_program(
        [str(path), "--version"],
        environ=with_fixed_path(without_secrets(inputs.environ)),
        cwd=inputs.cwd,
        timeout_s=_TIMEOUT_S,
        deadline=deadline,
        max_bytes=_BYTES,
    )
    return find_version(printed.output.decode("utf-8", "replace"))
