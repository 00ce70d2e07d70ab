"""What listens on this machine near a port on which nothing does, and whose process it is.

Connections are opened and dropped; nothing is sent. Who owns a port is read from /proc, where
there is one and as far as it may be read.
"""

from __future__ import annotations

import asyncio
import ipaddress
import itertools
import sys
import time
from pathlib import Path
from typing import TYPE_CHECKING

from codex_doctor.facts import Listener
from codex_doctor.platform.system import THIS
from codex_doctor.probes.connections.tcp import attempt
from codex_doctor.probes.printable import printable
from codex_doctor.words.told import Told, Words

if TYPE_CHECKING:
    from codex_doctor.facts import Endpoint

# LiteLLM, Ollama, LM Studio, vLLM, llama.cpp, web front ends, CLIProxyAPI and others.
USUAL_PORTS = (4000, 11434, 1234, 8000, 8080, 3000, 5000, 8317, 8081, 30000)
TIMEOUT_S = 0.3
PROC = Path("/proc")
MAX_TABLE_BYTES = 4 * 1024 * 1024
MAX_PROCESSES = 4096
SEARCH_S = 0.3
_LISTEN = "0A"
_HERE = ("127.0.0.1", "::1")
# A server that listens on these listens on all, and nobody connects to them.
_EVERY = ("0.0.0.0", "::")  # noqa: S104 - they are told apart, not bound


async def look(addresses: tuple[str, ...], port: int) -> tuple[Listener, ...]:
    """Return what listens on the same port elsewhere and on the usual ports of model servers.

    Args:
        addresses: Addresses of this machine on which nothing listens at `port`.
        port: The port that was refused.
    """
    usual = [one for one in USUAL_PORTS if one != port]
    here = [one for one in _HERE if one not in addresses]
    places = [(address, port) for address in here]
    places += [(address, one) for one, address in itertools.product(usual, addresses)]
    tried = await asyncio.gather(*(attempt(*one, timeout_s=TIMEOUT_S) for one in places))
    is_open = [one.result == "open" for one in tried]
    answers = [place for place, opens in zip(places, is_open, strict=True) if opens]
    near = {at for _, at in answers if at != port}
    found = await asyncio.to_thread(owned, [one for one in usual if one in near], port)
    return _answering([address for address, at in answers if at == port], found, port)


def _answering(answers: list[str], found: tuple[Listener, ...], port: int) -> tuple[Listener, ...]:
    """Return the addresses that answer at a port, before what else listens."""
    there = {one.address: one for one in found if one.port == port}
    shared = next((one.process for one in found if one.address in _EVERY), "")
    known = tuple(there.pop(one, Listener(port, shared, one)) for one in answers)
    rest = [one for one in found if one.address not in {*_EVERY, *answers}]
    return (*known, *rest)


async def holder(endpoint: Endpoint) -> Words:
    """Return whose process of this machine holds the port, "" when the system does not tell."""
    if not endpoint.is_loopback:
        return ""
    listeners = await asyncio.to_thread(owned, [], endpoint.port)
    return next((one.process for one in listeners if one.process), "")


def owned(usual: list[int], port: int, proc: Path = PROC) -> tuple[Listener, ...]:
    """Return who listens on `port` anywhere and on the `usual` ports, which answer."""
    table = _listening(proc) if THIS.lists_sockets else []
    elsewhere = [(address, inode) for address, at, inode in table if at == port]
    inodes = {at: inode for _, at, inode in table if at in usual}
    names = owners({inode for _, inode in elsewhere} | set(inodes.values()), proc)
    return (
        *(Listener(port, names.get(inode, ""), address) for address, inode in elsewhere),
        *(Listener(one, names.get(inodes.get(one, ""), "")) for one in usual),
    )


def _listening(proc: Path) -> list[tuple[str, int, str]]:
    """Return address, port and inode of every listening socket that the system shows."""
    found: list[tuple[str, int, str]] = []
    for name in ("tcp", "tcp6"):
        try:
            with (proc / "net" / name).open(encoding="ascii") as file:
                lines = file.read(MAX_TABLE_BYTES).splitlines()[1:]
        except (OSError, ValueError):
            continue
        for fields in map(str.split, lines):
            if len(fields) > 9 and fields[3] == _LISTEN:
                address, _, port = fields[1].partition(":")
                found.append((_address(address), int(port, 16), fields[9]))
    return found


def _address(digits: str) -> str:
    """Return an address of /proc/net/tcp, which has each four bytes in the machine's order."""
    raw = bytes.fromhex(digits)
    words = (raw[at : at + 4] for at in range(0, len(raw), 4))
    ordered = b"".join(word[:: -1 if sys.byteorder == "little" else 1] for word in words)
    return str(ipaddress.ip_address(ordered))


def owners(inodes: set[str], proc: Path) -> dict[str, Words]:
    """Return name and number of a process by inode, as far as it can be seen in a short time."""
    wanted = {f"socket:[{inode}]": inode for inode in inodes}
    found: dict[str, Words] = {}
    deadline = time.monotonic() + SEARCH_S
    processes = (one for one in _names(proc) if one.isdecimal())
    for number in itertools.islice(processes, MAX_PROCESSES):
        if len(found) == len(wanted) or time.monotonic() > deadline:
            break
        folder = proc / number
        for handle in _names(folder / "fd"):
            inode = wanted.get(_target(folder / "fd" / handle), "")
            if inode:
                program = _program(folder)
                found[inode] = Told("evidence.process", {"program": program, "number": int(number)})
    return found


def _names(folder: Path) -> list[str]:
    try:
        return [one.name for one in folder.iterdir()]
    except OSError:
        return []


def _target(link: Path) -> str:
    try:
        return str(link.readlink())
    except OSError:
        return ""


def _program(folder: Path) -> Told | str:
    try:
        with (folder / "comm").open("rb") as file:
            return printable(file.read(64).rstrip(b"\n"))
    except OSError:
        return Told("evidence.some_program")
