"""What Codex answers to a tool call: its output, or why the call cannot be run.

The doctor never executes a call. It answers as Codex would (0.169.0), so that the endpoint sees
the request that it would get from Codex.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from codex_doctor.codex.values import is_table
from codex_doctor.codex.wire.request import ECHO, dialect_for, function_names

if TYPE_CHECKING:
    from codex_doctor.facts import ToolCall


def answer_to(call: ToolCall, *, model: str) -> str:
    """Return the text that goes back as the call's output."""
    flaw = call_flaw(call, model=model)
    if not flaw:
        return ECHO
    name = flaw.partition(":")[0]
    if name == "name":
        return f"unsupported call: {call.name}"
    return f"failed to parse function arguments: {flaw.partition(': ')[2]}"


def call_flaw(call: ToolCall, *, model: str) -> str:
    """Return why Codex cannot run this call: `name: ...`, `arguments: ...`, or ""."""
    if call.name not in function_names(model):
        return f"name: {call.name}"
    is_custom = call.kind == "custom_tool_call"
    if call.name == "exec_command" and not is_custom:
        return _command_flaw(call.arguments)
    if dialect_for(model) != "lite" and is_custom and call.name != "apply_patch":
        return f"name: {call.name} called as a custom tool"
    return ""


def _command_flaw(arguments: str) -> str:
    try:
        table = json.loads(arguments)
    except (ValueError, RecursionError) as exc:
        return f"arguments: {exc}"
    if not is_table(table):
        return f"arguments: {type(table).__name__} instead of an object"
    if not isinstance(table.get("cmd"), str):
        return "arguments: cmd is missing or not a string"
    return ""
