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
from dataclasses import replace
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from codex_doctor.facts import TlsHandshake
from codex_doctor.probes import tcp
from codex_doctor.probes.printable import printable
from codex_doctor.probes.proxy import TunnelError, Via
from codex_doctor.probes.tls_session import (
    MAX_HEAD_BYTES,
    Route,
    Shake,
    head_request,
    parse_chain,
    shake,
)
from codex_doctor.probes.trust import Trust, trust

if TYPE_CHECKING:
    from codex_doctor.facts import Certificate, ProxyChoice
    from codex_doctor.probes.certificate import Parsed

__all__ = ["Trust", "handshake", "spoken", "trust"]

# Of the time that is there, how much the handshake has, and each of at most two further looks.
SHAKE_SHARE = 0.4
LOOK_SHARE = 0.3


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
    route = Route(host, port, addresses, via)
    share_s = timeout_s * LOOK_SHARE
    seen = await shake(route, trust.context, timeout_s=timeout_s * SHAKE_SHARE)
    if seen.result == "ok":
        seen = _judge_as_rustls(seen, trust)
    elif seen.result in {"error", "closed", "timeout"}:
        seen = await _tell_apart(route, seen, timeout_s=share_s)
    else:
        seen = await _read_certificate(route, seen, trust, timeout_s=share_s)
    if trust.problem and seen.result in {"unknown_ca", "self_signed", "chain_incomplete"}:
        seen = replace(seen, result="ca_file_invalid", detail=trust.problem)
    skew_s = (datetime.now(UTC) - seen.date).total_seconds() if seen.date else None
    return TlsHandshake(
        seen.result,
        time.monotonic() - started,
        seen.detail,
        seen.version,
        _shown(seen),
        trust.roots,
        skew_s,
    )


async def spoken(host: str, port: int, *, addresses: tuple[str, ...], timeout_s: float) -> str:
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


def _shown(seen: Shake) -> Certificate | None:
    """Return the certificate to show: the one that is out of date, else the server's own."""
    now = datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
    certificates = [one.shown for one in seen.chain]
    for one in certificates:
        if (seen.result == "expired" and one.not_after < now) or (
            seen.result == "not_yet_valid" and one.not_before > now
        ):
            return one
    return certificates[0] if certificates else None


def _judge_as_rustls(seen: Shake, trust: Trust) -> Shake:
    """Refuse what OpenSSL accepts and Codex's library does not."""
    if any(leaf.shown.is_ca for leaf in seen.chain[:1]):
        return replace(seen, result="ca_as_leaf", detail="a CA certificate as the server's own")
    listed = seen.leaf in trust.anchors
    pinned = [one for one in seen.chain[:1] if listed and not one.shown.self_signed]
    roots = parse_chain(trust.context.get_ca_certs(binary_form=True)) if pinned else ()
    if any(leaf.issuer not in {root.subject for root in roots} for leaf in pinned):
        detail = "the CA file has the server's own certificate, not its authority's"
        return replace(seen, result="unknown_ca", detail=detail)
    return seen


async def _tell_apart(route: Route, seen: Shake, *, timeout_s: float) -> Shake:
    """Say why there was no handshake at all: plain HTTP, or no version in common."""
    line = "" if seen.spoke_tls else await _plain_answer(route, timeout_s=timeout_s)
    if line:
        return replace(seen, result="plain_http", detail=line)
    if seen.result == "timeout":
        return seen
    # Some servers send an alert when they know no version in common, others just close.
    lenient = await shake(route, _lenient_context(), timeout_s=timeout_s)
    if lenient.result == "ok":
        return replace(lenient, result="version", detail=seen.detail)
    return seen


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


async def _read_certificate(route: Route, seen: Shake, trust: Trust, *, timeout_s: float) -> Shake:
    """Fetch the refused certificate to show it, and look at the chain once more."""
    dated = seen.result in {"expired", "not_yet_valid"}
    again = await shake(route, _lenient_context(), timeout_s=timeout_s, head=dated)
    result = seen.result
    if result == "unknown_ca" and again.chain and _lacks_a_link(again.chain, trust):
        result = "chain_incomplete"
    return replace(again, result=result, detail=seen.detail)


def _lacks_a_link(chain: tuple[Parsed, ...], trust: Trust) -> bool:
    """Tell a certificate between that is not sent from a root that is not trusted."""
    leaf, *others = chain
    if others:
        return leaf.issuer not in {other.subject for other in others}
    # Public authorities say where the missing certificate is; private ones rarely do, but their
    # certificates bear the name of one organization.
    owner = _organization(leaf.shown.issuer)
    owners = {_organization(root.shown.subject) for root in parse_chain(trust.anchors)}
    return leaf.names_issuer_url or (owner != "" and owner in owners)


def _organization(name: str) -> str:
    return next((part for part in name.split(", ") if part.startswith("O=")), "")


def _lenient_context() -> ssl.SSLContext:
    """Return a context that verifies nothing and speaks every version there is."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
    context.check_hostname = False
    context.verify_mode = ssl.CERT_NONE
    context.minimum_version = ssl.TLSVersion.MINIMUM_SUPPORTED
    context.set_ciphers("ALL:@SECLEVEL=0")
    return context
