"""One TLS handshake over a fresh stream: how it ended, and what was learned on the way.

The handshake runs in memory, so that it works through a proxy's tunnel (and through TLS to the
proxy), and so that the first bytes of a server that speaks something else are seen.
"""

from __future__ import annotations

import asyncio
import ssl
from contextlib import suppress
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any

from msgspec import Struct, field
from msgspec.structs import replace

from codex_doctor.probes.connections import tcp
from codex_doctor.probes.connections.kept import Secured
from codex_doctor.probes.printable import printable
from codex_doctor.probes.proxy import TunnelError, Via, open_tunnel
from codex_doctor.probes.tls.certificate import Parsed, parse
from codex_doctor.words.told import Told, Words

if TYPE_CHECKING:
    from collections.abc import Sequence

    from codex_doctor.probes.connections.kept import KeptConnection
    from codex_doctor.probes.connections.tcp import Stream

MAX_CHAIN = 20
# RFC 8446 section 4.3.2; the number is the same in TLS 1.2.
CERTIFICATE_REQUEST = 13
HEAD_TIMEOUT_S = 1.0
MAX_HEAD_BYTES = 8192


class Route(Struct, frozen=True):
    """How to get to the endpoint: straight to its addresses, or through a proxy.

    Attributes:
        kept: What a probe has left open is taken first.
    """

    host: str
    port: int
    addresses: tuple[str, ...]
    proxy: Via | None = None
    kept: KeptConnection | None = None

    async def open(self, *, timeout_s: float) -> Stream:
        """Return a stream over which nothing went yet.

        Raises:
            OSError: No connection.
            TunnelError: The proxy refuses.
        """
        if self.proxy:
            return await open_tunnel(self.proxy, self.host, self.port, timeout_s=timeout_s)
        kept = await self.kept.take(self.host, self.port, secured=False) if self.kept else None
        if kept:
            return kept.stream
        return await tcp.open_stream(self.addresses, self.port, timeout_s=timeout_s)


class Shake(Struct, frozen=True):
    """One handshake: how it ended, and what was learned on the way.

    Attributes:
        result: `ok`, `refused` (the certificate, by OpenSSL), `client_certificate`, `closed`,
            `timeout`, or `error`.
        detail: The library's words for a failure.
        code: OpenSSL's number for why it refuses a certificate, 0 when it does not.
        version: Negotiated version, "" without one.
        cipher: Negotiated cipher.
        chain: What the server sent, its own certificate first.
        path: From the server's certificate to the root, where OpenSSL found a way.
        date: The server's Date header, if it was asked for.
        spoke_tls: Whether the first bytes of the other side are TLS.
    """

    result: str
    detail: Words = ""
    version: str = ""
    cipher: str = ""
    chain: tuple[Parsed, ...] = ()
    path: tuple[Parsed, ...] = ()
    date: datetime | None = None
    spoke_tls: bool = False
    code: int = 0


class _ClosedError(ConnectionResetError):
    """The other side closed during the handshake."""


class _Heard(Struct):
    """What came in so far: the first bytes, and whether a client certificate was asked for."""

    first: bytearray = field(default_factory=bytearray)
    asked: bool = False

    def listen(self, *message: Any) -> None:
        """Note one message of the handshake, as the `ssl` module tells it."""
        _, direction, _, _, kind, _ = message
        self.asked |= direction == "read" and kind == CERTIFICATE_REQUEST


async def shake(
    route: Route, context: ssl.SSLContext, *, timeout_s: float, head: bool = False
) -> Shake:
    """Do one handshake on a fresh connection, and a HEAD request after it if `head` says so.

    A good connection on which nothing was asked is left to `route.kept`.
    """
    heard = _Heard()
    # The only way to learn that a client certificate is asked for; it came with Python 3.8.
    setattr(context, "_msg_callback", heard.listen)  # noqa: B010 - no public name
    result, code = "error", 0
    detail: Words = ""
    try:
        async with asyncio.timeout(timeout_s):
            stream = await route.open(timeout_s=timeout_s)
            secured: Secured | None = None
            try:
                done, secured = await _run(stream, context, route.host, heard, head=head)
            finally:
                if not (secured and route.kept):
                    await tcp.close(stream[1])
            if secured and route.kept:
                await route.kept.keep(route.host, route.port, stream, secured)
            return done
    except ssl.SSLCertVerificationError as exc:
        result, detail, code = "refused", exc.verify_message, exc.verify_code
    except ssl.SSLError as exc:
        result = "client_certificate" if heard.asked and "ALERT" in str(exc.reason) else "error"
        detail = (exc.reason or str(exc)).replace("_", " ").lower()
    except TimeoutError:
        result, detail = "timeout", Told("handshake.silent")
    except TunnelError as exc:
        result, detail = "closed", exc.detail
    except _ClosedError:
        result = "client_certificate" if heard.asked else "closed"
        detail = Told("handshake.closed")
    except OSError as exc:
        # A server that demands a client certificate should send an alert; some just close.
        result = "client_certificate" if heard.asked else "closed"
        detail = exc.strerror or str(exc)
    except ValueError as exc:
        detail = Told("handshake.no_host_name", {"error": printable(str(exc))})
    finally:
        setattr(context, "_msg_callback", None)  # noqa: B010 - as above
    if heard.first and not _is_tls(heard.first):
        begins = printable(bytes(heard.first), limit=60)
        detail = Told("handshake.not_tls", {"begins": begins})
    shown = printable(detail) if isinstance(detail, str) else detail
    return Shake(result, shown, spoke_tls=_is_tls(heard.first), code=code)


