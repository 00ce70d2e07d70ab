"""Finds the lines that make a TOML text parse where `toml_rules` knows no better line.

Every change is tried: it counts only when the parser gets beyond the place with it. What was
evidently meant is kept; a line that says nothing certain is removed.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from codex_doctor.codex.files.excerpts import shown_line
from codex_doctor.codex.files.toml_conflicts import at_mark, one_side
from codex_doctor.codex.files.toml_lines import PROPOSALS, commas
from codex_doctor.codex.files.toml_spots import LineChange, Mending, fault_line
from codex_doctor.facts.place import LineEdit

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from codex_doctor.codex.files.toml_spots import Spot

    Proposal = Callable[[Spot, int], Iterator[Mending]]

MOST_CHARACTERS = 50_000
MOST_LINES = 200


def mend(spot: Spot, line: int) -> Mending:
    """Return the first changes with which the parser gets beyond a fault; empty for none.

    Args:
        spot: Where the parser stopped.
        line: The line that is to blame, at the spot or above it.
    """
    # Within a merge a line that is changed may be the one that goes.
    proposals = (one_side,) if at_mark(spot) else PROPOSALS
    return next(_that_help(spot, line, proposals), Mending())


def lacks_commas(spot: Spot) -> bool:
    """Tell whether an open bracket is closed later, and only commas are missing in it."""
    return any(_that_help(spot, spot.number, (commas,)))


def _that_help(spot: Spot, line: int, proposals: Sequence[Proposal]) -> Iterator[Mending]:
    if len(spot.whole) <= MOST_CHARACTERS:
        for propose in proposals:
            for found in propose(spot, line):
                if len(found.changes) <= MOST_LINES and _gets_beyond(spot, found.changes):
                    yield found


def changed(text: str, changes: Sequence[LineChange]) -> str:
    """Return a text with changes made in it."""
    lines = text.split("\n")
    for one in sorted(changes, key=lambda each: -each.line):
        at = one.line - 1
        lines[at : at + 1] = [] if one.after is None else one.after.split("\n")
    return "\n".join(lines)


def _gets_beyond(spot: Spot, changes: Sequence[LineChange]) -> bool:
    fault = fault_line(changed(spot.whole, changes))
    last = max(spot.number, *(one.line for one in changes))
    grown = sum(-1 if one.after is None else one.after.count("\n") for one in changes)
    return fault is None or fault > last + grown


def shown_edits(text: str, changes: Sequence[LineChange]) -> tuple[LineEdit, ...]:
    """Return changes as people may see them; none when a secret would have to be written."""
    after = changed(text, changes)
    lines = text.split("\n")
    edits: list[LineEdit] = []
    grown = 0
    for one in sorted(changes, key=lambda each: each.line):
        before, new = shown_line(text, one.line), None
        if one.after is None:
            grown -= 1
        else:
            rows = one.after.split("\n")
            first = one.line + grown
            shown = [shown_line(after, first + at) for at in range(len(rows))]
            grown += len(rows) - 1
            shown = [
                with_comment(row, seen, before, lines[one.line - 1])
                for row, seen in zip(rows, shown, strict=True)
            ]
            if not all(map(str.startswith, rows, shown)):
                return ()
            new = "\n".join(shown)
        edits.append(LineEdit(one.line, before, new))
    return tuple(edits)


def with_comment(row: str, seen: str, before: str, line: str) -> str:
    """Return a line as it is seen, with its comment if those words were seen in the line before.

    Of no file a comment is shown: one that was there stays where it is, and is not written.
    """
    words = row[len(seen) :].strip()
    if not words.startswith("#"):
        return seen
    is_seen = words.lstrip("# ") in before or words in before
    if row.startswith(seen) and is_seen:
        return row
    return seen if line.rstrip().endswith(words) else "*"


def shown_removal(text: str, line: int) -> tuple[LineEdit, ...]:
    """Return the removal of a line if the text is TOML without it."""
    change = LineChange(line, None)
    is_good = fault_line(changed(text, [change])) is None
    return shown_edits(text, [change]) if is_good else ()


def mend_returns(text: str) -> str:
    """Return what makes TOML of a text with carriage returns that end a line alone.

    Returns:
        `feed` for line feeds in their place, `drop` for nothing, "" when neither helps.
    """
    if not re.search(r"\r(?!\n)", text):
        return ""
    if fault_line(text.replace("\r", "\n")) is None:
        return "feed"
    return "drop" if fault_line(text.replace("\r", "")) is None else ""
