"""What was probably meant by a name that nobody knows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from codex_doctor.words.sentence import say

if TYPE_CHECKING:
    from collections.abc import Iterable

    from codex_doctor.words.sentence import Sentence

_LONG = 80  # of a longer word more is not compared, which takes the square of its length


def nearest(word: str, known: Iterable[str], count: int = 1, cutoff: float = 0.6) -> list[str]:
    """Return the known names that come near this word, the nearest first; it may be none.

    Args:
        word: What was said.
        known: The names that there are.
        count: How many of them at most.
        cutoff: How alike they must be, from 0 to 1; above 0.6 by what difflib advises.
    """
    from difflib import get_close_matches  # late: most command lines are right

    return get_close_matches(word[:_LONG], [*known], n=count, cutoff=cutoff)


def nearest_of(word: str, known: Iterable[str], *, alike: float) -> str:
    """Return the one that is most like it, "" when none is alike to this part of 1."""
    near = nearest(word, known, cutoff=alike)
    return near[0] if near else ""


def with_nearest(message: Sentence | str, word: str, known: Iterable[str]) -> Sentence | str:
    """Return a message about this word, with the name that comes nearest if one does."""
    near = nearest(word, known)
    return say("usage.nearest", message=message, near=near[0]) if near else message
