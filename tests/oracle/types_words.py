"""The names that a binary of Codex keeps: every key of a table and every choice is among them.

Read from the ELF file itself, since the texts of a binary stand in it without any gap; the slices
that point at them (address and length) tell one from the next.
"""

from __future__ import annotations

import re
import struct
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from pathlib import Path

# One key has the name of a model in it, points and all.
_NAME: Final = re.compile(rb"[a-z_][a-z0-9_]*|[a-z][a-z0-9-]*|hide_[a-z0-9_.-]*")
_LONGEST: Final = 59
_SECTION: Final = struct.Struct("<IIQQQQIIQQ")
_MOVED: Final = 8  # R_X86_64_RELATIVE


def names_in(program: Path) -> set[str]:
    """Return the names that slices of this x86-64 ELF file point at."""
    data = program.read_bytes()
    sections = _sections(data)
    texts, slices = sections[".rodata"], sections[".data.rel.ro"]
    words: tuple[int, ...] = struct.unpack_from(f"<{slices[5] // 8}Q", data, slices[4])
    moved = _moved(data, sections)
    found: set[str] = set()
    for index in range(len(words) - 1):
        length = words[index + 1]
        address: int = moved.get(slices[3] + 8 * index) or words[index]
        if 0 < length <= _LONGEST and texts[3] <= address < texts[3] + texts[5]:
            start = address - texts[3] + texts[4]
            text = data[start : start + length]
            if _NAME.fullmatch(text):
                found.add(text.decode())
    return found


def _sections(data: bytes) -> dict[str, tuple[int, ...]]:
    (table,) = struct.unpack_from("<Q", data, 0x28)
    count, names = struct.unpack_from("<HH", data, 0x3C)
    sections = [_SECTION.unpack_from(data, table + _SECTION.size * one) for one in range(count)]
    base = sections[names][4]

    def name(at: int) -> str:
        return data[base + at : data.index(b"\0", base + at)].decode()

    return {name(one[0]): one for one in sections}


def _moved(data: bytes, sections: dict[str, tuple[int, ...]]) -> dict[int, int]:
    """Return the addresses that an older linker keeps beside the data and not in it."""
    if ".rela.dyn" not in sections:
        return {}
    _, _, _, _, start, size, *_ = sections[".rela.dyn"]
    entries = struct.iter_unpack("<QQq", data[start : start + size // 24 * 24])
    return {place: address for place, kind, address in entries if kind == _MOVED}
