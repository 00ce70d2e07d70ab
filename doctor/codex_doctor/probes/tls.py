"""The TLS handshake with the endpoint, judged as Codex's TLS library judges.

OpenSSL does the handshake; where Codex's library (rustls) differs, the certificate is looked at
again. When the handshake fails, the certificate is read once more without verification, only to
show it: nothing is sent over that connection but a HEAD request without credentials.
"""

from __future__ import annotations

import asyncio
import ssl
import time
from contextlib import suppress
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import TYPE_CHECKING, Any

from codex_doctor.facts import TlsHandshake
from codex_doctor.probes import tcp
from codex_doctor.probes.certificate import Parsed, parse
from codex_doctor.probes.printable import printable
from codex_doctor.probes.proxy import TunnelError, Via, open_tunnel
from codex_doctor.probes.trust import Trust, trust

if TYPE_CHECKING:
    from collections.abc import Sequence

    from codex_doctor.facts import ProxyChoice
    from codex_doctor.probes.tcp import Stream

__all__ = ["Trust", "handshake", "trust"]

# Of the time that is there, how much the handshake has; the rest is for finding out why not.
SHAKE_SHARE = 0.5
MAX_CHAIN = 20
HEAD_TIMEOUT_S = 1.0
MAX_HEAD_BYTES = 8192

# OpenSSL's verify codes (x509_vfy.h).
_VERIFY_RESULTS = {
    9: "not_yet_valid",
    10: "expired",
    18: "self_signed",
    19: "unknown_ca",
    20: "unknown_ca",
    21: "unknown_ca",
    62: "hostname_mismatch",
    64: "hostname_mismatch",
}


@dataclass(frozen=True, slots=True)
class _Route:
    """How to get to the endpoint: straight to its addresses, or through a proxy."""

    host: str
    port: int
    addresses: tuple[str, ...]
    proxy: Via | None = None

    async def open(self, *, timeout_s: float) -> Stream:
        """Return a fresh stream.

        Raises:
            OSError: No connection.
            TunnelError: The proxy refuses.
        """
        if self.proxy:
            return await open_tunnel(self.proxy, self.host, self.port, timeout_s=timeout_s)
        return await tcp.open_stream(self.addresses, self.port, timeout_s=timeout_s)


@dataclass(frozen=True, slots=True)
class _Shake:
    """One handshake: how it ended, and what was learned on the way."""

    result: str
    detail: str = ""
    version: str = ""
    leaf: bytes = b""
    chain: tuple[Parsed, ...] = ()
    date: datetime | None = None
    spoke_tls: bool = False


async def handshake(
    host: str,
    port: int,
    *,
    addresses: tuple[str, ...],
    trust: Trust,
    proxy: ProxyChoice | None = None,
    proxy_url: str | None = None,
    timeout_s: float,
) -> TlsHandshake:
    """Shake hands as Codex would, and on failure find out why, all within `timeout_s`.

    Args:
        host: The endpoint's host.
        port: Its port.
        addresses: IP literals to connect to: of the proxy if there is one, else of the host.
        trust: What the certificate is judged by.
        proxy: The proxy that applies.
        proxy_url: Its URL with user information.
        timeout_s: Seconds for everything.
    """
    started = time.monotonic()
    via = Via(proxy, proxy_url or proxy.url, addresses, trust.proxy_context()) if proxy else None
    route = _Route(host, port, addresses, via)
    share_s = timeout_s * SHAKE_SHARE
    shake = await _shake(route, trust.context, timeout_s=share_s)
    if shake.result == "ok":
        shake = _judge_as_rustls(shake, trust)
    elif shake.result in {"error", "closed", "timeout"}:
        shake = await _tell_apart(route, shake, timeout_s=share_s)
    else:
        shake = await _read_certificate(route, shake, timeout_s=share_s)
    if trust.problem and shake.result in {"unknown_ca", "self_signed", "chain_incomplete"}:
        shake = replace(shake, result="ca_file_invalid", detail=trust.problem)
    skew_s = (datetime.now(UTC) - shake.date).total_seconds() if shake.date else None
    return TlsHandshake(
        shake.result,
        time.monotonic() - started,
        shake.detail,
        shake.version,
        shake.chain[0].shown if shake.chain else None,
        trust.roots,
        skew_s,
    )


async def _shake(
    route: _Route, context: ssl.SSLContext, *, timeout_s: float, head: bool = False
) -> _Shake:
    """Do one handshake on a fresh connection, and a HEAD request after it if `head` says so."""
    heard = bytearray()
    result, detail = "error", ""
    try:
        async with asyncio.timeout(timeout_s):
            reader, writer = await route.open(timeout_s=timeout_s)
            try:
                return await _run((reader, writer), context, route.host, heard, head=head)
            finally:
                await tcp.close(writer)
    except ssl.SSLCertVerificationError as exc:
        result = _VERIFY_RESULTS.get(exc.verify_code, "refused")
        detail = exc.verify_message
    except ssl.SSLError as exc:
        detail = (exc.reason or str(exc)).replace("_", " ").lower()
    except TimeoutError:
        result, detail = "timeout", "no answer to the first message in time"
    except TunnelError as exc:
        result, detail = "closed", exc.detail
    except OSError as exc:
        result, detail = "closed", exc.strerror or str(exc)
    except ValueError as exc:
        detail = f"not a host name for TLS: {exc}"
    if heard and not _is_tls(heard):
        detail = f"not TLS: {printable(bytes(heard), limit=60)}"
    return _Shake(result, printable(detail), spoke_tls=_is_tls(heard))


