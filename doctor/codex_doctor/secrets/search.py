"""Finds secrets in a text, in all its readings; what is put in their place is up to `redact`.

A text is read in the ways of `readings`, spelled in those of `spelling` and `thinned`, and looked
through for the secrets in the kinds of `kinds`. The bound of it: somebody who wants to hide a key
from us can. Not undone are XOR and all ciphers but those of Caesar and Atbash; Braille, Morse and
words for letters; uuencode; base 32 and 85 backwards; differences of code points; numbers in other
bases, and little end first; columns and anagrams; other compression than gzip, zlib and deflate;
and more than DEPTH codes in each other. Digests and checksums are known of a secret alone, of its
line and of `Bearer` with it; one that was made with a salt or a key (HMAC) is known of none. A
secret in pieces, and one in Caesar's cipher, is found from LONG letters and digits on; in the
rarest kinds only the shortest secrets are looked for, with MOST_RAREST characters in all.
"""

from __future__ import annotations

import re
from functools import partial
from typing import TYPE_CHECKING

from codex_doctor.secrets.codes import HEX
from codex_doctor.secrets.forms import find_unknown, outside_fingerprints
from codex_doctor.secrets.kinds import FEW_BYTES, MORE_BYTES, SHORTEST, WORD
from codex_doctor.secrets.readings import CUT, NEAR_ESCAPES, PLAIN_READERS, readings
from codex_doctor.secrets.runs import WINDOW
from codex_doctor.secrets.spelling import (
    AS_IS,
    BYTES,
    TWISTS,
    Spelled,
    bare,
    folded,
    places,
    step_places,
    steps,
)
from codex_doctor.secrets.thinned import THINNINGS, unwrapped, whole_words
from codex_doctor.secrets.views import merge

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Sequence

    from codex_doctor.secrets.codes import Reader
    from codex_doctor.secrets.needles import Needles
    from codex_doctor.secrets.runs import Runs
    from codex_doctor.secrets.spelling import Twist
    from codex_doctor.secrets.views import Span, View

MASK = "[redacted]"

# What is decoded is noise mostly, where three characters stand by chance.
_SHORTEST_DECODED = 6
_TOKEN = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/_-")


def find_secrets(
    text: str,
    needles: Needles,
    *,
    words: bool = True,
    check: Callable[[], None] = lambda: None,
) -> list[Span]:
    """Return the places to mask, in order and without overlap.

    Args:
        text: Any text.
        needles: The known secrets.
        words: Whether secrets that are as short as a word count.
        check: Called before each step that may take long; may raise.
    """
    certain: list[Span] = []
    likely: list[Span] = []
    for view in readings(text, _readers(needles), check):
        check()
        certain += _certain(view, needles, words=words)
        if not view.depth:
            likely += map(view.place, find_unknown(view.text))
    masked = (match.span() for match in re.finditer(re.escape(MASK), text))
    spans = merge([*certain, *outside_fingerprints(likely, text), *masked])
    return [(start, end) for start, end in spans if text[start:end] != MASK]


def _readers(needles: Needles) -> Sequence[Reader] | None:
    """Return how to read, None for all ways: what only looks like a secret is sought in no code."""
    return None if needles.knows_any else PLAIN_READERS


def is_clean(text: str, needles: Needles) -> bool:
    """Tell whether there is surely nothing to mask in a text, nor in any part of it."""
    for view in readings(text, _readers(needles)):
        if view.kind == CUT or any(True for _ in _certain(view, needles, words=True)):
            return False
        if not view.depth and any(True for _ in find_unknown(view.text)):
            return False
    return MASK not in text


def holds_known(text: str, needles: Needles) -> bool:
    """Tell whether a known secret is left in a text whose parts were masked one by one.

    It is looked for as it is, in base 64 and in the other kinds, behind escapes and in hexadecimal;
    the codes that cost more are left to the masking. Secrets as short as a word are not looked for:
    the names of our own fields may be such words. Nor is a short run in base 64: its eight
    characters are six of a secret, and so few may stay of one that came in pieces.
    """
    return any(
        True
        for view in readings(text, (NEAR_ESCAPES, HEX))
        for _ in _certain(view, needles, words=False, is_masked=True)
    )  # fmt: skip


