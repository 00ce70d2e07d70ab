"""Reads `$CODEX_HOME/.env` as Codex does: line by line, a line that does not parse is skipped.

Not a general .env reader: no project or home file is read, since Codex reads none.
"""

from __future__ import annotations

import re
from collections import ChainMap
from itertools import islice
from typing import TYPE_CHECKING

from msgspec import Struct

from codex_doctor.patterns import Regex
from codex_doctor.words.told import Told

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping


MARK_BEFORE = "dotenv.mark"
# What people write for an assignment, whatever the shell.
_NAME = Regex(r"[\ufeff\s]*(?:(?:export|set|setx)\s+|\$env:)?([A-Za-z_][\w.]*)", re.ASCII)


class Assignment(Struct, frozen=True):
    """One line that Codex takes as an assignment.

    Attributes:
        line: Counted from 1.
        column: Of the name, counted from 1.
        loses_text: Whether a `$` in it expands to a variable that is not set, so to nothing.
    """

    name: str
    value: str
    line: int
    loses_text: bool = False
    column: int = 1

    @property
    def is_skipped(self) -> bool:
        """Whether Codex leaves it out because of its name."""
        return self.name.upper().startswith("CODEX_")


class Rejected(Struct, frozen=True):
    """One line that Codex skips, and why; `start` is where its quote is open."""

    line: int
    name: str
    reason: Told
    column: int = 1
    start: int = 0


# What all values may have together: each may repeat those before it.
MAX_CHARACTERS = 500_000
_MAX_REJECTED = 1000


class ExpandsTooFarError(ValueError):
    """The values are longer than what is read here."""


class _LineError(ValueError):
    """The line is no assignment.

    Attributes:
        told: Why not.
    """

    def __init__(self, template: str, **values: str) -> None:
        super().__init__(template)
        self.told = Told(template, values)


def read_dotenv(
    text: str, environ: Mapping[str, str]
) -> tuple[tuple[Assignment, ...], tuple[Rejected, ...]]:
    """Parse the text of a .env file; `$NAME` is expanded from earlier lines and `environ`.

    Bytes that are no UTF-8 stand in it as surrogate escapes; only their lines are skipped.

    Raises:
        ExpandsTooFarError: The values have more than MAX_CHARACTERS.
    """
    left = MAX_CHARACTERS
    known = dict(environ)
    hidden: dict[str, str] = {}
    taken: list[Assignment] = []
    rejected: list[Rejected] = []
    for number, line in _logical_lines(text):
        try:
            pair = _parse_line(line, ChainMap(known, hidden), left)
        except _LineError as exc:
            room = _MAX_REJECTED - len(rejected)
            rejected += islice(_rejected(number, line, exc.told), room)
            continue
        if pair is None:
            continue
        name, value = pair
        left -= len(value.text)
        column = line.index(name) + 1
        assignment = Assignment(name, value.text, number, loses_text=value.lost, column=column)
        taken.append(assignment)
        (hidden if assignment.is_skipped else known)[name] = value.text
    return tuple(taken), tuple(rejected)


def _rejected(number: int, text: str, reason: Told) -> Iterator[Rejected]:
    """Yield the names that a skipped text meant to set; an open quote swallows whole lines."""
    for offset, line in enumerate(text.split("\n")):
        found = _NAME.match(line)
        if found or not offset:
            yield Rejected(
                number + offset, found[1] if found else "", reason, start=number if offset else 0
            )


def _logical_lines(text: str) -> Iterator[tuple[int, str]]:
    """Yield each line with its number; a quoted value may go on over several lines."""
    pending: list[str] = []
    start = 1
    quote = ""
    for number, line in enumerate(text.split("\n"), start=1):
        if not pending:
            start = number
        pending.append(line)
        quote = _quote_after(line, quote)
        if not quote:
            yield start, "\n".join(pending).rstrip("\r\n")
            pending = []
    if pending:
        yield start, "\n".join(pending).rstrip("\r\n")