async def _run(
    stream: Stream, context: ssl.SSLContext, host: str, heard: bytearray, *, head: bool
) -> _Shake:
    """Shake hands over a stream; the first bytes of the other side go into `heard`."""
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
                raise ConnectionResetError("closed during the handshake") from None
            heard += data[: 64 - len(heard)]
            incoming.write(data)
    writer.write(outgoing.read())
    shake = _Shake(
        "ok",
        version=session.version() or "",
        leaf=session.getpeercert(binary_form=True) or b"",
        chain=_parsed(_sent_chain(session)),
        spoke_tls=True,
    )
    if head:
        with suppress(OSError, ValueError):
            async with asyncio.timeout(HEAD_TIMEOUT_S):
                session.write(_head_request(host))
                writer.write(outgoing.read())
                answer = await _read_answer(session, incoming, reader)
            return replace(shake, date=_date(answer))
    return shake


def _sent_chain(session: ssl.SSLObject) -> list[bytes]:
    """Return the certificates as the server sent them, its own first.

    The public method came with Python 3.13; the object inside has had it since 3.10.
    """
    inner: Any = vars(session)["_sslobj"]
    der = 2  # X509_FILETYPE_ASN1 of OpenSSL's ssl.h
    return [one.public_bytes(der) for one in inner.get_unverified_chain()[:MAX_CHAIN]]


def _parsed(ders: Sequence[bytes]) -> tuple[Parsed, ...]:
    """Return the certificates up to the first that cannot be read."""
    chain: list[Parsed] = []
    with suppress(ValueError):
        chain.extend(parse(der) for der in ders)
    return tuple(chain)


def _is_tls(heard: bytearray) -> bool:
    """Return whether these bytes begin a TLS record: an alert or a handshake message."""
    return bytes(heard[:2]) in (b"\x15\x03", b"\x16\x03")


def _head_request(host: str) -> bytes:
    lines = ("HEAD / HTTP/1.1", f"Host: {host}", "Connection: close", "", "")
    return "\r\n".join(lines).encode("ascii", "replace")


async def _read_answer(
    session: ssl.SSLObject, incoming: ssl.MemoryBIO, reader: asyncio.StreamReader
) -> bytes:
    answer = b""
    while b"\r\n\r\n" not in answer and len(answer) < MAX_HEAD_BYTES:
        try:
            answer += session.read(MAX_HEAD_BYTES)
        except ssl.SSLWantReadError:
            data = await reader.read(16384)
            if not data:
                break
            incoming.write(data)
    return answer


def _date(answer: bytes) -> datetime | None:
    """Return the Date header of an answer, None without a usable one."""
    for line in answer.split(b"\r\n"):
        name, _, value = line.partition(b":")
        if name.lower() == b"date":
            moment = parsedate_to_datetime(value.decode("ascii", "replace").strip())
            return moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return None


def _judge_as_rustls(shake: _Shake, trust: Trust) -> _Shake:
    """Refuse what OpenSSL accepts and Codex's library does not."""
    try:
        leaf = parse(shake.leaf)
    except ValueError:
        return shake
    shake = replace(shake, chain=(leaf,))
    if leaf.shown.is_ca:
        return replace(shake, result="ca_as_leaf", detail="a CA certificate as the server's own")
    if shake.leaf in trust.anchors and not leaf.shown.self_signed:
        roots = _parsed(trust.context.get_ca_certs(binary_form=True))
        if leaf.issuer not in {root.subject for root in roots}:
            detail = "the CA file has the server's own certificate, not its authority's"
            return replace(shake, result="unknown_ca", detail=detail)
    return shake


async def _tell_apart(route: _Route, shake: _Shake, *, timeout_s: float) -> _Shake:
    """Say why there was no handshake at all: plain HTTP, or no version in common."""
    if not shake.spoke_tls:
        line = await _plain_answer(route, timeout_s=timeout_s)
        return replace(shake, result="plain_http", detail=line) if line else shake
    lenient = await _shake(route, _lenient_context(), timeout_s=timeout_s)
    if lenient.result == "ok":
        return replace(lenient, result="version", detail=shake.detail)
    return shake


async def _plain_answer(route: _Route, *, timeout_s: float) -> str:
    """Return the status line that a plain HTTP request gets, "" when what answers is not HTTP."""
    with suppress(OSError, TunnelError):
        async with asyncio.timeout(timeout_s):
            reader, writer = await route.open(timeout_s=timeout_s)
            try:
                writer.write(_head_request(route.host))
                answer = await reader.read(MAX_HEAD_BYTES)
            finally:
                await tcp.close(writer)
            if answer.startswith(b"HTTP/"):
                return printable(answer.partition(b"\r\n")[0])
    return ""


async def _read_certificate(route: _Route, shake: _Shake, *, timeout_s: float) -> _Shake:
    """Fetch the refused certificate to show it, and look at the chain once more."""
    dated = shake.result in {"expired", "not_yet_valid"}
    seen = await _shake(route, _lenient_context(), timeout_s=timeout_s, head=dated)
    result = shake.result
    if result == "unknown_ca" and seen.chain:
        result = _why_unknown(seen.chain)
    return replace(seen, result=result, detail=shake.detail)


def _why_unknown(chain: tuple[Parsed, ...]) -> str:
    """Tell a root that is not trusted from a certificate between that is not sent."""
    leaf, *others = chain
    sent = {other.subject for other in others}
    if others and leaf.issuer not in sent:
        return "chain_incomplete"
    # Public authorities say where the missing certificate is; private ones rarely do.
    return "chain_incomplete" if not others and leaf.names_issuer_url else "unknown_ca"


def _lenient_context() -> ssl.SSLContext:
    """Return a context that verifies nothing and speaks every version there is."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    context.minimum_version = ssl.TLSVersion.MINIMUM_SUPPORTED
    context.set_ciphers("ALL:@SECLEVEL=0")
    return context
