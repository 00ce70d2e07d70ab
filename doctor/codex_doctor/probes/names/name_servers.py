"""What each name server says about a host, for people: codes, aliases, oddities.

Asked only when Codex finds no address; `stub` has what Codex itself makes of the answers.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import dns.asyncquery
import dns.exception
import dns.message
import dns.name
import dns.rcode
import dns.rdatatype
import dns.resolver

from codex_doctor.facts import DnsReply
from codex_doctor.patterns import Regex
from codex_doctor.probes.names.codex_resolver import shown
from codex_doctor.words.told import Told

if TYPE_CHECKING:
    from dns.message import Message

MAX_SERVERS = 3
MAX_ADDRESSES = 16
MAX_ALIASES = 16
_KINDS = ("A", "AAAA")
_LABEL = Regex(rb"[A-Za-z0-9_*-]+")
_READ = frozenset({dns.rdatatype.A, dns.rdatatype.AAAA, dns.rdatatype.CNAME})


def configured() -> tuple[tuple[str, int], ...]:
    """Return address and port of the name servers that the system is configured with."""
    try:
        resolver = dns.resolver.Resolver()
    except dns.resolver.NoResolverConfiguration:
        return ()
    return tuple((str(server), resolver.port) for server in resolver.nameservers)


async def replies(
    host: str, servers: tuple[tuple[str, int], ...], *, timeout_s: float
) -> tuple[DnsReply, ...]:
    """Ask every name server for both kinds of address at once; a failure is a reply."""
    asked = [(server, kind) for server in servers[:MAX_SERVERS] for kind in _KINDS]
    return tuple(
        await asyncio.gather(
            *(_reply(host, kind, server, timeout_s=timeout_s) for server, kind in asked)
        )
    )


async def _reply(host: str, kind: str, server: tuple[str, int], *, timeout_s: float) -> DnsReply:
    place = shown(server)
    truncated = False
    try:
        question = dns.message.make_query(host, kind)
        async with asyncio.timeout(timeout_s):
            try:
                response = await dns.asyncquery.udp(
                    question, server[0], port=server[1], raise_on_truncation=True
                )
            except dns.message.Truncated:
                truncated = True
                response = await dns.asyncquery.tcp(question, server[0], port=server[1])
    except dns.exception.DNSException as exc:
        return DnsReply(place, kind, "MALFORMED", detail=type(exc).__name__)
    except (TimeoutError, EOFError, OSError) as exc:
        silence = "TIMEOUT" if isinstance(exc, TimeoutError) else "NO_ROUTE"
        return DnsReply(place, kind, "TRUNCATED" if truncated else silence)
    return _read(response, place, kind)


def _read(response: Message, server: str, kind: str) -> DnsReply:
    """Return an answer with the aliases in it followed, each once."""
    records = [
        line.split(" ", 4)
        for one in response.answer
        if one.rdtype in _READ
        for line in one.to_text().splitlines()
    ]
    targets = {name: target for name, _, _, shown_kind, target in records if shown_kind == "CNAME"}
    chain = [response.question[0].name.to_text()]
    while chain[-1] in targets and chain[-1] not in chain[:-1] and len(chain) < MAX_ALIASES:
        chain.append(targets[chain[-1]])
    return DnsReply(
        server,
        kind,
        dns.rcode.to_text(response.rcode()),
        tuple(one[4] for one in records if one[3] == kind)[:MAX_ADDRESSES],
        tuple(map(_readable, chain)) if len(chain) > 1 else (),
        Told("dns.circle") if chain[-1] in chain[:-1] else "",
    )


def _readable(name: str) -> str:
    """Return a name with `?` for each label that no host has: a text may be hidden in it."""
    labels = dns.name.from_text(name).labels[:-1]
    return ".".join(one.decode() if _LABEL.fullmatch(one) else "?" for one in labels)
