"""What to do about the marks of a merge that nobody has ended.

Which side is meant only the user knows, unless one alone is TOML, one alone selects a provider that
the file defines, or both say the same: the upper one is what was there before a merge, the lower
one before a rebase.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from codex_doctor.codex.files.toml_spots import (
    LineChange,
    Mending,
    Said,
    selects_defined,
)
from codex_doctor.codex.files.toml_values import read_table
from codex_doctor.patterns import Regex
from codex_doctor.words.sentence import say

if TYPE_CHECKING:
    from collections.abc import Iterator
    from typing import Any

    from codex_doctor.codex.files.toml_spots import Spot

# As git writes them; the third stands above what both sides come from.
_MARK = Regex(r"(<{7}|\|{7}|={7}|>{7})(?: |\r?$)")
_AFTER = {"<": "|=", "|": "=", "=": ">", ">": "<"}
_SIDES = ("<", "=")


def merge_conflict(spot: Spot) -> Said | None:
    """Say that the parser stopped at the mark of a merge."""
    if not at_mark(spot):
        return None
    return Said(say("toml.merge_conflict"), 1, fix=say("toml.keep_one_side"))


def at_mark(spot: Spot) -> bool:
    """Tell whether the parser stopped at the mark of a merge."""
    return _MARK.match(spot.text) is not None


def one_side(spot: Spot, _line: int) -> Iterator[Mending]:
    """Propose the side that alone is TOML or selects what is defined, else the upper one.

    Of several merges each may have another side that is meant: what is selected tells of one alone.
    """
    lines = spot.whole.split("\n")
    places = list(_places(lines))
    if not places or places[-1][1] not in {"", ">"}:
        return
    read = {side: _read(lines, places, side) for side in _SIDES}
    good = [side for side in _SIDES if read[side] is not None]
    if good:
        is_one = sum(lines[at - 1].startswith("<") for at, place in places if place == ">") == 1
        whole = [side for side in good if is_one and selects_defined(read[side] or {})]
        if len(good) == 1:
            fix = say("toml.keep_side")
        elif len(whole) == 1:
            fix = say("toml.keep_defined_side")
        elif read["<"] == read["="]:
            fix = say("toml.keep_either_side")
        else:
            fix = say("toml.keep_upper_side")
        kept = {"", (whole or good)[0]}
        gone = (LineChange(at, None) for at, place in places if place not in kept)
        yield Mending(tuple(gone), fix)


def _places(lines: list[str]) -> Iterator[tuple[int, str]]:
    """Yield each line's number and the mark below which it stands, `>` for a mark itself.

    Yields nothing more, and a place that is none, where the marks do not follow each other.
    """
    place = ""
    for number, line in enumerate(lines, start=1):
        found = _MARK.match(line)
        if found is None:
            yield number, place
            continue
        mark = found[1][0]
        if mark not in _AFTER[place or ">"]:
            yield number, "!"
            return
        place = "" if mark == ">" else mark
        yield number, ">"


def _read(lines: list[str], places: list[tuple[int, str]], side: str) -> dict[str, Any] | None:
    """Return what the text says with one side alone, None when that is no TOML."""
    kept = (lines[number - 1] for number, place in places if place in {"", side})
    return read_table("\n".join(kept))
