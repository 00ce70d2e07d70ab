"""Narrow terminals: no line is longer than they are, but for what must be copied whole."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from hostile.case import Case
from hostile.cases_crash import BUDGET, PTY

if TYPE_CHECKING:
    from collections.abc import Callable

    from hostile.case import Outcome

_COMMANDS: Final = {
    "dry-run": ("--dry-run",),
    "explain": ("explain", "auth.key_rejected"),
    "explain-mistake": ("explain", "model.prefix_missing"),
    "checks": ("checks",),
    "versions": ("--codex-version", "all", *BUDGET),
    "demo-list": ("demo", "--list"),
    "config": ("config",),
    "diagnosis": ("-v", *BUDGET),
}


def _narrow(width: int) -> Callable[[Outcome], None]:
    def check(outcome: Outcome) -> None:
        shown = re.sub(r"\x1b\[[0-9;]*m", "", outcome.stdout.decode())
        lines = [one.rstrip() for one in shown.splitlines()]
        assert len(lines) > 3, lines
        long = [one for one in lines if len(one) > width and not _is_whole(one)]
        assert not long, long[:5]

    return check


def _is_whole(line: str) -> bool:
    """Tell whether a line has but one word behind its beginning, or is a request or a command."""
    words = line.split()
    return len(words) < 4 or words[0] in {"POST", "GET", "$", "-", "+"}


def _case(name: str, width: int, *, is_pty: bool) -> Case:
    return Case(
        *("crash", f"{'terminal' if is_pty else 'columns'}-of-{width}-{name}", _COMMANDS[name]),
        environ={"LAB_API_KEY": "k12345678", **({} if is_pty else {"COLUMNS": str(width)})},
        wraps=(*PTY, str(width)) if is_pty else (),
        is_json=None,
        check=_narrow(width),
    )


CASES: Final = (
    *(_case(name, 40, is_pty=False) for name in _COMMANDS),
    *(_case(name, width, is_pty=True) for name in _COMMANDS for width in (40, 60)),
)
