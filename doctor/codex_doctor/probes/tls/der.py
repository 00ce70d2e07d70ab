"""The few parts of DER that certificates need; every length is checked (ITU-T X.690)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Iterator


class Item(Struct, frozen=True):
    """One tag-length-value: its content, and the whole with tag and length."""

    tag: int
    content: bytes
    whole: bytes


def item(data: bytes, at: int = 0) -> Item:
    """Return the item that starts at `at`, without what follows it.

    Raises:
        ValueError: It is cut off.
        IndexError: There is none.
    """
    tag, length, start = data[at], data[at + 1], at + 2
    if length & 0x80:
        octets = length & 0x7F
        length = int.from_bytes(data[start : start + octets])
        start += octets
    end = start + length
    if end > len(data):
        raise ValueError("cut off")
    return Item(tag, data[start:end], data[at:end])


def items(data: bytes) -> Iterator[Item]:
    """Return the items that stand one behind the other in `data`."""
    at = 0
    while at < len(data):
        found = item(data, at)
        yield found
        at += len(found.whole)


def sequence(data: bytes) -> Iterator[Item]:
    """Return the items of the sequence that `data` is; none when it is empty."""
    return items(item(data).content) if data else iter(())


def identifier_text(content: bytes) -> str:
    """Return an object identifier with dots, as people look it up."""
    first = min(content[0] // 40, 2)
    numbers, number = [first, content[0] - 40 * first], 0
    for octet in content[1:]:
        number = number << 7 | octet & 0x7F
        if not octet & 0x80:
            numbers.append(number)
            number = 0
    return ".".join(str(one) for one in numbers)
