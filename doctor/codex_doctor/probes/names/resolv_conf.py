"""The hosts file and resolv.conf, read as the C library inside Codex's Linux builds reads them.

That library is musl, linked into the binary: nsswitch.conf, mDNS and resolver daemons' own
interfaces are not seen by it. What is read here was compared with Codex 0.169.0.
"""

from __future__ import annotations

import io
import ipaddress
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

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
MAX_SEARCH = 16
MAX_NDOTS = 15


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
        bare = host.rstrip(".")
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
        if host not in map(str.lower, words[1:]) or not _is_address(words[0]):
            continue
        if host not in words[1:]:
            missed, why = number, Told("dns.line.capitals")
        elif not line.endswith("\n") and line.endswith(host):
            # The library looks for a blank behind the name, and the file ends there.
            missed, why = number, Told("dns.line.unended")
        else:
            found.append(words[0])
            first = first or number
    return HostsEntry(tuple(dict.fromkeys(found))[:MAX_ADDRESSES], first, missed, why)


def read_resolv(path: Path = RESOLV) -> ResolvConf:
    """Return the configuration of name servers; without a file, one on this machine."""
    servers: list[tuple[str, int]] = []
    search: tuple[str, ...] = ()
    ndots = 1
    for line in _lines(path):
        word, *rest = line.split() or [""]
        if word == "nameserver" and rest and _is_address(rest[0]):
            servers.append((rest[0], 53))
        elif word in {"search", "domain"} and rest:
            search = tuple(one.strip(".") for one in rest[:MAX_SEARCH] if one.strip("."))
        elif word == "options":
            dots = [one[6:] for one in rest if one.startswith("ndots:") and one[6:].isdecimal()]
            ndots = min(int(dots[-1][:4]), MAX_NDOTS) if dots else ndots
    chosen = tuple(servers[:MAX_SERVERS]) or ResolvConf().servers
    return ResolvConf(chosen, search, ndots)


def _lines(path: Path) -> Iterator[str]:
    """Yield the lines with their ends; of a longer file, those at its beginning."""
    with io.BytesIO(read_head(path, max_bytes=MAX_FILE_BYTES)) as lines:
        yield from (line.decode("utf-8", "replace") for line in lines)


def _is_address(word: str) -> bool:
    try:
        ipaddress.ip_address(word)
    except ValueError:
        return False
    return True
