"""Host names and name constraints of certificates, by the rules of Codex's TLS library.

Only alternative names count, never the common name. (RFC 9525; RFC 5280 section 4.2.1.10. The
choices that these leave open are those that were observed with Codex 0.169.0.)
"""

from __future__ import annotations

import ipaddress
from typing import TYPE_CHECKING

from codex_doctor.probes.tls.certificate import DIRECTORY_NAME, DNS_NAME, IP_ADDRESS

if TYPE_CHECKING:
    from codex_doctor.probes.tls.certificate import Parsed

_KIND = 0x1F  # the bits of a tag that say which kind of name it is


def covers(leaf: Parsed, host: str) -> bool:
    """Tell whether a certificate is for this host."""
    try:
        address = ipaddress.ip_address(host).packed
    except ValueError:
        wanted = host.lower().removesuffix(".")
        return any(
            tag == DNS_NAME and _is_name(content.decode("latin-1").lower(), wanted)
            for tag, content in leaf.names
        )
    return any(name == (IP_ADDRESS, address) for name in leaf.names)


def _is_name(pattern: str, host: str) -> bool:
    """Compare names; a wildcard is a whole first label with two or more labels behind it."""
    if not pattern.startswith("*."):
        return "*" not in pattern and pattern == host
    label, _, rest = host.partition(".")
    return bool(label) and "." in rest and pattern[2:] == rest


def broken_constraint(issuer: Parsed, below: Parsed) -> bool:
    """Tell whether an authority may not issue for a name of a certificate below it."""
    names = (*below.names, (DIRECTORY_NAME, below.subject))
    return any(
        _is_outside(name, issuer.permitted) or _is_inside(name, issuer.excluded) for name in names
    )


def _is_outside(name: tuple[int, bytes], permitted: tuple[tuple[int, bytes], ...]) -> bool:
    """Tell whether there are permitted names of this kind, and this is none of them."""
    same_kind = [content for tag, content in permitted if tag & _KIND == name[0] & _KIND]
    matches = _is_judged(name) and any(_matches(name, base) for base in same_kind)
    return bool(same_kind) and not matches


def _is_inside(name: tuple[int, bytes], excluded: tuple[tuple[int, bytes], ...]) -> bool:
    same_kind = [content for tag, content in excluded if tag & _KIND == name[0] & _KIND]
    return any(
        not _is_judged(name) or _matches(name, base) or _may_reach(name, base) for base in same_kind
    )


def _is_judged(name: tuple[int, bytes]) -> bool:
    """Tell whether Codex's library compares this name; others it refuses, either way."""
    tag, content = name
    return tag == IP_ADDRESS or (tag == DNS_NAME and _is_sound(content.decode("latin-1")))


def _is_sound(name: str) -> bool:
    """Tell whether a host name of a certificate keeps the form that the library asks for."""
    labels = name.removeprefix("*.").split(".")
    return not labels[-1].isdigit() and all(
        0 < len(label) < 64  # RFC 1035 section 2.3.4
        and label.isascii()
        and label.replace("-", "").replace("_", "").isalnum()
        and not label.startswith("-")
        and not label.endswith("-")
        for label in labels
    )


def _may_reach(name: tuple[int, bytes], base: bytes) -> bool:
    """Tell whether one name that a wildcard stands for is excluded.

    Observed with Codex 0.169.0: `*.a.b` is refused where `x.a.b` or `.x.a.b` is excluded.
    """
    tag, content = name
    _, _, parent = base.decode("latin-1").lower().removeprefix(".").partition(".")
    return tag == DNS_NAME and content.decode("latin-1").lower() == f"*.{parent}"


def _matches(name: tuple[int, bytes], base: bytes) -> bool:
    tag, content = name
    if tag == IP_ADDRESS:
        half = len(base) // 2
        address, mask = base[:half], base[half:]
        pairs = zip(content, address, mask, strict=True)
        return len(content) == half and all(
            one & bits == other & bits for one, other, bits in pairs
        )
    # The star of a wildcard is a label like any other: `*.a.b` lies below `.a.b`.
    host = content.decode("latin-1").lower()
    suffix = base.decode("latin-1").lower()
    if suffix.startswith("."):
        return host.endswith(suffix)
    return suffix in {"", host} or host.endswith(f".{suffix}")
