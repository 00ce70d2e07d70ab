"""The addresses of the host that Codex connects to; an IP address is its own."""

from __future__ import annotations

import ipaddress
from typing import TYPE_CHECKING

from codex_doctor.facts import DnsAnswer

if TYPE_CHECKING:
    from codex_doctor.probes.names.name_lookup import LookupWay


async def lookup(host: str, *, timeout_s: float, way: LookupWay | None = None) -> DnsAnswer:
    """Resolve `host` within `timeout_s` as Codex would; a failure is an answer.

    Args:
        host: Name or IP literal, without brackets.
        timeout_s: Seconds for everything.
        way: How names are resolved here; None for this machine's way.
    """
    if is_literal(host):
        return DnsAnswer(host, (host,), "NOERROR", 0.0)
    # Here, because a local endpoint with an address needs none of it.
    from codex_doctor.probes.names import name_lookup

    return await name_lookup.look(host, way or name_lookup.LookupWay(), timeout_s=timeout_s)


def is_literal(host: str) -> bool:
    """Return whether a host is an IP address."""
    try:
        ipaddress.ip_address(host)
    except ValueError:
        return False
    return True
