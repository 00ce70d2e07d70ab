"""The TLS handshake with the endpoint, judged as Codex's TLS library judges.

OpenSSL does the handshake; whether the certificate is taken is judged by the rules of Codex's
library (rustls), or by OpenSSL itself where that is the library of an older version. When the
handshake fails, the certificates are read once more without verification: nothing is sent over that
connection but a HEAD request without credentials.
"""

from __future__ import annotations

import asyncio
import ssl
import time
from contextlib import suppress
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from msgspec.structs import replace

from codex_doctor.facts import TlsHandshake
from codex_doctor.probes.connections import tcp
from codex_doctor.probes.names import dns
from codex_doctor.probes.printable import printable
from codex_doctor.probes.proxy import TunnelError, Via
from codex_doctor.probes.tls.attempt import MAX_HEAD_BYTES, Route, Shake, head_request, shake
from codex_doctor.probes.tls.path import PathFlaw
from codex_doctor.probes.tls.trust import Trust, pinned_context, trust
from codex_doctor.probes.tls.verdict import CertificateVerdict, as_openssl, look_deep, passes
from codex_doctor.words.told import Told

if TYPE_CHECKING:
    from codex_doctor.facts import ProxyChoice
    from codex_doctor.facts.turn import Spoken
    from codex_doctor.probes.connections.kept import KeptConnection
    from codex_doctor.words.told import Words

__all__ = ["Trust", "handshake", "spoken", "trust"]

# Of the time that is there, how much the handshake has, and each of at most two further looks.
SHAKE_SHARE = 0.4
LOOK_SHARE = 0.3
_UNTRUSTED = ("unknown_ca", "self_signed", "chain_incomplete")


async def handshake(
    host: str,
    port: int,
    *,
    addresses: tuple[str, ...],
    trust: Trust,
    proxy: ProxyChoice | None = None,
    proxy_url: str | None = None,
    proxy_context: ssl.SSLContext | None = None,
    timeout_s: float,
    kept: KeptConnection | None = None,
) -> tuple[TlsHandshake, ssl.SSLContext]:
    """Shake hands as Codex would, and on failure find out why, all within `timeout_s`.

    Args:
        host: The endpoint's host.
        port: Its port.
        addresses: IP literals to connect to: of the proxy if there is one, else of the host.
        trust: What the certificate is judged by.
        proxy: The proxy that applies.
        proxy_url: Its URL with user information.
        proxy_context: For an https:// proxy: what its certificate is judged by, without ALPN.
        timeout_s: Seconds for everything.
        kept: The connection that a probe has left open, and after a handshake that Codex takes at
            once the one for the first request.

    Returns:
        What was seen, and the context for what is sent after it: that of `trust`, or one for
        this certificate alone where Codex takes it and OpenSSL does not.
    """
    started = time.monotonic()
    via = Via(proxy, proxy_url or proxy.url, addresses, proxy_context) if proxy else None
    route = Route(host, port, addresses, via)
    share_s = timeout_s * LOOK_SHARE
    first = replace(route, kept=kept)
    seen = await shake(first, trust.context, timeout_s=timeout_s * SHAKE_SHARE)
    if kept and not _is_taken(seen, trust, host):
        await kept.drop()
    verdict, context, direct = CertificateVerdict(()), trust.context, ""
    if seen.result in {"error", "closed", "timeout"}:
        seen = await _tell_apart(route, seen, trust, timeout_s=share_s)
    elif seen.result == "refused" or (seen.result == "ok" and not _is_taken(seen, trust, host)):
        seen = await _read_certificates(route, seen, timeout_s=share_s)
        if seen.chain:  # beside the loop: loading libraries and reading stores takes long
            verdict = await asyncio.to_thread(look_deep, seen.chain, trust, host)
            if trust.by_openssl:
                verdict = as_openssl(verdict, seen.chain, seen.code, seen.detail)
        else:
            verdict = CertificateVerdict(
                (PathFlaw("refused", seen.detail or Told("handshake.unread")),)
            )
        if verdict.flaws:
            seen = _refused(seen, verdict.flaws, trust)
            direct = await _direct_issuer(route, seen, timeout_s=share_s) if via else ""
        elif seen.result == "refused":
            context = pinned_context(seen.chain[0].der)
            seen = replace(seen, result="ok", detail="")
    return _facts(seen, verdict, trust, direct, time.monotonic() - started), context


def _is_taken(seen: Shake, trust: Trust, host: str) -> bool:
    """Tell whether Codex's library takes the certificate of a handshake that OpenSSL has done."""
    return seen.result == "ok" and (trust.by_openssl or passes(seen.path, host, trust.anchors))


