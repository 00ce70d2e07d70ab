"""Finds secrets in a text, in the encodings in which an endpoint may echo them.

The text is searched as it is, and as it reads after percent, JSON and HTML escapes are undone;
places found there are mapped back. Known secrets are searched by value, unknown ones by their
usual forms. It only finds; what is put in their place is up to `redact`.
"""

from __future__ import annotations

import base64
import hashlib
import re
from bisect import bisect_left
from functools import lru_cache
from typing import TYPE_CHECKING

from msgspec import Struct

from codex_doctor.codex.credentials.masking import is_dummy
from codex_doctor.readings import View, escaped, views

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

MASK = "[redacted]"

# A run this long of a secret of LONG characters or more is masked also when the rest is cut off.
WINDOW = 10
LONG = 16
# A shorter secret is masked only as a whole word; below SHORTEST it protects nothing.
WORD = 8
SHORTEST = 3
# Every window holds a gram that starts at a multiple of STEP, so only those need a look.
GRAM = 6
STEP = WINDOW - GRAM + 1

Span = tuple[int, int]

_TOKEN = frozenset("abcdefghijklmnopqrstuvwxyz0123456789+/_-")

_FORMS = re.compile(
    r"(?<![A-Za-z0-9])(?:"
    r"sk-[A-Za-z0-9_-]{12,}|gsk_[A-Za-z0-9]{12,}|gh[pousr]_[A-Za-z0-9]{16,}"
    r"|github_pat_[A-Za-z0-9_]{16,}|AIza[A-Za-z0-9_-]{16,}|xox[a-z]-[A-Za-z0-9-]{8,}"
    r"|A[KS]IA[A-Z0-9]{12,}|(?:hf|glpat|nvapi|xai|pplx)[_-][A-Za-z0-9_-]{16,}"
    r"|eyJ[A-Za-z0-9_-]{12,}(?:\.[A-Za-z0-9_-]*){0,2})"
)
# A digit or 20 characters: "Bearer authentication" is a phrase and stays readable.
_BEARER = re.compile(
    r"(?i:bearer)[\s:]{1,4}((?=[A-Za-z._~+/=-]*[0-9])[A-Za-z0-9._~+/=-]{8,}|[A-Za-z0-9._~+/=-]{20,})"
)
_USER_INFO = re.compile(r"://([^\s/?#\"'<>]{1,256})@")
_QUERY = re.compile(
    r"[?&][\w.%\[\]-]{0,40}?"
    r"(?i:key|token|sig|signature|secret|password|passwd|pwd|credential)=([^&\s#\"'<>]+)"
)
_PATTERNS = ((_FORMS, 0), (_BEARER, 1), (_USER_INFO, 1), (_QUERY, 1))

_FINGERPRINT = re.compile(r"[^\s…]{0,16}…[^\s…]{0,8} \(\d+ characters?, id [0-9a-f]{6}\)")


class Needles(Struct, frozen=True):
    """What to look for; every text in lower case.

    Attributes:
        whole: Texts that count only as a whole, and whether the token around them goes too.
        words: Texts that count only as a whole word.
        windows: Every run of WINDOW characters of the long texts, with the same flag.
        grams: Every run of GRAM characters of the long texts.
    """

    whole: tuple[tuple[str, bool], ...]
    words: re.Pattern[str] | None
    windows: dict[str, bool]
    grams: frozenset[str]


def find_secrets(text: str, *, known: frozenset[str]) -> list[Span]:
    """Return the places to mask, in order and without overlap."""
    needles = _needles(known)
    certain: list[Span] = []
    likely: list[Span] = []
    for view in views(text):
        certain += _placed(_known(fold(view.text), needles), view)
        likely += _placed(_unknown(view.text), view)
    shown = [match.span() for match in _FINGERPRINT.finditer(text)]
    masked = [match.span() for match in re.finditer(re.escape(MASK), text)]
    spans = merge(certain + [span for span in likely if not _inside(span, shown)] + masked)
    return [(start, end) for start, end in spans if text[start:end] != MASK]


def fold(text: str) -> str:
    """Return the text in lower case with every character where it was."""
    # These three are the only ones whose lower case depends on the place or has two characters.
    return text.replace("İ", "i").replace("Σ", "σ").replace("ς", "σ").lower()


def merge(spans: Iterable[Span]) -> list[Span]:
    """Join spans that overlap or touch."""
    merged: list[Span] = []
    for start, end in sorted(spans):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged


def _inside(span: Span, others: Sequence[Span]) -> bool:
    index = bisect_left(others, (span[0] + 1, 0)) - 1
    return index >= 0 and span[1] <= others[index][1]


