"""What a target of fuzzing is: one function of bytes that raises where a property does not hold.

Where a target needs more than one text, they stand behind one another with a NUL between; where it
needs a choice, a byte at the start makes it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar

from hypothesis import strategies as st
from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

T = TypeVar("T")

_LONGEST_SEED = 6_000


class Target(Struct, frozen=True):
    """One property of one part of the doctor, for any input.

    Attributes:
        name: A word; the folder of its cases below `corpus` has it too.
        holds: The property in words, for `docs/fuzzing.md`.
        run: Raises AssertionError where the property does not hold, and nothing else.
        seeds: Inputs to begin with, which the repository has already.
        shaped: Inputs that come further than bytes at random.
        words: Pieces that inputs are made of.
        grows: Whether the time of a long input is judged; a short input may stand for much else.
    """

    name: str
    holds: str
    run: Callable[[bytes], None]
    seeds: Callable[[], Iterable[bytes]]
    shaped: st.SearchStrategy[bytes]
    words: tuple[bytes, ...] = ()
    grows: bool = True

    @property
    def inputs(self) -> st.SearchStrategy[bytes]:
        """Inputs of every kind: shaped, at random, of words, and of seeds that were changed."""
        seeds = [one for one in self.seeds() if len(one) <= _LONGEST_SEED]
        pieces = st.lists(st.sampled_from(self.words or (b"\0",)) | st.binary(max_size=3))
        return st.one_of(
            self.shaped,
            st.binary(max_size=300),
            pieces.map(b"".join),
            st.builds(_spliced, st.sampled_from(seeds), st.data(), pieces.map(b"".join)),
        )


def _spliced(seed: bytes, data: st.DataObject, piece: bytes) -> bytes:
    """Return a seed with a piece of it replaced."""
    start = data.draw(st.integers(0, len(seed)))
    end = data.draw(st.integers(start, min(start + 20, len(seed))))
    return seed[:start] + piece + seed[end:]


def parts(data: bytes, count: int) -> list[bytes]:
    """Return so many parts of an input, empty ones where it has fewer."""
    found = data.split(b"\0", count - 1)
    return found + [b""] * (count - len(found))


def texts(data: bytes, count: int) -> list[str]:
    """Return the parts of an input as texts; bytes that are no UTF-8 are surrogates."""
    return [one.decode("utf-8", "surrogateescape") for one in parts(data, count)]


def joined(*inputs: bytes | str) -> bytes:
    """Return the input that has these parts."""
    return b"\0".join(
        one if isinstance(one, bytes) else one.encode("utf-8", "surrogatepass") for one in inputs
    )


def headed(count: int, *texts: st.SearchStrategy[Any]) -> st.SearchStrategy[bytes]:
    """Return inputs of so many bytes that choose, and of these texts behind them."""
    head = st.binary(min_size=count, max_size=count)
    return st.tuples(head, st.builds(joined, *texts)).map(b"".join)


def pick(data: bytes, at: int, choices: Sequence[T]) -> T:
    """Return what the byte at this place chooses, the first where there is none."""
    return choices[(data[at] if at < len(data) else 0) % len(choices)]
