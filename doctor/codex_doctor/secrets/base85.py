"""Reads base 85 block by block: its runs take in too much of what stands around them.

Where a block begins is not known, so that the whole text is read from each of five characters, all
blocks at once: as great numbers with one digit for each block, since there are thousands of them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from codex_doctor.secrets.legible import texts_in
from codex_doctor.secrets.views import View, Writer

if TYPE_CHECKING:
    import re
    from collections.abc import Iterable

# So many characters stand for so many bytes.
_WIDE, _STEP = 5, 4
_NONE = 0xFF
# The rest of a block is the end of what was encoded: all that is missing is the last digit.
_DIGITS = bytes(min(value, 84) for value in range(256))
_MISSING = bytes(_NONE * (value == _NONE) for value in range(256))


def read_base85(
    view: View, *, kind: str, runs: Iterable[re.Match[str]], digits: bytes
) -> View | None:
    """Return what these runs of the view stand for, None when it is nothing."""
    values = bytearray()
    for run in runs:
        values += bytes((_NONE,)) * (run.start() - len(values))
        values += run[0].encode("ascii").translate(digits)
    if not values:
        return None
    # The last block is whole, and there is something behind it from wherever it was read.
    values += bytes((_NONE,)) * (2 * _WIDE - len(values) % _WIDE)
    writer = Writer(view)
    for offset in range(_WIDE):
        _put_texts(writer, bytes(values[offset : len(values) - _WIDE + offset]), offset)
    return writer.view(kind, level=view.level, depth=view.depth + 1)


def _put_texts(writer: Writer, values: bytes, offset: int) -> None:
    """Put what reads as text, each block with its own place; what was read begins at `offset`."""
    raw = _decoded(values)
    for part in texts_in(raw):
        first, last = part.start() // _STEP, -(-part.end() // _STEP)
        start, end = _WIDE * first, _WIDE * last
        # Only the last block may be cut.
        whole, cut = last, end
        if _NONE in values[end - _WIDE : end]:
            whole, cut = last - 1, values.index(_NONE, end - _WIDE)
        writer.gap(offset + start)
        text = raw[_STEP * first : _STEP * whole].decode("latin-1")
        writer.put_blocks(text, offset + start, step=_STEP, width=_WIDE)
        text = raw[_STEP * whole : part.end()].decode("latin-1")
        writer.put(text, offset + _WIDE * whole, offset + cut)


def _decoded(values: bytes) -> bytes:
    """Return what blocks stand for; a byte for which there is not enough of a block is _NONE."""
    count = len(values) // _WIDE
    digits, missing = values.translate(_DIGITS), values.translate(_MISSING)
    words = 0
    for at in range(_WIDE):
        words = words * 85 + _spread(digits[at::_WIDE])
    columns = words.to_bytes(_WIDE * count, "big")
    raw, none = bytearray(_STEP * count), _number(missing[::_WIDE])
    for at in range(_STEP):
        none |= _number(missing[at + 1 :: _WIDE])
        raw[at::_STEP] = (_number(columns[at + 1 :: _WIDE]) | none).to_bytes(count, "big")
    return bytes(raw)


def _spread(digits: bytes) -> int:
    """Return a number whose digits are so far apart that none runs over into the next."""
    wide = bytearray(_WIDE * len(digits))
    wide[_WIDE - 1 :: _WIDE] = digits
    return _number(wide)


def _number(raw: bytes | bytearray) -> int:
    return int.from_bytes(raw, "big")
