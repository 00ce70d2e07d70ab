"""Many texts at once, and where runs of them stand in another text.

One dictionary has every window of the texts; a place of the other text costs one look into it. It
does not know what the texts are.
"""

from __future__ import annotations

from array import array
from bisect import bisect_right
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Iterator

# A run this long of a long text is found, when so many of its characters are odd ...
WINDOW = 8
ODD = 3
# ... and this long whatever it is. A shorter text is found as a whole ...
LONG = 16
# ... and in runs too, when it is not much shorter.
MIDDLE = 12
# Wherever a window stands, one of its parts of so many characters begins at a multiple of _EVERY.
_PART = 4
_EVERY = WINDOW - _PART + 1

_HEAD_ONLY = -1


class FoundRun(Struct, frozen=True):
    """A run.

    Attributes:
        wide: Whether what stands beside it tells something too.
        is_sure: Whether it is both LONG and odd, so that it stands nowhere by chance.
    """

    start: int
    end: int
    wide: bool
    is_sure: bool = False


class Runs(Struct, frozen=True):
    """The texts, ready for the search.

    Attributes:
        joined: All long texts.
        odd: For each of its characters `1`, or `0` in what is an ordinary word.
        ends: Where each long text ends in `joined`.
        wide: Where the texts begin in `joined` whose runs are wide.
        windows: Window to its first place in `joined`; _HEAD_ONLY when it only begins a whole.
        parts: What of _PART characters is in a window: most places of a text need one look in five.
        wholes: The short texts.
        heads: Their first characters.
        step: Only each so manieth window is there, the last one of each text too.
    """

    joined: str
    odd: str
    ends: array[int]
    wide: int
    windows: dict[str, int]
    parts: frozenset[str]
    wholes: frozenset[str]
    heads: frozenset[str]
    step: int

    def find(self, text: str) -> Iterator[FoundRun]:
        """Yield the runs in a text, in order."""
        done = 0
        for at in self._places(text):
            window = text[at : at + WINDOW]
            if window in self.heads:
                yield from self._wholes(text, at)
            place = self.windows[window]
            if place != _HEAD_ONLY and at + WINDOW > done:
                found, done = self._run(text, at, place)
                if found is not None:
                    yield found

    def _places(self, text: str) -> Iterator[int]:
        """Yield where windows stand, in order."""
        parts = self.parts
        every = range(0, len(text) if parts else 0, _EVERY)
        for near in [near for near in every if text[near : near + _PART] in parts]:
            for at in range(max(0, near - _EVERY + 1), near + 1):
                if text[at : at + WINDOW] in self.windows:
                    yield at

    def _wholes(self, text: str, at: int) -> Iterator[FoundRun]:
        for length in range(WINDOW, LONG):
            if at + length <= len(text) and text[at : at + length] in self.wholes:
                yield FoundRun(at, at + length, wide=False)

    def _run(self, text: str, at: int, place: int) -> tuple[FoundRun | None, int]:
        """Return the run around a window, None when it is too short, and where it ends."""
        joined, index = self.joined, bisect_right(self.ends, place)
        first = self.ends[index - 1] if index else 0
        # No further back: a window of the same text would have been there before.
        first = max(first, place - max(self.step, LONG))
        before = 0
        while place - before > first and at > before:
            if joined[place - before - 1] != text[at - before - 1]:
                break
            before += 1
        after, last = WINDOW, min(self.ends[index] - place, len(text) - at)
        while after < last and joined[place + after] == text[at + after]:
            after += 1
        odd = self.odd.count("1", place - before, place + after)
        is_long, is_odd = before + after >= LONG, odd >= ODD
        if not (is_long or is_odd):
            return None, at + after
        wide = place >= self.wide
        return FoundRun(at - before, at + after, wide=wide, is_sure=is_long and is_odd), at + after


class RunsWriter:
    """Takes the texts in."""

    def __init__(self, step: int) -> None:
        self._step = step
        self._texts: list[str] = []
        self._odd: list[str] = []
        self._ends = array("q")
        self._at = 0
        self._wide: int | None = None
        self._windows: dict[str, int] = {}
        self._wholes: set[str] = set()

    def add(self, text: str, odd: str) -> None:
        """Add a text, with a `1` for each odd character and a `0` for each other."""
        if len(text) < WINDOW:
            return
        if len(text) < LONG:
            self._wholes.add(text)
            self._windows.setdefault(text[:WINDOW], _HEAD_ONLY)
            if len(text) < MIDDLE:
                return
        last = len(text) - WINDOW
        for at in (*range(0, last, self._step), last):
            window = text[at : at + WINDOW]
            if self._windows.get(window, _HEAD_ONLY) == _HEAD_ONLY:
                self._windows[window] = self._at + at
        self._texts.append(text)
        self._odd.append(odd)
        self._at += len(text)
        self._ends.append(self._at)

    def widen(self) -> None:
        """Say that the texts from now on are wide."""
        self._wide = self._at if self._wide is None else self._wide

    def runs(self) -> Runs:
        """Return what was taken in."""
        return Runs(
            joined="".join(self._texts),
            odd="".join(self._odd),
            ends=self._ends,
            wide=self._at if self._wide is None else self._wide,
            windows=self._windows,
            parts=frozenset(
                window[at : at + _PART] for window in self._windows for at in range(_EVERY)
            ),
            wholes=frozenset(self._wholes),
            heads=frozenset(whole[:WINDOW] for whole in self._wholes),
            step=self._step,
        )
