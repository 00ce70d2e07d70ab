"""Asks the name servers as the C library inside Codex's Linux builds does.

One question for IPv4 and one for IPv6 go to every name server at once. The name has an address
only if both are answered: where IPv6 is refused, fails or is called unknown, Codex has no
address, whatever the answer for IPv4 is, while most other programs go on. Measured with 0.169.0.
"""

from __future__ import annotations

import asyncio
import ipaddress
import random
import struct
from functools import partial
from typing import TYPE_CHECKING

from msgspec import Struct, field

from codex_doctor.probes.connections import tcp
from codex_doctor.probes.names.resolv_conf import MAX_ADDRESSES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from codex_doctor.probes.names.resolv_conf import ResolvConf

A, AAAA = 1, 28
RESEND_S = 2.5  # the library's five seconds in two attempts
SERVFAIL_RETRIES = 2
HEADER_BYTES = 12
_TRUNCATED = 0x02
CODES = {0: "NOERROR", 1: "FORMERR", 2: "SERVFAIL", 3: "NXDOMAIN", 4: "NOTIMP", 5: "REFUSED"}


class HostAnswer(Struct, frozen=True):
    """What a source said: a code, with addresses only for NOERROR.

    Attributes:
        rcode: A response code, TIMEOUT, CLOSED (nothing listens), NO_ROUTE or TRUNCATED.
        server: Who said it, "" for several or none.
    """

    rcode: str
    addresses: tuple[str, ...] = ()
    server: str = ""


async def ask(host: str, conf: ResolvConf, *, timeout_s: float) -> HostAnswer:
    """Return what Codex learns about a name within `timeout_s`, search domains included."""
    said = HostAnswer("NXDOMAIN")
    try:
        async with asyncio.timeout(timeout_s):
            for name in conf.names_of(host):
                said = await _ask(name, conf.servers)
                if said.rcode != "NXDOMAIN":
                    break
    except TimeoutError:
        return HostAnswer("TIMEOUT")
    return said


async def _ask(name: str, servers: Sequence[tuple[str, int]]) -> HostAnswer:
    questions = {kind: _question(name, kind) for kind in (A, AAAA)}
    if not all(questions.values()):
        return HostAnswer("NXDOMAIN")  # no question can hold the name, so nobody is asked
    race = _Race(questions, len(servers))
    loop = asyncio.get_running_loop()
    wires: list[_Wire] = []
    try:
        for number, server in enumerate(servers):
            wire = _Wire(race, number)
            try:
                wire.transport, _ = await loop.create_datagram_endpoint(
                    partial(_itself, wire), remote_addr=server
                )
            except OSError:
                race.lose(number, "NO_ROUTE")
                continue
            wires.append(wire)
        is_over = False
        while not is_over:
            race.send(wires)
            is_over = await race.is_over(within_s=RESEND_S)
        return await _verdict(race, servers)
    finally:
        for wire in wires:
            wire.transport.abort()


def _itself(wire: _Wire) -> _Wire:
    return wire


class _Race(Struct):
    """Which question has its answer, and which servers are out of the running for it."""

    questions: dict[int, bytes]
    servers: int
    answers: dict[int, tuple[int, bytes]] = field(default_factory=dict[int, tuple[int, bytes]])
    lost: dict[tuple[int, int], str] = field(default_factory=dict[tuple[int, int], str])
    failures: int = 0
    _over: asyncio.Event = field(default_factory=asyncio.Event)

    @property
    def open_kinds(self) -> list[int]:
        """The kinds that nobody has answered."""
        return [kind for kind in self.questions if kind not in self.answers]

    def send(self, wires: Sequence[_Wire]) -> None:
        """Ask what nobody has answered."""
        for wire in wires:
            for kind in self.open_kinds:
                wire.transport.sendto(self.questions[kind])

    def hear(self, wire: _Wire, data: bytes) -> None:
        """Take an answer: found or not found settles it, anything else counts as silence."""
        kinds = [one for one in self.open_kinds if self.questions[one][:2] == data[:2]]
        if len(data) < 4 or not kinds:
            return
        kind, code = kinds[0], data[3] & 15
        if code in {0, 3}:
            self.answers[kind] = wire.number, data
        elif code == 2 and self.failures < SERVFAIL_RETRIES * len(self.questions) * self.servers:
            self.failures += 1
            wire.transport.sendto(self.questions[kind])
        else:
            self.lost[wire.number, kind] = CODES.get(code, f"RCODE{code}")
        self._look()

    def lose(self, server: int, code: str) -> None:
        """Count a server out for every question."""
        self.lost |= {(server, kind): code for kind in self.questions}
        self._look()

    async def is_over(self, *, within_s: float) -> bool:
        """Wait until nothing more can come, or for so long."""
        try:
            async with asyncio.timeout(within_s):
                return await self._over.wait()
        except TimeoutError:
            return False

    def _look(self) -> None:
        waiting = [
            (server, kind)
            for kind in self.open_kinds
            for server in range(self.servers)
            if (server, kind) not in self.lost
        ]
        if not waiting:
            self._over.set()


