"""A TOML text without what people keep for themselves, in which every key stands where it did.

Secrets and texts in lists (arguments of programs, prompts) become stars; comments go. A table in a
list keeps a text that is one word: it says of what kind it is.
"""

from __future__ import annotations

import re
from itertools import accumulate
from typing import TYPE_CHECKING, Any

from codex_doctor.codex.files.documents import parse_document
from codex_doctor.codex.files.positions import TOKEN, index_positions
from codex_doctor.secrets.file_lines import mask_line
from codex_doctor.values import leaves

if TYPE_CHECKING:
    from collections.abc import Collection

_QUOTES = "\"'"
_MAX_CHARACTERS = 100_000
_LONGEST_LINE = 5000
_KIND = re.compile(r"[a-z][a-z_]{0,15}")


def mask_toml(text: str, *, shown: Collection[int]) -> str | None:
    """Return the text with stars in it, None when it is too long or a place in it is not known.

    Args:
        text: TOML that is read without a problem.
        shown: Lines that people see as they are, but for secrets: their comments and texts stay.
    """
    if len(text) > _MAX_CHARACTERS or any(len(line) > _LONGEST_LINE for line in text.split("\n")):
        return None
    in_lists = _texts_in_lists(text)
    if in_lists is None:
        return None
    pieces: list[str] = []
    line = 1
    for token in TOKEN.finditer(text):
        piece = token[0]
        if line in shown:
            pass
        elif piece.startswith("#"):
            piece = "#"
        elif token.start() in in_lists and token.lastgroup == "string":
            piece = _starred(piece)
        pieces.append(piece)
        line += piece.count("\n")
    return "\n".join(map(_mask, "".join(pieces).split("\n")))


def _texts_in_lists(text: str) -> set[int] | None:
    """Return where the texts in lists begin, None when one is not found."""
    document = parse_document(text, name="", shown="").document
    if document is None:
        return None
    starts = [0, *accumulate(len(line) + 1 for line in text.split("\n"))]
    positions = index_positions(text)
    found: set[int] = set()
    for path, holder in leaves(document.table):
        value = holder[path[-1]]
        in_list = any(isinstance(one, int) for one in path)
        if isinstance(value, str) and in_list and not _is_told(path, value):
            place = positions.find(tuple(map(str, path)))
            if place is None:
                return None
            found.add(starts[place.value_line - 1] + place.value_column - 1)
    return found


def _is_told(path: list[Any], value: str) -> bool:
    """Tell whether a text of a table in a list stays; a provider's would in any other table."""
    is_field = isinstance(path[-1], str)
    return is_field and (path[0] == "model_providers" or bool(_KIND.fullmatch(value)))


def _starred(token: str) -> str:
    """Return a string of TOML with stars between its quotes."""
    width = 3 if len(token) >= 6 and token[:3] in {'"""', "'''"} else 1
    inside = "".join(one if one in "\r\n" else "*" for one in token[width:-width])
    return token[:width] + inside + token[-width:]


def _mask(line: str) -> str:
    """Return a line with stars for secrets, and with all that makes it TOML."""
    masked = list(mask_line(line))
    after_quote = False
    for at, character in enumerate(line):
        is_quote = character in _QUOTES and line[at - 1 : at] != "\\"
        # What is taken for a secret may have the end of its text with it, and what follows.
        after_quote = is_quote or (after_quote and character in " ,]}")
        if after_quote:
            masked[at] = character
        elif masked[at] == "*" and character.isdecimal() and not set(line) & set(_QUOTES):
            masked[at] = "1"
    return "".join(masked)
