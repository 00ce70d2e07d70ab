"""Where a text breaks into lines: at blanks, and between wide characters, written without blanks.

What is longer than a line, and an address or a path always, stays whole, so that it can be copied.
"""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from codex_doctor.patterns import Regex

if TYPE_CHECKING:
    from collections.abc import Iterator

_BELOW: Final = 4
_AT_LEAST: Final = 2
_WIDE = "\u1100-\u115f\u2e80-\u303e\u3041-\ua4cf\uac00-\ud7a3\uf900-\ufaff\uff01-\uff60"
_FIRST_WIDE: Final = _WIDE[0]
# What begins no line, and what ends none (Unicode Standard Annex 14, classes CL, CP, EX, QU, OP).
_CLOSING = "、。〃》」』】〕〗〙〛！），．：；？］｝｠’”…‥ー々!\"'),.:;?\\]}"
_OPENING = "《「『【〔〖〘〚（［｛｟‘“"
_SIGNS = frozenset("、。》」』】）：；？！，《「『【（")
_WORD = Regex(r"\S+")
# Up to a sign of a sentence, which stays with it if it closes.
_ADDRESS = Regex(
    r"[^\w~/]*(?:[a-z][a-z0-9+.-]*://|~?/|[A-Z]:\\)[^、。》」』】）：；？！，《「『【（]*"
    r"[、。》」』】）：；？！，]*"
)


class Line(Struct, frozen=True):
    """One line of a text.

    Attributes:
        indent: The columns before it.
        start: Where it begins in the text.
        end: Where it ends; where it begins for what stands alone before a text.
    """

    indent: int
    start: int
    end: int


def broken(text: str, width: int, *, begin: int = 0, lead: int = 0) -> list[Line]:
    """Return the lines of a text that fills a width.

    Args:
        text: One paragraph.
        width: Columns to fill.
        begin: The columns before what stands before the text.
        lead: The columns before the text, in its first line; the others line up behind it, or below
            what stands there where that leaves no room. A longer word begins further left.
    """
    # From right to left; the last one is for what fits nowhere.
    places = [one for one in (begin + _BELOW, begin + _AT_LEAST) if one < lead]
    if not places or lead <= max(width // 2, begin):
        places = [lead, *places]
    indent, start, end = lead, 0, 0
    lines: list[Line] = []
    is_empty = True
    if places[0] < lead and lead + cells(text) > width:
        lines, indent = [Line(lead, 0, 0)], places[0]
    for part_start, part_end in _parts(text, width - places[0]):
        if is_empty:
            start = part_start
        if indent + cells(text[start:part_end]) > width:
            if not is_empty:
                lines.append(Line(indent, start, end))
                start = part_start
            size = cells(text[part_start:part_end])
            left = next((one for one in places if one + size <= width), places[-1])
            if is_empty and not lines and left < indent:
                # Only what stands before it fits here.
                lines.append(Line(indent, start, start))
            # What follows stays as far left.
            indent = min(left, indent) if lines else indent
            places = [one for one in places if one <= indent] or places[-1:]
        end, is_empty = part_end, False
    return [*lines, Line(indent, start, end)]


def cells(text: str) -> int:
    """Return the columns that a text takes."""
    if text.isascii():
        return len(text)
    from rich.cells import cell_len  # late: our own words need none of it

    return cell_len(text)


def _parts(text: str, room: int) -> Iterator[tuple[int, int]]:
    """Yield what is not broken, in its order."""
    if max(text, default="") < _FIRST_WIDE:
        yield from (one.span() for one in _WORD.finditer(text))
        return
    for word in _WORD.finditer(text):
        if _is_name(word[0], room):
            yield word.span()
            continue
        start, end = word.span()
        address = _ADDRESS.match(word[0])
        if address:
            yield start, start + address.end()
            start += address.end()
        yield from (one.span() for one in _pieces().finditer(text, start, end))


def _is_name(word: str, room: int) -> bool:
    """Tell whether a word with wide characters is a name that fits, without signs of a sentence."""
    is_name = any(one.isascii() and one.isalnum() for one in word) and not _SIGNS & {*word}
    return is_name and cells(word) <= room


@cache
def _pieces() -> re.Pattern[str]:
    """Return the pattern of what is not broken in a word; slow to compile, rarely asked."""
    # A slash belongs to what is before it, but where a path begins.
    opening, closing = f"[{_OPENING}]*", rf"(?:[{_CLOSING}]|/(?![!-~]))*"
    return re.compile(rf"{opening}(?:[{_WIDE}]|[^\s{_WIDE}]+){closing}|\S")
