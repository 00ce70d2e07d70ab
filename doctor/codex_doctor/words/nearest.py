"""What was probably meant by a name that nobody knows."""

from __future__ import annotations

import re
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


def letters(name: str) -> str:
    """Return a name without what is no letter or digit, as a blank that nobody sees."""
    return re.sub(r"[\W_]+", "", name)


def is_slip(word: str, name: str) -> bool:
    """Tell whether a word is a name with one letter more or less, or two that are swapped.

    Another letter makes another name (GROK, GROQ), and so does what comes before it (AI, XAI).
    """
    short, long = sorted((word, name), key=len)
    at = next(
        (at for at, (one, other) in enumerate(zip(short, long, strict=False)) if one != other),
        len(short),
    )
    if at == 0 or not long[at : at + 2].isalpha():
        return False
    is_longer = len(long) == len(short) + 1 and short[at:] == long[at + 1 :]
    swapped = f"{long[at + 1 : at + 2]}{long[at]}{long[at + 2 :]}"
    return is_longer or (len(long) == len(short) and short[at:] == swapped)


def with_nearest(message: Sentence | str, word: str, known: Iterable[str]) -> Sentence | str:
    """Return a message about this word, with the name that comes nearest if one does."""
    near = nearest(word, known)
    return say("usage.nearest", message=message, near=near[0]) if near else message
