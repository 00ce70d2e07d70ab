"""Finds a secret in what left the process, however it was put.

Written apart from the product on purpose: it does not know how the product looks.
"""

from __future__ import annotations

import base64
import binascii
import codecs
import hashlib
import html
import quopri
import re
import unicodedata
from typing import TYPE_CHECKING
from urllib.parse import unquote_to_bytes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

# A run of this many characters of a secret is a leak; the four at the end are the fingerprint's.
RUN = 8
# Codes in codes and escapes in escapes are undone so often.
_ROUNDS = 3
_ALGORITHMS = sorted({*hashlib.algorithms_guaranteed} - {"shake_128", "shake_256"})


def find_leaks(text: str, secrets: Iterable[str]) -> Iterator[str]:
    """Yield each secret of which a recognisable part stands in the text."""
    secrets = tuple(secrets)
    runs = {run: secret for secret in secrets for run in _runs(secret)}
    seen: set[str] = {secret for secret in secrets if secret in text}
    yield from (f"{secret[:4]}... as it is" for secret in seen)
    for name, reading in _readings(text):
        for turned in (reading, codecs.encode(reading, "rot13"), _rot47(reading)):
            compact = _compact(turned)
            for form in (compact, compact[::-1]):
                for at in range(len(form) - RUN + 1):
                    secret = runs.get(form[at : at + RUN], "")
                    if secret and secret not in seen:
                        seen.add(secret)
                        yield f"{secret[:4]}... in part, {name}: {form[at : at + 30]}"
    yield from _digests(text, secrets)


def _runs(secret: str) -> set[str]:
    plain = _compact(secret)
    return {plain[at : at + RUN] for at in range(len(plain) - RUN + 1)}


def _compact(text: str) -> str:
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text)
        text = "".join(chr(ord(c) & 0x7F) if 0xE0000 <= ord(c) < 0xE0080 else c for c in text)
    return re.sub(r"[^a-z0-9]", "", text.lower())


def _rot47(text: str) -> str:
    return "".join(chr(33 + (ord(c) + 14) % 94) if "!" <= c <= "~" else c for c in text)


def _digests(text: str, secrets: Iterable[str]) -> Iterator[str]:
    runs = re.findall(r"[0-9a-f]{8,}", text.lower())
    words = {run[at : at + 8] for run in runs for at in range(len(run) - 7)}
    coded = text.replace("-", "+").replace("_", "/")
    for secret in secrets:
        for raw in (secret.encode(), secret.encode() + b"\n"):
            for name in _ALGORITHMS:
                digest = hashlib.new(name, raw).digest()
                first, last = digest.hex()[:8], digest.hex()[-8:]
                if (
                    first in words
                    or last in words
                    or base64.b64encode(digest).decode()[:10] in coded
                ):
                    yield f"{secret[:4]}... its {name}"


def _readings(text: str) -> Iterator[tuple[str, str]]:
    """Yield the text and what else it may read."""
    seen: set[str] = set()
    waiting = [("", text)]
    for _ in range(_ROUNDS + 1):
        found: list[tuple[str, str]] = []
        for name, reading in waiting:
            if reading in seen:
                continue
            seen.add(reading)
            yield name, reading
            found += [(f"{name} {how}", one) for how, one in _decoded(reading) if one]
        waiting = found


def _decoded(text: str) -> Iterator[tuple[str, str]]:
    unescaped = text
    for _ in range(6):
        unescaped = _unescaped(unescaped)
    yield "escapes", unescaped
    yield "quoted", quopri.decodestring(text.encode("utf-8", "replace")).decode("latin-1")
    yield "tags", re.sub(r"<[^<>]{1,60}>|\x1b\[[0-9;]*m|\\0|\^@", "", text)
    yield from (("numbers", one) for one in _number_lists(text))
    for token in re.findall(r"(?:[A-Za-z0-9+/_-]{10,}={0,2}(?:\r?\n)?)+", text):
        flat = re.sub(r"[\s=]", "", token).replace("-", "+").replace("_", "/")
        for offset in range(4):
            part = flat[offset:]
            yield "base64", _readable(binascii.a2b_base64(part[: len(part) // 4 * 4]))
        for alphabet in (base64.b32decode, base64.b32hexdecode):
            for offset in range(8):
                part = re.sub(r"=", "", token)[offset:].upper()
                try:
                    yield "base32", _readable(alphabet(part[: len(part) // 8 * 8]))
                except ValueError:
                    break
    for token in set(re.findall(r"[!-~]{10,}", text)):
        if len(token) < 400 and not re.fullmatch(r"[A-Za-z][a-z]*[^A-Za-z0-9]*[a-z]*\W*", token):
            yield from (("base85", one) for one in _base85(token))


def _unescaped(text: str) -> str:
    text = html.unescape(text)
    text = re.sub(r"\\U([0-9a-fA-F]{8})", lambda m: chr(min(int(m[1], 16), 0x10FFFF)), text)
    text = re.sub(r"\\u\{?([0-9a-fA-F]{2,6})\}|\\u([0-9a-fA-F]{4})", _code_point, text)
    text = re.sub(r"\\x([0-9a-fA-F]{2})", lambda m: chr(int(m[1], 16)), text)
    text = re.sub(r"\\([0-3][0-7]{2})", lambda m: chr(int(m[1], 8)), text)
    text = re.sub(r'\\(["\\/])', r"\1", text).replace("\\n", "\n").replace("\\r", "\r")
    text = text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    if "%" in text and text.isascii():
        text = unquote_to_bytes(text).decode("utf-8", "replace")
    return text


def _code_point(match: re.Match[str]) -> str:
    return chr(min(int(match[1] or match[2], 16), 0x10FFFF))


def _readable(raw: bytes) -> str:
    """Return the runs of visible characters; all else is noise."""
    runs = re.findall(rb"(?:[ -~\t\r\n]\0?|\0[ -~]){6,}", raw)
    return b"\n".join(runs).decode("latin-1")


def _number_lists(text: str) -> Iterator[str]:
    for run in re.findall(r"(?:[0-9A-Fa-fxXbBoOuU+]{1,8}[^0-9A-Za-z]{1,8}){7,}[0-9A-Fa-fx]+", text):
        words = [re.sub(r"^(?:0[xXbBoO]|[uU]\+)", "", one) for one in re.findall(r"[\w+]+", run)]
        for base in (2, 8, 10, 16):
            try:
                values = [int(word, base) for word in words]
            except ValueError:
                continue
            yield "".join(chr(value) for value in values if 0 < value < 256)
        with_pairs = re.sub(r"[^0-9a-fA-F]", "", "".join(words))
        yield _readable(bytes.fromhex(with_pairs[: len(with_pairs) // 2 * 2]))
    for run in re.findall(r"[0-9A-Fa-f]{16,}", text):
        for offset in (0, 1):
            part = run[offset:]
            yield _readable(bytes.fromhex(part[: len(part) // 2 * 2]))
    for run in re.findall(r"[01]{64,}", text):
        yield "".join(chr(int(run[at : at + 8], 2)) for at in range(0, len(run), 8))


_Z85 = bytes.maketrans(
    b"0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ.-:+=^!/*?&<>()[]{}@%$#",
    b"0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz!#$%&()*+-;<=>?@^_`{|}~",
)


def _base85(token: str) -> Iterator[str]:
    for offset in range(5):
        part = token[offset:].encode()
        part = part[: len(part) // 5 * 5]
        for decode, code in (
            (base64.a85decode, part),
            (base64.b85decode, part),
            (base64.b85decode, part.translate(_Z85)),
        ):
            try:
                yield _readable(decode(code))
            except ValueError:
                continue
