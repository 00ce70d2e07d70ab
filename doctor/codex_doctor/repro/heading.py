"""What a script says of itself at its top. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from codex_doctor import __version__
from codex_doctor.words.sentence import say

if TYPE_CHECKING:
    from codex_doctor.repro.script import Expected
    from codex_doctor.repro.shown import Shown


def heading(
    shown: Shown, expected: Expected, what: str, notes: tuple[str, ...] = ()
) -> tuple[str, ...]:
    """Return what is shown, what is expected, what came, and notes, in this order."""
    made = say("repro.made", version=__version__)
    ranked = shown.ranked
    wanted = say("repro.expected", wanted=say(expected.said))
    if ranked is None:
        return made, say("repro.healthy"), wanted, *notes
    finding = ranked.finding
    return (
        made,
        say("repro.finding", id=finding.id, title=ranked.title),
        say("repro.cause", cause=finding.cause),
        wanted,
        say("repro.came", what=what),
        *notes,
    )
