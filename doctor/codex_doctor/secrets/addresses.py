"""Which parts of an address are secret, however it is mistyped, and how it is shown without them.

Not a URL parser: what no parser takes is shown to people too, and there a password ends where
its author meant it to end, at the last `@`, not where a library stops reading.
"""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING
from urllib.parse import unquote

from codex_doctor.patterns import Regex
from codex_doctor.secrets.looks import (
    LIKELY,
    SURE_IN_HOST,
    Span,
    is_secret_by_look,
)
from codex_doctor.secrets.masking import (
    is_plain_parameter,
    is_plain_value,
    is_secret_parameter,
    mask_spans,
)
from codex_doctor.visible import visible

if TYPE_CHECKING:
    from collections.abc import Iterator

_SLASH = r"(?:[/\\]|%(?:25)*(?:2F|5C))"
_COLON = r"(?::|%(?:25)*3A)"
_AT = Regex(r"@|%(?:25)*40|＠", re.IGNORECASE)
# Everything in front of the user's name: schemes with as many slashes as there happen to be.
_FRONT = Regex(
    rf"(?:[\s\"'“‘<(]*(?:[a-z][a-z\d+.\t\r\n-]*{_COLON}?{_SLASH}{{2,}}"
    rf"|(?:https?|wss?|socks[45]?[ah]?){_COLON}{_SLASH}*|{_SLASH}{{2,}}))*",
    re.IGNORECASE,
)
_AUTHORITY = Regex(rf"(?:(?!{_SLASH})[^?#])*", re.IGNORECASE)
# A host that is one for sure, and what may be one.
_SURE_HOST = Regex(r"(?:localhost|(?:[\w-]+\.)+[\w-]+|\[[\da-f:.]+\])(?::\d{0,5})?", re.IGNORECASE)
_HOST = Regex(r"[\w-]+(?::\d{0,5})?")
# A port, with a version that lost its slash too, or what stands for one in a template.
_PORT = Regex(r"\d*(?:[;,]?v\d)?[\s.,;]*|[$%{<\[(]*(?:\w*port|\w{1,5})[}%>\])]*", re.IGNORECASE)
_LABEL = Regex(r"[^.:\[\]\s]+")
_SEGMENT = Regex(rf"(?:(?!{_SLASH})[^;])+", re.IGNORECASE)
_PAIR = Regex(r"[^?&;#]+")
_ADDRESS = Regex(
    r"[/\\]{2}|^\s*(?:https?|wss?|socks[45]?[ah]?)(?::|%3A)|^[^\s:@]+:[^@]+@|^\S+@[\w.-]+[:/]",
    re.IGNORECASE,
)
_ADDRESS_NAME = Regex(r".*(?:url|uri|endpoint|proxy|host)", re.IGNORECASE)


def looks_like_address(text: str, *, name: str = "") -> bool:
    """Tell whether a text is meant as an address, well-formed or not; its name may say so."""
    return bool(_ADDRESS.search(text) or (_ADDRESS_NAME.fullmatch(name) and "@" in text))


def begins_as_address(text: str, *, name: str = "") -> bool:
    """Tell whether a text is meant as an address, not as a command line with one in it."""
    first = text if _ADDRESS_NAME.fullmatch(name) else next(iter(text.split(maxsplit=1)), "")
    return looks_like_address(first, name=name)


def mask_url(text: str) -> str:
    """Return an address without what is or may be secret in it.

    What is surely no secret stays: `api-version=2025-04-01-preview`.
    """
    return visible(mask_spans(text, secret_parts(text)))


def secret_parts(text: str) -> Iterator[Span]:
    """Yield the places of an address that are not shown, in order."""
    return ((start, end) for start, end, _ in _parts(text))


def secrets_of_url(text: str) -> Iterator[str]:
    """Yield the secret values of an address, as written and as a library reads them."""
    for start, end, is_secret in _parts(text):
        if is_secret:
            found = text[start:end]
            for one in dict.fromkeys((found, re.sub(r"[\t\r\n]", "", found), unquote(found))):
                yield one
                # A library, or a person, sees an end of the password at any of these.
                yield from (piece for piece in re.split(r"[:/\\?#@\s]", one) if piece)
                yield one.partition(":")[2]


def is_secret_argument(name: str, value: str) -> bool:
    """Tell whether the value of a query parameter is to be kept out of every text."""
    return is_secret_parameter(name) or not (
        is_plain_parameter(name, value) or is_plain_value(value)
    )


@lru_cache(maxsize=16)
def _parts(text: str) -> tuple[tuple[int, int, bool], ...]:
    """Return each part to hide, and whether it is a secret (or only not surely none).

    The few addresses of one run are asked for in many places.
    """
    return tuple(_find_parts(text))


def _find_parts(text: str) -> Iterator[tuple[int, int, bool]]:
    front = _FRONT.match(text)
    start = front.end() if front else 0
    end = _user_info_end(text, start)
    if end > start:
        yield start, end, True
        start = end
    authority = _AUTHORITY.match(text, start)
    after = authority.end() if authority else start
    yield from _in_host(text, start, after)
    path_end = next((at for at in range(after, len(text)) if text[at] in "?#"), len(text))
    yield from _in_path(text, after, path_end)
    for match in _PAIR.finditer(text, path_end):
        yield from _in_pair(match[0], match.start())


def _user_info_end(text: str, start: int) -> int:
    """Return where the user information ends; `start` when there is none."""
    ats = [match.start() for match in _AT.finditer(text, start)]
    if not ats:
        return start
    authority = _AUTHORITY.match(text, start)
    first = authority[0] if authority else ""
    host_behind = _AT.sub("", text[ats[-1] :], count=1)
    if ats[0] < start + len(first):
        return ats[-1]
    if _SURE_HOST.fullmatch(first):
        return start
    # `gateway:8080/@scope/x` names a host first, `user:PW/x@host` does not.
    behind_is_host = bool(re.match(rf"{_SURE_HOST.pattern}(?:{_SLASH}|[?#]|$)", host_behind, re.I))
    return ats[-1] if behind_is_host or not _HOST.fullmatch(first) else start


def _in_host(text: str, start: int, end: int) -> Iterator[tuple[int, int, bool]]:
    colon = text.rfind(":", start, end)
    host_end = colon if colon >= 0 and "]" not in text[colon:end] else end
    for match in _LABEL.finditer(text, start, host_end):
        if is_secret_by_look(match[0], least=SURE_IN_HOST):
            yield *match.span(), True
    if host_end < end and not _PORT.fullmatch(text, host_end + 1, end):
        # `http://user:PW/v1`: somebody forgot the host.
        yield host_end + 1, end, True


def _in_path(text: str, start: int, end: int) -> Iterator[tuple[int, int, bool]]:
    for match in _SEGMENT.finditer(text, start, end):
        segment = match[0]
        name, equals, _ = segment.partition("=")
        if equals and is_secret_parameter(name):
            yield match.start() + len(name) + 1, match.end(), True
        elif is_secret_by_look(unquote(segment), least=LIKELY):
            yield *match.span(), True


def _in_pair(pair: str, at: int) -> Iterator[tuple[int, int, bool]]:
    """Yield what is secret in `name=value` of a query or a fragment."""
    name, equals, value = pair.partition("=")
    if is_secret_by_look(unquote(name), least=LIKELY):
        yield at, at + len(name), True
    if equals and value and not is_plain_parameter(name, value):
        yield at + len(name) + 1, at + len(pair), is_secret_argument(name, value)