def _certain(
    view: View, needles: Needles, *, words: bool, is_masked: bool = False
) -> Iterator[Span]:
    yield from map(view.place, _known(view, needles, words=words, is_masked=is_masked))
    if view.source is not None and needles.digests:
        yield from _digests(view, view.source, needles.digests)


def _known(view: View, needles: Needles, *, words: bool, is_masked: bool) -> Iterator[Span]:
    text = view.text
    twists = (BYTES,) if view.depth else TWISTS
    for twist in twists if len(text) >= WINDOW else ():
        yield from _spelled(_bare(text, twist), text, needles.bare, is_masked=is_masked)
        yield from _exact(text, needles, AS_IS if view.depth else twist)
    if not view.depth and needles.bare.windows:
        for thinning in THINNINGS:
            for spelled in thinning.read(text):
                yield from _spelled(
                    spelled,
                    text,
                    needles.bare,
                    needs_sure=thinning.needs_sure,
                    has_words=thinning.has_words,
                    is_masked=is_masked,
                )
    if not view.depth and needles.exact.windows:
        for spelled in unwrapped(text):
            yield from _spelled(spelled, text, needles.exact)
    if not view.depth and needles.steps.windows:
        # A step has two ends.
        letters = Spelled(steps(text), partial(step_places, text), reach=1)
        yield from _spelled(letters, text, needles.steps, needs_sure=True)
    if words and needles.words:
        yield from _words(view, needles.words)


def _bare(text: str, twist: Twist) -> Spelled:
    return Spelled(bare(text, twist), partial(places, text, twist))


def _spelled(
    spelled: Spelled,
    text: str,
    runs: Runs,
    *,
    needs_sure: bool = False,
    has_words: bool = False,
    is_masked: bool = False,
) -> Iterator[Span]:
    found = [
        one
        for one in runs.find(spelled.text)
        if one.is_sure or not (needs_sure or (is_masked and one.wide))
    ]
    if not found:
        return
    at, last = spelled.places(), spelled.reach - 1
    if has_words:
        found = [one for run in found for one in whole_words(run, at, text)]
    wide = [(at[one.start], at[one.end + last] + 1) for one in found if one.wide]
    yield from ((at[one.start], at[one.end + last] + 1) for one in found if not one.wide)
    yield from _widened(wide, text)


def _exact(text: str, needles: Needles, twist: Twist) -> Iterator[Span]:
    if needles.exact.windows:
        yield from ((one.start, one.end) for one in needles.exact.find(folded(text, twist)))


def _widened(spans: Iterable[Span], text: str) -> Iterator[Span]:
    """Take in the rest of the token: what stands beside a key in base64 tells some of its bits."""
    done = 0
    for start, end in merge(spans):
        first, last = max(start, done), max(end, done)
        while first > done and text[first - 1] in _TOKEN:
            first -= 1
        while text[last : last + 1] in _TOKEN:
            last += 1
        while text[last : last + 1] == "=":
            last += 1
        if last > done:
            yield first, last
        done = last


def _words(view: View, words: frozenset[str]) -> Iterator[Span]:
    text = folded(view.text)
    shortest = _SHORTEST_DECODED if view.depth else SHORTEST
    for match in re.finditer(r"(?<![^\W_])(?=\S)", text):
        at = match.start()
        for length in range(shortest, min(WORD, len(text) - at + 1)):
            end = at + length
            if (word := text[at:end]) not in words:
                continue
            while text.startswith(word, end):
                end += length
            if not text[end : end + 1].isalnum():
                yield at, end


def _digests(view: View, source: View, digests: frozenset[bytes]) -> Iterator[Span]:
    size = FEW_BYTES if view.kind == "hex" else MORE_BYTES
    for raw, span in view.raw:
        if any(raw[at : at + size] in digests for at in range(len(raw) - size + 1)):
            yield source.place(span)
