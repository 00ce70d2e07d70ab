"""Tells by its look whether a text is a secret: by a known beginning, or because it is no words.

What people write consists of words, short numbers and dates with separators between them; what a
machine drew does not. So the letters and digits are counted that belong to no word and to no
ordinary number. Where a secret stands by its place (a password in an address) this is not asked.

Measured: of 15 kinds of drawn keys at most 3 % have fewer than 11 odd characters and 0.5 % fewer
than 6; of 120,000 names of npm and PyPI packages 1 % have 11, 8 % have 6. So keys are told from
words by the first where words are usual, and by the second where keys are.
"""

from __future__ import annotations

import re

# Odd characters from which a text is a secret wherever it stands, where keys are expected, and in
# the name of a host: these are drawn by machines too, and are no secrets (Azure takes 13).
SURE = 11
LIKELY = 6
SURE_IN_HOST = 16
# Of a sentence or an address the odd part is the secret, not the whole.
_SHARE = 0.4

# However short: nobody begins an ordinary name so. `sk-SK` is a language.
_SURE_BEGINNING = re.compile(r"sk[-_](?!no-)[\w.-]{4,}|Bearer \S{6,}", re.IGNORECASE)
# Names may begin so too (`xai-org`, `pplx-70b-online`): length and a digit must follow.
_LISTED = (
    r"(?:(?:[prg]sk|pk|rk|xai|hf|gh[pousr]|github_pat|glpat|nvapi|pplx|csk|fw|r8|gwk|sess|lsv2|tvly"
    r"|whsec|npm|pypi|dop_v1|shpat|xox[a-z]|tp|key|tok|pat)[-_]|AIza|A[KS]IA|eyJ|ya29\.|dapi)"
)
_BEGINNING = re.compile(rf"{_LISTED}(?=[\w.=/+-]*\d)[\w.=/+-]{{10,}}")
_ANY_BEGINNING = re.compile(rf"(?:sk[-_]|{_LISTED}).+")
# Hexadecimal digits, as they are and in groups; and what licences look like.
_DRAWN = re.compile(
    r"(?=.*\d)(?=.*[A-Za-z])(?:[\da-fA-F]{16,}|[\da-fA-F]{8}(?:-[\da-fA-F]{4}){3}-[\da-fA-F]{12}"
    r"|(?:[A-Z\d]{4,6}-){3,}[A-Z\d]{4,6})"
)

_CHUNK = re.compile(r"[A-Za-z\d]+")
_PIECE = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|[A-Z]|\d+")
_DATE = re.compile(r"(?:19|20)\d\d(?:(?:0[1-9]|1[0-2])(?:[0-2]\d|3[01]))?")
_VOWEL = re.compile(r"[aeiouy]")
# A piece of a name has this many letters at least, a number of its own this many digits at most.
_WORD = 4
_NUMBER = 12
# What stands alone and is this short tells nothing (`gpt4o`, `8x7b`), unless it changes often.
_SHORT = 6
_CHANGES = 3
# Each letter with those that follow it in at least three of 10,000 pairs of 95,000 words that
# names and descriptions of packages are made of. One pair in five may be another, and one in
# four where letters stand alone: words without a blank between them have such pairs.
_PAIRS = frozenset(
    group[0] + second
    for group in (
        "aabcdefghiklmnoprstuvwxyz babceilorstuy cacdehiklmoprstuy dabcdefgilmnoprstuy "
        "eabcdefghiklmnopqrstuvwxyz faefilorstuy gaeghilmnoprsuy haeilmorstuy "
        "iabcdefgklmnopqrstuvxz jaeiosu kaeilorstuy labcdefgiklmopstuvy mabcdeilmnopsuy "
        "nabcdefghiklmnoprstuvy oabcdefghijklmnoprstuvwxy pacdehilmoprstuy qlu "
        "rabcdefgiklmnoprstuvy sabcdefhiklmnopqrstuwy tabcdefghiklmoprstuwy uabcdefgilmnprstx "
        "vaeio waehinors xaceiopt yabcdefgilmnoprstu zaeio "
    ).split()
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
    if any(form.fullmatch(text) for form in (_SURE_BEGINNING, _BEGINNING, _DRAWN)):
        return True
    odd = odd_characters(text)
    return odd >= least and odd >= _SHARE * len(text)


def has_known_beginning(text: str) -> bool:
    """Tell whether a text begins as keys of a service do, however short it is."""
    return bool(_ANY_BEGINNING.fullmatch(text.strip()))


def odd_characters(text: str) -> int:
    """Return how many letters and digits belong to no word and to no ordinary number."""
    return sum(_odd_in(_PIECE.findall(chunk)) for chunk in _CHUNK.findall(text))


def _odd_in(pieces: list[str]) -> int:
    length = sum(map(len, pieces))
    if length < _WORD + 1 or (length <= _SHORT and len(pieces) < _CHANGES):
        return 0
    return sum(len(one) for one in pieces if not _is_ordinary(one, alone=len(pieces) == 1))


def _is_ordinary(piece: str, *, alone: bool) -> bool:
    if piece[0].isdigit():
        return len(piece) <= _NUMBER if alone else bool(_DATE.fullmatch(piece))
    letters = piece.lower()
    if len(letters) < _WORD or not _VOWEL.search(letters):
        return False
    pairs = (letters[at : at + 2] for at in range(len(letters) - 1))
    rare = sum(pair not in _PAIRS for pair in pairs)
    return rare * _RARE_ALONE <= len(letters) if alone else rare * _RARE <= len(letters) - _RARE
