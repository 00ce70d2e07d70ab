"""The addresses of a host as Codex finds them, and, when there are none, what is known about why.

On Linux Codex brings its own resolver (`stub`); elsewhere it asks the system's. Name servers are
asked one by one only when there is no address: to tell a name that does not exist from a resolver
that does not work.
"""

from __future__ import annotations

import asyncio
import socket
import threading
import time
from typing import TYPE_CHECKING

from msgspec import Struct

from codex_doctor.facts import DnsAnswer
from codex_doctor.platform.system import THIS
from codex_doctor.probes.names import codex_resolver, resolv_conf
from codex_doctor.probes.names.address_order import ordered
from codex_doctor.probes.names.codex_resolver import HostAnswer

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from codex_doctor.facts import DnsReply
    from codex_doctor.probes.names.resolv_conf import HostsEntry, ResolvConf
    from codex_doctor.words.told import Words

MAX_ADDRESSES = 32
# How long the first answer is waited for before the further questions go out as well.
PATIENCE_S = 1.5
# What a second opinion may take once the first one is there.
SECOND_OPINION_S = 1.0
# RFC 6761 section 6.4: no such name ever exists, so a silent resolver is not waited for.
INVALID_S = 0.3

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


def _never() -> bool:
    return False


class LookupWay(Struct, frozen=True):
    """How names are resolved here.

    Attributes:
        is_own: Whether Codex brings its own resolver, as its Linux builds do.
        hosts: The hosts file.
        conf: Which name servers are asked; None reads the system's configuration.
        uses_system: Tells, when the two resolvers differ, that this Codex uses the system's.
    """

    is_own: bool = THIS.resolves_by_itself
    hosts: Path = resolv_conf.HOSTS
    conf: ResolvConf | None = None
    uses_system: Callable[[], bool] = _never


async def look(host: str, way: LookupWay, *, timeout_s: float) -> DnsAnswer:
    """Resolve a name within `timeout_s` as Codex would; a failure is an answer."""
    return await _Lookup(host, way, time.monotonic(), timeout_s).run()


async def first_answer(host: str, *, timeout_s: float, way: LookupWay) -> tuple[str, ...]:
    """Return the addresses that Codex would get, without asking why there are none."""
    if way.is_own:
        conf = way.conf or resolv_conf.read_resolv()
        return (await codex_resolver.ask(host, conf, timeout_s=timeout_s)).addresses
    return (await _ask_system(host, timeout_s=timeout_s)).addresses


