"""Runs a provider's `auth.command` as Codex does: no shell, a time limit, stdout trimmed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from codex_doctor.sealed import Sealed

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from codex_doctor.platform.deadline import Deadline
    from codex_doctor.words.told import Words

DEFAULT_TIMEOUT_MS = 5000


class CommandResult(Sealed, frozen=True):
    """What the command gave: a token, or `reason` and `detail` of why there is none.

    Attributes:
        reason: "" or `no_folder` (to start in), `not_started`, `exit_code`, `empty`, `timeout`,
            `too_long`, `not_utf8`; not the command's doing are `budget`, `interrupted` and
            `unable`.
    """

    token: str = ""
    reason: str = ""
    detail: Words = ""


def run_auth_command(
    command: Sequence[str],
    *,
    environ: Mapping[str, str],
    cwd: Path,
    timeout_s: float,
    deadline: Deadline,
) -> CommandResult:
    """Run the command and return its trimmed standard output as the token."""
    # Late: few set-ups have such a command, and processes take a while to load.
    from codex_doctor.codex.packages import with_fixed_path
    from codex_doctor.platform.programs import run_program
    from codex_doctor.platform.user_files import is_folder

    environ = with_fixed_path(environ)
    printed = run_program(command, environ=environ, cwd=cwd, timeout_s=timeout_s, deadline=deadline)
    if printed.reason == "not_started" and not is_folder(cwd):
        return CommandResult(reason="no_folder")
    if printed.reason:
        return CommandResult(reason=printed.reason, detail=printed.detail)
    try:
        token = printed.output.decode("utf-8").strip()
    except UnicodeDecodeError:
        return CommandResult(reason="not_utf8")
    return CommandResult(token) if token else CommandResult(reason="empty")
