"""One configuration file or option as a table that knows where each of its keys stands."""

from __future__ import annotations

import re
from datetime import date, time
from math import isinf
from typing import TYPE_CHECKING, Any

import tomli
from msgspec import Struct
from msgspec.structs import replace

from codex_doctor.codex.files.excerpts import excerpt, lines_of, shown_line
from codex_doctor.codex.files.positions import find_nesting, index_positions
from codex_doctor.facts import Layer, Location
from codex_doctor.facts.config_problems import NotUtf8, TomlSyntax, Unreadable
from codex_doctor.facts.configuration import Refusal
from codex_doctor.platform.file_text import CHARSETS, read_file
from codex_doctor.sealed import Sealed
from codex_doctor.values import is_list, is_table, leaves, lookup
from codex_doctor.words.told import Told, unsaid

if TYPE_CHECKING:
    from pathlib import Path

    from codex_doctor.words.told import Words

_I64 = 1 << 63
_MAX_NESTING = 80
_LONGEST_SHOWN = 200
# With fewer dots in a text no key has so many parts that the parser, which copies them all for
# each one, would take long.
_MANY_DOTS = 5000


class Document(Sealed, frozen=True):
    """One layer of configuration.

    Attributes:
        name: As in `Layer.name`.
        shown: The path with the home folder as `~`, or the option.
        table: What it sets.
        text: The TOML text, "" for an option.
        mode: Permission bits of the file, 0 for an option.
        inside: The table of the file that is this layer, () for the whole file.
        left_out: Keys of the file's top level that do not count in this layer.
        beyond: Where its first number stands that TOML allows and Codex cannot hold, () for none.
    """

    name: str
    shown: str
    table: dict[str, Any]
    text: str = ""
    mode: int = 0
    path: Path | None = None
    inside: tuple[str, ...] = ()
    left_out: tuple[str, ...] = ()
    beyond: tuple[str, ...] = ()

    def has(self, path: tuple[str, ...]) -> bool:
        """Tell whether this layer sets the key."""
        return lookup(self.table, path) is not None

    def without(self, keys: tuple[str, ...]) -> Document:
        """Return the layer without these keys of its top level, which do not count in it."""
        kept = {key: value for key, value in self.table.items() if key not in keys}
        return replace(self, table=kept, left_out=keys)

    def locate(self, path: tuple[str, ...], *, at_key: bool = False) -> Location:
        """Return where the value (or the key) stands; the file alone when that is not known."""
        place = index_positions(self.text).find((*self.inside, *path)) if self.text else None
        if place is None:
            return Location(self.shown)
        if at_key:
            return Location(self.shown, place.line, place.column)
        return Location(self.shown, place.value_line, place.value_column)

    def excerpt(self, location: Location) -> str:
        """Return the line of this location with a caret, secrets masked."""
        if not self.text or location.line is None:
            return ""
        return excerpt(self.text.removeprefix("\ufeff"), line=location.line, column=location.column)

    def line(self, number: int) -> str:
        """Return one line of the file as `shown_line` does, "" when there is no such line."""
        return shown_line(self.text, number).strip()[:_LONGEST_SHOWN]


class Reading(Struct, frozen=True):
    """What became of one source: its row, and a document if it could be read."""

    layer: Layer
    document: Document | None = None


def read_document(path: Path, *, name: str, shown: str) -> Reading:
    """Read one TOML file; every failure comes back as a refusal."""
    file = read_file(path)
    if file.result == "absent":
        return Reading(Layer(name, shown, "absent"))
    if file.result == "not_utf8":
        about = NotUtf8(file.detail, file.byte_offset, CHARSETS.get(file.detail, ""))
        # UTF-16 has no lines to speak of: its first byte is wrong already.
        place = (file.line, file.column) if file.byte_offset else (None, None)
        return _refuse(name, shown, about, file.detail, place)
    if file.result != "ok":
        return _refuse(name, shown, Unreadable(file.result, file.detail), file.detail)
    return parse_document(file.text, name=name, shown=shown, mode=file.mode, path=path)


def parse_document(
    text: str, *, name: str, shown: str, mode: int = 0, path: Path | None = None
) -> Reading:
    """Parse TOML text; a byte order mark at its start is allowed, as in Codex."""
    body = text.removeprefix("\ufeff")
    if body.count(".") > _MANY_DOTS:
        at = find_nesting(body, _MAX_NESTING)
        if at is not None:
            return _too_deep(name, shown, body, at)
    try:
        table = _load(body)
    except tomli.TOMLDecodeError as exc:
        return _syntax_problem(body, exc, name=name, shown=shown)
    except RecursionError:
        return _too_deep(name, shown, body, find_nesting(body, _MAX_NESTING) or 0)
    except ValueError:  # Python refuses to read a number of thousands of digits
        return _endless_number(body, name, shown)
    if _depth(table) > _MAX_NESTING:
        at = find_nesting(body, _MAX_NESTING)
        if at is not None:
            return _too_deep(name, shown, body, at)
    beyond = settle_values(table)
    document = Document(name, shown, table, text=body, mode=mode, path=path, beyond=beyond)
    return Reading(Layer(name, shown, "read"), document)


