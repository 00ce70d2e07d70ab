"""The plan of the search for the smallest refused part of a request. Pure; sends nothing.

Delta debugging along a chain: the request without any of the parts is accepted, the whole one is
refused, and the step between them where it turns is found by halving. What is found is proved by
the whole request without it; when that is refused too, there are more, and they come later in the
chain.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Generator

    from codex_doctor.facts.reduction import RefusedPart

Parts = tuple["RefusedPart", ...]
Search = "Generator[Parts, bool, Parts]"


def search(parts: Parts) -> Generator[Parts, bool, Parts]:
    """Yield which parts to leave out next, take whether that was accepted, return the offenders.

    The caller has seen that the request without all of these parts is accepted and that the
    whole request is refused. The last set that was yielded and accepted is the proof.
    """
    found: Parts = ()
    # Without parts[low:] the request is accepted; without `found` alone it is refused.
    low = 0
    while low < len(parts):
        high = len(parts)
        while high - low > 1:
            middle = (low + high) // 2
            if (yield _but(parts[middle:], found)):
                low = middle
            else:
                high = middle
        found = (*found, parts[low])
        if (yield found):
            return found
        low = high
    return ()


def _but(parts: Parts, found: Parts) -> Parts:
    """Return what is left out: these parts and those already found."""
    return tuple(dict.fromkeys((*found, *parts)))
