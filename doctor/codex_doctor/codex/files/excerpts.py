"""Shows one line of a file with a caret, secrets masked and the columns right."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from codex_doctor.patterns import Regex

_EXCERPT_CHARACTERS = 160
_LONGEST_LINE = 5000
# A header, a key up to its value, or nothing.
_NAMED = Regex(r"\s*(?:\[\[?[^\]=]*\]\]?\s*$|[\w.\"'-]+\s*=|$)")


@lru_cache(maxsize=4)
def lines_of(text: str) -> list[str]:
    """Return the lines of a text; there may be many places in it to show."""
    return text.split("\n")


def shown_line(text: str, number: int) -> str:
    """Return one line of a TOML text, secrets as stars and no comment; the columns stay.

    Args:
        text: Without a byte order mark; it need not be well-formed.
        number: Counted from 1; "" when there is no such line.
    """
    # Late: a configuration without a problem shows no line.
    from codex_doctor.codex.files.starred import star_places
    from codex_doctor.secrets.file_lines import mask_line

    starred = star_places(text)
    lines = lines_of(text if starred is None else starred)
    if not 1 <= number <= len(lines):
        return ""
    line = lines[number - 1].rstrip("\r")
    # What a part of an endless line or file holds cannot be told: nothing of it is shown.
    if starred is None or len(line) > _LONGEST_LINE:
        return "*" * len(line)
    return mask_line(line.rstrip())


def named_line(text: str, number: int) -> str:
    """Return a line of a TOML text without its value: the key or the header alone.

    For lines that a change takes along: what stands in them was not looked at, and may be anything.
    """
    found = _NAMED.match(shown_line(text, number))
    name = found[0].rstrip() if found else ""
    return f"{name} …".lstrip() if name.endswith("=") or not found else name


def excerpt(text: str, *, line: int, column: int | None) -> str:
    """Return the line with its number and a caret under the column, secrets masked."""
    whole, at = shown_line(text, line), column or 1
    if not 1 <= line <= len(lines_of(text)):
        return ""
    # A window around the caret: a line may be megabytes long.
    start = max(0, at - 1 - _EXCERPT_CHARACTERS // 2) if len(whole) > _EXCERPT_CHARACTERS else 0
    masked = whole[start : start + _EXCERPT_CHARACTERS]
    shown = "".join(c if c.isprintable() else "·" for c in masked)
    number = f"{line} | "
    first = f"{number}{shown}".rstrip()
    if column is None:
        return first
    before = at - 1 - start
    width = sum(_width(c) for c in shown[:before]) + max(0, before - len(shown))
    return f"{first}\n{' ' * (len(number) - 2)}| {' ' * width}^"


def _width(character: str) -> int:
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1
