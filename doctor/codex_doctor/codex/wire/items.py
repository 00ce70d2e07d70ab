"""Which output items Codex can read, what it takes from them, and how it sends them back.

Measured with Codex 0.169.0: an item that does not parse is dropped in silence.
"""

from __future__ import annotations

import json
import uuid
from typing import TYPE_CHECKING, Any

from codex_doctor.facts import ToolCall
from codex_doctor.values import is_list, is_table
from codex_doctor.words.told import Told

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from codex_doctor.words.told import Words

# Looked for in tuples: a list or an object, which may stand anywhere, is in no set.
_TEXT_PARTS = ("input_text", "output_text")
_DETAILS = ("auto", "low", "high", "original")
_PHASES = ("commentary", "final_answer")
_CALL_FIELDS = {
    "function_call": ("name", "arguments", "call_id"),
    "custom_tool_call": ("call_id", "name", "input"),
}
# Members that must be strings where they are there at all.
_OPTIONAL = {
    "message": ("status",),
    "function_call": ("status", "namespace"),
    "custom_tool_call": ("status", "namespace"),
    "reasoning": ("encrypted_content",),
    "web_search_call": ("status",),
}
LOCAL_SHELL = "local_shell_call"
_NEEDED = {
    LOCAL_SHELL: ("action", "status"),
    "image_generation_call": ("result", "status"),
    "tool_search_call": ("arguments", "execution"),
    "compaction": ("encrypted_content",),
    "compaction_summary": ("encrypted_content",),
    "agent_message": ("author", "content", "recipient"),
}
_PASSED_ON = "internal_chat_message_metadata_passthrough"
_OTHER_TYPES = frozenset({"web_search_call", "context_compaction", "additional_tools"})
# What Codex repeats of an item in later requests; members that it does not know are left out.
_REPEATED = {
    "message": ("type", "id", "status", "role", "content", "phase"),
    "function_call": ("type", "id", "status", "name", "namespace", "arguments", "call_id"),
    "custom_tool_call": ("type", "id", "status", "call_id", "name", "namespace", "input"),
    "reasoning": ("type", "id", "summary", "content", "encrypted_content"),
}
_TYPES: dict[type, str] = {
    bool: "flaw.boolean",
    str: "flaw.string",
    float: "flaw.fraction",
    dict: "flaw.object",
}
_OTHER_TYPE = "flaw.other_type"
_PREFIXES = {
    "message": "msg",
    "function_call": "fc",
    "custom_tool_call": "ctc",
    "reasoning": "rs",
}
_PART_FIELDS = ("type", "text", "annotations", "logprobs", "image_url", "file_id", "detail")


def flaw_of(item: Any) -> Words:
    """Return why Codex drops this output item, "" when it takes it."""
    if not is_table(item) or not isinstance(item.get("type"), str):
        return Told("flaw.item_untyped")
    if not isinstance(item.get("id"), str | None):
        return Told("flaw.no_string", {"member": "id"})
    kind = item["type"]
    odd = [name for name in _OPTIONAL.get(kind, ()) if not isinstance(item.get(name), str | None)]
    if odd:
        return what_is(item, odd[0], member=f"{kind}.{odd[0]}")
    passed_on = item.get(_PASSED_ON)
    if not (passed_on is None or is_table(passed_on)):
        return what_is(item, _PASSED_ON, member=f"{kind}.{_PASSED_ON}")
    if kind in _CALL_FIELDS:
        bad = [name for name in _CALL_FIELDS[kind] if not isinstance(item.get(name), str)]
        return what_is(item, bad[0], member=f"{kind}.{bad[0]}") if bad else ""
    judge = _JUDGES.get(kind, _other_flaw)
    return judge(item)


def text_of(item: dict[str, Any]) -> str:
    """Return the text of an assistant message, "" for anything else."""
    if item["type"] != "message" or item["role"] != "assistant":
        return ""
    return "".join(part["text"] for part in item["content"] if part["type"] in _TEXT_PARTS)


def call_of(item: dict[str, Any], *, runs_local_shell: bool) -> ToolCall | None:
    """Return the tool call in this item, if it is one to this version."""
    kind = item["type"]
    if kind == LOCAL_SHELL and runs_local_shell and isinstance(item.get("call_id"), str):
        text = json.dumps(item["action"])
        return ToolCall(
            kind=kind, name="local_shell", call_id=item["call_id"], arguments=text, item=item
        )
    if kind not in _CALL_FIELDS:
        return None
    text = item["arguments"] if kind == "function_call" else item["input"]
    return ToolCall(
        kind=kind, name=item["name"], call_id=item["call_id"], arguments=text, item=item
    )


