"""What an endpoint may do to a key before it sends it back; from plain Python, nothing from us."""

from __future__ import annotations

import base64
import codecs
import gzip
import hashlib
import html
import json
import quopri
import random
import string
import struct
import zlib
from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from echo_codes import (
    Z85,
    apart,
    b64,
    base32,
    base58,
    blocks,
    caesar,
    deflate,
    digest,
    dump,
    each,
    in_json,
    in_pieces,
    lines,
    quoted,
    rot47,
    shifted,
)

if TYPE_CHECKING:
    from collections.abc import Callable

_ALPHANUMERIC: Final = string.ascii_letters + string.digits


def random_key(
    seed: int, *, alphabet: str = _ALPHANUMERIC, prefix: str = "sk-proj-", length: int = 40
) -> str:
    """Return a key as providers make them, the same for each seed."""
    return prefix + "".join(random.Random(seed).choices(alphabet, k=length))


# As it is, or in parts of the usual places of an echo.
PLAIN: Final[dict[str, Callable[[str], str]]] = {
    "as it is": str,
    "upper case": lambda key: "".join(c.upper() if c.isascii() else c for c in key),
    "lower case": lambda key: "".join(c.lower() if c.isascii() else c for c in key),
    "swapped case": str.swapcase,
    "alternating case": lambda key: "".join(
        c.upper() if at % 2 else c.lower() for at, c in enumerate(key)
    ),
    "first and last nine": lambda key: f"{key[:9]}***{key[-9:]}",
    "first and last nine, dots": lambda key: f"{key[:9]}...{key[-9:]}",
    "last eight": lambda key: key[-8:],
    "last eight, reversed": lambda key: key[-8:][::-1],
    "last eight, rot13": lambda key: codecs.encode(key[-8:], "rot13"),
    "middle eight": lambda key: key[len(key) // 2 - 4 : len(key) // 2 + 4],
    "two fields": lambda key: json.dumps({"a": key[: len(key) // 2], "b": key[len(key) // 2 :]}),
    "two lines": lambda key: f"{key[: len(key) // 2]}\nand {key[len(key) // 2 :]}",
    "two events": lambda key: "\n\n".join(
        f'data: {{"delta":"{half}"}}' for half in (key[: len(key) // 2], key[len(key) // 2 :])
    ),
}
# Turned, taken apart, dressed up.
TURNED: Final[dict[str, Callable[[str], str]]] = {
    "reversed": lambda key: key[::-1],
    "rot13": lambda key: codecs.encode(key, "rot13"),
    "rot13, reversed": lambda key: codecs.encode(key, "rot13")[::-1],
    "rot47": rot47,
    "blanks": apart(" "),
    "hyphens, every four": apart("-", 4),
    "dots, every three": apart(".", 3),
    "line breaks, every five": apart("\n", 5),
    "commas and quotes": apart('", "'),
    "bars, every two": apart(" | ", 2),
    "zero width space": apart("\u200b"),
    "zero width joiner": apart("\u200d"),
    "word joiner": apart("\u2060"),
    "soft hyphen": apart("\xad"),
    "combining acute": apart("\u0301"),
    "combining overlay": apart("\u0336"),
    "Hangul filler": apart("\u3164"),
    "variation selector": apart("\ufe0f"),
    "byte order mark": apart("\ufeff"),
    "NUL": apart("\0"),
    "tags": apart("<wbr>"),
    "bold": lambda key: "".join(f"<b>{c}</b>" for c in key),
    "terminal colours": apart("\x1b[0m\x1b[31m"),
    "full width": lambda key: shifted(key, 33, 0xFF01),
    "full width, misread": lambda key: shifted(key, 33, 0xFF01).encode().decode("latin-1"),
    "full width, misread twice": lambda key: (
        shifted(key, 33, 0xFF01).encode().decode("latin-1").encode().decode("latin-1")
    ),
    "mathematical": lambda key: "".join(
        chr(0x1D5BA + ord(c) - 97) if c.islower() else chr(0x1D5A0 + ord(c) - 65)
        if c.isupper() else chr(0x1D7E2 + ord(c) - 48) if c.isdigit() else c
        for c in key
    ),
    "tag characters": lambda key: shifted(key, 32, 0xE0020),
    "numbers between": in_pieces("{piece} {at} ", every=2),
    "letters between": in_pieces("{piece} {word} ", "a", "b", every=1),
    "words between": in_pieces(
        "{word} {piece} ", "at first there stands this:", "then a little later in it", every=6
    ),
    "parts with a number": in_pieces("part {at}: {piece}, ", every=3),
    "members of an object": in_pieces('"p{at}":"{piece}",'),
    "one event each": in_pieces('data: {{"index":{at},"text":"{piece}"}}\n\n', every=3),
    "digits between": in_pieces("{piece}{word}", *"0123456789", every=1),
    "doubled": lambda key: "".join(c + c for c in key),
    "pairs swapped": lambda key: blocks(key, 2),
    "pairs swapped in Bearer": lambda key: blocks(f"Bearer {key}", 2),
    "Caesar 3": lambda key: caesar(key, 3),
    "Caesar 19, reversed": lambda key: caesar(key, 19)[::-1],
    "Atbash": lambda key: caesar(key, 25, sign=-1),
    "Atbash, reversed": lambda key: caesar(key, 25, sign=-1)[::-1],
}  # fmt: skip
ESCAPED: Final[dict[str, Callable[[str], str]]] = {
    "percent": lambda key: quote(key, safe=""),
    "percent, all": lambda key: quoted(key, 1),
    "percent, all, lower case": lambda key: quoted(key, 1).lower(),
    "percent, partly": lambda key: "".join(
        f"%{ord(char):02x}" if index % 3 == 0 and char.isascii() else char
        for index, char in enumerate(key)
    ),
    "percent, twice": lambda key: quoted(key, 2),
    "percent, thrice": lambda key: quoted(key, 3),
    "percent, four times": lambda key: quoted(key, 4),
    "JSON": lambda key: json.dumps(key)[1:-1].replace("/", "\\/"),
    "JSON in JSON": lambda key: in_json(key, 2),
    "JSON, all escaped": lambda key: "".join(
        f"\\u{unit:04x}" for unit in struct.unpack(f"<{len(key.encode('utf-16-le')) // 2}H",
                                                   key.encode("utf-16-le"))
    ),
    "JSON, all escaped, in JSON": lambda key: in_json("".join(f"\\u{ord(c):04x}" for c in key), 1),
    "JSON, all escaped, in JSON in JSON": lambda key: in_json(
        "".join(f"\\u{ord(c):04X}" for c in key), 2
    ),
    "JSON, four deep": lambda key: in_json("".join(f"\\u{ord(c):04X}" for c in key), 3),
    "C escapes": lambda key: "".join(
        f"\\x{ord(char):02x}" if char.isascii() else f"\\U{ord(char):08x}" for char in key
    ),
    "signs escaped": lambda key: "".join(c if c.isalnum() else f"\\{c}" for c in key),
    "CSS": each("\\{:06x}"),
    "braces": each("\\u{{{:x}}}"),
    "eight digits": each("\\U{:08X}"),
    "octal escapes": each("\\{:03o}"),
    "octal escapes, partly": lambda key: "".join(
        f"\\{ord(c):03o}" if at % 3 == 0 and c.isascii() else c for at, c in enumerate(key)
    ),
    "NUL escapes": apart("\\0"),
    "NUL escapes in the last eight": lambda key: apart("\\0", 2)(key[-8:]),
    "NUL escapes in hex": apart("\\x00"),
    "NUL as a code": apart("\\u0000"),
    "carets": apart("^@"),
    "HTML": html.escape,
    "HTML, decimal": each("&#{};"),
    "HTML, decimal, no semicolon": each("&#{}"),
    "HTML, decimal, filled up": each("&#{:07};"),
    "HTML, hex": each("&#X{:X};"),
    "HTML, hex, no semicolon": each("&#x{:x}", " "),
    "HTML, twice": lambda key: html.escape(each("&#{};")(key)),
    "HTML in JSON": lambda key: json.dumps(each("&#{};")(key)).replace("&", "\\u0026"),
    "HTML in percent": lambda key: quote(each("&#{};")(key), safe=""),
    "soft hyphens in HTML": apart("&shy;"),
    "zero width in HTML": apart("&#8203;"),
    "quoted-printable": each("={:02X}"),
    "quoted-printable, lower case": each("={:02x}"),
    "quoted-printable, lines": lambda key: quopri.encodestring(
        each("={:02X}")(key).encode(), quotetabs=False
    ).decode(),
    "quoted-printable, partly": lambda key: "".join(
        f"={ord(c):02X}" if at % 3 == 0 and c.isascii() else c for at, c in enumerate(key)
    ),
}  # fmt: skip
NUMBERS: Final[dict[str, Callable[[str], str]]] = {
    "hex": lambda key: key.encode().hex(),
    "hex, upper case": lambda key: key.encode().hex().upper(),
    "hex, blanks": each("{:02x}", " "),
    "hex, colons": each("{:02X}", ":"),
    "hex, groups of two": lambda key: key.encode().hex(" ", 2),
    "hex, groups of four": lambda key: key.encode().hex("-", 4),
    "hex, 0x each": each("0x{:02x}", ", "),
    "hex, 0x, no blanks": each("0x{:02X}", ","),
    "hex, quoted": lambda key: json.dumps([f"{byte:02x}" for byte in key.encode()]),
    "hex dump": dump,
    "hex, 0x, one number": lambda key: f"0x{key.encode().hex()}",
    "hex, 0x, words of four": lambda key: ", ".join(
        f"0x{key.encode()[at : at + 4].hex()}" for at in range(0, len(key), 4)
    ),
    "hex, words of two, swapped": lambda key: blocks(key, 2).encode().hex(" ", 2),
    "hex, words of four, turned": lambda key: blocks(key, 4).encode().hex(" ", 4),
    "one number": lambda key: str(int.from_bytes(key.encode(), "big")),
    "one number, in threes": lambda key: f"{int.from_bytes(f'Bearer {key}'.encode(), 'big'):,}",
    "hex, reversed": lambda key: key.encode().hex()[::-1],
    "base64, reversed": lambda key: b64(key.encode())[::-1],
    "hex of hex": lambda key: key.encode().hex().encode().hex(),
    "hex of UTF-16": lambda key: key.encode("utf-16-le").hex(),
    "hex of UTF-32": lambda key: key.encode("utf-32-be").hex(),
    "code points": each("U+{:04X}", " "),
    "bytes": lambda key: json.dumps(list(key.encode())),
    "bytes, indented": lambda key: json.dumps(list(key.encode()), indent=2),
    "bytes, blanks": each("{}", " "),
    "bytes, semicolons": each("{}", ";"),
    "bytes, three digits": each("{:03}", "."),
    "bytes of UTF-16": lambda key: json.dumps(list(key.encode("utf-16-be"))),
    "octal, blanks": each("{:03o}", " "),
    "octal, four digits": each("{:04o}", " "),
    "octal, 0o": each("0o{:o}", ", "),
    "binary": each("{:08b}"),
    "binary, blanks": each("{:08b}", " "),
    "binary, seven": each("{:07b}", " "),
    "binary, 0b": each("0b{:b}", ", "),
}
CODED: Final[dict[str, Callable[[str], str]]] = {
    "base64": lambda key: b64(key.encode()),
    "base64, urlsafe": lambda key: base64.urlsafe_b64encode(key.encode()).decode().rstrip("="),
    "base64 of Bearer": lambda key: b64(f"Bearer {key}".encode()),
    "base64 of user:key": lambda key: b64(f"me:{key}".encode()),
    "base64 of u:key:x": lambda key: base64.urlsafe_b64encode(f"u:{key}:x".encode()).decode(),
    "base64, no beginning": lambda key: b64(f"Bearer {key}".encode())[7:],
    "base64, lines": lines,
    "base64, lines, CR": lambda key: lines(key).replace("\n", "\r\n"),
    "base64, lower case": lambda key: b64(key.encode()).lower(),
    "base64 of base64": lambda key: b64(b64(key.encode()).encode()),
    "base64 of base64 of base64": lambda key: b64(b64(b64(key.encode()).encode()).encode()),
    "base64 of hex": lambda key: b64(key.encode().hex().encode()),
    "base64 of JSON": lambda key: b64(json.dumps({"key": key}).encode()),
    "base64 of UTF-16": lambda key: b64(key.encode("utf-16-le")),
    "base64 in percent": lambda key: quoted(b64(f"u:{key}".encode()), 1),
    **{f"base32, {offset} before": base32("-" * offset) for offset in range(5)},
    "base32, lower case": lambda key: base64.b32encode(key.encode()).decode().lower().rstrip("="),
    "base32 hex": lambda key: base64.b32hexencode(key.encode()).decode(),
    "base58": lambda key: base58(key.encode()),
    "base58 of Bearer": lambda key: base58(f"Bearer {key}".encode()),
    "gzip in base64": lambda key: b64(gzip.compress(f"Bearer {key}".encode())),
    "gzip in hex": lambda key: gzip.compress(key.encode()).hex(),
    "zlib in base64": lambda key: b64(zlib.compress(json.dumps({"key": key}).encode(), 9)),
    "zlib in hex, blanks": lambda key: zlib.compress(key.encode()).hex(" "),
    "deflate in base64": lambda key: base64.urlsafe_b64encode(deflate(key.encode())).decode(),
    "base64 in gzip in base64": lambda key: b64(gzip.compress(b64(key.encode()).encode())),
    "ascii85": lambda key: base64.a85encode(key.encode()).decode(),
    "ascii85, framed": lambda key: base64.a85encode(f"u:{key}".encode(), adobe=True).decode(),
    "base85": lambda key: base64.b85encode(key.encode()).decode(),
    "base85 of u:key": lambda key: base64.b85encode(f"u:{key}".encode()).decode(),
    "z85": lambda key: base64.b85encode(key.encode()).translate(Z85).decode(),
    "z85 of Bearer": lambda key: (
        base64.b85encode(f"Bearer {key}".encode()).translate(Z85).decode()
    ),
}  # fmt: skip
_ALGORITHMS: Final = (
    "md5", "sha1", "sha224", "sha256", "sha384", "sha512",
    "sha3_224", "sha3_256", "sha3_384", "sha3_512", "blake2b", "blake2s",
)  # fmt: skip
DIGESTS: Final[dict[str, Callable[[str], str]]] = {
    **{name: digest(name) for name in _ALGORITHMS},
    **{f"{name} in base64": digest(name, b64) for name in _ALGORITHMS},
    "sha256, first eight": lambda key: digest("sha256")(key)[:8],
    "sha256, first nine, upper case": lambda key: digest("sha256")(key)[:9].upper(),
    "sha512, first twelve": lambda key: digest("sha512")(key)[:12],
    "sha1, last eight": lambda key: digest("sha1")(key)[-8:],
    "sha256, with colons": lambda key: hashlib.sha256(key.encode()).hexdigest().upper(),
    "sha256 of a line": lambda key: digest("sha256")(f"{key}\n"),
    "sha256 of Bearer": lambda key: digest("sha256")(f"Bearer {key}"),
    "md5 of Bearer": lambda key: digest("md5")(f"Bearer {key}"),
    "crc32": lambda key: f"{zlib.crc32(key.encode()):08x}",
    "crc32, decimal": lambda key: str(zlib.crc32(key.encode())),
    "adler32": lambda key: f"{zlib.adler32(key.encode()):08x}",
    "adler32, decimal": lambda key: str(zlib.adler32(key.encode())),
    "sha256 in base64, first ten": lambda key: digest("sha256", b64)(key)[:10],
    "sha256 in base64, urlsafe": lambda key: base64.urlsafe_b64encode(
        hashlib.sha256(key.encode()).digest()
    ).decode(),
}
ENCODINGS: Final = {**PLAIN, **TURNED, **ESCAPED, **NUMBERS, **CODED, **DIGESTS}
