"""Where each statement of a TOML text begins and ends, so that one can be changed alone.

For texts that tomli accepted. Where it loses its way a statement is missing, and `splices`,
which reads the edited text again, refuses the edit.
"""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from codex_doctor.codex.files.positions import TOKEN, numbered, unquote
from codex_doctor.patterns import Regex

if TYPE_CHECKING:
    from collections.abc import Iterator

Path = tuple[str, ...]
_MAX_DEPTH = 32
_LINE_END = Regex(r"\n|\Z")


class Part(Struct, frozen=True):
    """One part of a key as it is written: its name, and where it stands in the text."""

    name: str
    start: int
    end: int


class Statement(Struct, frozen=True):
    """A table header, or a key with its value; offsets are characters of the text.

    Attributes:
        path: What it defines; elements of an array of tables have their number as a part.
        table: The table that the key is written in, () for the top level and for headers.
        parts: The key as it is written below that table.
        start: Where its first line begins; of a pair in an inline table, where its key begins.
        end: After the end of its last line; of a pair in an inline table, after its value.
        value_start: Where its value begins; of a header, where the header ends.
        value_end: After its value.
        is_header: Whether it is `[table]` or `[[table]]`.
        inside: The inline table that it stands in, None for a statement of its own.
    """

    path: Path
    table: Path
    parts: tuple[Part, ...]
    start: int
    end: int
    value_start: int
    value_end: int
    is_header: bool = False
    inside: Path | None = None

    def part_at(self, depth: int) -> Part | None:
        """Return how the part of the path at this depth is written here, None when it is not."""
        at = len(self.table)
        for part in self.parts:
            # Numbers of an array of tables stand in no header.
            while self.path[at] != part.name:
                at += 1
            if at == depth:
                return part
            at += 1
        return None


class _Token(Struct, frozen=True):
    kind: str
    text: str
    start: int
    end: int


@lru_cache(maxsize=4)
def find_statements(text: str) -> tuple[Statement, ...]:
    """Return every statement of a TOML text in its order, each before the pairs inside it."""
    return tuple(_Reader(text).statements())


class _Reader:
    def __init__(self, text: str) -> None:
        self._text = text
        self._tokens = [
            _Token(str(one.lastgroup), one[0], one.start(), one.end())
            for one in TOKEN.finditer(text)
            if one.lastgroup != "space"
        ]
        self._tokens.append(_Token("end", "", len(text), len(text)))
        self._at = 0
        self._arrays: dict[Path, int] = {}

    def statements(self) -> Iterator[Statement]:
        table: Path = ()
        while (token := self._peek()).kind != "end":
            if token.kind == "newline":
                self._at += 1
            elif token.text == "[":
                header = self._header()
                table = header.path
                yield header
            else:
                yield from self._line(table)

    def _peek(self) -> _Token:
        return self._tokens[self._at]

    def _take(self) -> _Token:
        token = self._peek()
        self._at = min(self._at + 1, len(self._tokens) - 1)
        return token

    def _header(self) -> Statement:
        first = self._take()
        is_array = self._peek().text == "["
        if is_array:
            self._take()
        parts = self._key()
        path = numbered(tuple(one.name for one in parts), self._arrays)
        if is_array:
            self._arrays[path] = self._arrays.get(path, -1) + 1
            path = (*path, str(self._arrays[path]))
        close = first.end
        while self._peek().kind not in {"newline", "end"}:
            close = self._take().end
        start, end = self._line_start(first.start), self._line_end(close)
        return Statement(path, (), parts, start, end, close, close, is_header=True)

    def _key(self) -> tuple[Part, ...]:
        parts: list[Part] = []
        while self._peek().kind in {"bare", "string"}:
            token = self._take()
            parts.append(Part(unquote(token.text), token.start, token.end))
            if self._peek().text != ".":
                break
            self._take()
        return tuple(parts)

    def _line(self, table: Path) -> Iterator[Statement]:
        """Yield a pair that has lines of its own, then the pairs in its inline tables."""
        found = list(self._pair(table, depth=0))
        while self._peek().kind not in {"newline", "end"}:
            self._take()
        if found:
            own = found[0]
            start, end = self._line_start(own.start), self._line_end(own.value_end)
            yield replace(own, start=start, end=end)
            yield from found[1:]

    def _pair(self, table: Path, *, depth: int, inside: Path | None = None) -> Iterator[Statement]:
        parts = self._key()
        if not parts or self._peek().text != "=" or depth > _MAX_DEPTH:
            return
        self._take()
        path = (*table, *(one.name for one in parts))
        start = self._peek().start
        inner = list(self._value(path, depth=depth))
        end = self._tokens[self._at - 1].end
        yield Statement(path, table, parts, parts[0].start, end, start, end, inside=inside)
        yield from inner

    def _value(self, path: Path, *, depth: int) -> Iterator[Statement]:
        token = self._take()
        if token.text == "{":
            while self._peek().text != "}" and self._peek().kind != "end":
                if self._peek().kind == "newline" or self._peek().text == ",":
                    self._take()
                    continue
                before = self._at
                yield from self._pair(path, depth=depth + 1, inside=path)
                if self._at == before:
                    self._take()
            self._take()
        elif token.text == "[":
            yield from self._array(path, depth=depth)
        else:
            # A number with a fraction is several tokens; so is a date with a blank in it.
            while self._peek().kind == "bare" or self._peek().text == ".":
                self._take()

    def _array(self, path: Path, *, depth: int) -> Iterator[Statement]:
        number = 0
        while self._peek().text != "]" and self._peek().kind != "end":
            if self._peek().kind == "newline" or self._peek().text == ",":
                self._take()
                continue
            yield from self._value((*path, str(number)), depth=depth + 1)
            number += 1
        self._take()

    def _line_start(self, at: int) -> int:
        return self._text.rfind("\n", 0, at) + 1

    def _line_end(self, at: int) -> int:
        found = _LINE_END.search(self._text, at)
        return found.end() if found else len(self._text)
