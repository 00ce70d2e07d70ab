"""The line that says what is being looked at."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

WORDS: Final[Mapping[str, str]] = {
    "progress.check": "{check}, {elapsed_s:.0f} s of {budget_s:.0f} s",
    "progress.versions": "all versions",
    "progress.waiting": "{check}: {waited_s:.0f} s without an answer (Ctrl-C ends it)",
    "progress.receiving": (
        "{check}, {elapsed_s:.0f} s of {budget_s:.0f} s: {events:event|events}, "
        "{size_bytes:size} so far"
    ),
    "progress.login_shell": "asking the login shell {shell} for its variables",
    "progress.auth_command": "running auth.command: {command}",
    "progress.codex_exec": "running codex exec once, read-only, in an empty folder",
    "progress.first_requests": (
        "sending {count:further first request|further first requests} of about {size_bytes:size} "
        "each, one for each form in which versions of Codex send it"
    ),
}
