"""How a key is spelled otherwise: what `echoes` is made of; plain Python, nothing from us."""

from __future__ import annotations

import base64
import hashlib
import json
import zlib
from itertools import cycle
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

if TYPE_CHECKING:
    from collections.abc import Callable

Z85: Final = bytes.maketrans(
    b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%&()*+-;<=>?@^_`{|}~",
    b"0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.-:+=^!/*?&<>()[]{}@%$#",
)


def each(form: str, join: str = "") -> Callable[[str], str]:
    return lambda key: join.join(form.format(byte) for byte in key.encode())


def apart(separator: str, every: int = 1) -> Callable[[str], str]:
    return lambda key: separator.join(key[at : at + every] for at in range(0, len(key), every))


def shifted(key: str, first: int, to: int) -> str:
    return "".join(chr(ord(c) - first + to) if first <= ord(c) < first + 94 else c for c in key)


def rot47(key: str) -> str:
    return "".join(chr(33 + (ord(c) + 14) % 94) if 33 <= ord(c) <= 126 else c for c in key)


def in_json(key: str, times: int) -> str:
    for _ in range(times):
        key = json.dumps(key)
    return key


def quoted(key: str, times: int) -> str:
    key = "".join(f"%{byte:02X}" for byte in key.encode())
    for _ in range(times - 1):
        key = quote(key, safe="")
    return key


def lines(key: str) -> str:
    code = base64.b64encode(f"Authorization: Bearer {key}".encode()).decode()
    return "\n".join(code[at : at + 19] for at in range(0, len(code), 19))


def digest(name: str, encode: Callable[[bytes], str] = bytes.hex) -> Callable[[str], str]:
    return lambda key: encode(hashlib.new(name, key.encode()).digest())


def base32(before: str) -> Callable[[str], str]:
    return lambda key: base64.b32encode((before + key).encode()).decode()


def b64(raw: bytes) -> str:
    return base64.b64encode(raw).decode()


def dump(key: str) -> str:
    raw = key.encode()
    rows = (raw[at : at + 16] for at in range(0, len(raw), 16))
    return "\n".join(f"{16 * at:08x}  {row.hex(' ')}" for at, row in enumerate(rows))


def in_pieces(form: str, *words: str, every: int = 4) -> Callable[[str], str]:
    """Write pieces of a key with words and numbers between them."""

    def write(key: str) -> str:
        pieces = [key[at : at + every] for at in range(0, len(key), every)]
        return "".join(
            form.format(piece=piece, word=word, at=at)
            for at, (piece, word) in enumerate(zip(pieces, cycle(words or ("",)), strict=False))
        )

    return write


def blocks(key: str, size: int) -> str:
    return "".join(key[at : at + size][::-1] for at in range(0, len(key), size))


def caesar(key: str, by: int, *, sign: int = 1) -> str:
    return "".join(
        chr(first + (sign * (ord(c) - first) + by) % 26)
        if c.isascii() and c.isalpha() and (first := 65 + 32 * c.islower())
        else c
        for c in key
    )


def base58(raw: bytes) -> str:
    digits = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
    number, text = int.from_bytes(raw, "big"), ""
    while number:
        number, digit = divmod(number, 58)
        text = digits[digit] + text
    return text


def deflate(raw: bytes) -> bytes:
    packer = zlib.compressobj(wbits=-15)
    return packer.compress(raw) + packer.flush()
