"""Reads small text files that the user controls: never waits, never reads without a bound."""

from __future__ import annotations

import errno
import os
import stat
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from pathlib import Path

MAX_BYTES = 10_000_000


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
    detail: str = ""
    mode: int = 0
    byte_offset: int = 0
    line: int = 0
    column: int = 0


def read_file(path: Path, *, max_bytes: int = MAX_BYTES, escape: bool = False) -> FileText:
    """Read a file as UTF-8 (`escape`: other bytes as surrogate escapes).

    A FIFO or device is opened without waiting and for a look at its type only.
    """
    try:
        return _read_file(path, max_bytes=max_bytes, escape=escape)
    except (OSError, ValueError) as exc:
        return _failure(exc)


def _read_file(path: Path, *, max_bytes: int, escape: bool) -> FileText:
    descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0))
    try:
        status = os.fstat(descriptor)
        mode = stat.S_IMODE(status.st_mode)
        if stat.S_ISDIR(status.st_mode):
            return FileText("directory", detail="is a directory", mode=mode)
        if not stat.S_ISREG(status.st_mode):
            return FileText("not_a_file", detail="is not a regular file", mode=mode)
        data = _read_bounded(descriptor, max_bytes)
    finally:
        os.close(descriptor)
    if len(data) > max_bytes:
        return FileText("too_large", detail=f"has more than {max_bytes} bytes", mode=mode)
    if escape:
        return FileText("ok", text=data.decode("utf-8", "surrogateescape"), mode=mode)
    return decode(data, mode=mode)


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


def guess_encoding(data: bytes) -> str:
    """Name the encoding that a file which is not UTF-8 probably has."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\x00" in data[:4]:
        return "UTF-16"
    return "Latin-1 or Windows-1252"


def _read_bounded(descriptor: int, max_bytes: int) -> bytes:
    chunks: list[bytes] = []
    left = max_bytes + 1
    while left > 0 and (chunk := os.read(descriptor, min(left, 1 << 20))):
        chunks.append(chunk)
        left -= len(chunk)
    return b"".join(chunks)


def _failure(exc: OSError | ValueError) -> FileText:
    if isinstance(exc, ValueError):  # a NUL character in the path
        return FileText("absent", detail="the path holds a NUL character")
    detail = os.strerror(exc.errno or 0)
    if exc.errno in {errno.ENOENT, errno.ENOTDIR}:
        # A link that points nowhere is there, but Codex does not see a file either.
        return FileText("absent", detail=detail)
    if exc.errno in {errno.EACCES, errno.EPERM}:
        return FileText("denied", detail=detail)
    return FileText("error", detail=detail)
