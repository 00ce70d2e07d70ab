"""The order in which Codex tries the addresses of a host: that of musl's getaddrinfo.

RFC 6724 with the table and the shortcuts of that library; compared with Codex 0.169.0 by its
connection attempts. IPv4 alone keeps the order of the answer.
"""

from __future__ import annotations

import ipaddress
import socket

# Prefix, precedence, label; the first that fits counts.
_POLICIES = tuple(
    (ipaddress.IPv6Network(prefix), precedence, label)
    for prefix, precedence, label in (
        ("::1/128", 50, 0),
        ("::ffff:0:0/96", 35, 4),
        ("2002::/16", 30, 2),
        ("2001::/32", 5, 5),
        ("fc00::/7", 3, 13),
        ("::/0", 40, 1),
    )
)
_LOCAL_SCOPE, _SITE_SCOPE, _GLOBAL_SCOPE = 2, 5, 14
_ANY_PORT = 65535


def ordered(addresses: tuple[str, ...]) -> tuple[str, ...]:
    """Return the addresses in the order in which Codex tries them."""
    if len(addresses) < 2 or all(":" not in one for one in addresses):
        return addresses
    # sorted() is stable: equal addresses keep the order of the answer.
    return tuple(sorted(addresses, key=_rank))


def _rank(address: str) -> tuple[bool, bool, bool, int, int, int]:
    """Return what decides, the better the smaller."""
    there = mapped(address)
    here = source(address)
    _, precedence, label = _policy(there)
    scope = _scope(there)
    return (
        here is None,
        here is None or _scope(here) != scope,
        here is None or _policy(here)[2] != label,
        -precedence,
        scope,
        -_common_bits(here, there),
    )


def mapped(address: str) -> ipaddress.IPv6Address:
    """Return an address in the form of IPv6."""
    literal = address.partition("%")[0]
    return ipaddress.IPv6Address(literal if ":" in literal else f"::ffff:{literal}")


def source(address: str) -> ipaddress.IPv6Address | None:
    """Return our address on the way there, None without a way; nothing is sent."""
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    try:
        with socket.socket(family, socket.SOCK_DGRAM) as one:
            one.connect((address, _ANY_PORT))
            return mapped(str(one.getsockname()[0]))
    except OSError:
        return None


def _policy(address: ipaddress.IPv6Address) -> tuple[ipaddress.IPv6Network, int, int]:
    return next(policy for policy in _POLICIES if address in policy[0])


def _scope(address: ipaddress.IPv6Address) -> int:
    if address.is_link_local or address.is_loopback:
        return _LOCAL_SCOPE
    return _SITE_SCOPE if address.is_site_local else _GLOBAL_SCOPE


def _common_bits(one: ipaddress.IPv6Address | None, other: ipaddress.IPv6Address) -> int:
    return 0 if one is None else 128 - (int(one) ^ int(other)).bit_length()
