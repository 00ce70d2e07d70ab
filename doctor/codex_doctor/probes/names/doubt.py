"""Whether the addresses of a host are its own; asked only when they do not work.

A hosts file can send a name elsewhere, and a resolver (a captive portal, a provider that sells
typing errors) can invent an address for names that do not exist.
"""

from __future__ import annotations

import asyncio
import secrets

from codex_doctor.facts import DnsAnswer, NameDoubt
from codex_doctor.probes.connections import tcp
from codex_doctor.probes.names import dns, name_servers, resolv_conf
from codex_doctor.probes.names.name_lookup import LookupWay, first_answer

# 26^20 names; nobody has registered the one that is drawn.
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_RANDOM_LABEL = 20


async def look(
    answer: DnsAnswer, port: int, *, timeout_s: float, way: LookupWay | None = None
) -> NameDoubt | None:
    """Return what speaks against the addresses of a host, None when it is an address itself.

    Args:
        answer: The addresses that do not work.
        port: The port on which they were tried.
        timeout_s: Seconds for everything.
        way: How names are resolved here; None for this machine's way.
    """
    if dns.is_literal(answer.host) or answer.host == "localhost":
        return None
    way = way or LookupWay()
    share_s = timeout_s / 2
    servers = (way.conf or resolv_conf.read_resolv()).servers
    label = "".join(secrets.choice(_LETTERS) for _ in range(_RANDOM_LABEL))
    random, replies = await asyncio.gather(
        first_answer(f"{label}.com.", timeout_s=share_s, way=way),
        name_servers.replies(answer.host, servers, timeout_s=share_s),
    )
    said = tuple(dict.fromkeys(one for reply in replies for one in reply.addresses))
    is_told = bool(answer.source) and not set(said) & set(answer.addresses)
    public = said if is_told else ()
    return NameDoubt(
        source=answer.source,
        public=public,
        public_answers=await _answers(public, port, timeout_s=share_s) if public else None,
        invented=random,
        unknown=bool(replies) and {one.rcode for one in replies} == {"NXDOMAIN"},
    )


async def _answers(addresses: tuple[str, ...], port: int, *, timeout_s: float) -> bool:
    tried = await asyncio.gather(
        *(tcp.attempt(one, port, timeout_s=timeout_s) for one in addresses[: tcp.MAX_ADDRESSES])
    )
    return any(one.result == "open" for one in tried)
