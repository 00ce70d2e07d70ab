"""Whether Codex can read the final object of a turn (measured with 0.169.0).

If it cannot, the finished turn is thrown away. Members are read in the order in which they
stand, then the missing ones are named: the parser's words follow that order.
"""

from __future__ import annotations

from typing import Any

from codex_doctor.codex.wire.items import what_is
from codex_doctor.codex.wire.serde import integer_error, type_error
from codex_doctor.values import is_list, is_table
from codex_doctor.words.told import Told

_RESPONSE = "struct ResponseCompleted"
_USAGE = "struct ResponseCompletedUsage"
_SIZES = {_RESPONSE: "4 elements", _USAGE: "6 elements"}
_NUMBERS = ("input_tokens", "output_tokens", "total_tokens")
# Details: the parser's name, its number, and one that may be missing.
_DETAILS = {
    "input_tokens_details": ("Input", "cached_tokens", "cache_write_tokens", "2 elements"),
    "output_tokens_details": ("Output", "reasoning_tokens", "", "1 element"),
}


def final_error(response: Any) -> tuple[str, Told, str] | None:
    """Return why Codex cannot read this final object, None when it can.

    Returns:
        The member (`response`, `id`, `end_turn` or `usage`), what is wrong with it, and the
        parser's words.
    """
    if not is_table(response):
        words = _no_struct(response, _RESPONSE)
        return "response", what_is({"response": response}, "response"), words
    for name, value in response.items():
        if name == "id" and not isinstance(value, str):
            return "id", Told("flaw.no_string", {"member": "id"}), type_error(value, "a string")
        if name == "end_turn" and not isinstance(value, bool | None):
            return name, what_is(response, name), type_error(value, "a boolean")
        if name == "usage" and value is not None:
            found = _usage_error(value)
            if found:
                return "usage", *found
    if "id" not in response:
        return "id", Told("flaw.field_missing", {"member": "id"}), "missing field `id`"
    return None


def _usage_error(usage: Any) -> tuple[Told, str] | None:
    if not is_table(usage):
        return Told("flaw.no_object", {"member": "usage"}), _no_struct(usage, _USAGE)
    for name, value in usage.items():
        if name in _NUMBERS and integer_error(value):
            return what_is(usage, name, member=f"usage.{name}"), integer_error(value)
        if name in _DETAILS and value is not None:
            found = _details_error(name, value)
            if found:
                return found
    gone = next((name for name in _NUMBERS if name not in usage), "")
    if not gone:
        return None
    return Told("flaw.missing", {"member": f"usage.{gone}"}), f"missing field `{gone}`"


def _details_error(name: str, details: Any) -> tuple[Told, str] | None:
    kind, needed, other, size = _DETAILS[name]
    missing = Told("flaw.missing", {"member": f"usage.{name}.{needed}"})
    if not is_table(details):
        struct = f"struct ResponseCompleted{kind}TokensDetails"
        return missing, _no_struct(details, struct, size)
    for key, value in details.items():
        if key in {needed, other} and integer_error(value):
            return what_is(details, key, member=f"usage.{name}.{key}"), integer_error(value)
    if needed not in details:
        return missing, f"missing field `{needed}`"
    return None


def _no_struct(value: Any, struct: str, size: str = "") -> str:
    if is_list(value):
        return f"invalid length {len(value)}, expected {struct} with {size or _SIZES[struct]}"
    return type_error(value, struct)
