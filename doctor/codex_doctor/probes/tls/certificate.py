"""Read from a certificate's DER what a diagnosis shows and decides by; nothing is verified here.

The bytes come from a server that is not trusted: every length is checked, every text is escaped,
and a certificate that cannot be read is a ValueError. (RFC 5280, sections 4.1 and 4.2.)
"""

from __future__ import annotations

import hashlib
import ipaddress
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from msgspec import Struct

from codex_doctor.facts import Certificate
from codex_doctor.probes.printable import printable
from codex_doctor.probes.tls.der import Item, identifier_text, item, items, sequence

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_NAMES = 50
DNS_NAME, IP_ADDRESS, DIRECTORY_NAME = 0x82, 0x87, 0xA4

_CONTEXT_0, _CONTEXT_1, _CONTEXT_3 = 0xA0, 0xA1, 0xA3
_UTC_TIME, _BMP_STRING, _BOOLEAN, _INTEGER = 0x17, 0x1E, 0x01, 0x02
_ORGANIZATION = bytes((0x55, 0x04, 0x0A))
_ATTRIBUTES = {
    bytes((0x55, 0x04, 0x03)): "CN",
    bytes((0x55, 0x04, 0x06)): "C",
    _ORGANIZATION: "O",
    bytes((0x55, 0x04, 0x0B)): "OU",
}
_CA_ISSUERS = bytes((0x2B, 0x06, 0x01, 0x05, 0x05, 0x07, 0x30, 0x02))
_BASIC, _NAMES, _CONSTRAINTS, _PURPOSES = "2.5.29.19", "2.5.29.17", "2.5.29.30", "2.5.29.37"
# Extensions that Codex's library knows; of these, key usage (15) has no effect on servers.
_KNOWN = {_BASIC, _NAMES, _CONSTRAINTS, _PURPOSES, "2.5.29.15", "2.5.29.31"}
_RSA, _EC = "1.2.840.113549.1.1.1", "1.2.840.10045.2.1"
_CURVES = {
    "1.2.840.10045.3.1.7": "ECDSA P-256",
    "1.3.132.0.34": "ECDSA P-384",
    "1.3.132.0.35": "ECDSA P-521",
}
_OTHER_KEYS = {"1.3.101.112": "Ed25519", "1.3.101.113": "Ed448"}
_SIGNATURES = {
    "1.2.840.113549.1.1.4": "RSA with MD5",
    "1.2.840.113549.1.1.5": "RSA with SHA-1",
    "1.2.840.113549.1.1.10": "RSA-PSS",
    "1.2.840.113549.1.1.11": "RSA with SHA-256",
    "1.2.840.113549.1.1.12": "RSA with SHA-384",
    "1.2.840.113549.1.1.13": "RSA with SHA-512",
    "1.2.840.113549.1.1.14": "RSA with SHA-224",
    "1.2.840.10045.4.1": "ECDSA with SHA-1",
    "1.2.840.10045.4.3.2": "ECDSA with SHA-256",
    "1.2.840.10045.4.3.3": "ECDSA with SHA-384",
    "1.2.840.10045.4.3.4": "ECDSA with SHA-512",
    **_OTHER_KEYS,
}


class Parsed(Struct, frozen=True):
    """A certificate with the parts by which a chain is put together and judged.

    Attributes:
        shown: What people see of it.
        der: All of it.
        subject: Subject as DER, to compare with an issuer.
        issuer: Issuer as DER.
        names_issuer_url: Whether it says where its issuer's certificate can be fetched, as
            certificates of public authorities do.
        version: 1 to 3.
        path_length: How many authorities may stand below it, None for any number.
        purposes: Extended key usages with dots, None without the extension.
        names: Alternative names as (tag, content).
        permitted: Name constraints as (tag, content).
        excluded: Name constraints as (tag, content).
        unknown: A critical extension that Codex's library does not know, "" without one.
        signed: The part that is signed.
        algorithm: Object identifier of the signature's algorithm.
        signature: The signature.
        public_key: SubjectPublicKeyInfo as DER.
    """

    shown: Certificate
    der: bytes
    subject: bytes
    issuer: bytes
    names_issuer_url: bool
    version: int
    path_length: int | None
    purposes: tuple[str, ...] | None
    names: tuple[tuple[int, bytes], ...]
    permitted: tuple[tuple[int, bytes], ...]
    excluded: tuple[tuple[int, bytes], ...]
    unknown: str
    signed: bytes
    algorithm: str
    signature: bytes
    public_key: bytes


def parse(der: bytes) -> Parsed:
    """Read one certificate.

    Raises:
        ValueError: The bytes are not a certificate.
    """
    try:
        return _parse(der)
    except (IndexError, UnicodeError, OverflowError) as exc:
        raise ValueError("not a certificate") from exc


