"""A request as Codex's library writes it, for ours: no header that Codex does not send.

Built by hand: the defaults of a client (accept-encoding, user-agent) are not Codex's, and a
configured header replaces the one that Codex would send by itself.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import httpx

if TYPE_CHECKING:
    from codex_doctor.probes.exchanges.http import Outgoing

CONNECT_TIMEOUT_S: Final = 10.0
_TIMEOUTS: Final = httpx.Timeout(None, connect=CONNECT_TIMEOUT_S).as_dict()
# How the body ends is for the library to say, as far as it can make sense of what is configured;
# `codex.rules.framing` has what it cannot.
_FRAMING: Final = frozenset({"content-length", "transfer-encoding"})


def build_request(outgoing: Outgoing, *, te: bool = True) -> httpx.Request:
    """Return the request for the HTTP library.

    Args:
        outgoing: What to send.
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
        extensions={"timeout": _TIMEOUTS},
    )
