"""Reads small text files that the user controls, and tells where one is no UTF-8."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec import Struct

from codex_doctor.patterns import Regex
from codex_doctor.platform.user_files import read_bytes
from codex_doctor.words.told import Told, Words

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

# Codex sets no limit. Eight thousand trusted projects have as much; of what is longer it is said
# that it was not judged.
MAX_BYTES = 500_000
# Bytes that stand for nothing in Windows-1252.
_NOT_1252 = Regex(rb"[\x81\x8d\x8f\x90\x9d]")


_BROKEN: Final = Told("file.utf8_broken")
_LATIN: Final = Told("file.latin")
CHARSETS: Final[Mapping[Words, str]] = {
    "UTF-16": "UTF-16",
    "UTF-16BE": "UTF-16BE",
    "UTF-16LE": "UTF-16LE",
    _BROKEN: "UTF-8",
    "Latin-1": "ISO-8859-1",
    _LATIN: "WINDOWS-1252",
}
"""Encodings as `guess_encoding` names them, and as programs do that convert."""


class FileText(Struct, frozen=True):
    """What reading one file gave; a failure is an answer.

    Attributes:
        result: `ok`, `absent`, `denied`, `directory`, `not_a_file`, `too_large`, `not_utf8`,
            or `error`.
        text: The content when the result is `ok`.
        detail: The system's words for a failure.
        mode: Permission bits, 0 when unknown.
        byte_offset: Where the first byte that is not UTF-8 stands; line and column count from 1.
    """

    result: str
    text: str = ""
    detail: Words = ""
    mode: int = 0
    byte_offset: int = 0
    line: int = 0
    column: int = 0


def read_file(path: Path, *, max_bytes: int = MAX_BYTES, escape: bool = False) -> FileText:
    """Read a file as UTF-8 (`escape`: other bytes as surrogate escapes)."""
    file = read_bytes(path, max_bytes=max_bytes)
    if file.result != "ok":
        return FileText(file.result, detail=file.detail, mode=file.mode)
    if escape:
        return FileText("ok", text=file.data.decode("utf-8", "surrogateescape"), mode=file.mode)
    return decode(file.data, mode=file.mode)


def decode(data: bytes, *, mode: int = 0) -> FileText:
    """Decode bytes as UTF-8, naming the place of the first byte that is not."""
    try:
        return FileText("ok", text=data.decode("utf-8"), mode=mode)
    except UnicodeDecodeError as exc:
        start = data.rfind(b"\n", 0, exc.start) + 1
        return FileText(
            "not_utf8",
            detail=guess_encoding(data),
            mode=mode,
            byte_offset=exc.start,
            line=data.count(b"\n", 0, exc.start) + 1,
            column=len(data[start : exc.start].decode("utf-8")) + 1,
        )


def guess_encoding(data: bytes) -> Words:
    """Name the encoding that a file which is not UTF-8 probably has."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return "UTF-16"
    if b"\x00" in data[:4]:
        return "UTF-16BE" if data[:1] == b"\x00" else "UTF-16LE"
    if not data.decode("utf-8", "ignore").isascii():
        return _BROKEN
    return "Latin-1" if _NOT_1252.search(data) else _LATIN
