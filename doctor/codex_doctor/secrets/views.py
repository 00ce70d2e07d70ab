"""A reading of a text, and where each of its parts stands in what it was read from."""

from __future__ import annotations

from array import array
from bisect import bisect_right
from typing import TYPE_CHECKING

from msgspec import Struct, field

if TYPE_CHECKING:
    from collections.abc import Iterable

Span = tuple[int, int]


def _numbers() -> array[int]:
    return array("q")


class Pieces(Struct, frozen=True):
    """Where the parts of a view come from; arrays, for a text may be one escape after another.

    Attributes:
        at: Where a piece begins in the view.
        source: Where it begins in the source.
        step: So many characters of the view ...
        width: ... are read from so many of the source, which are masked together.
    """

    at: array[int] = field(default_factory=_numbers)
    source: array[int] = field(default_factory=_numbers)
    step: array[int] = field(default_factory=_numbers)
    width: array[int] = field(default_factory=_numbers)

    def add(self, at: int, source: int, step: int, width: int) -> None:
        """Append a piece; those without characters need none."""
        self.at.append(at)
        self.source.append(source)
        self.step.append(step)
        self.width.append(width)

    def unit(self, position: int) -> Span:
        """Return the place in the source from which the character at a position was read."""
        index = bisect_right(self.at, position) - 1
        width = self.width[index]
        start = self.source[index] + (position - self.at[index]) // self.step[index] * width
        return start, start + width


_NO_PIECES = Pieces()


class View(Struct, frozen=True):
    """One reading of a text.

    Attributes:
        text: What it reads.
        kind: The reader's name; "" for the text itself.
        source: What it was read from, None for the text itself.
        pieces: Where its parts stand in the source.
        level: How many escapes were undone on the way.
        depth: How many codes were decoded on the way.
        raw: All that was decoded, each run with its place in the source; for digests.
    """

    text: str
    kind: str = ""
    source: View | None = None
    pieces: Pieces = _NO_PIECES
    level: int = 0
    depth: int = 0
    raw: tuple[tuple[bytes, Span], ...] = ()

    def place(self, span: Span) -> Span:
        """Return where a part of the view stands in the text itself."""
        start, end = span
        view = self
        while view.source is not None:
            start, end = view.pieces.unit(start)[0], view.pieces.unit(end - 1)[1]
            view = view.source
            end = min(end, len(view.text))
        return start, end


class Writer:
    """Puts a view together from parts of its source."""

    def __init__(self, source: View) -> None:
        self._source = source
        self._texts: list[str] = []
        self._pieces = _NO_PIECES
        self._raw: list[tuple[bytes, Span]] = []
        self._at = 0

    def _add(self, at: int, source: int, step: int, width: int) -> None:
        if not self._texts:
            # Late: most texts have nothing to read.
            self._pieces = Pieces()
        self._pieces.add(at, source, step, width)

    def copy(self, start: int, end: int) -> None:
        """Append a part of the source as it is."""
        if start < end:
            self._add(self._at, start, 1, 1)
            self._texts.append(self._source.text[start:end])
            self._at += end - start

    def put(self, text: str, start: int, end: int) -> None:
        """Append what a part of the source stands for, as one."""
        if text:
            self._add(self._at, start, len(text), end - start)
            self._texts.append(text)
            self._at += len(text)

    def put_blocks(self, text: str, start: int, *, step: int, width: int) -> None:
        """Append what blocks of the source stand for, each by itself."""
        if text:
            self._add(self._at, start, step, width)
            self._texts.append(text)
            self._at += len(text)

    def gap(self, source: int) -> None:
        """Append a line break that stands for nothing in the source."""
        self._add(self._at, source, 1, 0)
        self._texts.append("\n")
        self._at += 1

    def keep(self, raw: bytes, start: int, end: int) -> None:
        """Keep decoded bytes beside the view."""
        self._raw.append((raw, (start, end)))

    def view(self, kind: str, *, level: int = 0, depth: int = 0) -> View | None:
        """Return the view, None when nothing is in it."""
        if not self._texts and not self._raw:
            return None
        text, raw = "".join(self._texts), tuple(self._raw)
        return View(text, kind, self._source, self._pieces, level, depth, raw)


def merge(spans: Iterable[Span]) -> list[Span]:
    """Join spans that overlap or touch."""
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
