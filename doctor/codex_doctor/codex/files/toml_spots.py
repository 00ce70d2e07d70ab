"""Where in a TOML text a parser stopped, and what is open there: a bracket, a value.

What is wrong there is said in `toml_rules`.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

import tomli
from msgspec import Struct

from codex_doctor.codex.files.positions import TOKEN
from codex_doctor.values import is_table

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_LONGEST_TRIAL = 200_000


class Opened(Struct, frozen=True):
    """A bracket that is open where the parser stopped: its character and its place."""

    bracket: str
    line: int
    column: int


class Spot(Struct, frozen=True):
    """The line where the parser stopped.

    Attributes:
        whole: The whole text.
        number: Number of the line, counted from 1.
        text: The line without its end.
        column: Where the parser stopped, counted from 1.
        message: What it said.
        value_column: Where the value begins that it was reading, 0 outside of values.
        opened: The innermost bracket that is open there.
        at_end: Whether nothing follows.
    """

    whole: str
    number: int
    text: str
    column: int
    message: str
    value_column: int = 0
    opened: Opened | None = None
    at_end: bool = False

    @property
    def rest(self) -> str:
        """What the parser did not understand."""
        return self.text[self.column - 1 :]

    @property
    def value(self) -> str:
        """The value that it was reading, up to the end of the line."""
        return self.text[self.value_column - 1 :].strip() if self.value_column else ""

    def with_value(self, old: str, new: str) -> str:
        """Return the line with another text where the value begins."""
        at = self.value_column - 1
        return f"{self.text[:at]}{new}{self.text[at + len(old) :]}"

    def parses(self, line: str) -> str:
        """Return the line if the text gets beyond it with this line in place, else ""."""
        return line if self.parses_at(self.number, line) else ""

    def parses_at(self, number: int, line: str) -> bool:
        """Tell whether the text gets beyond the spot with another line at a number."""
        if len(self.whole) > _LONGEST_TRIAL:
            return fault_line(line) is None
        lines = self.whole.split("\n")
        lines[number - 1] = line
        fault = fault_line("\n".join(lines))
        return fault is None or fault > self.number


class Said(Struct, frozen=True):
    """What a rule says; `fix` is a sentence for when the line cannot be written anew."""

    why: str
    column: int
    after: str = ""
    fix: str = ""


class LineChange(Struct, frozen=True):
    """What becomes of one line, counted from 1: other lines in its place, or None for nothing."""

    line: int
    after: str | None


class Mending(Struct, frozen=True):
    """Changes with which the parser gets beyond the fault, and what they do, as a sentence."""

    changes: tuple[LineChange, ...] = ()
    fix: str = ""


def fault_line(text: str) -> int | None:
    """Return the line at which a text stops being TOML, None when it does not."""
    try:
        tomli.loads(text)
    except tomli.TOMLDecodeError as exc:
        return exc.lineno
    except (RecursionError, ValueError):
        return 1
    return None


def selects_defined(table: Mapping[str, Any]) -> bool:
    """Tell whether a text selects a provider, and defines it."""
    defined = table.get("model_providers")
    return is_table(defined) and table.get("model_provider") in [*defined]


def find_spot(text: str, error: tomli.TOMLDecodeError) -> Spot:
    """Return where the parser stopped in `text`."""
    lines = text.split("\n")
    number = max(1, min(error.lineno, len(lines)))
    start = error.pos - error.colno + 1
    stack, value_at = _scan(text, error.pos)
    # A table header inside an open array reads as a list: the array is what is open.
    is_header = re.match(r"\s*\[[\w.\"' -]+\]\s*(?:#.*)?$", lines[number - 1].rstrip("\r"))
    if len(stack) > 1 and is_header and not text[start : stack[-1]].strip():
        stack.pop()
    place = None
    if stack:
        above = text.count("\n", 0, stack[-1])
        column = stack[-1] - text.rfind("\n", 0, stack[-1])
        place = Opened(text[stack[-1]], above + 1, column)
    return Spot(
        whole=text,
        number=number,
        text=lines[number - 1].removesuffix("\r"),
        column=error.colno,
        message=error.msg,
        value_column=value_at - start + 1 if value_at >= start else 0,
        opened=place,
        at_end=not text[error.pos :].strip(),
    )


def _scan(text: str, end: int) -> tuple[list[int], int]:
    """Return the open brackets before `end`, and where the last value begins (or -1)."""
    stack: list[int] = []
    value_at, expects_value, at_start, in_header = -1, False, True, False
    for kind, word, at in _tokens(text, end):
        if kind == "newline":
            if not stack:
                value_at, expects_value, at_start, in_header = -1, False, True, False
            continue
        if at_start and word == "[":
            in_header = True
        at_start = False
        if in_header:
            continue
        if word == "=" or (word == "," and stack):
            expects_value, value_at = word == "=" or text[stack[-1]] == "[", -1
        elif word in {"[", "{"}:
            stack.append(at)
            expects_value, value_at = word == "[", -1
        elif word in {"]", "}"} and stack:
            stack.pop()
            expects_value, value_at = False, -1
        elif expects_value:
            expects_value, value_at = False, at
    if value_at < 0 and expects_value and end < len(text):
        value_at = end
    return stack, value_at


def _tokens(text: str, end: int) -> Iterator[tuple[str, str, int]]:
    for match in TOKEN.finditer(text):
        if match.start() >= end:
            return
        if match.lastgroup != "space":
            yield str(match.lastgroup), match[0], match.start()