def _quote_after(line: str, quote: str) -> str:
    """Return the quote that is open at the end of the line, given the one at its start."""
    if not quote and line.lstrip().startswith("#"):
        return ""
    escaped = False
    previous = "x" if quote else " "
    for character in line:
        if escaped:
            escaped = False
        elif character == "\\" and quote != "'":
            escaped = True
        elif quote:
            quote = "" if character == quote else quote
        elif character in "\"'":
            quote = character
        elif character == "#" and previous.isspace():
            return ""
        previous = character
    return quote


def _parse_line(line: str, known: Mapping[str, str], most: int) -> tuple[str, _Text] | None:
    """Return name and value of so many characters at most, None for an empty line or a comment.

    Raises:
        _LineError: It is neither.
    """
    if any("\ud800" <= character <= "\udfff" for character in line):
        raise _LineError("dotenv.not_utf8")
    rest = line.lstrip()
    if not rest or rest.startswith("#"):
        return None
    name, rest = _take_name(rest)
    if name == "export" and not rest.startswith("="):
        name, rest = _take_name(rest)
    if not rest.startswith("="):
        raise _LineError("dotenv.no_equals")
    value = rest[1:].lstrip()
    if not value or value.startswith("#"):
        return name, _Text("")
    return name, _Value(known, most).read(value)


def _take_name(text: str) -> tuple[str, str]:
    if text.startswith("\ufeff"):
        raise _LineError(MARK_BEFORE)
    if not text or not (text[0].isascii() and (text[0].isalpha() or text[0] == "_")):
        raise _LineError("dotenv.name")
    end = next(
        (i for i, c in enumerate(text) if not (c.isascii() and (c.isalnum() or c in "_."))),
        len(text),
    )
    return text[:end], text[end:].lstrip()


class _Text(Struct, frozen=True):
    """A value, and whether something in it expanded to nothing."""

    text: str
    lost: bool = False


class _Value:
    """Reads one value: quotes, escapes and `$NAME`, character by character."""

    def __init__(self, known: Mapping[str, str], most: int) -> None:
        self._known = known
        self._left = most
        self._out: list[str] = []
        self._quote = ""
        self._lost = False

    def read(self, text: str) -> _Text:
        """Return the value.

        Raises:
            _LineError: A quote stays open, or something follows the value.
            ExpandsTooFarError: It is too long.
        """
        at = 0
        while at < len(text):
            character = text[at]
            if self._quote == "'":
                at = self._plain(character, at)
            elif character == "\\":
                at = self._escape(text, at)
            elif character == "$":
                at = self._expand(text, at)
            elif not self._quote and character in " \t":
                _expect_end(text[at:])
                break
            else:
                at = self._plain(character, at)
        if self._quote:
            raise _LineError("dotenv.open_quote")
        return _Text("".join(self._out), self._lost)

    def _plain(self, character: str, at: int) -> int:
        if character == self._quote:
            self._quote = ""
        elif not self._quote and character in "\"'":
            self._quote = character
        else:
            self._out.append(character)
        return at + 1

    def _escape(self, text: str, at: int) -> int:
        following = text[at + 1 : at + 2]
        if following == "n":
            self._out.append("\n")
        elif following in {"\\", "'", '"', "$", " "}:
            self._out.append(following)
        elif following:
            raise _LineError("dotenv.no_escape", escape=f"\\{following}")
        return at + 2

    def _expand(self, text: str, at: int) -> int:
        start = at + 1
        if text[start : start + 1] == "{":
            end = text.find("}", start)
            if end < 0:
                raise _LineError("dotenv.open_brace")
            self._look_up(text[start + 1 : end])
            return end + 1
        end = start
        while end < len(text) and text[end].isalnum():
            end += 1
        self._look_up(text[start:end])
        return end

    def _look_up(self, name: str) -> None:
        value = self._known.get(name, "")
        self._lost = self._lost or not value
        self._left -= len(value)
        if self._left < 0:
            raise ExpandsTooFarError
        self._out.append(value)


def _expect_end(text: str) -> None:
    rest = text.lstrip(" \t")
    if rest and not rest.startswith("#"):
        raise _LineError("dotenv.text_behind")
