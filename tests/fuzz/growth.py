"""That the time for an input grows no faster than the input does."""

from __future__ import annotations

import time
from math import inf
from typing import TYPE_CHECKING, Final
from zlib import crc32

if TYPE_CHECKING:
    from fuzz.target import Target

_SMALL, _LARGE = 8_192, 65_536
# An eightfold input may take twice as much as that, and what no clock measures well besides.
_MOST: Final = 2 * _LARGE // _SMALL
_SPARE_S: Final = 0.1
_TRIES = 3


class GrowsError(AssertionError):
    """A longer input takes far more than its share of time."""


def pumped(data: bytes, size: int) -> bytes:
    """Return an input with a piece of it, the same one each time, repeated up to a size."""
    code = crc32(data)
    start = code % (len(data) or 1)
    end = min(start + 1 + (code >> 16) % 16, len(data))
    times = max(size - len(data), 0) // ((end - start) or 1)
    return data[:start] + data[start:end] * times + data[start:]


def judge_growth(target: Target, data: bytes) -> None:
    """Raise where the pumped input takes far longer than a pumped one of an eighth of its size."""
    small, large = pumped(data, _SMALL), pumped(data, _LARGE)
    small_s = large_s = inf
    for _ in range(_TRIES):
        small_s = min(small_s, _took_s(target, small))
        large_s = min(large_s, _took_s(target, large))
        if large_s <= _MOST * small_s + _SPARE_S:
            return
    raise GrowsError(f"{len(small)} bytes: {small_s:.3f} s, {len(large)} bytes: {large_s:.3f} s")


def _took_s(target: Target, data: bytes) -> float:
    began = time.process_time()
    target.run(data)
    return time.process_time() - began
