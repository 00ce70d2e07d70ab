"""What `--confirm` says of the real Codex."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

WORDS: Final[Mapping[str, str]] = {
    "confirm.no_codex": "there is no codex on PATH",
    "confirm.not_configured": "--base-url and --env-key are not in Codex's configuration",
    "confirm.secret": (
        "an option holds a secret, and Codex would show it in the list of processes; put it into "
        "a variable or into config.toml"
    ),
    "confirm.no_time": "no time left of the budget of {budget_s:g} s",
    "confirm.over": "codex exec runs, and the budget of {budget_s:g} s is over",
    "confirm.exit": "exit {code}",
    "confirm.done": "exit 0",
    "confirm.no_answer": "exit 0 without an answer",
    "confirm.no_command": "exit 0, no command run",
    "confirm.nothing": "exit 0 without an answer, no command run",
    "confirm.untried": "not confirmed: {why}",
    "confirm.works": "confirmed: codex exec works ({ending}, {took_s:.1f} s)",
    "confirm.fails": "confirmed: codex exec fails ({ending}, {took_s:.1f} s)",
    "confirm.works_untold": (
        "codex exec works ({ending}, {took_s:.1f} s); the diagnosis could not tell"
    ),
    "confirm.fails_untold": (
        "codex exec fails ({ending}, {took_s:.1f} s); the diagnosis could not tell"
    ),
    "confirm.works_denied": (
        "not confirmed: codex exec works ({ending}, {took_s:.1f} s), and by this diagnosis it "
        "fails; please report this"
    ),
    "confirm.fails_denied": (
        "not confirmed: codex exec fails ({ending}, {took_s:.1f} s), and by this diagnosis it "
        "works; please report this"
    ),
}
