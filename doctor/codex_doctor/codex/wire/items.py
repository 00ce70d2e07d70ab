"""Which output items and final objects Codex can read, and what it takes from them.

Measured with Codex 0.169.0: an item that does not parse is dropped in silence, a final object
that does not parse throws the finished turn away.
"""

from __future__ import annotations

from typing import Any

from codex_doctor.codex.values import is_list, is_table
from codex_doctor.facts import Flaw, ToolCall

_TEXT_PARTS = frozenset({"input_text", "output_text"})
_NUMBERS = ("input_tokens", "output_tokens", "total_tokens")
_DETAILS = {"input_tokens_details": "cached_tokens", "output_tokens_details": "reasoning_tokens"}
_CALL_FIELDS = {
    "function_call": ("name", "arguments", "call_id"),
    "custom_tool_call": ("call_id", "name", "input"),
}


def flaw_of(item: Any) -> str:
    """Return why Codex drops this output item, "" when it takes it."""
    if not is_table(item) or not isinstance(item.get("type"), str):
        return "an item without a type"
    if item.get("id") is not None and not isinstance(item["id"], str):
        return "id is not a string"
    kind = item["type"]
    if kind == "message":
        return _message_flaw(item)
    if kind in _CALL_FIELDS:
        bad = [name for name in _CALL_FIELDS[kind] if not isinstance(item.get(name), str)]
        return f"{kind}.{bad[0]} {_what(item, bad[0])}" if bad else ""
    if kind in {"tool_call", "tool_use"} or "tool_calls" in item or "function" in item:
        return f"item type {kind} is a tool call of another API"
    return ""


def text_of(item: dict[str, Any]) -> str:
    """Return the text of an assistant message, "" for anything else."""
    if item["type"] != "message" or item["role"] != "assistant":
        return ""
    return "".join(part["text"] for part in item["content"] if part["type"] in _TEXT_PARTS)


def call_of(item: dict[str, Any]) -> ToolCall | None:
    """Return the tool call in this item, if it is one."""
    kind = item["type"]
    if kind not in _CALL_FIELDS:
        return None
    text = item["arguments"] if kind == "function_call" else item["input"]
    return ToolCall(
        kind=kind, name=item["name"], call_id=item["call_id"], arguments=text, item=item
    )


def completed_error(response: dict[str, Any]) -> Flaw | None:
    """Return why Codex cannot read this final object (`id`, or `usage`), None when it can."""
    if not isinstance(response.get("id"), str):
        detail = "missing field `id`" if "id" not in response else "id is not a string"
        return Flaw("id", detail)
    usage = response.get("usage")
    if usage is None:
        return None
    if not is_table(usage):
        return Flaw("usage", "usage is not an object")
    for name in _NUMBERS:
        if not _is_integer(usage.get(name)):
            return Flaw("usage", f"usage.{name} {_what(usage, name)}")
    for name, inner in _DETAILS.items():
        details = usage.get(name)
        if details is not None and not (is_table(details) and _is_integer(details.get(inner))):
            return Flaw("usage", f"usage.{name}.{inner} {_what(details, inner)}")
    return None


def _message_flaw(item: dict[str, Any]) -> str:
    if not isinstance(item.get("role"), str):
        return f"message.role {_what(item, 'role')}"
    content = item.get("content")
    if not is_list(content):
        return f"message.content {_what(item, 'content')}"
    for part in content:
        kind = part.get("type") if is_table(part) else None
        if kind in _TEXT_PARTS and isinstance(part.get("text"), str):
            continue
        if kind == "input_image" and isinstance(part.get("image_url"), str):
            continue
        return f"message.content part of type {kind!r}"
    return ""


def _what(table: Any, name: str) -> str:
    """Say what is wrong with a member: missing, or of another type."""
    if not is_table(table) or name not in table:
        return "is missing"
    value: object = table[name]
    if value is None:
        return "is null"
    kinds = {bool: "a boolean", str: "a string", float: "a fraction", dict: "an object"}
    found = next((words for kind, words in kinds.items() if isinstance(value, kind)), "")
    return f"is {found or 'of another type'}"


def _is_integer(value: Any) -> bool:
    return isinstance(value, int) and not isinstance(value, bool)