def _placed(spans: Iterable[Span], view: View) -> Iterator[Span]:
    return ((view.starts[start], view.starts[end]) for start, end in spans)


# ----- known secrets


@lru_cache(maxsize=4)
def _needles(known: frozenset[str]) -> Needles:
    whole: dict[str, bool] = {}
    words: set[str] = set()
    windows: dict[str, bool] = {}
    grams: set[str] = set()
    for text, is_long, wide in _targets(known):
        if len(text) < WORD and not wide:
            words.add(text)
        elif not is_long or len(text) < WINDOW:
            whole[text] = wide
        else:
            for at in range(len(text) - WINDOW + 1):
                window = text[at : at + WINDOW]
                windows[window] = wide or windows.get(window, False)
            grams.update(text[at : at + GRAM] for at in range(len(text) - GRAM + 1))
    longest_first = sorted(words, key=len, reverse=True)
    pattern = rf"(?<![^\W_])(?:{'|'.join(map(re.escape, longest_first))})(?![^\W_])"
    return Needles(
        whole=tuple(whole.items()),
        words=re.compile(pattern) if words else None,
        windows=windows,
        grams=frozenset(grams),
    )


def _targets(known: frozenset[str]) -> Iterator[tuple[str, bool, bool]]:
    """Yield each text to look for, whether parts of it count, whether its token goes too."""
    # A backslash at the end is read together with whatever comes next.
    for secret in {one for raw in known for one in (raw, raw.strip(), raw.strip().rstrip("\\"))}:
        if len(secret) < SHORTEST or is_dummy(secret):
            continue
        for spelling in _spellings(secret):
            yield fold(spelling), len(spelling) >= LONG, False
        raw = _bytes(secret)
        is_long = len(secret) >= LONG
        if len(raw) > SHORTEST:
            yield raw.hex(), is_long, True
        for core in _base64_cores(raw):
            yield core.lower(), is_long, True
        for name in ("sha256", "sha1", "md5"):
            digest = hashlib.new(name, raw, usedforsecurity=False).hexdigest()
            yield digest[:8], False, True
            yield digest, True, True


def _spellings(secret: str) -> set[str]:
    # A text is also searched after its escapes are undone, and a secret may look like escapes.
    shown = "".join(char if char.isprintable() else escaped(char) for char in secret)
    forms = {secret, secret.replace(" ", "+"), shown}
    spellings = {view.text for form in forms for view in views(form)}
    return {one for one in spellings if len(one) >= SHORTEST}


def _bytes(secret: str) -> bytes:
    try:
        return secret.encode("utf-8", "surrogateescape")
    except UnicodeEncodeError:
        return secret.encode("utf-8", "surrogatepass")


def _base64_cores(raw: bytes) -> Iterator[str]:
    """Yield the characters that base64 of `raw` surely has, whatever stands around it."""
    for shift in range(3):
        code = base64.b64encode(bytes(shift) + raw).decode("ascii")
        core = code[(shift * 8 + 5) // 6 : (shift + len(raw)) * 8 // 6]
        if len(core) >= GRAM - 1:
            yield core
            yield core.replace("+", "-").replace("/", "_")


def _known(folded: str, needles: Needles) -> list[Span]:
    spans = [match.span() for match in needles.words.finditer(folded)] if needles.words else []
    tokens: list[Span] = []
    for text, wide in needles.whole:
        (tokens if wide else spans).extend(_occurrences(folded, text))
    for at in range(0, len(folded) - GRAM + 1, STEP):
        if folded[at : at + GRAM] in needles.grams:
            for start in range(max(0, at - STEP + 1), at + 1):
                wide_window = needles.windows.get(folded[start : start + WINDOW])
                if wide_window is not None:
                    (tokens if wide_window else spans).append((start, start + WINDOW))
    return spans + _widened(merge(tokens), folded)


def _occurrences(folded: str, text: str) -> Iterator[Span]:
    at = folded.find(text)
    while at >= 0:
        yield at, at + len(text)
        at = folded.find(text, at + len(text))


def _widened(spans: list[Span], folded: str) -> list[Span]:
    """Take in the rest of the token: what stands beside a key in base64 tells some of its bits."""
    widened: list[Span] = []
    done = 0
    for start, end in spans:
        first, last = max(start, done), max(end, done)
        while first > done and folded[first - 1] in _TOKEN:
            first -= 1
        while folded[last : last + 1] in _TOKEN:
            last += 1
        while folded[last : last + 1] == "=":
            last += 1
        if last > done:
            widened.append((first, last))
        done = last
    return widened


# ----- unknown secrets


def _unknown(text: str) -> Iterator[Span]:
    for pattern, group in _PATTERNS:
        for match in pattern.finditer(text):
            yield match.span(group)
