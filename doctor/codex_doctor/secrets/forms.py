"""Secrets that nobody told us of, by the forms that they usually have."""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cache
from operator import itemgetter
from string import Formatter
from typing import TYPE_CHECKING

from msgspec import Struct

from codex_doctor.secrets.beginnings import KEY_IN_TEXT
from codex_doctor.words.catalogue import template_texts

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from codex_doctor.secrets.views import Span


class Form(Struct, frozen=True):
    """A form of secrets; `sign` is in every text that has one, and `group` is the secret."""

    name: str
    sign: str
    pattern: str
    group: int = 0


# A digit or 20 characters: "Bearer authentication" is a phrase and stays readable.
_BEARER = (
    r"(?i:bearer)[\s:]{1,4}((?=[A-Za-z._~+/=-]*[0-9])[A-Za-z0-9._~+/=-]{8,}"
    r"|[A-Za-z0-9._~+/=-]{20,})"
)
# A colon alone is what remains of `<your user>:<your password>@` without its tags.
_USER_INFO = r"://(?!:@)([^\s/?#\"'<>]{1,256})@"
_QUERY = (
    r"[?&][\w.%\[\]-]{0,40}?"
    r"(?i:key|token|sig|signature|secret|password|passwd|pwd|credential)=([^&\s#\"'<>]+)"
)
FORMS: tuple[Form, ...] = (
    Form("key", "", KEY_IN_TEXT),
    Form("bearer", "", _BEARER, 1),
    Form("user information", "@", _USER_INFO, 1),
    Form("query", "=", _QUERY, 1),
)
_ENDS = r"[^\s…]{0,16}…[^\s…]{0,8}"
_PATTERNS = {"ends": _ENDS, "id": "[0-9a-f]{6}"}


def find_unknown(text: str, forms: Sequence[Form] | None = None) -> Iterator[Span]:
    """Yield the places of what has the form of a secret."""
    for form in FORMS if forms is None else forms:
        if form.sign in text:
            for match in re.finditer(form.pattern, text):
                yield match.span(form.group)


@cache
def _fingerprint(text: str) -> str:
    """Return the pattern of a fingerprint as a language writes it: the text of its template."""
    pieces: list[str] = []
    for literal, name, how, _ in Formatter().parse(text):
        nouns = "|".join(map(re.escape, (how or "").split("|")))
        pieces.append(re.escape(literal))
        pieces.append(_PATTERNS.get(name, rf"\d+ (?:{nouns})") if name else "")
    return "".join(pieces)


def outside_fingerprints(spans: Sequence[Span], text: str) -> Iterator[Span]:
    """Leave out what is a part of a fingerprint as we show it."""
    # Most texts have none, and to look for it costs much.
    shown: list[Span] = []
    if "…" in text:
        # A recording may have been made in another language.
        pattern = "|".join(map(_fingerprint, template_texts("key.fingerprint")))
        shown = [one.span() for one in re.finditer(pattern, text)]
    for start, end in spans:
        before = bisect_right(shown, start, key=itemgetter(0))
        if not before or end > shown[before - 1][1]:
            yield start, end
