"""Tells tables and lists apart in values that come from TOML or JSON, for the type checkers too."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeGuard

if TYPE_CHECKING:
    from collections.abc import Iterator


def is_table(value: object) -> TypeGuard[dict[str, Any]]:
    """Tell whether a value is a table; TOML and JSON keys are always strings."""
    return isinstance(value, dict)


def is_list(value: object) -> TypeGuard[list[Any]]:
    """Tell whether a value is a list."""
    return isinstance(value, list)


def leaves(table: dict[str, Any]) -> Iterator[tuple[list[Any], Any]]:
    """Yield what is neither table nor list, with its path and what holds it.

    The path is one list, which changes with each step: keys, and the numbers of entries. The last
    of it is where the value stands in what holds it, and may be replaced there.
    """
    path: list[Any] = []
    walks: list[tuple[Iterator[Any], Any]] = [(iter(table), table)]
    while walks:
        keys, holder = walks[-1]
        for key in keys:
            value = holder[key]
            path.append(key)
            if is_table(value):
                walks.append((iter(value), value))
                break
            if is_list(value):
                walks.append((iter(range(len(value))), value))
                break
            yield path, holder
            path.pop()
        else:
            walks.pop()
            del path[-1:]


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


def exception_words(exc: BaseException) -> str:
    """Return the name of an exception and what it says; it may fail when it is asked for that."""
    # Late: few runs have one.
    from traceback import TracebackException

    words = "".join(TracebackException(type(exc), exc, None).format_exception_only())
    return words.strip().removeprefix(f"{type(exc).__module__}.")
