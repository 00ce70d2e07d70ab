"""Spellings of a text in which only a part of it is left: a key without what is between its pieces.

An endpoint may put a number, a label or a member of JSON between two pieces of a key, or write
each character twice. What is taken out follows from the text alone; no key is known here.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import partial
from typing import TYPE_CHECKING

from msgspec import Struct

from codex_doctor.secrets.spelling import Spelled, bare, places

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from codex_doctor.secrets.views import Span

# A piece of a key, or what stands between two of them.
_TOKEN = re.compile(r"[A-Za-z0-9_./+-]+")
# Of so many words in turn one is a piece.
_TURNS = (2, 3, 4, 5)
# Ordinary words, short numbers and both in one; what is left of a text is odd.
_ORDINARY = re.compile(
    r"(?<![\w/+-])(?:[A-Z]?[a-z]{1,15}|[0-9]{1,3}|[a-z]{4,15}[_-]?[0-9]{1,2})(?![\w/+-])"
)
# Nothing ordinary has each of so many characters twice; the ends may have been cut.
_DOUBLED = re.compile(r".?(?:(.)\1){7,}.?")


class Thinning(Struct, frozen=True):
    """One way to leave something out.

    Attributes:
        needs_sure: Whether only a run counts that stands nowhere by chance, see `runs.FoundRun`.
    """

    name: str
    read: Callable[[str], Iterator[Spelled]]
    needs_sure: bool = True


def _doubled(text: str) -> Iterator[Spelled]:
    for match in _DOUBLED.finditer(bare(text)):
        found, before = match[0], 0 if match[0][0] == match[0][1] else 1
        yield Spelled(
            found[:before] + found[before::2], partial(_single, text, match.span(), before)
        )


def _single(text: str, span: Span, before: int) -> list[int]:
    at = places(text)[slice(*span)]
    return at[:before] + at[before::2]


def _characters(text: str) -> Iterator[Spelled]:
    letters = bare(text)
    for offset in range(2):
        yield Spelled(letters[offset::2], partial(_every_second, text, offset))


def _every_second(text: str, offset: int) -> list[int]:
    return places(text)[offset::2]


def _words_in_turn(text: str) -> Iterator[Spelled]:
    words: list[str] = _TOKEN.findall(text)
    for every in _TURNS:
        for offset in range(every):
            chosen = bare(" ".join(words[offset::every]))
            yield Spelled(chosen, partial(_in_turn, text, offset, every))


def _in_turn(text: str, offset: int, every: int) -> list[int]:
    spans = [match.span() for match in _TOKEN.finditer(text)]
    return _places_in(text, spans[offset::every])


def _odd_words(text: str) -> Iterator[Spelled]:
    left, count = _ORDINARY.subn(" ", text)
    if count:
        yield Spelled(bare(left), partial(_among_words, text))


def _among_words(text: str) -> list[int]:
    last, spans = 0, list[tuple[int, int]]()
    for match in _ORDINARY.finditer(text):
        spans.append((last, match.start()))
        last = match.end()
    return _places_in(text, [*spans, (last, len(text))])


def _places_in(text: str, spans: list[Span]) -> list[int]:
    at = places(text)
    return [
        one for start, end in spans for one in at[bisect_left(at, start) : bisect_left(at, end)]
    ]


THINNINGS: tuple[Thinning, ...] = (
    Thinning("doubled", _doubled, needs_sure=False),
    Thinning("every second character", _characters),
    Thinning("words in turn", _words_in_turn),
    Thinning("odd words", _odd_words),
)
