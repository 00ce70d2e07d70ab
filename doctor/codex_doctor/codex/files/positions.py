"""Where each key and value of a TOML text stands; tomli keeps no positions.

Tolerant and used only on texts that tomli accepted: it never raises, and where it loses its
way a position is missing, not wrong.
"""

from __future__ import annotations

import re
from contextlib import suppress
from functools import lru_cache
from typing import TYPE_CHECKING

from msgspec import Struct, field

from codex_doctor.patterns import Regex

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

Path = tuple[str, ...]

_MAX_DEPTH = 32
_MAX_PLACES = 30_000
# Never goes back: a text may be made to be slow. A quote that nothing closes is `open`, to the end
# of its line; a multi-line string that nothing closes goes on to the end of the text.
TOKEN = Regex(
    r"""
      (?P<space>[ \t\r]++|\#[^\n]*+)
    | (?P<newline>\n[ \t\r\n]*+)
    | (?P<string>\"\"\"(?:[^"\\]++|\\.|"(?!""))*+(?:\"{3,5}|\\?\Z)
        |'''(?:[^']++|'(?!''))*+(?:'{3,5}|\Z)
        |\"(?:[^"\\\n]++|\\.)*+\"|'[^'\n]*+')
    | (?P<open>\"(?:[^"\\\n]++|\\[^\n])*+|'[^'\n]*+)
    | (?P<mark>[\[\]{}=,.])
    | (?P<bare>[^\s\[\]{}=,.\#"']++)
    """,
    re.VERBOSE | re.DOTALL,
)
_ESCAPE = Regex(r"\\(?:x([0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|U([0-9a-fA-F]{8})|(.))", re.DOTALL)
_NAMED_ESCAPES = {"b": "\b", "t": "\t", "n": "\n", "f": "\f", "r": "\r", "e": "\x1b"}


class KeyPlace(Struct, frozen=True):
    """Line and column of a key and of its value, all counted from 1.

    Attributes:
        value_at: Characters of the text before the value; a table has none, and its value_line
            and value_column are those of its key.
    """

    line: int
    column: int
    value_line: int
    value_column: int
    value_at: int | None


class Positions(Struct, frozen=True):
    """Places by key path; elements of an array have their index as a path part."""

    places: Mapping[Path, KeyPlace] = field(default_factory=dict[Path, KeyPlace])

    @property
    def is_cut(self) -> bool:
        """Whether there may be more places than are kept."""
        return len(self.places) >= _MAX_PLACES

    def find(self, path: Path) -> KeyPlace | None:
        """Return the place of this key, None when it is not known."""
        return self.places.get(path)


@lru_cache(maxsize=16)
def index_positions(text: str) -> Positions:
    """Return the places of the keys and tables of a TOML text, of the first if there are many."""
    return Positions(_Scanner(text).scan())


def split_key(text: str) -> Path:
    """Return the parts of a dotted key, quotes taken off."""
    return tuple(
        unquote(match[0]) for match in TOKEN.finditer(text) if match.lastgroup in {"bare", "string"}
    )


def find_nesting(text: str, limit: int) -> int | None:
    """Return where brackets, or the parts of a dotted key, nest deeper than `limit`."""
    depth = parts = 0
    for match in TOKEN.finditer(text):
        if match.lastgroup == "space":
            continue
        if match[0] in {"[", "{"}:
            depth += 1
        elif match[0] in {"]", "}"}:
            depth -= 1
        if match[0] == ".":
            parts += 1
        elif match.lastgroup not in {"bare", "string"}:
            parts = 0
        if depth > limit or parts + 1 > limit:
            return match.start()
    return None


def numbered(path: Path, arrays: Mapping[Path, int]) -> Path:
    """Return the path with the number of the newest element after each array of tables on it."""
    found: Path = ()
    for depth, part in enumerate(path):
        found = (*found, part)
        if depth < len(path) - 1 and found in arrays:
            found = (*found, str(arrays[found]))
    return found


class _FullError(Exception):
    """There are as many places as are kept."""


class _Token(Struct, frozen=True):
    kind: str
    text: str
    at: int


