"""Writes a table as TOML text: for the file that replaces a table of another file."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from codex_doctor.codex.config.layers import dotted
from codex_doctor.values import is_list, is_table

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\t": "\\t", "\r": "\\r"}


def write_table(table: Mapping[str, Any]) -> str:
    """Return the lines of a table, its inner tables below their headers; no line feed at the end.

    Dates stand in quotes: they are texts to Codex.
    """
    return "\n".join(_lines(table, ()))


def _lines(table: Mapping[str, Any], path: tuple[str, ...]) -> Iterator[str]:
    plain = [(key, value) for key, value in table.items() if not is_table(value)]
    if path and (plain or not table):
        yield f"[{'.'.join(map(_key, path))}]"
    for key, value in plain:
        yield f"{_key(key)} = {_value(value)}"
    for key, value in table.items():
        if is_table(value):
            inner = list(_lines(value, (*path, key)))
            if plain or path:
                yield ""
            yield from inner


def _value(value: object) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, int | float):
        return repr(value)
    if is_list(value):
        return f"[{', '.join(_value(one) for one in value)}]"
    if is_table(value):
        pairs = (f"{_key(key)} = {_value(one)}" for key, one in value.items())
        return f"{{ {', '.join(pairs)} }}"
    return f'"{"".join(_escape(character) for character in str(value))}"'


def _key(key: str) -> str:
    return key if key and dotted((key,)) == key else _value(key)


def _escape(character: str) -> str:
    if character in _ESCAPES:
        return _ESCAPES[character]
    return character if character.isprintable() else f"\\U{ord(character):08x}"
