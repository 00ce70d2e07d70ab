"""Where two texts differ by lines; of a very long one in time that does not grow faster than it."""

from __future__ import annotations

from difflib import SequenceMatcher
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

# Of more lines the ends that are alike are left out first, and lines that stand everywhere tell
# nothing: with them each line is compared with each other.
_MOST = 1000

Run = tuple[str, int, int, int, int]


def line_runs(old: Sequence[str], new: Sequence[str]) -> Iterator[Run]:
    """Yield what happens to each run of lines, as `SequenceMatcher.get_opcodes` says it."""
    first, last = _alike(old, new) if max(len(old), len(new)) > _MOST else (0, 0)
    old_end, new_end = len(old) - last, len(new) - last
    middle = (old[first:old_end], new[first:new_end])
    if first:
        yield "equal", 0, first, 0, first
    runs = SequenceMatcher(None, *middle, autojunk=max(map(len, middle)) > _MOST)
    for kind, start, end, new_start, new_stop in runs.get_opcodes():
        yield kind, first + start, first + end, first + new_start, first + new_stop
    if last:
        yield "equal", old_end, len(old), new_end, len(new)


def _alike(old: Sequence[str], new: Sequence[str]) -> tuple[int, int]:
    """Return how many lines are the same at the beginning, and of the others at the end."""
    shortest = min(len(old), len(new))
    first = next((at for at in range(shortest) if old[at] != new[at]), shortest)
    left = shortest - first
    last = next((at for at in range(left) if old[-1 - at] != new[-1 - at]), left)
    return first, last