class _Scanner:
    """Walks over the tokens of one text and notes where each key stands."""

    def __init__(self, text: str) -> None:
        # tomli and Codex both skip a byte order mark; columns are counted without it.
        self._text = text.removeprefix("\ufeff")
        self._tokens = self._scan_tokens()
        self._token = next(self._tokens)
        self._starts = [0, *(m.end() for m in re.finditer("\n", self._text))]
        self._line = 0
        self._places: dict[Path, KeyPlace] = {}
        self._arrays: dict[Path, int] = {}

    def scan(self) -> dict[Path, KeyPlace]:
        with suppress(_FullError):
            self._scan()
        return self._places

    def _scan(self) -> None:
        table: Path = ()
        while self._peek().kind != "end":
            token = self._peek()
            if token.kind == "newline":
                self._take()
            elif token.text == "[":
                table = self._header()
                self._skip_line()
            else:
                self._pair(table, depth=0)
                self._skip_line()

    def _scan_tokens(self) -> Iterator[_Token]:
        for match in TOKEN.finditer(self._text):
            if match.lastgroup != "space":
                yield _Token(str(match.lastgroup), match[0], match.start())
        yield _Token("end", "", len(self._text))

    def _peek(self) -> _Token:
        return self._token

    def _take(self) -> _Token:
        token = self._token
        self._token = next(self._tokens, token)
        return token

    def _skip_line(self) -> None:
        while self._peek().kind not in {"newline", "end"}:
            self._take()

    def _header(self) -> Path:
        start = self._take()
        is_array = self._peek().text == "["
        if is_array:
            self._take()
        first = self._peek()
        path = numbered(self._dotted(), self._arrays)
        if is_array:
            number = self._arrays.get(path, -1) + 1
            self._arrays[path] = number
            self._note(path, first if first.text else start, None)
            path = (*path, str(number))
        for end in range(1, len(path) + 1):
            self._note(path[:end], first, None)
        return path

    def _dotted(self) -> Path:
        parts: list[str] = []
        while self._peek().kind in {"bare", "string"}:
            parts.append(unquote(self._take().text))
            if self._peek().text != ".":
                break
            self._take()
        return tuple(parts[:_MAX_DEPTH])

    def _pair(self, table: Path, *, depth: int) -> None:
        first = self._peek()
        keys = self._dotted()
        if not keys or self._peek().text != "=":
            return
        self._take()
        value = self._peek()
        for end in range(1, len(keys)):
            self._note((*table, *keys[:end]), first, None)
        self._note((*table, *keys), first, value)
        self._value((*table, *keys), depth=depth)

    def _value(self, path: Path, *, depth: int) -> None:
        token = self._take()
        if token.text == "{":
            self._inline_table(path, depth=depth + 1)
        elif token.text == "[":
            self._array(path, depth=depth + 1)
        else:
            while self._peek().kind == "bare" or self._peek().text == ".":
                self._take()

    def _inline_table(self, path: Path, *, depth: int) -> None:
        if depth > _MAX_DEPTH:
            self._skip_brackets()
            return
        while self._peek().kind != "end":
            token = self._peek()
            if token.text == "}":
                self._take()
                return
            if token.kind == "newline" or token.text == ",":
                self._take()
                continue
            self._pair(path, depth=depth)
            if self._peek() is token:
                self._take()

    def _array(self, path: Path, *, depth: int) -> None:
        if depth > _MAX_DEPTH:
            self._skip_brackets()
            return
        number = 0
        while self._peek().kind != "end":
            token = self._peek()
            if token.text == "]":
                self._take()
                return
            if token.kind == "newline" or token.text == ",":
                self._take()
                continue
            self._note((*path, str(number)), token, token)
            self._value((*path, str(number)), depth=depth)
            number += 1

    def _skip_brackets(self) -> None:
        open_brackets = 1
        while open_brackets and self._peek().kind != "end":
            text = self._take().text
            open_brackets += (text in {"[", "{"}) - (text in {"]", "}"})

    def _note(self, path: Path, key: _Token, value: _Token | None) -> None:
        if path in self._places:
            return
        if len(self._places) == _MAX_PLACES:
            raise _FullError
        line, column = self._locate(key.at)
        value_line, value_column = self._locate(value.at) if value else (line, column)
        at = value.at if value else None
        self._places[path] = KeyPlace(line, column, value_line, value_column, at)

    def _locate(self, at: int) -> tuple[int, int]:
        while self._line + 1 < len(self._starts) and self._starts[self._line + 1] <= at:
            self._line += 1
        while self._starts[self._line] > at:
            self._line -= 1
        return self._line + 1, at - self._starts[self._line] + 1


def quote_width(token: str) -> int:
    """Return how many quotes a string of TOML begins with."""
    return 3 if len(token) >= 6 and token[:3] in {'"""', "'''"} else 1


def unquote(text: str) -> str:
    """Return the text of a string or a key of TOML, its escapes undone."""
    if len(text) < 2 or text[0] not in "\"'":
        return text
    if text[0] == "'":
        return text.strip("'") if text.startswith("'''") else text[1:-1]
    return _ESCAPE.sub(_unescape, text[1:-1])


def _unescape(match: re.Match[str]) -> str:
    digits = match[1] or match[2] or match[3]
    if digits:
        code = int(digits, 16)
        return chr(code) if code < 0x110000 else "\ufffd"
    return _NAMED_ESCAPES.get(match[4], match[0])
