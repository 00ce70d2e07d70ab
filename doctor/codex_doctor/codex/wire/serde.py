"""What Codex's JSON parser takes, and what it says when it does not (measured with 0.169.0).

Python's parser takes more: NaN, half surrogate pairs, a member twice. Where that decides over an
event, the difference is looked at here.
"""

from __future__ import annotations

import json
import math
import re
from typing import Any

from codex_doctor.patterns import Regex
from codex_doctor.values import is_list, is_table, leaves

# serde_json's recursion limit, less the event itself.
MAX_DEPTH = 126
_I64_MIN, _I64_MAX = -(2**63), 2**63 - 1
_U64_MAX, _I128_MIN, _U128_MAX = 2**64 - 1, -(2**127), 2**128 - 1
# Of a longer number these characters too are beyond any fraction; Python refuses to read all of it.
_NUMBER_READ = 400
# A text without one of them has no whole number beyond 64 bits, and no number beyond any fraction.
_WIDE = Regex(r"[0-9][0-9]{18}")
# What every sixth character of so many digits holds: quick to look for.
_SOME_DIGITS = Regex(r"[0-9][0-9]{2}")
_VAST = Regex(r"[0-9](?:[eE]\+?[0-9][0-9]|[0-9]{299})")
# Members of the event that Codex reads, with their type; others may hold anything, even twice.
_STRINGS = ("delta", "text", "item_id", "call_id")
_NUMBERS = ("summary_index", "content_index")
EVENT_MEMBERS = frozenset({"type", "response", "item", *_STRINGS, *_NUMBERS})


def load_event(data: str) -> Any:
    """Return the JSON value in an event's data, None when Codex's parser would refuse it."""
    try:
        return _PLAIN.decode(data)
    except (ValueError, RecursionError):
        return _loaded_slowly(data)


def load_once(data: str, *, names: frozenset[str] = EVENT_MEMBERS) -> Any:
    """Return a JSON value that matters: None too when one of these members is there twice."""
    tables: list[list[tuple[str, Any]]] = [[]]

    def keep(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
        tables[0] = pairs
        return dict(pairs)

    try:
        value = json.loads(data, parse_constant=_refuse, parse_int=_integer, object_pairs_hook=keep)
    except (ValueError, RecursionError):
        return None
    # The outermost table is the last one that ends.
    found = [name for name, _ in tables[0] if name in names]
    return value if len(found) == len(set(found)) else None


def load_value(data: str) -> Any:
    """Return a JSON value of which all is read, None when Codex's parser would refuse it."""
    value = load_event(data)
    if "\\u" in data and not _is_unicode(value):
        return None
    if _VAST.search(data) and not _is_finite(value):
        return None
    may_be_deep = data.count("[") + data.count("{") > MAX_DEPTH
    is_deep = may_be_deep and any(map(_is_deep, _members(value) if _nested([value]) else ()))
    return None if is_deep else value


def is_readable(event: dict[str, Any], data: str, *, keeps_digits: bool) -> bool:
    """Tell whether Codex can read the members of an event that it acts on.

    Args:
        event: The event.
        data: Its text.
        keeps_digits: Whether a number is kept as it is written, of whatever size.
    """
    if any(not isinstance(event.get(name), str | None) for name in _STRINGS):
        return False
    if any(event.get(name) is not None and integer_error(event[name]) for name in _NUMBERS):
        return False
    kept = (event.get("response"), event.get("item"))
    if "\\u" in data and not all(map(_is_unicode, kept)):
        return False
    if not keeps_digits and _VAST.search(data) and not all(map(_is_finite, kept)):
        return False
    may_be_deep = data.count("[") + data.count("{") > MAX_DEPTH
    return not (may_be_deep and any(map(_is_deep, kept)))


def has_wide_number(item: dict[str, Any], data: str) -> bool:
    """Tell whether a whole number of more than 64 and at most 128 bits stands in an item.

    A Codex that keeps digits reads an item into something that has no place for such a number,
    while a longer one stays a text.
    """
    may_hold_one = _SOME_DIGITS.search(data[::6]) and _WIDE.search(data)
    return bool(may_hold_one) and any(
        isinstance(number := holder[path[-1]], int)
        and (_U64_MAX < number <= _U128_MAX or _I128_MIN <= number < _I64_MIN)
        for path, holder in leaves(item)
    )


def type_error(value: object, expected: str) -> str:
    """Return the parser's words for a value of another type than it wants."""
    if value is None:
        found = "null"
    elif isinstance(value, bool):
        found = f"boolean `{'true' if value else 'false'}`"
    elif isinstance(value, str):
        quoted = json.dumps(value[:80], ensure_ascii=False)
        found = "string " + re.sub(r"\\u0*([0-9a-f]+)", r"\\u{\1}", quoted)
    elif isinstance(value, int | float):
        found = "number"
    else:
        found = "map" if is_table(value) else "sequence"
    return f"invalid type: {found}, expected {expected}"


def integer_error(value: object) -> str:
    """Return the parser's words if this is no 64-bit integer, "" if it is."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return type_error(value, "i64")
    fits = isinstance(value, int) and _I64_MIN <= value <= _I64_MAX
    return "" if fits else "invalid number"


def _refuse(constant: str) -> None:
    raise ValueError(constant)


# One decoder for all events: to make one takes longer than to read most events.
_PLAIN = json.JSONDecoder(parse_constant=_refuse)


def _loaded_slowly(data: str) -> Any:
    try:
        return json.loads(data, parse_constant=_refuse, parse_int=_integer)
    except (ValueError, RecursionError):
        return None


def _integer(digits: str) -> int:
    return int(digits[:_NUMBER_READ])


def _is_finite(value: object) -> bool:
    """Tell whether every number in a value fits into a fraction."""
    numbers = (holder[path[-1]] for path, holder in leaves({"": value}))
    try:
        return all(math.isfinite(one) for one in numbers if isinstance(one, int | float))
    except OverflowError:
        return False


def _is_unicode(value: object) -> bool:
    try:
        json.dumps(value, ensure_ascii=False).encode()
    except (UnicodeEncodeError, RecursionError):
        return False
    return True


def _is_deep(value: object) -> bool:
    level = _nested([value])
    for _ in range(MAX_DEPTH):
        level = _nested([inner for one in level for inner in _members(one)])
    return bool(level)


def _nested(values: list[Any]) -> list[Any]:
    return [one for one in values if is_table(one) or is_list(one)]


def _members(value: Any) -> list[Any]:
    return list(value.values()) if is_table(value) else value
