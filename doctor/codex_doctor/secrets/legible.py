"""Which parts of bytes read as text; what a code stands for is noise mostly.

It knows nothing of codes and of secrets.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from codex_doctor.patterns import Regex

if TYPE_CHECKING:
    import re
    from collections.abc import Iterable, Iterator

# So many characters of ASCII, UTF-8, UTF-16 or UTF-32.
_FEW = 6
_TEXT = Regex(rb"(?:[\t\n\r -~]\0{0,3}|\0{1,3}[ -~]|[\xc2-\xf4][\x80-\xbf]{1,3}){%d,}+" % _FEW)


def _ones(chosen: Iterable[int]) -> bytes:
    these = frozenset(chosen)
    return bytes(byte in these for byte in range(256))


_ALONE = _ones((*b"\t\n\r\0", *range(0x20, 0x7F)))
_FIRST, _REST = _ones(range(0xC2, 0xF5)), _ones(range(0x80, 0xC0))


def texts_in(raw: bytes) -> Iterator[re.Match[bytes]]:
    """Yield the parts that read as text, in order."""
    near = _candidates(raw)
    start = near.find(b"\1" * _FEW)
    while start >= 0:
        end = near.find(b"\0", start)
        end = len(raw) if end < 0 else end
        yield from _TEXT.finditer(raw, start, end)
        start = near.find(b"\1" * _FEW, end)


def _candidates(raw: bytes) -> bytes:
    """Return a 1 for each byte that may stand in a text there, else a 0.

    All at once, as great numbers with a digit of 256 for each: noise has a text at no place in a
    thousand, and to look for one at each costs most of the time.
    """
    alone, first, rest = (
        int.from_bytes(raw.translate(which), "big") for which in (_ALONE, _FIRST, _REST)
    )
    near = alone | first & rest << 8 | rest & (first | rest) >> 8
    return near.to_bytes(len(raw), "big")
