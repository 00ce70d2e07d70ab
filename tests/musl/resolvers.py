"""musl's own resolver and the doctor's on resolv.conf files that are drawn: COUNT SEED.

Run by a Python that is linked against musl, in a network and a mount namespace of its own. Codex
for Linux has that library in it, so that what it does is what Codex does. Prints the cases in
which the two ask, or learn, something else, and how many there were.
"""

from __future__ import annotations

import asyncio
import fcntl
import random
import socket
import struct
import sys
from contextlib import AsyncExitStack
from typing import TYPE_CHECKING, Final

from codex_doctor.probes.names import codex_resolver
from codex_doctor.probes.names.resolv_conf import RESOLV, read_resolv
from name_servers import name_server, respond

if TYPE_CHECKING:
    from collections.abc import Callable

    import dns.message

SERVERS: Final = tuple(f"127.0.0.{number}" for number in range(1, 6))
HOSTS: Final = (
    "gw",
    "gw.",
    "gw.b",
    "a.gw.b",
    "gw.corp.test",
    "there.test",
    "no.there.test",
    "gw..",
)
# What people and programs write, and what they write wrongly.
LINES: Final = (
    *(f"nameserver {one}" for one in SERVERS),
    *("nameserver\t127.0.0.2", " nameserver 127.0.0.3", "nameserver 127.2", "NAMESERVER 127.0.0.4"),
    *("nameserver 127.0.0.5 # office", "nameserver 127.0.0.5#53", "nameserver=127.0.0.4"),
    *("nameserver", "nameserver localhost", "; nameserver 127.0.0.4", "nameserver 127.0.0.02"),
    *("search corp.test", "search corp.test.", "search .corp.test", "search a.test corp.test"),
    *("search none.test corp.test", "search\tcorp.test", " search none.test", "search", "search ."),
    *("domain corp.test", "domain a.test corp.test", "search " + "x" * 250 + " corp.test"),
    *(
        "search " + "y" * 60 + ".test corp.test",
        "search corp.test # ours",
        "search empty.test corp.test",
    ),
    *("options ndots:0", "options ndots:1", "options ndots:2", "options ndots:15 timeout:1"),
    *(
        "options ndots:3x",
        "options ndots:99",
        "options timeout:2 attempts:3 ndots:2",
        "options ndots:",
    ),
    *(
        "options ndots:-1",
        " options ndots:3",
        "options\tndots:2",
        "options rotate",
        "options xndots:2",
    ),
    *("options ndots:2 ndots:1", "options ndots: 2", "# options ndots:3", "sortlist 127.0.0.0"),
)
# A packet to a second server may come after the answer of the first.
_LATE_S: Final = 0.02


def drawn(chosen: random.Random) -> str:
    """Return a file, with the line ends of either system and sometimes none at its end."""
    lines = chosen.choices(LINES, k=chosen.randrange(6))
    end = chosen.choice(("\n", "\n", "\n", "\r\n"))
    return end.join([*lines, *([""] if chosen.random() < 0.8 else [])])


def known(question: dns.message.Message) -> bytes:
    """Answer as every server of ours does."""
    name = str(question.question[0].name)
    if name.endswith(".corp.test.") or name == "there.test.":
        return respond(question, f"{name} 60 IN A 127.0.0.9")
    return respond(question, code="NOERROR" if name.endswith(".empty.test.") else "NXDOMAIN")


class Heard:
    """What the servers were asked."""

    def __init__(self) -> None:
        self.questions: set[tuple[str, str]] = set()

    def by(self, server: str) -> Callable[[dns.message.Message, bool], bytes]:
        """Return how a server answers."""

        def answer(question: dns.message.Message, _: bool) -> bytes:
            self.questions.add((server, str(question.question[0].name)))
            return known(question)

        return answer

    async def taken(self) -> list[tuple[str, str]]:
        """Return what was asked since the last time, also by who has its answer already."""
        await asyncio.sleep(_LATE_S)
        found, self.questions = sorted(self.questions), set()
        return found


def asked_of_musl(host: str) -> list[str]:
    try:
        found = socket.getaddrinfo(host.encode(), None, type=socket.SOCK_STREAM)
    except socket.gaierror:
        return []
    return sorted({str(one[4][0]) for one in found})


async def compared(count: int, seed: int) -> int:
    """Compare so many cases; return in how many the two differ."""
    heard, chosen, differing = Heard(), random.Random(seed), 0
    async with AsyncExitStack() as stack:
        for one in SERVERS:
            await stack.enter_async_context(name_server(heard.by(one), host=one, port=53))
        for number in range(count):
            text, host = drawn(chosen), chosen.choice(HOSTS)
            RESOLV.write_bytes(text.encode())
            said = await codex_resolver.ask(host, read_resolv(), timeout_s=8)
            ours = sorted(said.addresses), await heard.taken()
            theirs = await asyncio.to_thread(asked_of_musl, host), await heard.taken()
            if ours != theirs:
                differing += 1
                print(f"case {number}: {host} with {text!r}\n  doctor {ours}\n  musl   {theirs}")
    return differing


def _raise_loopback() -> None:
    """Let the loopback of a new network namespace be up (netdevice(7))."""
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as one:
        fcntl.ioctl(one, 0x8914, struct.pack("16sh14x", b"lo", 1))


if __name__ == "__main__":
    _raise_loopback()
    count, seed = map(int, sys.argv[1:])
    differing = asyncio.run(compared(count, seed))
    print(f"{count} cases, {differing} differ")
