"""The names that the live eyes meet: each is looked up once, so that no later answer leads away."""

from __future__ import annotations

import asyncio
from functools import cached_property, partial
from typing import TYPE_CHECKING

from codex_doctor.probes.connections.connect import connect
from codex_doctor.probes.names import dns

if TYPE_CHECKING:
    from collections.abc import Mapping

    from codex_doctor.facts import Connection, DnsAnswer
    from codex_doctor.probes.names.name_lookup import LookupWay

# A dead network is named within five seconds, the start of the program included.
LOOKUP_TIMEOUT_S = 3.5
MEANT_TIMEOUT_S = 1.0


class NameLookups:
    """Looks names up; `asked` may be shared by several eyes."""

    def __init__(
        self, environ: Mapping[str, str], asked: dict[str, asyncio.Future[DnsAnswer]] | None
    ) -> None:
        self._environ = environ
        self._asked = {} if asked is None else asked
        self._open: frozenset[str] = frozenset()

    async def look_up(self, host: str) -> DnsAnswer:
        """Resolve a name, or return what it was before."""
        if host not in self._asked:
            way = None if dns.is_literal(host) else self.way
            looking = dns.lookup(host, timeout_s=LOOKUP_TIMEOUT_S, way=way)
            self._asked[host] = asyncio.ensure_future(looking)
        return await asyncio.shield(self._asked[host])

    async def meant(self, place: tuple[str, int]) -> Connection:
        """Connect to the host and port that another name means."""
        addresses = (await self.look_up(place[0])).addresses
        return await connect(*place, addresses, timeout_s=MEANT_TIMEOUT_S)

    async def addresses(self, host: str) -> tuple[str, ...]:
        """Return the addresses of a host, those that answered before the others."""
        addresses = (await self.look_up(host)).addresses
        return tuple(sorted(addresses, key=lambda one: one not in self._open))

    def note(self, answer: DnsAnswer, connection: Connection) -> None:
        """Note which addresses answer."""
        tried = zip(answer.addresses, connection.attempts, strict=False)
        self._open = frozenset(address for address, one in tried if one.result == "open")

    @cached_property
    def way(self) -> LookupWay:
        """How names are resolved here."""
        from codex_doctor.probes.names.linkage import uses_system_resolver
        from codex_doctor.probes.names.name_lookup import LookupWay

        return LookupWay(uses_system=partial(uses_system_resolver, self._environ))
