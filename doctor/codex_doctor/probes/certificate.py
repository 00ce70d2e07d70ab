"""Read from a certificate's DER what a diagnosis shows and decides by; nothing is verified here.

The bytes come from a server that is not trusted: every length is checked, every text is escaped,
and a certificate that cannot be read is a ValueError. (RFC 5280, sections 4.1 and 4.2.)
"""

from __future__ import annotations

import ipaddress
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING

from codex_doctor.facts import Certificate
from codex_doctor.probes.printable import printable

if TYPE_CHECKING:
    from collections.abc import Iterator

MAX_NAMES = 50

_CONTEXT_0, _CONTEXT_3, _DNS_NAME, _IP_ADDRESS = 0xA0, 0xA3, 0x82, 0x87
_UTC_TIME, _BMP_STRING, _BOOLEAN = 0x17, 0x1E, 0x01
_ATTRIBUTES = {
    bytes((0x55, 0x04, 0x03)): "CN",
    bytes((0x55, 0x04, 0x06)): "C",
    bytes((0x55, 0x04, 0x0A)): "O",
    bytes((0x55, 0x04, 0x0B)): "OU",
}
_BASIC_CONSTRAINTS = bytes((0x55, 0x1D, 0x13))
_ALTERNATIVE_NAMES = bytes((0x55, 0x1D, 0x11))
_CA_ISSUERS = bytes((0x2B, 0x06, 0x01, 0x05, 0x05, 0x07, 0x30, 0x02))


@dataclass(frozen=True, slots=True)
class Parsed:
    """A certificate with the parts by which a chain is put together.

    Attributes:
        shown: What people see of it.
        subject: Subject as DER, to compare with an issuer.
        issuer: Issuer as DER.
        names_issuer_url: Whether it says where its issuer's certificate can be fetched, as
            certificates of public authorities do.
    """

    shown: Certificate
    subject: bytes
    issuer: bytes
    names_issuer_url: bool


@dataclass(frozen=True, slots=True)
class _Item:
    tag: int
    content: bytes
    whole: bytes


def parse(der: bytes) -> Parsed:
    """Read one certificate.

    Raises:
        ValueError: The bytes are not a certificate.
    """
    try:
        return _parse(der)
    except (IndexError, UnicodeError, OverflowError) as exc:
        raise ValueError("not a certificate") from exc


def first_item(data: bytes) -> bytes:
    """Return the first DER item of `data`, without what follows it.

    Raises:
        ValueError: There is no complete item.
    """
    return _item(data, 0).whole


def _parse(der: bytes) -> Parsed:
    to_be_signed = list(_items(_item(_item(der, 0).content, 0).content))
    if to_be_signed[0].tag == _CONTEXT_0:
        del to_be_signed[0]  # the version, which version 1 leaves out
    _, _, issuer, validity, subject, *rest = to_be_signed
    not_before, not_after = _items(validity.content)
    extensions = _extensions(rest)
    constraints = extensions.get(_BASIC_CONSTRAINTS, b"")
    names = extensions.get(_ALTERNATIVE_NAMES, b"")
    shown = Certificate(
        subject=_shown_name(subject),
        issuer=_shown_name(issuer),
        names=tuple(_alternative_names(names))[:MAX_NAMES],
        not_before=_time(not_before),
        not_after=_time(not_after),
        self_signed=subject.content == issuer.content,
        is_ca=any(one.tag == _BOOLEAN and any(one.content) for one in _sequence(constraints)),
    )
    return Parsed(shown, subject.content, issuer.content, _CA_ISSUERS in der)


def _item(data: bytes, at: int) -> _Item:
    tag, length, start = data[at], data[at + 1], at + 2
    if length & 0x80:
        octets = length & 0x7F
        length = int.from_bytes(data[start : start + octets])
        start += octets
    end = start + length
    if end > len(data):
        raise ValueError("cut off")
    return _Item(tag, data[start:end], data[at:end])


def _items(data: bytes) -> Iterator[_Item]:
    at = 0
    while at < len(data):
        item = _item(data, at)
        yield item
        at += len(item.whole)


def _sequence(data: bytes) -> Iterator[_Item]:
    """Return the items of the sequence that `data` is; none when it is empty."""
    return _items(_item(data, 0).content) if data else iter(())


def _extensions(rest: list[_Item]) -> dict[bytes, bytes]:
    """Return the value of each extension by its identifier."""
    found: dict[bytes, bytes] = {}
    for block in rest:
        if block.tag == _CONTEXT_3:
            for extension in _sequence(block.content):
                identifier, *_, value = _items(extension.content)
                found[identifier.content] = value.content
    return found


def _shown_name(name: _Item) -> str:
    parts: list[str] = []
    for group in _items(name.content):
        for pair in _items(group.content):
            identifier, value = _items(pair.content)
            if identifier.content in _ATTRIBUTES:
                coding = "utf-16-be" if value.tag == _BMP_STRING else "utf-8"
                text = value.content.decode(coding, "replace")
                parts.append(f"{_ATTRIBUTES[identifier.content]}={printable(text, limit=80)}")
    return ", ".join(parts) or "(no name)"


def _alternative_names(value: bytes) -> Iterator[str]:
    for name in _sequence(value):
        if name.tag == _DNS_NAME:
            yield printable(name.content, limit=253)
        elif name.tag == _IP_ADDRESS:
            yield str(ipaddress.ip_address(name.content))


def _time(item: _Item) -> str:
    """Return the time as ISO 8601 in UTC."""
    text = item.content.decode("ascii")
    if item.tag == _UTC_TIME:
        # RFC 5280 section 4.1.2.5.1: years 50 to 99 are of the last century.
        text = ("19" if text[:2] >= "50" else "20") + text
    moment = datetime.strptime(text, "%Y%m%d%H%M%SZ").replace(tzinfo=UTC)
    return moment.strftime("%Y-%m-%dT%H:%M:%SZ")
