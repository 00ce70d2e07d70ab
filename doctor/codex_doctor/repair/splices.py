"""Pieces of a TOML text that are replaced, and what the new text must say.

It is read again: what it says is what the old one said with that change, or there is no change at
all. Which pieces they are is the business of `toml_edits`.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import tomli
from msgspec import Struct

from codex_doctor.codex.files.toml_values import write_key, write_path
from codex_doctor.values import is_list, is_table
from codex_doctor.words.sentence import say

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from codex_doctor.repair.statements import Path


class CannotEditError(Exception):
    """The text cannot be changed in this way; its message says why, in a few words."""


class Splice(Struct, frozen=True):
    """A piece of a text, by its characters from `start` to `end`, and what stands there instead."""

    start: int
    end: int
    new: str


def apply_splices(text: str, splices: Sequence[Splice]) -> str:
    """Return the text with every piece replaced; pieces do not overlap."""
    for one in sorted(splices, key=lambda one: (one.start, one.end), reverse=True):
        text = text[: one.start] + one.new + text[one.end :]
    return text


def checked(
    text: str,
    splices: tuple[Splice, ...],
    change: Callable[[dict[str, Any]], None],
    holder: Path = (),
) -> tuple[Splice, ...]:
    """Return the pieces, of which the new text is read again.

    Args:
        text: TOML that parses.
        splices: What is replaced.
        change: Makes of the table that the text is the one that it has to become.
        holder: A table that is there afterwards, be it empty.

    Raises:
        CannotEditError: The new text does not parse, or says something else.
    """
    try:
        wanted = tomli.loads(text)
        change(wanted)
        became = tomli.loads(apply_splices(text, splices))
        _enter(became, holder)
    except tomli.TOMLDecodeError as exc:
        raise CannotEditError(say("repair.in_the_way")) from exc
    if _canonical(became) != _canonical(wanted):
        raise CannotEditError(say("repair.in_the_way"))
    return splices


def _canonical(table: dict[str, Any]) -> str:
    """Return a text that is the same for tables that say the same; 1, 1.0 and true differ."""
    return json.dumps(table, sort_keys=True, default=repr)


def _enter(table: Any, path: Path) -> Any:
    """Return the table at a path, made where it is missing."""
    for part in path:
        if is_list(table):
            table = table[int(part)] if part.isdecimal() and int(part) < len(table) else None
        else:
            table = table.setdefault(part, {}) if is_table(table) else None
    return table


def put(table: dict[str, Any], path: Path, value: Any) -> None:
    """Give a key a value.

    Raises:
        CannotEditError: Something on the way to it is no table.
    """
    holder = _enter(table, path[:-1])
    if not is_table(holder):
        raise CannotEditError(say("repair.no_table", key=write_path(path[:-1])))
    holder[path[-1]] = value


def drop(table: dict[str, Any], path: Path) -> None:
    """Remove a key, or an element of a list."""
    holder = _enter(table, path[:-1])
    if is_list(holder):
        del holder[int(path[-1])]
    else:
        del holder[path[-1]]


def move(table: dict[str, Any], path: Path, names: Path) -> None:
    """Give the last part of a path another name, below the tables that stand before it.

    Raises:
        CannotEditError: That name is there already.
    """
    holder = _enter(table, path[:-1])
    value = holder.pop(path[-1])
    for name in names[:-1]:
        holder = holder.setdefault(name, {})
    if names[-1] in holder:
        raise CannotEditError(say("repair.there", key=write_path((*path[:-1], *names))))
    holder[names[-1]] = value


def merge(table: dict[str, Any], other: dict[str, Any]) -> None:
    """Add what another table has.

    Raises:
        CannotEditError: One of its keys is there already.
    """
    for key, value in other.items():
        if is_table(value) and is_table(table.get(key)):
            merge(table[key], value)
        elif key in table:
            raise CannotEditError(say("repair.there", key=write_key(key)))
        else:
            table[key] = value