def _facts(
    seen: Shake, verdict: CertificateVerdict, trust: Trust, direct: str, took_s: float
) -> TlsHandshake:
    about = next((flaw.at for flaw in verdict.flaws[:1] if flaw.at), None)
    if not (trust.by_openssl and verdict.flaws):
        about = about or next(iter(seen.chain), None)
    return TlsHandshake(
        seen.result,
        took_s,
        seen.detail,
        seen.version,
        about.shown if about else None,
        trust.roots,
        (datetime.now(UTC) - seen.date).total_seconds() if seen.date else None,
        chain=tuple(one.shown for one in seen.chain),
        also=tuple(dict.fromkeys(_words(flaw) for flaw in verdict.flaws[1:])),
        cipher=seen.cipher,
        trusted_by=verdict.trusted_by,
        direct_issuer=direct,
        unseen_roots=_unseen(trust.unseen, verdict.unread),
    )


def _unseen(stores: Words, error: str) -> Words:
    if not error:
        return stores
    return Told("handshake.store_unread", {"stores": stores, "error": error})


def _words(flaw: PathFlaw) -> Words:
    if flaw.at is None:
        return flaw.detail
    return Told("handshake.about", {"subject": flaw.at.shown.whom, "detail": flaw.detail})


def _refused(seen: Shake, flaws: tuple[PathFlaw, ...], trust: Trust) -> Shake:
    first = flaws[0]
    if trust.problem and first.kind in _UNTRUSTED:
        return replace(seen, result="ca_file_invalid", detail=trust.problem)
    return replace(seen, result=first.kind, detail=first.detail)


async def spoken(host: str, port: int, *, addresses: tuple[str, ...], timeout_s: float) -> Spoken:
    """Return what a port speaks that gave no answer to HTTP: `tls`, `other`, or "" for nothing.

    Args:
        host: The endpoint's host.
        port: Its port.
        addresses: IP literals of the host.
        timeout_s: Seconds for everything.
    """
    route = Route(host, port, addresses, None)
    seen = await shake(route, _lenient_context(), timeout_s=timeout_s / 2)
    if seen.spoke_tls:
        return "tls"
    answer = await _first_bytes(route, timeout_s=timeout_s / 2)
    return "other" if answer and not answer.startswith(b"HTTP/") else ""


async def _tell_apart(route: Route, seen: Shake, trust: Trust, *, timeout_s: float) -> Shake:
    """Say why there was no handshake at all: plain HTTP, or no version in common."""
    line = "" if seen.spoke_tls else await _plain_answer(route, timeout_s=timeout_s)
    if line:
        return replace(seen, result="plain_http", detail=line)
    if seen.result == "timeout":
        return seen
    # Some servers send an alert when they know no version in common, others just close.
    lenient = await shake(route, _lenient_context(), timeout_s=timeout_s)
    if lenient.result == "ok" and not _is_spoken(lenient, trust):
        return replace(lenient, result="version", detail=seen.detail)
    return seen


def _is_spoken(seen: Shake, trust: Trust) -> bool:
    """Tell whether Codex's library speaks this version and cipher."""
    modern = trust.speaks(seen.cipher)
    return seen.version == "TLSv1.3" or (seen.version == "TLSv1.2" and modern)


async def _plain_answer(route: Route, *, timeout_s: float) -> str:
    """Return the status line that a plain HTTP request gets, "" when what answers is not HTTP."""
    answer = await _first_bytes(route, timeout_s=timeout_s)
    return printable(answer.partition(b"\r\n")[0]) if answer.startswith(b"HTTP/") else ""


async def _first_bytes(route: Route, *, timeout_s: float) -> bytes:
    """Return what answers a plain HTTP request, b"" when nothing does."""
    with suppress(OSError, TunnelError):
        async with asyncio.timeout(timeout_s):
            reader, writer = await route.open(timeout_s=timeout_s)
            try:
                writer.write(head_request(route.host))
                return await reader.read(MAX_HEAD_BYTES)
            finally:
                await tcp.close(writer)
    return b""


async def _read_certificates(route: Route, seen: Shake, *, timeout_s: float) -> Shake:
    """Fetch what the server sends, and its clock, when OpenSSL has refused it."""
    if seen.result == "ok":
        return seen
    again = await shake(route, _lenient_context(), timeout_s=timeout_s, head=True)
    return replace(again, result=seen.result, detail=seen.detail, code=seen.code)


async def _direct_issuer(route: Route, seen: Shake, *, timeout_s: float) -> str:
    """Return who issued what the endpoint shows without the proxy, "" when it is the same."""
    found = await dns.lookup(route.host, timeout_s=timeout_s / 2)
    past = Route(route.host, route.port, found.addresses)
    direct = await shake(past, _lenient_context(), timeout_s=timeout_s / 2)
    same = [one.der for one in direct.chain[:1]] == [one.der for one in seen.chain[:1]]
    return "" if same or not direct.chain else direct.chain[0].shown.issuer


def _lenient_context() -> ssl.SSLContext:
    """Return a context that verifies nothing and speaks every version there is."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    context.minimum_version = ssl.TLSVersion.MINIMUM_SUPPORTED
    context.set_ciphers("ALL:@SECLEVEL=0")
    return context
