"""Connects to a host, and where nothing of this machine answers looks at what else does."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from codex_doctor.codex.urls import DEFAULT_PORTS
from codex_doctor.facts import Connection, Listener
from codex_doctor.probes.connections.tcp import (
    MAX_ADDRESSES,
    attempt,
    close,
    codex_waits_s,
    is_own,
    try_all,
)

if TYPE_CHECKING:
    from codex_doctor.probes.connections.kept import KeptConnection

# Who has a service on the internet answers there as fast as anywhere.
_SECURE_S = 1.5


async def connect(
    host: str,
    port: int,
    addresses: tuple[str, ...],
    *,
    timeout_s: float,
    kept: KeptConnection | None = None,
) -> Connection:
    """Try every address at once and tell what became of each.

    As soon as one address answers, the others have a short grace; those that are still silent
    then count as timed out. When nothing listens on an address of this machine, what does is looked
    at; of another machine that does not answer at the port of http, that of https.
    An open connection is left to `kept`.
    """
    chosen = addresses[:MAX_ADDRESSES]
    attempts, stream = await try_all(chosen, port, timeout_s=timeout_s) if chosen else ((), None)
    if stream and kept is not None:
        await kept.keep(host, port, stream)
    elif stream:
        await close(stream[1])
    refused = bool(attempts) and all(one.result == "refused" for one in attempts)
    listening: tuple[Listener, ...] = ()
    if refused and all(is_own(address) for address in chosen):
        # Late: few endpoints are refused.
        from codex_doctor.probes.connections.local_ports import look

        listening = await look(chosen, port)
    elif port == DEFAULT_PORTS["http"] and not any(one.result == "open" for one in attempts):
        listening = await _secure(chosen)
    return Connection(host, port, attempts, listening, codex_waits_s=codex_waits_s(attempts))


async def _secure(addresses: tuple[str, ...]) -> tuple[Listener, ...]:
    """Return the port of https if one of these addresses takes connections there."""
    port = DEFAULT_PORTS["https"]
    tried = await asyncio.gather(
        *(attempt(address, port, timeout_s=_SECURE_S) for address in addresses)
    )
    return (Listener(port),) if any(one.result == "open" for one in tried) else ()
