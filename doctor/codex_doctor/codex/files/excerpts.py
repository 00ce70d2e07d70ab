"""Shows one line of a file with a caret, secrets masked and the columns right."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

_EXCERPT_CHARACTERS = 160
_LONGEST_LINE = 5000


@lru_cache(maxsize=4)
def lines_of(text: str) -> list[str]:
    """Return the lines of a text; there may be many places in it to show."""
    return text.split("\n")


def excerpt(text: str, *, line: int, column: int | None) -> str:
    """Return the line with its number and a caret under the column, secrets masked."""
    lines = lines_of(text)
    if not 1 <= line <= len(lines):
        return ""
    # Late: a configuration without a problem shows no line.
    from codex_doctor.secrets.file_lines import mask_line

    whole, at = lines[line - 1].rstrip("\r"), column or 1
    # A window around the caret: a line may be megabytes long.
    start = max(0, at - 1 - _EXCERPT_CHARACTERS // 2) if len(whole) > _EXCERPT_CHARACTERS else 0
    end = start + _EXCERPT_CHARACTERS
    # What a part of an endless line holds cannot be told: nothing of it is shown.
    masked = mask_line(whole)[start:end] if len(whole) <= _LONGEST_LINE else "*" * (end - start)
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
