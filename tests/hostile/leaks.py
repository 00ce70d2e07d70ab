"""Finds a secret in what left the process, however it was put.

Written apart from the product on purpose: it does not know how the product looks.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import html
import quopri
import re
import unicodedata
import zlib
from functools import cache
from typing import TYPE_CHECKING
from urllib.parse import unquote_to_bytes

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping, Sequence

# A run of this many characters of a secret is a leak; the four at the end are the fingerprint's.
RUN = 8
# Of a key that went through a cipher as a whole, and of one in pieces, so many; that is stated.
_LONG_RUN = 16
# Digits of one great number.
_DIGITS = 16
# Words at most between two pieces.
_APART = 8
_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_BASE58 = "123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz"
# Codes in codes and escapes in escapes are undone so often.
_ROUNDS = 3
_TAGS = {0xE0000 + code: code for code in range(0x80)}
_ROT13 = str.maketrans(_LETTERS, _LETTERS[13:] + _LETTERS[:13])
_ROT47 = {code: 33 + (code + 14) % 94 for code in range(33, 127)}
_ALGORITHMS = sorted({*hashlib.algorithms_guaranteed} - {"shake_128", "shake_256"})


def find_leaks(text: str, secrets: Iterable[str]) -> Iterator[str]:
    """Yield each secret of which a recognisable part stands in the text."""
    secrets = tuple(secrets)
    seen: set[str] = {secret for secret in secrets if secret in text}
    yield from (f"{secret[:4]}... as it is" for secret in seen)
    runs, looked_at = _known_runs(secrets), set[str]()
    for name, reading in _readings(text):
        for compact in (_compact(reading), _compact(reading.translate(_ROT47))):
            if compact in looked_at:
                continue
            looked_at.add(compact)
            for form in (compact, compact[::2], compact[1::2]):
                for at, run in _met(form, runs):
                    if runs[run] not in seen:
                        seen.add(runs[run])
                        yield f"{runs[run][:4]}... in part, {name}: {form[at : at + 30]}"
    yield from _digests(text, secrets)
    yield from _numbers(text, secrets)
    words = re.findall(r"[a-z0-9]+", text.lower().replace("-", ""))
    yield from (f"{one[:4]}... in pieces" for one in secrets if _in_pieces(words, _compact(one)))


def _met(form: str, runs: Mapping[str, str]) -> Iterator[tuple[int, str]]:
    """Yield where a run stands; of a long one the beginning is a key, with no secret."""
    heads = runs.keys() & {form[at : at + RUN] for at in range(len(form) - RUN + 1)}
    for head in heads:
        at = form.find(head)
        while at >= 0:
            yield from ((at, run) for run in (head, form[at : at + _LONG_RUN]) if runs.get(run))
            at = form.find(head, at + 1)


@cache
def _known_runs(secrets: tuple[str, ...]) -> Mapping[str, str]:
    """Return the runs that tell a secret, with it; in ROT13 and backwards too.

    Under the first characters of a long one stands "", unless they tell a secret by themselves.
    """
    plain: dict[str, str] = {}
    for secret in secrets:
        plain.update(dict.fromkeys(_runs(_compact(secret)), secret))
    for secret in secrets:
        ciphers = (_runs(_compact(one), _LONG_RUN) for one in _turned(secret))
        plain.update(dict.fromkeys(set[str]().union(*ciphers), secret))
    found = {run.translate(_ROT13): secret for run, secret in plain.items()} | plain
    found |= {run[::-1]: secret for run, secret in found.items()} | found
    return {run[:RUN]: "" for run in found} | found


def _runs(plain: str, length: int = RUN) -> set[str]:
    return {plain[at : at + length] for at in range(len(plain) - length + 1)}


def _turned(secret: str) -> Iterator[str]:
    """Yield what ciphers make of a whole key; those that take their own path are read back."""
    for size in (2, 4):
        for before in range(size):
            text = " " * before + secret
            yield "".join(text[at : at + size][::-1] for at in range(0, len(text), size))
    for by in range(26):
        shifted = _LETTERS[by:] + _LETTERS[:by]
        for other in (shifted, shifted[::-1]):
            yield secret.lower().translate(str.maketrans(_LETTERS, other))
    for before in range(3):
        # In one case nobody can decode it, and anybody can compare it.
        yield base64.b64encode(secret.encode()[before:]).decode()
    for text in (secret, f"Bearer {secret}"):
        number, digits = int.from_bytes(text.encode(), "big"), ""
        while number:
            number, digit = divmod(number, 58)
            digits += _BASE58[digit]
        yield digits[::-1]


def _numbers(text: str, secrets: Iterable[str]) -> Iterator[str]:
    """Find a key as one decimal number, with whatever between groups of its digits."""
    runs = _runs(re.sub(r"(?<=\d)[^0-9A-Za-z]{1,2}(?=\d)", "", text), _DIGITS)
    for secret in secrets:
        for one in (secret, f"Bearer {secret}"):
            if _runs(str(int.from_bytes(one.encode(), "big")), _DIGITS) & runs:
                yield f"{secret[:4]}... as a number"


def _in_pieces(words: Sequence[str], plain: str) -> bool:
    """Tell whether pieces of a key stand in order, with words between them."""
    pieces = {word for word in {*words} if len(word) > 1 and word in plain}
    start = end = near = 0
    for at, word in enumerate(words):
        if word not in pieces:
            continue
        if not plain.startswith(word, end) or at - near > _APART:
            start = end = plain.find(word)
        end, near = end + len(word), at
        if end - start >= _LONG_RUN:
            return True
    return False


def _compact(text: str) -> str:
    if not text.isascii():
        text = unicodedata.normalize("NFKD", text).translate(_TAGS)
    return re.sub(r"[^a-z0-9]", "", text.lower())


def _digests(text: str, secrets: Iterable[str]) -> Iterator[str]:
    runs = {*re.findall(r"[0-9a-f]{8,}", text.lower())}
    words = {run[at : at + 8] for run in runs for at in range(len(run) - 7)}
    coded = text.replace("-", "+").replace("_", "/")
    for secret in secrets:
        for name, parts, in_base64 in _digests_of(secret):
            if not words.isdisjoint(parts) or in_base64 in coded:
                yield f"{secret[:4]}... its {name}"
        for name, check in (("CRC", zlib.crc32), ("Adler", zlib.adler32)):
            value = check(secret.encode())
            if f"{value:08x}" in words or re.search(rf"(?<!\d){value}(?!\d)", text):
                yield f"{secret[:4]}... its {name}"


@cache
def _digests_of(secret: str) -> Sequence[tuple[str, tuple[str, str], str]]:
    """Return the name of each digest, its ends in hex, and how it begins in base64."""
    raws = (secret.encode(), secret.encode() + b"\n", b"Bearer " + secret.encode())
    digests = [(name, hashlib.new(name, raw).digest()) for raw in raws for name in _ALGORITHMS]
    return [
        (name, (one.hex()[:8], one.hex()[-8:]), base64.b64encode(one).decode()[:10])
        for name, one in digests
    ]


def _readings(text: str) -> Iterator[tuple[str, str]]:
    """Yield the text and what else it may read."""
    seen, tokens = set[str](), set[tuple[str, str]]()
    waiting = [("", text)]
    for _ in range(_ROUNDS + 1):
        found: list[tuple[str, str]] = []
        for name, reading in waiting:
            if len(reading) < RUN or reading in seen:
                continue
            seen.add(reading)
            yield name, reading
            found += [(f"{name} {how}", one) for how, one in _decoded(reading, tokens) if one]
        waiting = found


def _new(pattern: str, text: str, tokens: set[tuple[str, str]]) -> Iterator[str]:
    """Yield what has this form and was not decoded already: most readings differ in few places."""
    for token in {*re.findall(pattern, text)}:
        if (pattern, token) not in tokens:
            tokens.add((pattern, token))
            yield token


def _decoded(text: str, tokens: set[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    unescaped, before, left = text, "", 6
    while unescaped != before and left:
        unescaped, before, left = _unescaped(unescaped), unescaped, left - 1
    yield "escapes", unescaped
    yield "quoted", quopri.decodestring(text.encode("utf-8", "replace")).decode("utf-8", "replace")
    misread = re.sub(r"[^\x00-\xff]", "", text)
    yield "misread", misread.encode("latin-1").decode("utf-8", "replace")
    yield "tags", re.sub(r"<[^<>]{1,60}>|\x1b\[[0-9;]*m|\\0|\^@", "", text)
    yield from (("numbers", one) for one in _number_lists(text, tokens))
    for token in _new(r"(?:[A-Za-z0-9+/_-]{10,}={0,2}(?:\r?\n)?)+", text, tokens):
        flat = re.sub(r"[\s=]", "", token).replace("-", "+").replace("_", "/")
        for offset in range(4):
            part = flat[offset:]
            raw = binascii.a2b_base64(part[: len(part) // 4 * 4])
            yield "base64", _readable(raw)
            yield "compressed", _decompressed(raw)
        for alphabet in (base64.b32decode, base64.b32hexdecode):
            for offset in range(8):
                part = re.sub(r"=", "", token)[offset:].upper()
                try:
                    yield "base32", _readable(alphabet(part[: len(part) // 8 * 8]))
                except ValueError:
                    break
    for token in _new(r"[!-~]{10,}", text.replace("<~", " ").replace("~>", " "), tokens):
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


def _decompressed(raw: bytes) -> str:
    for form in (31, 15, -15):
        try:
            return _readable(zlib.decompressobj(form).decompress(raw, 1 << 16))
        except zlib.error:
            continue
    return ""


def _number_lists(text: str, tokens: set[tuple[str, str]]) -> Iterator[str]:
    for run in _new(
        # A plus is part of `U+41` alone, or runs of it would be taken apart in every way.
        r"(?:(?:[uU]\+)?[0-9A-Fa-fxXbBoOuU]{1,10}[^0-9A-Za-z]{1,8}){7,}[0-9A-Fa-fx]+",
        text,
        tokens,
    ):
        words = [
            re.sub(r"^(?:0[xXbBoO]|[uU]\+)(?=.)", "", one) for one in re.findall(r"[\w+]+", run)
        ]
        for base in (2, 8, 10, 16):
            try:
                values = [int(word, base) for word in words]
            except ValueError:
                continue
            yield "".join(chr(value) for value in values if 0 < value < 256)
        with_pairs = re.sub(r"[^0-9a-fA-F]", "", "".join(words))
        raw = bytes.fromhex(with_pairs[: len(with_pairs) // 2 * 2])
        yield from (_readable(raw), _decompressed(raw))
    for run in _new(r"[0-9A-Fa-f]{16,}", text, tokens):
        for offset in (0, 1):
            raw = bytes.fromhex(run[offset:][: len(run[offset:]) // 2 * 2])
            yield from (_readable(raw), _decompressed(raw))
    for run in _new(r"[01]{64,}", text, tokens):
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