class _Wire(asyncio.DatagramProtocol):
    """The way to one name server."""

    transport: asyncio.DatagramTransport

    def __init__(self, race: _Race, number: int) -> None:
        self._race = race
        self.number = number

    def datagram_received(self, data: bytes, addr: object) -> None:  # noqa: ARG002 - asyncio's form
        """Pass an answer on."""
        self._race.hear(self, data)

    def error_received(self, exc: Exception) -> None:
        """Count the server out: nothing listens there, or there is no way to it."""
        closed = isinstance(exc, ConnectionRefusedError)
        self._race.lose(self.number, "CLOSED" if closed else "NO_ROUTE")


async def _verdict(race: _Race, servers: Sequence[tuple[str, int]]) -> HostAnswer:
    """Return what both answers amount to, in the order in which the library looks at them."""
    found: list[str] = []
    for kind in race.questions:
        if kind not in race.answers:
            codes = [code for (_, other), code in race.lost.items() if other == kind]
            return HostAnswer(codes[0], server=shown(servers[0]) if len(servers) == 1 else "")
        number, data = race.answers[kind]
        if data[2] & _TRUNCATED:
            data = await ask_over_tcp(race.questions[kind], servers[number])
            if len(data) < 4:
                return HostAnswer("TRUNCATED", server=shown(servers[number]))
        if data[3] & 15:
            return HostAnswer(CODES.get(data[3] & 15, "SERVFAIL"), server=shown(servers[number]))
        found += addresses_in(data, kind)
    return HostAnswer("NOERROR", tuple(dict.fromkeys(found))[:MAX_ADDRESSES])


async def ask_over_tcp(question: bytes, server: tuple[str, int]) -> bytes:
    """Return the answer over TCP, b"" without one."""
    writer = None
    try:
        reader, writer = await asyncio.open_connection(*server)
        writer.write(struct.pack("!H", len(question)) + question)
        size = struct.unpack("!H", await reader.readexactly(2))[0]
        return await reader.readexactly(size)
    except (OSError, EOFError):
        return b""
    finally:
        if writer is not None:
            await tcp.close(writer)


def _question(name: str, kind: int) -> bytes:
    """Return the packet that asks for a name, b"" when none can hold it (RFC 1035 4.1)."""
    labels = [label.encode("ascii", "replace") for label in name.split(".")]
    if len(name) > 253 or not all(0 < len(label) < 64 for label in labels):
        return b""
    # The last bit keeps the two questions apart.
    number = random.getrandbits(15) << 1 | (kind == AAAA)
    head = struct.pack("!HHHHHH", number, 0x0100, 1, 0, 0, 0)
    body = b"".join(bytes([len(label)]) + label for label in labels)
    return head + body + struct.pack("!BHH", 0, kind, 1)


def addresses_in(data: bytes, kind: int) -> tuple[str, ...]:
    """Return the addresses of one kind in an answer, up to the first flaw in it."""
    found: list[str] = []
    try:
        questions, answers = struct.unpack_from("!HH", data, 4)
        at = HEADER_BYTES
        for _ in range(questions):
            at = _after_name(data, at) + 4
        for _ in range(answers):
            at = _after_name(data, at)
            record, _, _, size = struct.unpack_from("!HHIH", data, at)
            content = data[at + 10 : at + 10 + size]
            if record == kind and size == len(content) == (4 if kind == A else 16):
                found.append(str(ipaddress.ip_address(content)))
            at += 10 + size
    except (struct.error, IndexError):
        pass  # what was read before the flaw counts, as it does for Codex
    return tuple(found[:MAX_ADDRESSES])


def _after_name(data: bytes, at: int) -> int:
    """Return where a name ends; a pointer ends it (RFC 1035 section 4.1.4)."""
    while 0 < data[at] < 64:
        at += data[at] + 1
    return at + (2 if data[at] else 1)


def shown(server: tuple[str, int]) -> str:
    """Return a name server's address, with its port when it is not the usual one."""
    address, port = server
    return address if port == 53 else f"{address} port {port}"
