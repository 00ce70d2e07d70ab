"""Changes of a TOML text that touch what they must: set a key, remove one, rename one, add a table.

Each is read again, as `splices` says.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

import tomli

from codex_doctor.codex.files.toml_values import write_path
from codex_doctor.patterns import Regex
from codex_doctor.repair.splices import (
    CannotEditError,
    Splice,
    checked,
    drop,
    merge,
    move,
    put,
)
from codex_doctor.repair.statements import find_statements
from codex_doctor.words.sentence import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from codex_doctor.repair.statements import Path, Statement

_COMMA_AFTER = Regex(r"\s*,[ \t]*")
_COMMA_BEFORE = Regex(r",\s*\Z")
_BLANK_LINES = Regex(r"(?:[ \t]*\r?\n)*")


def set_key(text: str, path: Path, value: str) -> tuple[Splice, ...]:
    """Return the change that gives a key a value.

    Args:
        text: TOML that parses, without a byte order mark.
        path: The key.
        value: The value as TOML.

    Raises:
        CannotEditError: When the text has no place for the key.
    """
    try:
        wanted = tomli.loads(f"x = {value}")["x"]
    except tomli.TOMLDecodeError as exc:
        raise CannotEditError(say("repair.new_no_toml")) from exc
    statements = find_statements(text)
    found = _pair(statements, path)
    if found is not None:
        splices: tuple[Splice, ...] = (Splice(found.value_start, found.value_end, value),)
    else:
        splices = (_new_key(text, statements, path, value),)
    return checked(text, splices, lambda table: put(table, path, wanted))


def remove_key(text: str, path: Path) -> tuple[Splice, ...]:
    """Return the change that removes a key, or a table with all that is in it.

    Raises:
        CannotEditError: When the text has no such key.
    """
    statements = find_statements(text)
    chosen = [
        one
        for one in statements
        if one.path[: len(path)] == path and (one.inside or ())[: len(path)] != path
    ]
    if not chosen:
        raise CannotEditError(say("repair.missing", key=write_path(path)))
    tables, pairs = _split(statements, chosen)
    splices = (
        *(Splice(one.start, _after_blanks(text, last.end), "") for one, last in tables),
        *(_removal(text, one) for one in pairs),
    )
    # What held the last part of a table alone is gone with it, and says as little as before.
    return checked(text, splices, lambda table: drop(table, path), holder=path[:-1])


def rename_key(text: str, path: Path, *names: str) -> tuple[Splice, ...]:
    """Return the change that gives the last part of a key or table another name.

    Args:
        text: The text.
        path: The key or table.
        names: The name; those before it are of tables above it.

    Raises:
        CannotEditError: When the text has no such key.
    """
    splices = tuple(
        Splice(part.start, part.end, write_path(names))
        for one in find_statements(text)
        if one.path[: len(path)] == path
        for part in [one.part_at(len(path) - 1)]
        if part is not None
    )
    if not splices:
        raise CannotEditError(say("repair.missing", key=write_path(path)))
    return checked(text, splices, lambda table: move(table, path, names))


def add_text(text: str, addition: str) -> tuple[Splice, ...]:
    """Return the change that adds whole tables at the end of the text.

    Raises:
        CannotEditError: When one of them is there already.
    """
    newline = newline_of(text)
    gap = "" if not text.strip() else newline if text.endswith("\n") else newline * 2
    lines = newline.join(addition.strip("\n").split("\n")) + newline
    return checked(
        text,
        (Splice(len(text), len(text), gap + lines),),
        lambda table: merge(table, tomli.loads(addition)),
    )


def newline_of(text: str) -> str:
    """Return the end of a line as the text has it."""
    first = text.find("\n")
    return "\r\n" if first > 0 and text[first - 1] == "\r" else "\n"


def _pair(statements: Sequence[Statement], path: Path) -> Statement | None:
    pairs = (one for one in statements if one.path == path and not one.is_header)
    return next(pairs, None)


def _new_key(text: str, statements: Sequence[Statement], path: Path, value: str) -> Splice:
    parent = path[:-1]
    holder = next(
        (
            one
            for length in range(len(path) - 1, 0, -1)
            for one in [_pair(statements, path[:length])]
            if one is not None
        ),
        None,
    )
    if holder is not None:
        return _into_inline(text, statements, holder, path, value)
    section = [one for one in statements if one.inside is None]
    pairs = [one for one in section if not one.is_header]
    own = [one for one in pairs if one.table == parent]
    if own or not parent:
        return _below(text, own, path[-1:], value) if own else _at_top(text, section, path, value)
    header = next((one for one in section if one.is_header and one.path == parent), None)
    if header is not None:
        return _below(text, [header], path[-1:], value)
    dotted = [one for one in pairs if one.path[:-1] == parent]
    if dotted:
        return _below(text, dotted, path[len(dotted[-1].table) :], value)
    return add_text(text, f"[{write_path(parent)}]\n{write_path(path[-1:])} = {value}")[0]


def _below(text: str, rows: Sequence[Statement], key: Path, value: str) -> Splice:
    """Return the line that goes below the last of these statements, indented as it is."""
    last = rows[-1]
    newline = newline_of(text)
    indent = "" if last.is_header else text[last.start : last.parts[0].start]
    line = f"{indent}{write_path(key)} = {value}{newline}"
    is_open = not text[: last.end].endswith("\n")
    return Splice(last.end, last.end, newline + line.removesuffix(newline) if is_open else line)


def _at_top(text: str, section: Sequence[Statement], path: Path, value: str) -> Splice:
    """Return the line above everything else, since no key of the top level is there yet."""
    newline = newline_of(text)
    gap = newline if section else ""
    return Splice(0, 0, f"{write_path(path)} = {value}{newline}{gap}")


def _into_inline(
    text: str, statements: Sequence[Statement], holder: Statement, path: Path, value: str
) -> Splice:
    """Return the pair that goes at the end of an inline table."""
    if text[holder.value_start] != "{":
        raise CannotEditError(say("repair.no_table", key=write_path(holder.path)))
    pair = f"{write_path(path[len(holder.path) :])} = {value}"
    inner = [one for one in statements if one.inside == holder.path]
    if not inner:
        return Splice(holder.value_start, holder.value_end, f"{{ {pair} }}")
    return Splice(inner[-1].value_end, inner[-1].value_end, f", {pair}")


def _split(
    statements: Sequence[Statement], chosen: Sequence[Statement]
) -> tuple[list[tuple[Statement, Statement]], list[Statement]]:
    """Return the first and last statement of each table that goes as a whole, and single pairs."""
    tables: list[tuple[Statement, Statement]] = []
    pairs: list[Statement] = []
    was_chosen = False
    for one in statements:
        if one.inside is not None:
            if one in chosen:
                pairs.append(one)
            continue
        if one in chosen and one.is_header:
            tables.append((one, one))
        elif one in chosen and was_chosen and tables and not pairs:
            tables[-1] = (tables[-1][0], one)
        elif one in chosen:
            pairs.append(one)
        was_chosen = one in chosen
    return tables, pairs


def _removal(text: str, one: Statement) -> Splice:
    """Return the removal of one pair: its lines, or its place in an inline table."""
    if one.inside is None:
        return Splice(one.start, one.end, "")
    after = _COMMA_AFTER.match(text, one.value_end)
    if after:
        return Splice(one.start, after.end(), "")
    before = _COMMA_BEFORE.search(text[: one.start])
    if before:
        return Splice(before.start(), one.value_end, "")
    # Between the braces nothing is left, no blank either.
    start = len(text[: one.start].rstrip(" \t"))
    return Splice(start, len(text) - len(text[one.value_end :].lstrip(" \t")), "")


def _after_blanks(text: str, at: int) -> int:
    """Return where the blank lines that begin here end."""
    found = _BLANK_LINES.match(text, at)
    return found.end() if found else at
