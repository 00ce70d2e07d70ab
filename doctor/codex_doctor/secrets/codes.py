"""Codes in which a text may hold another: numbers of characters, base 64, 32 and 85.

Each reader finds the runs that look like its code and puts what all of them stand for into one
view. Where a run begins in the middle of a block is not known, so each is read from every offset.
"""

from __future__ import annotations

import re
from binascii import a2b_base64
from functools import partial
from typing import TYPE_CHECKING

from msgspec import Struct

from codex_doctor.secrets.base85 import read_base85
from codex_doctor.secrets.legible import texts_in
from codex_doctor.secrets.views import View, Writer

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator


class Reader(Struct, frozen=True):
    """One way to read a view; None when there is nothing to read in that way.

    Attributes:
        is_code: Whether it decodes; else what it reads is still the text itself.
        least: It has nothing to read in fewer characters.
    """

    name: str
    read: Callable[[View], View | None]
    is_code: bool = True
    least: int = 1


# What may stand between two numbers, line breaks and indents of JSON too.
_APART = r"[^0-9A-Za-z]{1,8}"
_NEAR = r"[^0-9A-Za-z]{0,8}"
# Possessive, so that a long list costs no memory for ways back that lead nowhere.
_HEX = rf"[0-9A-Fa-f]{{2}}(?:{_NEAR}(?:0?[xX]|[uU]\+?)?[0-9A-Fa-f]{{2}}){{3,}}+[0-9A-Fa-f]?"
_DECIMAL = r"[0-9]{1,3}(?![0-9])"
_OCTAL = r"(?:0[oO]?)?[0-3]?[0-7]{2}(?![0-9])"
_BINARY = r"(?:0[bB])?[01]{6,8}(?![0-9])"
_BASE64 = r"[A-Za-z0-9+/_-]{8,}(?:\r?\n[A-Za-z0-9+/_-]+)*+={0,2}"
_BASE32 = r"[A-Za-z2-7]{13,}={0,6}"
_BASE32_HEX = r"[0-9A-Va-v]{13,}={0,6}"
# A word or two, which no code of a key is.
_WORDS = r"[A-Z]?[a-z]*+[/._-]?[a-z]*+"

_URLSAFE = str.maketrans("-_", "+/")
# Digits as `int` wants them.
_STANDARD = str.maketrans("ABCDEFGHIJKLMNOPQRSTUVWXYZ234567", "0123456789ABCDEFGHIJKLMNOPQRSTUV")
_ASCII85 = bytes(range(33, 118))
_BASE85 = b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%&()*+-;<=>?@^_`{|}~"
_Z85 = b"0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.-:+=^!/*?&<>()[]{}@%$#"


def _list(number: str) -> str:
    return rf"(?<![0-9A-Za-z]){number}(?:{_APART}{number}){{7,}}+"


def _runs(
    view: View,
    kind: str,
    pattern: str,
    decode: Callable[[str], Iterator[bytes]],
    *,
    keeps_raw: bool,
) -> View | None:
    """Read each run as a whole: what stands beside a key in a code tells some of its bits."""
    writer = Writer(view)
    for match in re.finditer(pattern, view.text):
        for raw in decode(match[0]):
            for part in texts_in(raw):
                # A line of its own, so that words in it are words; UTF-16 and UTF-32 without zeros.
                text = part[0].replace(b"\0", b"").decode("latin-1")
                writer.put(f"\n{text}\n", *match.span())
            if keeps_raw:
                writer.keep(raw, *match.span())
    return writer.view(kind, level=view.level, depth=view.depth + 1)


def _hex(run: str) -> Iterator[bytes]:
    digits = re.sub(r"0[xX]|[^0-9A-Fa-f]+", "", run)
    for offset in (0, 1):
        part = digits[offset:]
        yield bytes.fromhex(part[: len(part) // 2 * 2])


def _numbers(run: str, *, digits: str, base: int) -> Iterator[bytes]:
    yield bytes(min(int(digit, base), 255) for digit in re.findall(digits, run))


def _base64(run: str) -> Iterator[bytes]:
    if re.fullmatch(_WORDS, run):
        return
    code = re.sub(r"\s+|=", "", run).translate(_URLSAFE)
    for offset in range(4):
        part = code[offset:]
        yield a2b_base64(part + "A" * (-len(part) % 4))


def _base32(run: str, *, digits: dict[int, int]) -> Iterator[bytes]:
    code = run.rstrip("=").upper().translate(digits)
    for offset in range(8):
        part = code[offset:]
        count, spare = divmod(5 * len(part), 8)
        yield (int(part, 32) >> spare).to_bytes(count, "big")


def _base85(view: View, *, kind: str, pattern: str, digits: bytes) -> View | None:
    runs = (
        match for match in re.finditer(pattern, view.text) if re.fullmatch(_WORDS, match[0]) is None
    )
    return read_base85(view, kind=kind, runs=runs, digits=digits)


def _code(
    name: str,
    least: int,
    pattern: str,
    decode: Callable[[str], Iterator[bytes]],
    *,
    keeps_raw: bool = False,
) -> Reader:
    read = partial(_runs, kind=name, pattern=pattern, decode=decode, keeps_raw=keeps_raw)
    return Reader(name, read, least=least)


def _code_of_blocks(name: str, alphabet: bytes) -> Reader:
    pattern = rf"[{re.escape(alphabet.decode())}]{{10,}}"
    digits = bytes.maketrans(alphabet, bytes(range(85)))
    return Reader(name, partial(_base85, kind=name, pattern=pattern, digits=digits), least=10)


HEX = _code("hex", 8, _HEX, _hex, keeps_raw=True)
CODES: tuple[Reader, ...] = (
    HEX,
    _code("decimal", 15, _list(_DECIMAL), partial(_numbers, digits=r"[0-9]+", base=10)),
    _code("octal", 23, _list(_OCTAL), partial(_numbers, digits=r"[0-7]+", base=8)),
    _code(
        "binary",
        55,
        rf"{_list(_BINARY)}|[01]{{64,}}",
        partial(_numbers, digits=r"(?<![01])[01]{6,8}(?![01])|[01]{8}", base=2),
    ),
    _code("base64", 8, _BASE64, _base64, keeps_raw=True),
    _code("base32", 13, _BASE32, partial(_base32, digits=_STANDARD)),
    _code("base32hex", 13, _BASE32_HEX, partial(_base32, digits={})),
    _code_of_blocks("ascii85", _ASCII85),
    _code_of_blocks("base85", _BASE85),
    _code_of_blocks("z85", _Z85),
)
