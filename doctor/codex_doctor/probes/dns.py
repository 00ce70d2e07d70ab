"""The addresses of a host, first as the system (and so Codex) sees it, then as its name servers do.

The name servers are asked only when the system has no address: to tell a name that does not
exist from a resolver that does not work.
"""

from __future__ import annotations

import asyncio
import ipaddress
import socket
import threading
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING

from codex_doctor.facts import DnsAnswer

if TYPE_CHECKING:
    import dns.message

MAX_ADDRESSES = 32
MAX_SERVERS = 3
# Of the time that is there, how much the system has before the name servers are asked as well.
SYSTEM_SHARE = 0.5
SECOND_OPINION_S = 1.0
DNS_PORT = 53

# What getaddrinfo's errors amount to; the numbers differ between systems, the names do not.
_SYSTEM_CODES = {
    getattr(socket, name): code
    for name, code in (
        ("EAI_NONAME", "NXDOMAIN"),
        ("EAI_NODATA", "NOERROR"),
        ("EAI_ADDRFAMILY", "NOERROR"),
        ("EAI_AGAIN", "SERVFAIL"),
        ("EAI_FAIL", "SERVFAIL"),
    )
    if hasattr(socket, name)
}


@dataclass(frozen=True, slots=True)
class _Said:
    """What one source said: a code, with addresses only for NOERROR."""

    rcode: str
    addresses: tuple[str, ...] = ()
    server: str = ""


async def lookup(
    host: str, *, timeout_s: float, nameservers: tuple[tuple[str, int], ...] | None = None
) -> DnsAnswer:
    """Resolve `host` within `timeout_s`; a failure is an answer.

    Args:
        host: Name or IP literal, without brackets.
        timeout_s: Seconds for everything.
        nameservers: Address and port of the name servers to ask when the system has no
            address; None takes those the system is configured with.
    """
    started = time.monotonic()
    if _is_literal(host):
        return DnsAnswer(host, (host,), "NOERROR", 0.0)
    system = asyncio.ensure_future(_ask_system(host))
    await asyncio.wait({system}, timeout=timeout_s * SYSTEM_SHARE)
    if system.done() and system.result().addresses:
        said = system.result()
    else:
        said = await _explain(host, system, nameservers, timeout_s=timeout_s * (1 - SYSTEM_SHARE))
    system.cancel()
    return DnsAnswer(host, said.addresses, said.rcode, time.monotonic() - started, said.server)


def _is_literal(host: str) -> bool:
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True


async def _ask_system(host: str) -> _Said:
    """Call getaddrinfo in a thread of its own.

    The loop's executor joins its threads when the process ends; a resolver that hangs would then
    hold up the exit.
    """
    loop = asyncio.get_running_loop()
    answer: asyncio.Future[_Said] = loop.create_future()

    def deliver(said: _Said) -> None:
        if not answer.done():
            answer.set_result(said)

    def ask() -> None:
        said = _getaddrinfo(host)
        try:
            loop.call_soon_threadsafe(deliver, said)
        except RuntimeError:
            return  # the run is over and its loop closed

    threading.Thread(target=ask, name="getaddrinfo", daemon=True).start()
    return await answer


def _getaddrinfo(host: str) -> _Said:
    try:
        # Bytes, so that Python's own IDNA rules stay out of it: the host is ASCII already.
        found = socket.getaddrinfo(host.encode("ascii", "replace"), None, type=socket.SOCK_STREAM)
    except socket.gaierror as exc:
        return _Said(_SYSTEM_CODES.get(exc.errno, "SERVFAIL"))
    addresses = dict.fromkeys(str(entry[4][0]) for entry in found)
    return _Said("NOERROR", tuple(addresses)[:MAX_ADDRESSES])


