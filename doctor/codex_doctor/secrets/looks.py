"""Tells by its look whether a text is a secret: by a known beginning, or because it is no words.

What people write consists of words, short numbers and dates with separators between them; what a
machine drew does not. So the letters and digits are counted that belong to no word and to no
ordinary number. Where a secret stands by its place (a password in an address) this is not asked.

Measured on 3,000 drawn keys of each kind: hexadecimal digits and UUIDs are never missed. Of 20
characters (base64, base32, letters and digits) up to 3.1 % have fewer than 11 odd characters, and
1 % fewer than 6; of 32 up to 0.4 %; of 16 up to 6.4 % and 2.6 %. Of 60,000 names of npm packages
0.05 % have 11 and 0.5 % have 6, of PyPI packages 0.2 % and 1.7 %. So 11 tell a key where words are
usual, and 6 where keys are. Small letters alone tell little: of 20 one in seven passes for a word.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from codex_doctor.patterns import Regex
from codex_doctor.secrets import beginnings

if TYPE_CHECKING:
    from collections.abc import Iterator

Span = tuple[int, int]

# Odd characters from which a text is a secret wherever it stands, where keys are expected, and in
# the name of a host: these are drawn by machines too, and are no secrets (Azure takes 13).
SURE = 11
LIKELY = 6
SURE_IN_HOST = 16
# Of a sentence or an address the odd part is the secret, not the whole.
_SHARE = 0.4

# Hexadecimal digits, as they are and in groups; and what licences look like.
_DRAWN = Regex(
    r"(?=.*\d)(?=.*[A-Za-z])(?:[\da-fA-F]{16,}|[\da-fA-F]{8}(?:-[\da-fA-F]{4}){3}-[\da-fA-F]{12}"
    r"|(?:[A-Z\d]{4,6}-){3,}[A-Z\d]{4,6})"
)

_TOKEN = Regex(r"[^\s\"'“”‘’`=:,;.()\[\]{}<>|&?#@*\\]+")
# `user:password`, where nothing else says so: one colon, and no path or host behind it.
_USER_AND_PASSWORD = Regex(
    r"(?<![\w.:/@\\-])[A-Za-z][\w.-]*+:"
    r"(?![$%{<]|\d{1,5}\b)([^\s\"'“”‘’`:/@\\,;<>{}\[\]()|]{8,}+)(?![:/@\\(])"
)
# A name that a colon takes apart (`llama3.1:8b-instruct-q4_K_M`, `o1:claude-3`) has none.
_ODD_IN_PASSWORD = 3
_SIZE = Regex(r"\b\d{1,3}x\d{1,3}b\b")
_PASSWORD_SIGN = Regex(r"(?=.*\d)(?=.*[A-Za-z]).*[!#$%^&]")
# A digest is there to be compared: `sha256:...`.
_DIGEST_NAME = Regex(r"(?:sha\d{1,3}|md5):$")
_SEGMENT = Regex(r"[^/]+")
_CHUNK = Regex(r"[A-Za-z\d]+")
_PIECE = Regex(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|[A-Z]|\d+")
_DATE = Regex(r"(?:19|20)\d\d(?:(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01]))?")
_VOWEL = Regex(r"[aeiouy]")
# A piece of a name has this many letters at least, a number of its own this many digits at most.
_WORD = 4
_NUMBER = 12
# Ports that stand behind a host without a colon: 4000, 8080, 11434.
_PORT_LENGTHS = (4, 5)
# What stands alone and is this short tells nothing (`gpt4o`, `8x7b`), unless it changes often
# and no word is near.
_SHORT = 6
_CHANGES = 3
# Each letter with those that follow it in at least three of 10,000 pairs of 95,000 words that
# names and descriptions of packages are made of. One pair in five may be another, and one in
# four where letters stand alone: words without a blank between them have such pairs.
_PAIRS = frozenset(
    group[0] + second
    for group in [
        "aabcdefghiklmnoprstuvwxyz",
        "babceilorstuy",
        "cacdehiklmoprstuy",
        "dabcdefgilmnoprstuy",
        "eabcdefghiklmnopqrstuvwxyz",
        "faefilorstuy",
        "gaeghilmnoprsuy",
        "haeilmorstuy",
        "iabcdefgklmnopqrstuvxz",
        "jaeiosu",
        "kaeilorstuy",
        "labcdefgiklmopstuvy",
        "mabcdeilmnopsuy",
        "nabcdefghiklmnoprstuvy",
        "oabcdefghijklmnoprstuvwxy",
        "pacdehilmoprstuy",
        "qlu",
        "rabcdefgiklmnoprstuvy",
        "sabcdefhiklmnopqrstuwy",
        "tabcdefghiklmoprstuwy",
        "uabcdefgilmnprstx",
        "vaeio",
        "waehinors",
        "xaceiopty",
        "yabcdefgilmnoprstu",
        "zaeio",
    ]
    for second in group[1:]
)
_RARE = 5
_RARE_ALONE = 4


def is_secret_by_look(text: str, *, least: int = SURE) -> bool:
    """Tell whether a text looks drawn, not written.

    Args:
        text: A value, a name, or one part of an address.
        least: Odd characters that it must have: SURE, LIKELY or SURE_IN_HOST.
    """
    text = text.strip()
    if beginnings.SURE.fullmatch(text) or _DRAWN.fullmatch(text):
        return True
    if beginnings.LIKELY_FROM_HERE.fullmatch(text):
        least = LIKELY
    if len(text) < least:
        return False
    odd = odd_characters(text)
    return odd >= least and odd >= _SHARE * len(text)


def is_key_of_service(text: str) -> bool:
    """Tell whether a whole text is what would be masked within one, by how it begins."""
    text = text.strip()
    return bool(beginnings.SURE.fullmatch(text) or beginnings.WHOLE.fullmatch(text))


def has_known_beginning(text: str) -> bool:
    """Tell whether a text begins as keys of a service do, however short it is.

    For places where a variable's name belongs: no such name has a hyphen.
    """
    return bool(beginnings.NO_NAME.fullmatch(text.strip()))


def odd_characters(text: str) -> int:
    """Return how many letters and digits belong to no word and to no ordinary number."""
    chunks: list[list[str]] = [_PIECE.findall(chunk) for chunk in _CHUNK.findall(text)]
    among_words = any(len(one) == 1 and _is_word(one[0], alone=True) for one in chunks)
    return sum(_odd_in(pieces, among_words=among_words) for pieces in chunks)


def _odd_in(pieces: list[str], *, among_words: bool) -> int:
    length = sum(map(len, pieces))
    if length <= _SHORT and (among_words or length <= _WORD or len(pieces) < _CHANGES):
        return 0
    alone = len(pieces) == 1
    is_port = len(pieces) == 2 and pieces[1].isdigit() and len(pieces[1]) in _PORT_LENGTHS
    if is_port and _is_word(pieces[0], alone=True):
        # `localhost8080`
        pieces = pieces[1:]
    return sum(len(one) for one in pieces if not _is_ordinary(one, alone=alone))


def _is_ordinary(piece: str, *, alone: bool) -> bool:
    if piece[0].isdigit():
        return len(piece) <= _NUMBER if alone else bool(_DATE.fullmatch(piece))
    return _is_word(piece, alone=alone)


def _is_word(piece: str, *, alone: bool) -> bool:
    letters = piece.lower()
    if len(letters) < _WORD or not _VOWEL.search(letters):
        return False
    pairs = (letters[at : at + 2] for at in range(len(letters) - 1))
    rare = sum(pair not in _PAIRS for pair in pairs)
    if alone:
        return rare * _RARE_ALONE <= len(letters)
    return rare * _RARE <= max(0, len(letters) - _RARE)


def passwords(text: str) -> Iterator[Span]:
    """Yield where passwords stand behind a user's name and a colon, by their look."""
    for match in _USER_AND_PASSWORD.finditer(text):
        word = match[1]
        odd = odd_characters(_SIZE.sub("", word))
        is_odd = odd >= _ODD_IN_PASSWORD or _PASSWORD_SIGN.match(word)
        if is_odd and not _DIGEST_NAME.search(text, max(0, match.start(1) - 8), match.start(1)):
            yield match.span(1)


def odd_words(text: str, *, least: int = SURE) -> Iterator[Span]:
    """Yield where words stand in a text that look drawn; of a path, only those parts."""
    yield from passwords(text)
    for match in _TOKEN.finditer(text):
        word = match[0]
        if len(word) < least and word[:2].lower() != "sk":
            continue
        if _DIGEST_NAME.search(text, max(0, match.start() - 8), match.start()):
            continue
        pieces = [one.span() for one in _SEGMENT.finditer(word)]
        # base64 has slashes too, and no words between them.
        if not any(_is_written(word[start:end]) for start, end in pieces):
            pieces = [(0, len(word))]
        for start, end in pieces:
            if is_secret_by_look(word[start:end], least=least):
                yield match.start() + start, match.start() + end


def _is_written(segment: str) -> bool:
    words = any(_is_word(one, alone=True) for one in _PIECE.findall(segment))
    return words and odd_characters(segment) == 0
