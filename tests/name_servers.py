"""Name servers on loopback for tests, over UDP and TCP, healthy or with one fault each.

An answer gets the question and whether it came over TCP; None stays silent.
"""

from __future__ import annotations

import asyncio
import struct
from contextlib import AsyncExitStack, asynccontextmanager
from typing import TYPE_CHECKING, Any

import dns.flags
import dns.message
import dns.rcode
import dns.rdatatype
import dns.rrset

from codex_doctor.lab.listener import accepting

if TYPE_CHECKING:
    from collections.abc import AsyncGenerator, Callable

    Answer = Callable[[dns.message.Message, bool], bytes | None]

NAME = "gw.codex-doctor.test"


@asynccontextmanager
async def name_server(
    answer: Answer, *, host: str = "127.0.0.1", port: int = 0
) -> AsyncGenerator[tuple[str, int]]:
    """Run a name server that sends what `answer` makes of each question."""

    class Protocol(asyncio.DatagramProtocol):
        def connection_made(self, transport: Any) -> None:
            self.transport = transport

        def datagram_received(self, data: bytes, addr: tuple[str, int]) -> None:
            reply = answer(dns.message.from_wire(data), False)
            if reply is not None:
                self.transport.sendto(reply, addr)

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        while True:  # some resolvers ask both questions over one connection
            size = struct.unpack("!H", await reader.readexactly(2))[0]
            reply = answer(dns.message.from_wire(await reader.readexactly(size)), True)
            if reply is None:
                break
            writer.write(struct.pack("!H", len(reply)) + reply)
            await writer.drain()

    loop = asyncio.get_running_loop()
    async with AsyncExitStack() as stack:
        while True:
            at = await stack.enter_async_context(accepting(serve, host=host, port=port))
            try:
                transport, _ = await loop.create_datagram_endpoint(Protocol, local_addr=(host, at))
                break
            except OSError:
                if port:  # else the free port of one protocol is taken in the other
                    raise
        stack.callback(transport.close)
        yield host, at


def respond(
    question: dns.message.Message, *records: str, code: str = "NOERROR", truncated: bool = False
) -> bytes:
    """Return a response with those records (`name ttl IN A 127.0.0.1`) that were asked for."""
    # Recursion available: some resolvers do not believe an empty answer without it.
    response = dns.message.make_response(question, recursion_available=True)
    wanted = {question.question[0].rdtype, dns.rdatatype.CNAME}
    for record in records:
        name, ttl, *rest = record.split(" ", 4)
        rrset = dns.rrset.from_text(name, int(ttl), *rest)
        if rrset.rdtype in wanted:
            response.answer.append(rrset)
    response.set_rcode(dns.rcode.from_text(code))
    if truncated:
        response.flags |= dns.flags.TC
    return response.to_wire()


def asks_ipv4(question: dns.message.Message) -> bool:
    """Whether a question is for IPv4 addresses."""
    return question.question[0].rdtype == dns.rdatatype.A


def records(*lines: str, code: str = "NOERROR") -> Answer:
    """Return an answer with these records and this response code."""
    return lambda question, _: respond(question, *lines, code=code)


def address(literal: str = "127.0.0.1", *, name: str = NAME) -> Answer:
    """Return an answer that gives the name one address."""
    return records(f"{name}. 60 IN {'AAAA' if ':' in literal else 'A'} {literal}")


def rebinding(first: str, then: str, *, name: str = NAME) -> Answer:
    """Return an answer that is `first` once, and `then` ever after; use once."""
    asked: list[object] = []

    def answer(question: dns.message.Message, _: bool) -> bytes:
        if asks_ipv4(question):
            asked.append(question)
        return respond(question, f"{name}. 0 IN A {first if len(asked) < 2 else then}")

    return answer


def code(name: str) -> Answer:
    """Return an answer without records and with this response code."""
    return records(code=name)


def ipv4_only(other: Answer, *, name: str = NAME) -> Answer:
    """Return an answer that is good for IPv4; IPv6 gets the other one."""
    good = address(name=name)
    return lambda question, tcp: (good if asks_ipv4(question) else other)(question, tcp)


def truncated(over_tcp: Answer) -> Answer:
    """Return an answer that is cut short over UDP."""
    return lambda question, tcp: (
        over_tcp(question, tcp) if tcp else respond(question, truncated=True)
    )


def everything(literal: str) -> Answer:
    """Return an answer that gives every name this address, as a captive portal does."""
    return lambda question, _: respond(question, f"{question.question[0].name} 60 IN A {literal}")


def below(domain: str, literal: str = "127.0.0.1") -> Answer:
    """Return an answer that knows names below a domain alone."""

    def answer(question: dns.message.Message, _: bool) -> bytes:
        name = str(question.question[0].name)
        if name.endswith(f".{domain}."):
            return respond(question, f"{name} 60 IN A {literal}")
        return respond(question, code="NXDOMAIN")

    return answer


def silence(_question: dns.message.Message, _tcp: bool) -> None:
    """Stay silent."""


def garbage(question: dns.message.Message, _tcp: bool) -> bytes:
    """Answer with the right id and nothing that parses after it."""
    return question.to_wire()[:2] + b"\x81\x80" + b"\xff" * 40


def raw(data: bytes) -> Answer:
    """Return an answer of these bytes."""

    def answer(_question: dns.message.Message, _tcp: bool) -> bytes:
        return data

    return answer


def control_characters(question: dns.message.Message, _tcp: bool) -> bytes:
    """Answer with an alias whose name holds escape sequences and no address."""
    name = question.question[0].name
    alias = f"{name} 60 IN CNAME \\027[31m\\007evil.\\000test."
    return respond(question, alias)


def huge(question: dns.message.Message, _tcp: bool) -> bytes:
    """Answer with thousands of addresses."""
    response = dns.message.make_response(question)
    if asks_ipv4(question):
        many = [f"10.0.{number // 250}.{number % 250}" for number in range(3000)]
        response.answer.append(dns.rrset.from_text_list(f"{NAME}.", 60, "IN", "A", many))
    return response.to_wire(max_size=65535)
