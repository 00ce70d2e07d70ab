"""The bare spelling of a text: its letters and digits, in lower case, and nothing between them.

In it a key reads the same whatever an endpoint puts between its characters, and however it draws
them: full width, in italics, with accents, in another case. The steps from letter to letter are
the same in every Caesar cipher.
"""

from __future__ import annotations

import unicodedata
from functools import lru_cache
from typing import TYPE_CHECKING

from msgspec import Struct

from codex_doctor.patterns import Regex

if TYPE_CHECKING:
    from collections.abc import Callable

_SPARE = bytes(byte for byte in range(256) if not chr(byte).isalnum())
# Letters that nobody sees.
_UNSEEN = frozenset("\u115f\u1160\u3164\uffa0")
# What `isalnum` says no to, and these.
_SPARE_WIDE = Regex(rf"[\W_{''.join(_UNSEEN)}]+")
_NO_INK = frozenset({"Cc", "Cf", "Mn", "Me"})
# Characters of tags, which nobody sees either, spell ASCII.
_TAGS = {0xE0000 + code: code for code in range(0x20, 0x7F)}
_TAG = Regex("[\U000e0020-\U000e007e]")


class Spelled(Struct, frozen=True):
    """One spelling of a text.

    Attributes:
        text: In lower case.
        places: Returns where each of its characters stands in the text; only asked for when
            something was found.
        reach: How many characters more belong to what is found.
    """

    text: str
    places: Callable[[], list[int]]
    reach: int = 0


class Twist(Struct, frozen=True):
    """A change of single characters that keeps their places.

    Attributes:
        lower: What each byte becomes, in lower case.
        spare: Bytes that are no letter and no digit afterwards.
    """

    name: str
    lower: bytes
    spare: bytes


def _twist(name: str, *turns: tuple[str, int]) -> Twist:
    """Rotate each of these alphabets by so many characters."""
    table = bytearray(range(256))
    for alphabet, by in turns:
        for at, char in enumerate(alphabet):
            table[ord(char)] = ord(alphabet[(at + by) % len(alphabet)])
    return Twist(name, bytes(table).lower(), bytes(b for b in range(256) if table[b] in _SPARE))


_LETTERS = "abcdefghijklmnopqrstuvwxyz"
_INK = "".join(map(chr, range(33, 127)))
# Both cases of a letter are one number.
_NUMBERS = bytes(byte | 32 for byte in range(256))
_NO_LETTERS = bytes(byte for byte in range(256) if not chr(byte).isalpha())
_STEPS = bytes(97 + byte % 26 for byte in range(256))
AS_IS = _twist("as it is")
# Decoded bytes, one character each: what is not ASCII is noise.
BYTES = _twist("bytes")
TWISTS: tuple[Twist, ...] = (
    AS_IS,
    _twist("rot13", (_LETTERS, 13), (_LETTERS.upper(), 13)),
    _twist("rot47", (_INK, 47)),
)


def bare(text: str, twist: Twist = AS_IS) -> str:
    """Return the letters and digits of a text, in lower case."""
    if twist is AS_IS and not text.isascii():
        text = unicodedata.normalize("NFKD", _as_ascii(text)).casefold()
        return _SPARE_WIDE.sub("", text)
    return _ascii(text).translate(twist.lower, twist.spare).decode("ascii")


# What was found in one spelling of a text is looked up in its other ones too.
@lru_cache(maxsize=4)
def places(text: str, twist: Twist = AS_IS) -> list[int]:
    """Return where in the text each character of its bare spelling stands."""
    if twist is AS_IS and not text.isascii():
        return [at for at, char in enumerate(text) for _ in range(_length(char))]
    return [at for at, byte in enumerate(_ascii(text)) if byte not in twist.spare]


def steps(text: str) -> str:
    """Return how far each letter of a text is from the one before, as a letter: `abd` is `bc`."""
    letters = _ascii(text).translate(_NUMBERS, _NO_LETTERS)
    if len(letters) < 2:
        return ""
    # All at once, as one great number with a digit of 256 for each; none goes below zero.
    size = len(letters) - 1
    after, before = (int.from_bytes(one, "big") for one in (letters[1:], letters[:-1]))
    far = after + int.from_bytes(bytes((26,)) * size, "big") - before
    return far.to_bytes(size, "big").translate(_STEPS).decode("ascii")


def step_places(text: str) -> list[int]:
    """Return where in the text the letters stand, of which each but the last begins a step."""
    return [at for at, char in enumerate(text) if char.isascii() and char.isalpha()]


def folded(text: str, twist: Twist = AS_IS) -> str:
    """Return the text in lower case with every character where it was."""
    if twist is not AS_IS:
        return _ascii(text).translate(twist.lower).decode("ascii")
    # These three are the only ones whose lower case depends on the place or has two characters.
    return text.replace("İ", "i").replace("Σ", "σ").replace("ς", "σ").lower()


def _ascii(text: str) -> bytes:
    return text.encode("ascii", "replace")


@lru_cache(maxsize=4096)
def plain(char: str) -> str:
    """Return a character without its looks: `A` in full width is `A`; "" when nobody sees it."""
    if char.isascii():
        return char if char.isprintable() or char.isspace() else ""
    text = unicodedata.normalize("NFKD", _as_ascii(char))
    return "".join(
        one for one in text if one not in _UNSEEN and unicodedata.category(one) not in _NO_INK
    )


def _as_ascii(text: str) -> str:
    return text.translate(_TAGS) if _TAG.search(text) else text


@lru_cache(maxsize=4096)
def _length(char: str) -> int:
    return len(bare(char)) if not char.isascii() else int(char.isalnum())