async def _run(
    stream: Stream, context: ssl.SSLContext, host: str, heard: _Heard, *, head: bool
) -> tuple[Shake, Secured | None]:
    """Shake hands over a stream; what the other side says goes into `heard`.

    Returns:
        How it ended, and what a request can be sent through if nothing was asked yet.
    """
    incoming, outgoing = ssl.MemoryBIO(), ssl.MemoryBIO()
    session = context.wrap_bio(incoming, outgoing, server_hostname=host)
    reader, writer = stream
    while True:
        try:
            session.do_handshake()
            break
        except ssl.SSLWantReadError:
            writer.write(outgoing.read())
            data = await reader.read(16384)
            if not data:
                raise _ClosedError from None
            heard.first += data[: 64 - len(heard.first)]
            incoming.write(data)
    writer.write(outgoing.read())
    done = Shake(
        "ok",
        version=session.version() or "",
        cipher=(session.cipher() or ("",))[0],
        chain=parse_chain(_chain(session, "get_unverified_chain")),
        path=parse_chain(_chain(session, "get_verified_chain")),
        spoke_tls=True,
    )
    if not head and not heard.asked:
        return done, Secured(session, incoming, outgoing)
    answer = b""
    detail: Words = ""
    try:
        async with asyncio.timeout(HEAD_TIMEOUT_S):
            session.write(head_request(host))
            writer.write(outgoing.read())
            answer = await _read_answer(session, incoming, reader)
    except TimeoutError:
        return done, None
    except OSError as exc:
        # With TLS 1.3 the want of a client certificate is said only here.
        failed = printable(getattr(exc, "reason", None) or exc.strerror or str(exc))
        detail = failed.replace("_", " ").lower()
    else:
        detail = "" if answer else Told("handshake.unanswered")
    if heard.asked and detail:
        return replace(done, result="client_certificate", detail=detail), None
    with suppress(ValueError):
        return replace(done, date=_date(answer)), None
    return done, None


def _chain(session: ssl.SSLObject, which: str) -> list[bytes]:
    """Return the certificates as the server sent them, or the path that OpenSSL verified.

    The public methods came with Python 3.13; the object inside has had them since 3.10.
    """
    inner: Any = vars(session)["_sslobj"]
    der = 2  # X509_FILETYPE_ASN1 of OpenSSL's ssl.h
    return [one.public_bytes(der) for one in (getattr(inner, which)() or ())[:MAX_CHAIN]]


def parse_chain(ders: Sequence[bytes]) -> tuple[Parsed, ...]:
    """Return the certificates up to the first that cannot be read."""
    chain: list[Parsed] = []
    with suppress(ValueError):
        chain.extend(parse(der) for der in ders)
    return tuple(chain)


def _is_tls(heard: bytearray) -> bool:
    """Return whether these bytes begin a TLS record: an alert or a handshake message."""
    return bytes(heard[:2]) in (b"\x15\x03", b"\x16\x03")


def head_request(host: str) -> bytes:
    """Return a harmless request without credentials."""
    lines = ("HEAD / HTTP/1.1", f"Host: {host}", "Connection: close", "", "")
    return "\r\n".join(lines).encode("ascii", "replace")


async def _read_answer(
    session: ssl.SSLObject, incoming: ssl.MemoryBIO, reader: asyncio.StreamReader
) -> bytes:
    """Return the head of an HTTP answer, or what came of it before the other side closed."""
    answer, closed = b"", False
    while not closed and b"\r\n\r\n" not in answer and len(answer) < MAX_HEAD_BYTES:
        try:
            data = session.read(MAX_HEAD_BYTES)
            answer += data
        except ssl.SSLWantReadError:
            data = await reader.read(16384)
            incoming.write(data)
        closed = not data  # both: the closing alert, and the end of the connection
    return answer


def _date(answer: bytes) -> datetime | None:
    """Return the Date header of an answer, None without a usable one."""
    for line in answer.split(b"\r\n"):
        name, _, value = line.partition(b":")
        if name.lower() == b"date":
            moment = parsedate_to_datetime(value.decode("ascii", "replace").strip())
            return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return None