def repeated(item: Mapping[str, Any]) -> dict[str, Any]:
    """Return an item that Codex took, as it sends it back in later requests."""
    names = _REPEATED.get(item["type"], tuple(item))
    kept = {name: item[name] for name in names if item.get(name) is not None}
    prefix, _, rest = kept.get("id", "").partition("_")
    if not kept.get("id") and item["type"] in _PREFIXES:
        kept["id"] = f"{_PREFIXES[item['type']]}_{uuid.uuid4()}"
    elif not (prefix and rest):
        kept.pop("id", None)  # an id without a prefix (`msg_1` has one) is not sent back
    if item["type"] == "message":
        kept["content"] = [
            {name: part[name] for name in _PART_FIELDS if part.get(name) is not None}
            for part in item["content"]
        ]
    if item["type"] == "reasoning":
        kept = {"content": None, "encrypted_content": None} | kept
    return kept


def what_is(table: Any, name: str, *, member: str = "") -> Told:
    """Return what is wrong with a member: missing, or of another type.

    Args:
        table: What should have it.
        name: Its name.
        member: What people call it, where that is not the name alone.
    """
    return Told(_template(table, name), {"member": member or name})


def _template(table: Any, name: str) -> str:
    if not is_table(table) or name not in table:
        return "flaw.missing"
    value: object = table[name]
    if value is None:
        return "flaw.null"
    return next((one for kind, one in _TYPES.items() if isinstance(value, kind)), _OTHER_TYPE)


def _message_flaw(item: dict[str, Any]) -> Words:
    if not isinstance(item.get("role"), str):
        return what_is(item, "role", member="message.role")
    content = item.get("content")
    if not is_list(content):
        return what_is(item, "content", member="message.content")
    for part in content:
        kind = part.get("type") if is_table(part) else None
        if not (is_table(part) and _is_part(kind, part)):
            return Told("flaw.content_part", {"kind": repr(kind)})
    if item.get("phase") is not None and item["phase"] not in _PHASES:
        return Told("flaw.unknown", {"member": "message.phase"})
    return ""


def _is_part(kind: Any, part: dict[str, Any]) -> bool:
    if kind in _TEXT_PARTS:
        marks = (part.get("annotations"), part.get("logprobs"))
        plain = kind == "input_text" or all(mark is None or is_list(mark) for mark in marks)
        return plain and isinstance(part.get("text"), str)
    if kind == "input_image":
        names = [part[name] for name in ("image_url", "file_id") if name in part]
        known = part.get("detail") is None or part["detail"] in _DETAILS
        return known and bool(names) and all(isinstance(name, str) for name in names)
    return kind == "input_audio" and isinstance(part.get("audio_url"), str)


def _reasoning_flaw(item: dict[str, Any]) -> Words:
    wanted = {"summary": ("summary_text",), "content": ("reasoning_text", "text")}
    for name, kinds in wanted.items():
        parts = item.get(name)
        if parts is None and name == "content":
            continue
        if not is_list(parts):
            return what_is(item, name, member=f"reasoning.{name}")
        for part in parts:
            if not (is_table(part) and part.get("type") in kinds and _is_text(part)):
                return what_is(part, "type", member=f"reasoning.{name} part")
    return ""


def _is_text(part: dict[str, Any]) -> bool:
    return isinstance(part.get("text"), str)


def _other_flaw(item: dict[str, Any]) -> Words:
    kind = item["type"]
    if kind in {"tool_call", "tool_use"} or "tool_calls" in item or "function" in item:
        return Told("flaw.call_of_other_api", {"kind": kind})
    if kind in _NEEDED:
        bad = [name for name in _NEEDED[kind] if item.get(name) is None]
        return what_is(item, bad[0], member=f"{kind}.{bad[0]}") if bad else ""
    if kind == "web_search_call" and not (item.get("action") is None or is_table(item["action"])):
        return what_is(item, "action", member=f"{kind}.action")
    return "" if kind in _OTHER_TYPES else Told("flaw.item_unknown", {"kind": kind})


_JUDGES: dict[str, Callable[[dict[str, Any]], Words]] = {
    "message": _message_flaw,
    "reasoning": _reasoning_flaw,
}
