"""Writes values as TOML: what a mended file or a better value of a key has to say; reads one."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING, Any

import tomli

from codex_doctor.patterns import Regex
from codex_doctor.values import is_list, is_table

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

_BARE = Regex(r"[A-Za-z0-9_-]+")


def read_value(text: str) -> object:
    """Return the value that JSON or TOML has as this text, None where it is neither."""
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        pass
    return read_toml_value(text)


def read_toml_value(text: str) -> Any:
    """Return the value that TOML has as this text, None where it is none."""
    table = read_table(f"_ = {text}")
    return table["_"] if table else None


def read_table(text: str) -> dict[str, Any] | None:
    """Return what a text says, None when it is no TOML."""
    try:
        return tomli.loads(text)
    except (ValueError, RecursionError):
        return None


def write_value(value: object) -> str:
    """Return a value in one line of TOML."""
    if isinstance(value, bool):
        return str(value).lower()
    if is_list(value):
        return f"[{', '.join(map(write_value, value))}]"
    if is_table(value):
        pairs = ", ".join(f"{write_key(key)} = {write_value(one)}" for key, one in value.items())
        return f"{{ {pairs} }}" if pairs else "{}"
    return write_text(value) if isinstance(value, str) else str(value)


def write_text(text: str) -> str:
    """Return a text as a basic string of TOML."""
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return '"' + re.sub(r"[\x00-\x1f\x7f]", lambda one: f"\\u{ord(one[0]):04x}", escaped) + '"'


def write_key(name: str) -> str:
    """Return a part of a key, in quotes where it needs them."""
    return name if _BARE.fullmatch(name) else write_text(name)


def write_path(path: Iterable[str]) -> str:
    """Return a dotted key, each part in quotes where it needs them."""
    return ".".join(map(write_key, path))


def write_table(table: Mapping[str, Any], path: tuple[str, ...] = ()) -> Iterator[str]:
    """Yield the lines of a table: its own values, then the tables in it with their headers."""
    own = {key: value for key, value in table.items() if not is_table(value) and value is not None}
    if path and own:
        yield f"[{write_path(path)}]"
    yield from (f"{write_key(key)} = {write_value(value)}" for key, value in own.items())
    for key, value in table.items():
        if is_table(value):
            yield from write_table(value, (*path, key))
