"""How old versions of Codex send a conversation back as messages of a chat."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from codex_doctor.codex.versions import holds

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence


def as_messages(items: Sequence[Mapping[str, Any]], *, version: str) -> list[dict[str, Any]]:
    """Return the messages in which this version sends these items.

    Args:
        items: Items and tool outputs, in the order in which they came.
        version: Codex version.
    """
    ordered = [*_outputs_first(items)] if holds("chat_output_at_once", version) else [*items]
    is_joined = holds("chat_calls_joined", version)
    messages: list[dict[str, Any]] = []
    for index, item in enumerate(ordered):
        made = _message(item)
        if made is None:
            continue
        thought = _thought_beside(ordered, index)
        if is_joined and "tool_calls" in made and messages and "tool_calls" in messages[-1]:
            messages[-1]["tool_calls"] += made["tool_calls"]
        else:
            messages.append(made)
        if thought:
            messages[-1]["reasoning"] = thought
    return messages


def _outputs_first(items: Sequence[Mapping[str, Any]]) -> Iterator[Mapping[str, Any]]:
    """Yield each output right behind its call, before the text that came with the call."""
    outputs = [item for item in items if item["type"] == "function_call_output"]
    for item in items:
        if item["type"] != "function_call_output":
            yield item
        if item["type"] == "function_call":
            yield from (one for one in outputs if one["call_id"] == item["call_id"])


def _message(item: Mapping[str, Any]) -> dict[str, Any] | None:
    match item["type"]:
        case "function_call":
            function = {"name": item["name"], "arguments": item["arguments"]}
            call = {"id": item["call_id"], "type": "function", "function": function}
            return {"role": "assistant", "content": None, "tool_calls": [call]}
        case "function_call_output":
            return {"role": "tool", "tool_call_id": item["call_id"], "content": item["output"]}
        case "message":
            text = "".join(part["text"] for part in item["content"])
            return {"role": item["role"], "content": text}
        case _:
            return None


def _thought_beside(items: Sequence[Mapping[str, Any]], index: int) -> str:
    """Return the reasoning that goes with an item: behind a text, else before text or call."""
    thought = ""
    is_answer = _is_answer(items[index])
    if not (is_answer or items[index]["type"] == "function_call"):
        return ""
    if index and items[index - 1]["type"] == "reasoning":
        taken = index > 1 and _is_answer(items[index - 2])
        thought = "" if taken else _thought(items[index - 1])
    if is_answer and index + 1 < len(items) and items[index + 1]["type"] == "reasoning":
        thought += _thought(items[index + 1])
    return thought


def _is_answer(item: Mapping[str, Any]) -> bool:
    return (item["type"], item.get("role")) == ("message", "assistant")


def _thought(item: Mapping[str, Any]) -> str:
    return "".join(part["text"] for part in item["content"])
