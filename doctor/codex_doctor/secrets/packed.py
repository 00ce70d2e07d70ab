"""Reads what was compressed and then written in hexadecimal digits or base 64: gzip, zlib, deflate.

It unpacks little: of all that a text holds together MOST bytes, so that no bomb costs more.
"""

from __future__ import annotations

import zlib
from contextlib import suppress
from itertools import islice
from typing import TYPE_CHECKING

from codex_doctor.patterns import Regex
from codex_doctor.secrets.codes import Reader
from codex_doctor.secrets.legible import texts_in
from codex_doctor.secrets.views import View, Writer

if TYPE_CHECKING:
    from collections.abc import Iterator

MOST = 65_536
# RFC 1952 section 2.3.1, RFC 1950 section 2.2; and what zlib is told for each.
_GZIP, _ZLIB, _DEFLATE = 31, 15, -15
_BEGINNING = Regex(rb"(\x1f\x8b\x08)|\x78[\x01\x5e\x9c\xda]")
# So many of them are tried in one run: the others are there by chance.
_TRIES = 4
# Bare deflate has no beginning; nothing shorter holds eight characters.
_LEAST = 10
# What is behind the end of the data must not spoil what is in front of it.
_STEP = 32


def unpack(raw: bytes, most: int = MOST) -> Iterator[bytes]:
    """Yield what the bytes hold in each way in which they may be compressed."""
    tries = [
        (match.start(), _GZIP if match[1] else _ZLIB)
        for match in islice(_BEGINNING.finditer(raw), _TRIES)
    ]
    if len(raw) >= _LEAST:
        tries.append((0, _DEFLATE))
    for start, form in tries:
        unpacked = _inflated(raw, start, form, most)
        most -= len(unpacked)
        if unpacked:
            yield unpacked
        if most <= 0:
            return


def _inflated(raw: bytes, start: int, form: int, most: int) -> bytes:
    """Return what can be unpacked until there is an error, an end or too much."""
    packer, parts = zlib.decompressobj(form), list[bytes]()
    with suppress(zlib.error):
        for at in range(start, len(raw), _STEP):
            parts.append(packer.decompress(raw[at : at + _STEP], most))
            most -= len(parts[-1])
            if packer.eof or most <= 0:
                break
    return b"".join(parts)


def _read(view: View) -> View | None:
    """Read the bytes that a code stands for; what they hold stands where the code does."""
    if view.source is None:
        return None
    writer, left = Writer(view.source), MOST
    for raw, span in view.raw:
        for unpacked in unpack(raw, left) if left > 0 else ():
            left -= len(unpacked)
            for part in texts_in(unpacked):
                writer.put(f"\n{part[0].decode('latin-1')}\n", *span)
    return writer.view("packed", level=view.level, depth=view.depth)


PACKED = Reader("packed", _read, is_code=False, least=0)