class _Lookup:
    """One lookup: what Codex finds, then what explains that it finds nothing."""

    def __init__(self, host: str, way: LookupWay, started: float, timeout_s: float) -> None:
        self._host = host
        self._way = way
        self._started = started
        self._deadline = started + timeout_s

    async def run(self) -> DnsAnswer:
        """Return the answer."""
        entry = resolv_conf.HostsEntry()
        if self._way.is_own:
            entry = resolv_conf.read_hosts(self._host, self._way.hosts)
            if entry.addresses:
                said = HostAnswer("NOERROR", entry.addresses)
                return self._answer(said, source=f"{self._way.hosts}:{entry.line}")
        conf = self._way.conf or resolv_conf.read_resolv()
        first = asyncio.ensure_future(self._ask(conf))
        try:
            await asyncio.wait({first}, timeout=min(PATIENCE_S, self._left_s()))
            if first.done() and first.result().addresses:
                return self._answer(first.result())
            if self._is_invalid:
                return self._answer(HostAnswer("NXDOMAIN"))
            return await self._explain(first, conf, entry)
        finally:
            first.cancel()

    def _left_s(self) -> float:
        return max(0.0, self._deadline - time.monotonic())

    @property
    def _is_invalid(self) -> bool:
        return self._host.rstrip(".").endswith(".invalid")

    async def _ask(self, conf: ResolvConf) -> HostAnswer:
        left_s = min(self._left_s(), INVALID_S) if self._is_invalid else self._left_s()
        if self._way.is_own:
            return await codex_resolver.ask(self._host, conf, timeout_s=left_s)
        return await _ask_system(self._host, timeout_s=left_s)

    def _answer(
        self,
        said: HostAnswer,
        *,
        source: str = "",
        names: tuple[str, ...] = (),
        replies: tuple[DnsReply, ...] = (),
        system: tuple[str, ...] = (),
        missed: tuple[str, Words] | None = None,
    ) -> DnsAnswer:
        return DnsAnswer(
            self._host,
            ordered(said.addresses) if self._way.is_own else said.addresses,
            said.rcode,
            time.monotonic() - self._started,
            said.server,
            source,
            names,
            replies,
            system,
            missed,
        )

    async def _explain(
        self, first: asyncio.Future[HostAnswer], conf: ResolvConf, entry: HostsEntry
    ) -> DnsAnswer:
        """Ask further why there is no address, or take the addresses that come late."""
        left_s = self._left_s()
        patience_s = min(left_s, SECOND_OPINION_S) if first.done() else left_s
        replies, system = await asyncio.gather(
            self._ask_servers(conf, timeout_s=patience_s),
            _ask_system(self._host, timeout_s=patience_s if self._way.is_own else 0),
        )
        said = first.result() if first.done() else HostAnswer("TIMEOUT")
        if said.addresses:
            return self._answer(said)
        if system.addresses and self._way.uses_system():
            return self._answer(system)
        names = conf.names_of(self._host)
        return self._answer(
            _settled(said, replies),
            names=names if self._way.is_own and len(names) > 1 else (),
            replies=replies,
            system=system.addresses,
            missed=(f"{self._way.hosts}:{entry.missed}", entry.why) if entry.missed else None,
        )

    async def _ask_servers(self, conf: ResolvConf, *, timeout_s: float) -> tuple[DnsReply, ...]:
        # Here, because it costs 160 ms that a healthy run does not need.
        from codex_doctor.probes.names import name_servers

        is_told = self._way.is_own or self._way.conf is not None
        servers = conf.servers if is_told else name_servers.configured()
        name = conf.names_of(self._host)[0] if self._way.is_own else self._host
        return await name_servers.replies(name, servers, timeout_s=timeout_s)


def _settled(said: HostAnswer, replies: tuple[DnsReply, ...]) -> HostAnswer:
    """Return what Codex learned, with the reason that the name servers give for it."""
    if not replies:
        return HostAnswer("NO_SERVER") if said.rcode == "TIMEOUT" else said
    codes = {one.rcode: one.server for one in reversed(replies)}
    for code in ("MALFORMED", "TRUNCATED"):
        if said.rcode == "NOERROR" and set(codes) == {code}:
            return HostAnswer(code, server=codes[code])
    if said.rcode in {"TIMEOUT", "SERVFAIL"}:
        told = [code for code in codes if code not in {"TIMEOUT", "NOERROR"}]
        return HostAnswer(told[0], server=codes[told[0]]) if told else said
    return said if said.server else HostAnswer(said.rcode, server=codes.get(said.rcode, ""))


async def _ask_system(host: str, *, timeout_s: float) -> HostAnswer:
    """Call getaddrinfo in a thread of its own.

    The loop's executor joins its threads when the process ends; a resolver that hangs would then
    hold up the exit.
    """
    loop = asyncio.get_running_loop()
    answer: asyncio.Future[HostAnswer] = loop.create_future()

    def deliver(said: HostAnswer) -> None:
        if not answer.done():
            answer.set_result(said)

    def ask() -> None:
        said = _getaddrinfo(host)
        try:
            loop.call_soon_threadsafe(deliver, said)
        except RuntimeError:
            return  # the run is over and its loop closed

    threading.Thread(target=ask, name="getaddrinfo", daemon=True).start()
    try:
        async with asyncio.timeout(timeout_s):
            return await answer
    except TimeoutError:
        return HostAnswer("TIMEOUT")


def _getaddrinfo(host: str) -> HostAnswer:
    try:
        # Bytes, so that Python's own IDNA rules stay out of it: the host is ASCII already.
        found = socket.getaddrinfo(host.encode("ascii", "replace"), None, type=socket.SOCK_STREAM)
    except socket.gaierror as exc:
        return HostAnswer(_SYSTEM_CODES.get(exc.errno, "SERVFAIL"))
    addresses = dict.fromkeys(str(entry[4][0]) for entry in found)
    return HostAnswer("NOERROR", tuple(addresses)[:MAX_ADDRESSES])
