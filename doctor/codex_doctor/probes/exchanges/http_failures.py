"""What the failures of the HTTP library are called; mapped once, here."""

from __future__ import annotations

import errno
import ssl
from typing import TYPE_CHECKING, Final

import httpx

from codex_doctor.codex.wire.codings import UnpackError
from codex_doctor.probes.exchanges.codex_network import HEAD_TOO_LONG

if TYPE_CHECKING:
    from codex_doctor.words.told import Words

# All that the library raises for a request that cannot be built, sent or answered.
FAILURES: Final = (httpx.HTTPError, httpx.InvalidURL, ssl.SSLError, OSError)
# A proxy's own words are in them. The redactor cuts what is shown: it does not know half a secret.
_LONGEST: Final = 16_384


def name_failure(exc: Exception) -> tuple[str, str]:
    """Name a failure before the response headers."""
    words = words_of(exc)
    if isinstance(exc, httpx.ProxyError):
        return "proxy", words
    if "[SSL" in words or "certificate" in words.lower():
        return "tls", words
    if isinstance(exc, httpx.ConnectError | httpx.ConnectTimeout):
        return "connect", words
    if HEAD_TOO_LONG in words:
        return "long_head", words
    if isinstance(exc, httpx.RemoteProtocolError):
        return ("reset" if "disconnected" in words else "not_http"), words
    if isinstance(exc, httpx.ReadError | httpx.WriteError):
        return "reset", words
    return "http", words


def name_broken(exc: Exception) -> str:
    """Name a failure after the response headers: a connection that ends, or nonsense on it."""
    if isinstance(exc, httpx.DecodingError):
        return "coding"
    is_nonsense = isinstance(exc, httpx.RemoteProtocolError) and "closed" not in str(exc)
    return "framing" if is_nonsense else "cut"


def broken_words(exc: Exception) -> Words:
    """Return what is wrong with an answer that broke off, ours for a coding."""
    cause = exc.__cause__
    return cause.told if isinstance(cause, UnpackError) else words_of(exc)


def words_of(exc: BaseException) -> str:
    """Return the library's words, or the system's name of the error when it has none."""
    deepest: BaseException = exc
    while deepest.__cause__ or deepest.__context__:
        deepest = deepest.__cause__ or deepest.__context__ or deepest
    text = str(exc) or str(deepest)
    number = getattr(deepest, "errno", None)
    name = errno.errorcode.get(number, "") if isinstance(number, int) else ""
    return (f"{name} {text}".strip() or type(exc).__name__)[:_LONGEST]
