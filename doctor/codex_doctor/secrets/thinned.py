"""Spellings of a text in which only a part of it is left: a key without what is between its pieces.

An endpoint may put a number, a label or a member of JSON between two pieces of a key, or write
each character twice. What is taken out follows from the text alone; no key is known here.
"""

from __future__ import annotations

from bisect import bisect_left
from functools import partial
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from codex_doctor.patterns import Regex
from codex_doctor.secrets.runs import LONG
from codex_doctor.secrets.spelling import Spelled, bare, folded, places

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from codex_doctor.secrets.runs import FoundRun
    from codex_doctor.secrets.views import Span

# A piece of a key, or what stands between two of them.
_TOKEN = Regex(r"[A-Za-z0-9_./+-]+")
# Of so many words in turn one is a piece.
_TURNS = (2, 3, 4, 5)
# Ordinary words, short numbers and both in one; what is left of a text is odd.
_ORDINARY = Regex(
    r"(?<![\w/+-])(?:[A-Z]?[a-z]{1,15}|[0-9]{1,3}|[a-z]{4,15}[_-]?[0-9]{1,2})(?![\w/+-])"
)
# Where a line was broken, and what stands in front of an indented, a quoted or a boxed one.
_WRAP = Regex(r"[\\=]?\r?\n[ \t>#|*]*")
# Nothing ordinary has each of so many characters twice; the ends may have been cut.
_PAIRS = 7
_DOUBLED = Regex(rf".?(?:(.)\1){{{_PAIRS},}}.?")
# So many letters of a word tell that it is none by chance.
_FEW = 4
_FEW_THEN_NONE = Regex(r"[^\W_]{1,3}(?![^\W_])")
_FEW_LAST = Regex(r"(?<![^\W_])[^\W_]{1,3}$")


class Thinning(Struct, frozen=True):
    """One way to leave something out.

    Attributes:
        needs_sure: Whether only a run counts that stands nowhere by chance, see `runs.FoundRun`.
        has_words: Whether words are left as they are: then a run has whole words.
    """

    name: str
    read: Callable[[str], Iterator[Spelled]]
    needs_sure: bool = True
    has_words: bool = False


def _doubled(text: str) -> Iterator[Spelled]:
    letters = bare(text)
    for match in _DOUBLED.finditer(letters) if _has_pairs(letters) else ():
        found, before = match[0], 0 if match[0][0] == match[0][1] else 1
        yield Spelled(
            found[:before] + found[before::2], partial(_single, text, match.span(), before)
        )


def _has_pairs(letters: str) -> bool:
    """Tell whether enough pairs may stand in a row: few texts have them, and to look takes long."""
    raw = letters.encode("ascii", "replace")
    after, before = (int.from_bytes(one, "big") for one in (raw[1:], raw[:-1]))
    # A zero where a character is as the one before.
    same = (after ^ before).to_bytes(len(raw), "big")
    return any(bytes(_PAIRS) in same[offset::2] for offset in range(2))


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


def whole_words(run: FoundRun, at: list[int], text: str) -> Iterator[FoundRun]:
    """Yield the run without the few letters of a word at its ends, which are there by chance.

    Args:
        run: In what is left of the text.
        at: Where in the text each of its characters stands.
        text: The text.
    """
    (first, last), (start, end) = (at[run.start], at[run.end - 1] + 1), (run.start, run.end)
    if text[first - 1 : first].isalnum() and (few := _FEW_THEN_NONE.match(text, first)):
        start = bisect_left(at, few.end())
    if text[last : last + 1].isalnum() and (few := _FEW_LAST.search(text[:last][-_FEW:])):
        end = bisect_left(at, last - len(few[0]))
    if end - start >= LONG:
        yield replace(run, start=start, end=end)


def unwrapped(text: str) -> Iterator[Spelled]:
    """Yield the text without its line breaks, for a long line that somebody wrapped."""
    if "\n" in text:
        yield Spelled(folded(_WRAP.sub("", text)), partial(_among_lines, text))


def _among_lines(text: str) -> list[int]:
    last, at = 0, list[int]()
    for match in _WRAP.finditer(text):
        at += range(last, match.start())
        last = match.end()
    return [*at, *range(last, len(text))]


THINNINGS: tuple[Thinning, ...] = (
    Thinning("doubled", _doubled, needs_sure=False),
    Thinning("every second character", _characters),
    Thinning("words in turn", _words_in_turn, has_words=True),
    Thinning("odd words", _odd_words, has_words=True),
)
