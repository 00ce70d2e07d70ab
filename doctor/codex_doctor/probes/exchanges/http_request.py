"""A request as Codex's library writes it, for ours: no header that Codex does not send.

Built by hand: the defaults of a client (accept-encoding, user-agent) are not Codex's, and a
configured header replaces the one that Codex would send by itself.
"""

from __future__ import annotations

import math
from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Final

import httpx
from httpcore import AsyncNetworkStream
from msgspec import Struct

from codex_doctor.codex.wire.request import without_filler
from codex_doctor.codex.wire.stream import StreamReader
from codex_doctor.facts import Exchange, Sent
from codex_doctor.secrets.places import is_secret_value
from codex_doctor.secrets.search import MASK

if TYPE_CHECKING:
    from codex_doctor.words.told import Told

MAX_BODY_BYTES = 64 * 1024
CONNECT_TIMEOUT_S: Final = 10.0
_TIMEOUTS: Final = httpx.Timeout(None, connect=CONNECT_TIMEOUT_S).as_dict()
# How the body ends is for the library to say, as far as it can make sense of what is configured;
# `codex.rules.framing` has what it cannot.
_FRAMING: Final = frozenset({"content-length", "transfer-encoding"})


Trace = Callable[[str, object], Awaitable[None]]
ReaderMaker = Callable[..., StreamReader]
Upgraded = Callable[[Exchange, AsyncNetworkStream], Awaitable[Exchange]]


class Outgoing(Struct, frozen=True):
    """A request to send.

    Attributes:
        purpose: Why it is sent, for the report.
        shown: The URL with its query masked.
        secret_headers: Headers that never leave for another origin.
        idle_timeout_s: Seconds without an event that Codex waits; None when the answer is no
            stream to be read as Codex reads it.
        max_body_bytes: How much of the answer is kept; of an answer that is no stream no more
            is read.
        timeout_s: Seconds for the whole exchange, within what is left of the run's budget.
        patience_s: Seconds until the answer begins, within the same.
        reader: Makes the reader of a stream, as the version that asks reads it.
        reads_to_end: Whether that version waits for the end of the stream.
        unpacks: Whether that version unpacks a stream that is compressed.
        is_peek: Whether an answer with status 2xx is left unread: that it comes is enough.
        on_upgrade: Goes on with the connection after status 101.
    """

    purpose: Told | str
    method: str
    url: str
    shown: str
    headers: tuple[tuple[str, str], ...] = ()
    secret_headers: tuple[tuple[str, bytes], ...] = ()
    body: bytes = b""
    idle_timeout_s: float | None = None
    max_body_bytes: int = MAX_BODY_BYTES
    timeout_s: float = math.inf
    patience_s: float = math.inf
    reader: ReaderMaker = StreamReader
    reads_to_end: bool = False
    unpacks: bool = False
    is_peek: bool = False
    on_upgrade: Upgraded | None = None


def sent_of(outgoing: Outgoing) -> Sent:
    """Return what a request carries, for the log; what the library adds is not in it."""
    replaced = {name.lower() for name, _ in outgoing.secret_headers}
    headers = [one for one in outgoing.headers if one[0].lower() not in replaced]
    headers += [(name, _shown(name, value)) for name, value in outgoing.secret_headers]
    body = outgoing.body[:MAX_BODY_BYTES].decode("utf-8", "ignore")
    return Sent(tuple(headers), without_filler(body))


def _shown(name: str, value: bytes) -> str:
    text = value.decode("utf-8", "replace").strip(" \t")
    return MASK if is_secret_value(name, text) else text


def build_request(
    outgoing: Outgoing, trace: Trace | None = None, *, te: bool = True
) -> httpx.Request:
    """Return the request for the HTTP library.

    Args:
        outgoing: What to send.
        trace: Is told what the library does.
        te: Whether the header TE is sent; HTTP/2 takes few values of it.

    Raises:
        httpx.InvalidURL: The library cannot read the URL.
    """
    url = httpx.URL(outgoing.url)
    replaced = {name.lower() for name, _ in outgoing.secret_headers}
    skipped = _FRAMING if te else _FRAMING | {"te"}
    headers = [
        (name.encode(), value.encode())
        for name, value in outgoing.headers
        if name.lower() not in replaced | skipped
    ]
    headers += [
        (name.encode(), value.strip(b" \t"))
        for name, value in outgoing.secret_headers
        if name.lower() not in skipped
    ]
    if "host" not in replaced:
        headers.insert(0, (b"host", url.netloc))
    if outgoing.body:
        is_chunked = "transfer-encoding" in replaced
        length = (b"content-length", str(len(outgoing.body)).encode())
        headers.append((b"transfer-encoding", b"chunked") if is_chunked else length)
    return httpx.Request(
        outgoing.method,
        url,
        headers=headers,
        stream=httpx.ByteStream(outgoing.body),
        extensions={"timeout": _TIMEOUTS} | ({"trace": trace} if trace else {}),
    )
