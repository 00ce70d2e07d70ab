"""The hosts file and resolv.conf, read as the C library inside Codex's Linux builds reads them.

That library is musl, linked into the binary: nsswitch.conf, mDNS and resolver daemons' own
interfaces are not seen by it. What is read here was compared with Codex 0.169.0.
"""

from __future__ import annotations

import io
import ipaddress
import re
import socket
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from codex_doctor.patterns import Regex
from codex_doctor.platform.user_files import read_head
from codex_doctor.words.told import Told, Words

if TYPE_CHECKING:
    from collections.abc import Iterator

HOSTS = Path("/etc/hosts")
RESOLV = Path("/etc/resolv.conf")
# A block list can have some megabytes; nothing that a person wrote is longer.
MAX_FILE_BYTES = 8 * 1024 * 1024
MAX_ADDRESSES = 48
MAX_SERVERS = 3
MAX_NDOTS = 15
# With its end; of a longer one nothing is read.
MAX_LINE_BYTES = 255
# A blank before the word makes it none, and the first that looks like a number of dots counts.
_SETTING = Regex(r"(nameserver|search|domain|options)[ \t\n\v\f\r](.*)", re.DOTALL)
_NDOTS = Regex(r"ndots:([0-9]*)")


class HostsEntry(Struct, frozen=True):
    """The lines of a hosts file that name a host.

    Attributes:
        addresses: IP literals in the order of the lines.
        line: Number of the first such line, None without one.
        missed: Number of a line that other programs read and Codex does not, None without one.
        why: Why Codex does not read it.
    """

    addresses: tuple[str, ...] = ()
    line: int | None = None
    missed: int | None = None
    why: Words = ""


class ResolvConf(Struct, frozen=True):
    """Which name servers are asked for which names.

    Attributes:
        servers: Address and port, three at most.
        search: Domains that are appended to a name with fewer than `ndots` dots.
    """

    servers: tuple[tuple[str, int], ...] = (("127.0.0.1", 53),)
    search: tuple[str, ...] = ()
    ndots: int = 1

    def names_of(self, host: str) -> tuple[str, ...]:
        """Return the names that are asked for, in order; the last one is the host itself."""
        bare = host.removesuffix(".")
        if host.endswith(".") or host.count(".") >= self.ndots:
            return (bare,)
        return (*(f"{bare}.{domain}" for domain in self.search), bare)


def read_hosts(host: str, path: Path = HOSTS) -> HostsEntry:
    """Return what a hosts file says about a host; an unreadable file says nothing."""
    found: list[str] = []
    first: int | None = None
    missed: int | None = None
    why: Words = ""
    for number, line in enumerate(_lines(path), start=1):
        words = line.partition("#")[0].split()
        literal = _literal(words[0]) if host in map(str.lower, words[1:]) else ""
        if not literal:
            continue
        if line[0].isspace():
            missed, why = number, Told("dns.line.indented")
        elif host not in words[1:]:
            missed, why = number, Told("dns.line.capitals")
        elif not line.endswith("\n") and line.endswith(host):
            # The library looks for a blank behind the name, and the file ends there.
            missed, why = number, Told("dns.line.unended")
        else:
            found.append(literal)
            first = first or number
    return HostsEntry(tuple(dict.fromkeys(found))[:MAX_ADDRESSES], first, missed, why)


def read_resolv(path: Path = RESOLV) -> ResolvConf:
    """Return the configuration of name servers; without a file, one on this machine."""
    servers: list[tuple[str, int]] = []
    search: tuple[str, ...] = ()
    ndots = 1
    for line in _lines(path):
        found = _SETTING.match(line)
        if found is None or len(line.encode()) > MAX_LINE_BYTES:
            continue
        word, rest = found[1], found[2].split()
        if word == "nameserver":
            literal = _literal(rest[0]) if rest else ""
            servers += [(literal, 53)] if literal else []
        elif word == "options":
            dots = _NDOTS.search(line)
            ndots = min(int(dots[1][:4]), MAX_NDOTS) if dots and dots[1] else ndots
        else:
            search = tuple(one.removesuffix(".") for one in rest if one != ".")
    chosen = tuple(servers[:MAX_SERVERS]) or ResolvConf().servers
    return ResolvConf(chosen, search, ndots)


def _lines(path: Path) -> Iterator[str]:
    """Yield the lines with their ends; of a longer file, those at its beginning."""
    with io.BytesIO(read_head(path, max_bytes=MAX_FILE_BYTES)) as lines:
        yield from (line.decode("utf-8", "replace") for line in lines)


def _literal(word: str) -> str:
    """Return an address as it is usually written, "" where it is none; `127.1` is one."""
    try:
        return str(ipaddress.IPv6Address(word)) if ":" in word else _of_numbers(word)
    except (ValueError, OSError):
        return ""


def _of_numbers(word: str) -> str:
    return socket.inet_ntoa(socket.inet_aton(word))
