"""Styled text: characters with a style each run of them, as wide as a terminal shows them.

The few styles that the screens use, and no library: one that can do everything costs a tenth of
a second at start.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass

_CODES = {
    "": "",
    "bold": "1",
    "dim": "2",
    "red": "31",
    "green": "32",
    "yellow": "33",
    "cyan": "36",
    "bold red": "1;31",
    "bold green": "1;32",
    "bold yellow": "1;33",
    "bold cyan": "1;36",
}
_WIDE = frozenset("WF")
_NO_WIDTH = frozenset(("Mn", "Me", "Cf"))


def cell_len(text: str) -> int:
    """Return how many columns a text takes."""
    if text.isascii():
        return len(text)
    return sum(_width(character) for character in text)


def _width(character: str) -> int:
    if unicodedata.category(character) in _NO_WIDTH:
        return 0
    return 2 if unicodedata.east_asian_width(character) in _WIDE else 1


@dataclass(frozen=True, slots=True)
class Text:
    """Text with a style for each run of characters; joined and cut like a string."""

    runs: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(cls, *parts: str | tuple[str, str]) -> Text:
        """Return the parts as one text; a part is a string, or a string with its style."""
        pairs = ((part, "") if isinstance(part, str) else part for part in parts)
        return cls(tuple((text, style) for text, style in pairs if text))

    @property
    def plain(self) -> str:
        """The characters alone."""
        return "".join(text for text, _ in self.runs)

    @property
    def cell_len(self) -> int:
        """How many columns it takes."""
        return sum(cell_len(text) for text, _ in self.runs)

    def __add__(self, other: Text) -> Text:
        """Return both, one behind the other."""
        return Text(self.runs + other.runs)

    def between(self, start: int, end: int) -> Text:
        """Return the characters from `start` up to `end`."""
        runs: list[tuple[str, str]] = []
        at = 0
        for text, style in self.runs:
            cut = text[max(start - at, 0) : max(end - at, 0)]
            runs += [(cut, style)] if cut else []
            at += len(text)
        return Text(tuple(runs))

    def stripped(self) -> Text:
        """Return the text without blanks at its end."""
        return self.between(0, len(self.plain.rstrip()))

    def written(self, *, color: bool) -> str:
        """Return what a terminal is sent."""
        if not color:
            return self.plain
        return "".join(_escaped(text, _CODES[style]) for text, style in self.runs)


def _escaped(text: str, code: str) -> str:
    return f"\x1b[{code}m{text}\x1b[0m" if code else text
