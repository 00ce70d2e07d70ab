"""Tells tables and lists apart in values that come from TOML or JSON, for the type checkers too."""

from __future__ import annotations

from typing import Any, TypeGuard


def is_table(value: object) -> TypeGuard[dict[str, Any]]:
    """Tell whether a value is a table; TOML and JSON keys are always strings."""
    return isinstance(value, dict)


def is_list(value: object) -> TypeGuard[list[Any]]:
    """Tell whether a value is a list."""
    return isinstance(value, list)


def lookup(table: object, path: tuple[str, ...]) -> Any:
    """Return the value at this path, None when there is none."""
    value: Any = table
    for part in path:
        if is_table(value):
            value = value.get(part)
        elif is_list(value) and part.isascii() and part.isdecimal() and int(part) < len(value):
            value = value[int(part)]
        else:
            return None
    return value
