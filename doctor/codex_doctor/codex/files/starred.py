"""A TOML text without what is kept from people by its place: stars for secrets, no comments.

Well-formed or not: where a key cannot be told, its line is left to the look of what it holds.
"""

from __future__ import annotations

import re
from functools import lru_cache

from codex_doctor.codex.files.positions import TOKEN, index_positions, quote_width, unquote
from codex_doctor.patterns import Regex
from codex_doctor.secrets.places import is_secret_at

_MAX_CHARACTERS = 300_000
_BARE = Regex(r"""[^\s\[\]{}=,#"']+""")
_NUMBER = Regex(r"[-+]?\d[\d_.:TZ+-]*")
# Enough to tell a long number from a short one.
_DIGITS = 20


@lru_cache(maxsize=4)
def star_places(text: str) -> str | None:
    """Return a text of the same length, None when it is too long to be told its places."""
    positions = index_positions(text) if len(text) <= _MAX_CHARACTERS else None
    if positions is None or positions.is_cut:
        return None
    values = {one.value_at: path for path, one in positions.places.items()}
    pieces: list[str] = []
    hidden_to = 0
    for token in TOKEN.finditer(text):
        piece, start = token[0], token.start()
        path = values.get(start, ())
        if piece.startswith("#"):
            piece = " " * len(piece)
        elif token.lastgroup in {"string", "open"} and is_secret_at(path, unquote(piece)):
            piece = star_string(piece)
        elif token.lastgroup == "bare":
            whole = _BARE.match(text, start)
            if whole and is_secret_at(path, _scalar(whole[0])):
                hidden_to = whole.end()
        pieces.append(piece if start >= hidden_to else "*" * len(piece))
    return "".join(pieces)


def _scalar(text: str) -> str | bool | int:
    """Return a value without quotes as what decides whether it can be a secret."""
    if text in {"true", "false"}:
        return text == "true"
    return int(re.sub(r"\D", "", text)[:_DIGITS]) if _NUMBER.fullmatch(text) else text


def star_string(token: str) -> str:
    """Return a string of TOML with stars between its quotes, or behind one that is open."""
    width = quote_width(token)
    end = len(token) - (width if len(token) >= 2 * width and token.endswith(token[:width]) else 0)
    inside = "".join(one if one in "\r\n" else "*" for one in token[width:end])
    return token[:width] + inside + token[end:]
