"""Whether Codex takes a value for a key, and what it wants there in people's words."""

from __future__ import annotations

from typing import TYPE_CHECKING

from codex_doctor.codex.config import schema
from codex_doctor.codex.config.types import I64
from codex_doctor.values import is_list, is_table
from codex_doctor.words.told import Told

if TYPE_CHECKING:
    from collections.abc import Iterator

    from codex_doctor.codex.config.types import Kinds
    from codex_doctor.words.told import Words


def wanted(kinds: Kinds, value: object) -> Words:
    """Return what is wanted in place of this value, "" when it is taken."""
    return "" if takes(kinds, value) else schema.either(_named(kinds, value))


def takes(kinds: Kinds, value: object) -> bool:
    """Tell whether Codex takes a value for a key of these kinds."""
    if value is None:
        return kinds.null
    if isinstance(value, bool) or kinds.gone:
        return kinds.flag
    if isinstance(value, int):
        low, high = kinds.whole or (0, -1)
        return low <= value <= high
    if isinstance(value, float):
        return kinds.number is not None and (not value < kinds.number)
    if isinstance(value, str):
        return kinds.text == "any" or value in kinds.choices or bool(kinds.text and value)
    if is_list(value):
        return kinds.many or (bool(kinds.order) and len(value) <= len(kinds.order))
    one_of = {*kinds.choices, *kinds.variants}
    return kinds.table or (is_table(value) and len(value) == 1 and set(value) <= one_of)


def _named(kinds: Kinds, value: object) -> Iterator[Words]:
    """Yield the kinds as people name them."""
    if kinds.gone:
        yield Told("type.no_such_key_now")
    if kinds.text:
        yield schema.STRING if kinds.text == "any" else Told("type.filled_string")
    yield from (f'"{one}"' for one in kinds.choices)
    yield from (Told("type.table_with", {"keys": (one,)}) for one in kinds.variants)
    if kinds.flag:
        yield schema.BOOLEAN
    if kinds.whole:
        yield _named_range(*kinds.whole) if type(value) is int else schema.INTEGER
    if kinds.number is not None:
        yield Told("type.number_from_0" if isinstance(value, float) else "type.number")
    if kinds.many:
        yield schema.LIST
    if kinds.table:
        yield schema.TABLE


def _named_range(low: int, high: int) -> Told:
    if low == I64[0]:
        return Told("type.integer_to", {"high": high})
    if high == I64[1]:
        return Told("type.integer_from", {"low": low})
    return Told("type.integer_between", {"low": low, "high": high})