def _load(text: str) -> dict[str, Any]:
    """Parse TOML; a leap second and the year 0 are dates to Codex, and none to Python."""
    try:
        return tomli.loads(text, parse_float=_float)
    except tomli.TOMLDecodeError:
        plain = re.sub(r"(=[ \t]*)0000(?=-\d\d-\d\d)", r"\g<1>0001", text)
        plain = re.sub(r"(=[ \t]*[-\d]*[Tt ]?\d\d:\d\d):60(?!\d)", r"\g<1>:59", plain)
        if plain == text:
            raise
        return tomli.loads(plain, parse_float=_float)


class _Beyond(float):
    """A number that is too large to be held, and was not written as infinity."""


def _float(text: str) -> float:
    number = float(text)
    return _Beyond(number) if isinf(number) and "n" not in text else number


def _syntax_problem(text: str, error: tomli.TOMLDecodeError, *, name: str, shown: str) -> Reading:
    # Late: a file that parses needs no explanation.
    from codex_doctor.codex.files.toml_mending import (
        changed,
        mend_returns,
        shown_edits,
        with_comment,
    )
    from codex_doctor.codex.files.toml_spots import LineChange
    from codex_doctor.codex.files.toml_syntax import explain_error

    fault = explain_error(text, error)
    lines = lines_of(text)
    line = shown_line(text, fault.line)
    mended = changed(text, [LineChange(fault.line, fault.after)])
    seen = with_comment(fault.after, shown_line(mended, fault.line), line, lines[fault.line - 1])
    edits = shown_edits(text, fault.mending.changes)
    refusal = Refusal(
        TomlSyntax(
            unsaid(fault.why),
            after=seen[:_LONGEST_SHOWN] if fault.after else "",
            fix=unsaid(fault.fix),
            is_masked=not _seen(lines[fault.line - 1]).startswith(_seen(line)),
            edits=edits,
            mended=unsaid(fault.mending.fix) if edits else "",
            returns=mend_returns(text),
        ),
        Location(shown, fault.line, fault.column),
        line=line[:_LONGEST_SHOWN],
        excerpt=excerpt(text, line=fault.line, column=fault.column),
    )
    return Reading(Layer(name, shown, "refused", unsaid(fault.why), refusal))


def _seen(text: str) -> str:
    """Return what everybody sees of a text: what masks a secret is left, and blanks are not."""
    return "".join(one for one in text if one.isprintable() and not one.isspace())


def settle_values(table: dict[str, Any]) -> tuple[str, ...]:
    """Make dates the texts that Codex takes them for.

    Returns:
        Where the first number stands that TOML allows and Codex cannot hold, () for none.
    """
    beyond: tuple[str, ...] = ()
    for path, holder in leaves(table):
        value = holder[path[-1]]
        if isinstance(value, date | time):
            holder[path[-1]] = value.isoformat()
        elif _is_too_large(value):
            # One of thousands of digits cannot even be shown.
            holder[path[-1]] = _I64
            beyond = beyond or tuple(map(str, path))
    return beyond


def _is_too_large(value: object) -> bool:
    """Tell whether a number is beyond 64 bits."""
    return isinstance(value, _Beyond) or (isinstance(value, int) and not -_I64 <= value < _I64)


def _depth(table: dict[str, Any]) -> int:
    """Return how deep tables and arrays are nested, the table itself included."""
    level: list[Any] = [table]
    depth = 0
    while level:
        depth += 1
        level = [
            inner
            for value in level
            for inner in (value.values() if is_table(value) else value)
            if is_table(inner) or is_list(inner)
        ]
    return depth


def _too_deep(name: str, shown: str, text: str, at: int) -> Reading:
    why = Told("toml.too_deep", {"most": _MAX_NESTING})
    # Late: a file that is read needs no mending.
    from codex_doctor.codex.files.toml_mending import shown_removal

    place = _place(text, at)
    about = TomlSyntax(why, fix=Told("toml.fewer_brackets"))
    about = replace(about, edits=shown_removal(text, place[0]), mended=Told("toml.remove_line"))
    return _refuse(name, shown, about, why, place)


def _place(text: str, at: int) -> tuple[int, int]:
    """Return line and column of an index, both counted from 1."""
    return text.count("\n", 0, at) + 1, at - text.rfind("\n", 0, at)


def _endless_number(text: str, name: str, shown: str) -> Reading:
    found = re.search(r"[\d_]{4000,}", text)
    at = found.start() if found else 0
    line, column = _place(text, at)
    why = Told("toml.too_many_digits")
    refusal = Refusal(
        TomlSyntax(why, fix=Told("toml.write_64_bits")),
        Location(shown, line, column),
        excerpt=excerpt(text, line=line, column=column),
    )
    return Reading(Layer(name, shown, "refused", why, refusal))


def _refuse(
    name: str,
    shown: str,
    about: NotUtf8 | TomlSyntax | Unreadable,
    why: Words,
    place: tuple[int | None, int | None] = (None, None),
) -> Reading:
    refusal = Refusal(about, Location(shown, *place))
    is_long = isinstance(about, Unreadable) and about.reason == "too_large"
    return Reading(Layer(name, shown, "unread" if is_long else "refused", why, refusal))