def _parse(der: bytes) -> Parsed:
    whole = item(der)
    body, algorithm, signature = items(whole.content)
    fields = list(items(body.content))
    version = 1
    if fields[0].tag == _CONTEXT_0:
        version = 1 + item(fields.pop(0).content).content[-1]
    _, _, issuer, validity, subject, key, *rest = fields
    not_before, not_after = items(validity.content)
    extensions, unknown = _extensions(rest)
    basic = list(sequence(extensions.get(_BASIC, b"")))
    lengths = [int.from_bytes(one.content) for one in basic if one.tag == _INTEGER]
    names = tuple((one.tag, one.content) for one in sequence(extensions.get(_NAMES, b"")))
    identifier = identifier_text(item(algorithm.content).content)
    shown = Certificate(
        subject=_shown_name(subject),
        issuer=_shown_name(issuer),
        names=tuple(_shown_names(names))[:MAX_NAMES],
        not_before=_time(not_before),
        not_after=_time(not_after),
        self_signed=subject.content == issuer.content,
        is_ca=any(one.tag == _BOOLEAN and any(one.content) for one in basic),
        key=_shown_key(key),
        signature=_SIGNATURES.get(identifier, identifier),
        fingerprint=hashlib.sha256(whole.whole).hexdigest(),
    )
    permitted, excluded = _constraints(extensions.get(_CONSTRAINTS, b""))
    return Parsed(
        shown=shown,
        der=whole.whole,
        subject=subject.content,
        issuer=issuer.content,
        names_issuer_url=_CA_ISSUERS in der,
        version=version,
        path_length=lengths[0] if lengths else None,
        purposes=_purposes(extensions.get(_PURPOSES)),
        names=names,
        permitted=permitted,
        excluded=excluded,
        unknown=unknown,
        signed=body.whole,
        algorithm=identifier,
        signature=signature.content[1:],
        public_key=key.whole,
    )


def first_item(data: bytes) -> bytes:
    """Return the first DER item of `data`, without what follows it.

    Raises:
        ValueError: There is no complete item.
    """
    return item(data).whole


def _extensions(rest: list[Item]) -> tuple[dict[str, bytes], str]:
    """Return the value of each extension by its identifier, and a critical one nobody knows."""
    found: dict[str, bytes] = {}
    unknown = ""
    for block in rest:
        if block.tag == _CONTEXT_3:
            for extension in sequence(block.content):
                identifier, *flags, value = items(extension.content)
                name = identifier_text(identifier.content)
                found[name] = value.content
                if name not in _KNOWN and any(any(flag.content) for flag in flags):
                    unknown = name
    return found, unknown


def _constraints(value: bytes) -> tuple[tuple[tuple[int, bytes], ...], ...]:
    """Return the permitted and the excluded names."""
    found: dict[int, tuple[tuple[int, bytes], ...]] = {}
    for part in sequence(value):
        bases = (item(subtree.content) for subtree in items(part.content))
        found[part.tag] = tuple((base.tag, base.content) for base in bases)
    return found.get(_CONTEXT_0, ()), found.get(_CONTEXT_1, ())


def _purposes(value: bytes | None) -> tuple[str, ...] | None:
    if value is None:
        return None
    return tuple(identifier_text(one.content) for one in sequence(value))


def _shown_key(key: Item) -> str:
    algorithm, bits = items(key.content)
    identifier, *parameters = items(algorithm.content)
    name = identifier_text(identifier.content)
    if name == _RSA:
        modulus = next(sequence(bits.content[1:]))
        return f"RSA {int.from_bytes(modulus.content).bit_length()}"
    if name == _EC:
        curve = identifier_text(parameters[0].content)
        return _CURVES.get(curve, f"ECDSA {curve}")
    return _OTHER_KEYS.get(name, name)


def _shown_name(name: Item) -> str:
    parts: list[str] = []
    for group in items(name.content):
        for pair in items(group.content):
            identifier, value = items(pair.content)
            if identifier.content in _ATTRIBUTES:
                coding = "utf-16-be" if value.tag == _BMP_STRING else "utf-8"
                text = value.content.decode(coding, "replace")
                parts.append(f"{_ATTRIBUTES[identifier.content]}={printable(text, limit=80)}")
    return ", ".join(parts)


def organization(name: bytes) -> tuple[bytes, ...]:
    """Return the organization attributes of a subject or issuer as DER."""
    pairs = (pair for group in items(name) for pair in items(group.content))
    return tuple(pair.whole for pair in pairs if item(pair.content).content == _ORGANIZATION)


def _shown_names(names: tuple[tuple[int, bytes], ...]) -> Iterator[str]:
    for tag, content in names:
        if tag == DNS_NAME:
            yield printable(content, limit=253)
        elif tag == IP_ADDRESS:
            yield str(ipaddress.ip_address(content))


def _time(found: Item) -> str:
    """Return the time as ISO 8601 in UTC."""
    text = found.content.decode("ascii")
    if found.tag == _UTC_TIME:
        # RFC 5280 section 4.1.2.5.1: years 50 to 99 are of the last century.
        text = ("19" if text[:2] >= "50" else "20") + text
    moment = datetime.strptime(text, "%Y%m%d%H%M%SZ").replace(tzinfo=UTC)
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
