"""WebSocket frames, as far as one question and its answer need them (RFC 6455 section 5). Pure."""

from __future__ import annotations

from base64 import b64encode
from hashlib import sha1
from typing import Final

from msgspec import Struct

BETA: Final = "responses_websockets=2026-02-06"
_MAGIC: Final = b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11"  # RFC 6455 section 1.3
_TEXT: Final = 1
_CLOSE: Final = 8
_NO_MASK: Final = bytes(4)


class Frames(Struct, frozen=True):
    """What a server has sent: whole texts in order, and whether it closed."""

    texts: tuple[bytes, ...]
    is_closed: bool


def accept_for(key: bytes) -> str:
    """Return what a server answers to this Sec-WebSocket-Key."""
    return b64encode(sha1(key + _MAGIC, usedforsecurity=False).digest()).decode()


def client_text(payload: bytes) -> bytes:
    """Return a text in one frame, masked as a client must (with a mask of zeros)."""
    return _head(len(payload), masked=True) + _NO_MASK + payload


def server_text(payload: bytes) -> bytes:
    """Return a text in one frame, as a server sends it."""
    return _head(len(payload), masked=False) + payload


def read_frames(data: bytes) -> Frames:
    """Return the texts in what a server sent; an unfinished last frame is left out."""
    texts: list[bytes] = []
    while (frame := _next(data)) is not None:
        kind, payload, data = frame
        if kind == _CLOSE:
            return Frames(tuple(texts), is_closed=True)
        if kind == _TEXT:
            texts.append(payload)
        elif kind == 0 and texts:
            texts[-1] += payload
    return Frames(tuple(texts), is_closed=False)


def _head(length: int, *, masked: bool) -> bytes:
    mask = 0x80 if masked else 0
    if length < 126:
        return bytes([0x80 | _TEXT, mask | length])
    if length < 65536:
        return bytes([0x80 | _TEXT, mask | 126]) + length.to_bytes(2)
    return bytes([0x80 | _TEXT, mask | 127]) + length.to_bytes(8)


def _next(data: bytes) -> tuple[int, bytes, bytes] | None:
    """Return opcode, payload and the rest; None when the frame is not whole."""
    if len(data) < 2:
        return None
    length, start = data[1] & 0x7F, 2
    if length >= 126:
        start = 4 if length == 126 else 10
        length = int.from_bytes(data[2:start])
    if len(data) < start + length:
        return None
    return data[0] & 0x0F, data[start : start + length], data[start + length :]
