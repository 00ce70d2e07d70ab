"""Which of some words is meant by one that is misspelt."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable

_LONGEST = 80


def nearest_of(word: str, words: Iterable[str], *, alike: float) -> str:
    """Return the one that is most like it, "" when none is alike to this part of 1."""
    # Late: mostly everything is spelt right.
    from difflib import get_close_matches

    close = get_close_matches(word[:_LONGEST], [*words], n=1, cutoff=alike)
    return close[0] if close else ""