async def _explain(
    host: str,
    system: asyncio.Future[_Said],
    nameservers: tuple[tuple[str, int], ...] | None,
    *,
    timeout_s: float,
) -> _Said:
    """Say why the system has no address, or take the address that it finds late."""
    if host.rstrip(".").endswith(".invalid"):
        return _Said("NXDOMAIN")  # RFC 6761 section 6.4: no such name ever exists
    # A system that has answered needs only a second opinion, and gets it quickly or not at all.
    patience_s = min(timeout_s, SECOND_OPINION_S) if system.done() else timeout_s
    servers = asyncio.ensure_future(_ask_servers(host, nameservers, timeout_s=patience_s))
    await asyncio.wait({system, servers}, return_when=asyncio.FIRST_COMPLETED)
    if not system.done():
        return servers.result()  # the system asks the same servers in turn, and gets there later
    said, own = await servers, system.result()
    # Codex goes by the system: addresses that only the name servers know do not help it.
    silent = said.rcode in {"TIMEOUT", "NO_SERVER"}
    return own if own.addresses or said.addresses or silent else said


async def _ask_servers(
    host: str, nameservers: tuple[tuple[str, int], ...] | None, *, timeout_s: float
) -> _Said:
    """Ask the name servers at the same time; the first answer that settles it wins."""
    servers = (system_nameservers() if nameservers is None else nameservers)[:MAX_SERVERS]
    if not servers:
        return _Said("NO_SERVER")
    tasks = [
        asyncio.create_task(_ask_server(host, server, timeout_s=timeout_s)) for server in servers
    ]
    said = _Said("TIMEOUT")
    for following in asyncio.as_completed(tasks):
        answer = await following
        if answer.rcode in {"NOERROR", "NXDOMAIN"}:
            said = answer
            break
        said = answer if said.rcode == "TIMEOUT" else said
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
    return said


def system_nameservers() -> tuple[tuple[str, int], ...]:
    """Return address and port of the name servers that the system is configured with."""
    import dns.resolver  # here, because it costs 160 ms that a healthy run does not need

    try:
        resolver = dns.resolver.Resolver()
    except dns.resolver.NoResolverConfiguration:
        return ()
    return tuple((str(server), resolver.port) for server in resolver.nameservers)


async def _ask_server(host: str, server: tuple[str, int], *, timeout_s: float) -> _Said:
    """Ask one name server for IPv4 and IPv6 addresses."""
    both = await asyncio.gather(
        _query(host, "A", server, timeout_s=timeout_s),
        _query(host, "AAAA", server, timeout_s=timeout_s),
    )
    addresses = tuple(address for said in both for address in said.addresses)[:MAX_ADDRESSES]
    if addresses:
        return _Said("NOERROR", addresses, both[0].server)
    # Some servers know only one type of record; what they say about the other means little.
    return next((said for said in both if said.rcode != "TIMEOUT"), both[0])


async def _query(host: str, kind: str, server: tuple[str, int], *, timeout_s: float) -> _Said:
    import dns.asyncquery  # here, because it costs 160 ms that a healthy run does not need
    import dns.exception
    import dns.message
    import dns.rcode

    address, port = server
    shown = address if port == DNS_PORT else f"{address} port {port}"
    try:
        question = dns.message.make_query(host, kind)
        async with asyncio.timeout(timeout_s):
            response, _ = await dns.asyncquery.udp_with_fallback(question, address, port=port)
    except dns.exception.DNSException as exc:
        return _Said("MALFORMED", server=f"{shown} ({type(exc).__name__})")
    except (OSError, EOFError):
        return _Said("TIMEOUT", server=shown)
    return _Said(dns.rcode.to_text(response.rcode()), _addresses(response), shown)


def _addresses(response: dns.message.Message) -> tuple[str, ...]:
    """Return the addresses in an answer, whatever aliases lead to them."""
    import dns.rdatatype  # loaded already when there is a response

    kinds = {dns.rdatatype.A, dns.rdatatype.AAAA}
    lines = [rrset.to_text() for rrset in response.answer if rrset.rdtype in kinds]
    return tuple(line.split()[-1] for text in lines for line in text.splitlines())[:MAX_ADDRESSES]
