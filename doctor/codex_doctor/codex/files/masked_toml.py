"""A TOML text without what people keep for themselves, in which every key stands where it did.

Secrets and texts in lists (arguments of programs, prompts) become stars; comments go. A table in a
list keeps a text that is one word: it says of what kind it is.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from codex_doctor.codex.files.documents import parse_document
from codex_doctor.codex.files.positions import TOKEN, index_positions, quote_width
from codex_doctor.codex.files.starred import star_places, star_string
from codex_doctor.patterns import Regex
from codex_doctor.secrets.file_lines import mask_line
from codex_doctor.values import leaves

if TYPE_CHECKING:
    from collections.abc import Collection

_MAX_CHARACTERS = 100_000
_LONGEST_LINE = 5000
_NUMBER = Regex(r"[-+]?\d")
_DIGIT = Regex(r"\d")
_HEX_DIGIT = Regex(r"[\da-fA-F]")
_KIND = Regex(r"[a-z][a-z_]{0,15}")


def mask_toml(text: str, *, shown: Collection[int]) -> str | None:
    """Return the text with stars in it, None when it is too long or a place in it is not known.

    Args:
        text: TOML that is read without a problem.
        shown: Lines that people see as they are, but for secrets: their texts in lists stay.
    """
    if len(text) > _MAX_CHARACTERS or any(len(line) > _LONGEST_LINE for line in text.split("\n")):
        return None
    starred, in_lists = star_places(text), _texts_in_lists(text)
    if starred is None or in_lists is None:
        return None
    masked = "\n".join(map(mask_line, starred.split("\n")))
    pieces: list[str] = []
    line = 1
    for token in TOKEN.finditer(text):
        piece = masked[token.start() : token.end()]
        if token.lastgroup == "string":
            listed = token.start() in in_lists and line not in shown
            piece = star_string(token[0]) if listed else _quoted(piece, token[0])
        elif "*" in piece:
            piece = _in_place_of(piece, token[0])
        line += token[0].count("\n")
        pieces.append(piece)
    return "".join(pieces)


def _quoted(masked: str, token: str) -> str:
    """Return a string of TOML that is masked, with its quotes where they were."""
    width = quote_width(token)
    return token[:width] + masked[width:-width] + token[-width:]


def _in_place_of(masked: str, token: str) -> str:
    """Return what is masked with a digit for each, and with all that makes it TOML."""
    if not any(map(str.isalnum, token)):
        return token
    if not _NUMBER.match(token):
        return masked
    digits = _HEX_DIGIT if token.startswith("0x") else _DIGIT
    return token[:2] + digits.sub("1", token[2:]) if token[:1] == "0" else digits.sub("1", token)


def _texts_in_lists(text: str) -> set[int] | None:
    """Return where the texts in lists begin, None when one is not found."""
    document = parse_document(text, name="", shown="").document
    if document is None:
        return None
    positions = index_positions(text)
    found: set[int] = set()
    for path, holder in leaves(document.table):
        value = holder[path[-1]]
        in_list = any(isinstance(one, int) for one in path)
        if isinstance(value, str) and in_list and not _is_told(path, value):
            place = positions.find(tuple(map(str, path)))
            if place is None or place.value_at is None:
                return None
            found.add(place.value_at)
    return found


def _is_told(path: list[Any], value: str) -> bool:
    """Tell whether a text of a table in a list stays; a provider's would in any other table."""
    is_field = isinstance(path[-1], str)
    return is_field and (path[0] == "model_providers" or bool(_KIND.fullmatch(value)))
