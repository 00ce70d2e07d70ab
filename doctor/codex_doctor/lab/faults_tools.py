"""Faults of the tool call and of the request that carries its output."""

from __future__ import annotations

import json
from typing import Any, Final

from msgspec.structs import replace

from codex_doctor.lab import replies
from codex_doctor.lab.endpoint import LabEndpoint, call_tool, error, outputs, shell_call
from codex_doctor.lab.fault import Fault
from codex_doctor.lab.replies import ARGUMENTS, Events
from codex_doctor.lab.wire import Ending, Json, Reply

_TEXT_CALL: Final = (
    f'<tool_call>\n{{"name": "exec_command", "arguments": {ARGUMENTS}}}\n</tool_call>'
)
_CHAT_CALL: Final = {
    "id": "call_lab_1",
    "type": "function",
    "function": {"name": "exec_command", "arguments": ARGUMENTS},
}


def _says(text: str) -> LabEndpoint:
    return LabEndpoint(call=lambda _: replies.turn(replies.message(text)))


def _calls(**changes: Any) -> LabEndpoint:
    return LabEndpoint(call=lambda body: replies.turn(shell_call(body, **changes)))


def _chat_tool_calls(_: Json) -> Events:
    return replies.turn(replies.message("", tool_calls=[_CHAT_CALL]))


def _tool_use(_: Json) -> Events:
    return replies.turn(
        {
            "type": "tool_use",
            "id": "toolu_1",
            "name": "exec_command",
            "input": json.loads(ARGUMENTS),
        }
    )


def _wants_no_output(body: Json) -> Reply | None:
    return error(500, "The server had an error.") if outputs(body) else None


def _cuts_answer(body: Json) -> Reply | None:
    if not outputs(body):
        return None
    return replace(replies.stream(replies.turn()[:2]), ending=Ending.RESET)


def _hangs_on_output(body: Json) -> Reply | None:
    return Reply(raw=b"", ending=Ending.HOLD) if outputs(body) else None


def _fault(name: str, behaviour: LabEndpoint, *, expect: str) -> Fault:
    return Fault(name, "tools", expect=expect, behaviour=behaviour)


TOOL_FAULTS: Final = (
    _fault(
        "never-called",
        _says("I cannot run commands."),
        expect="tools.never_called",
    ),
    _fault(
        "call-as-text",
        _says(_TEXT_CALL),
        expect="tools.call_as_text",
    ),
    _fault(
        "call-as-json-text",
        _says(f'```json\n{{"name": "exec_command", "arguments": {ARGUMENTS}}}\n```'),
        expect="tools.call_as_text",
    ),
    _fault(
        "call-as-chat",
        LabEndpoint(call=_chat_tool_calls),
        expect="tools.call_shape",
    ),
    _fault(
        "call-as-tool-use",
        LabEndpoint(call=_tool_use),
        expect="tools.call_shape",
    ),
    _fault(
        "arguments-not-json",
        _calls(arguments='{"cmd": '),
        expect="tools.arguments_invalid",
    ),
    _fault(
        "arguments-empty",
        _calls(arguments=""),
        expect="tools.arguments_invalid",
    ),
    _fault(
        "arguments-object",
        _calls(arguments=json.loads(ARGUMENTS)),
        expect="tools.arguments_invalid",
    ),
    _fault(
        "arguments-other-names",
        _calls(arguments=json.dumps({"command": "printf ok"})),
        expect="tools.arguments_invalid",
    ),
    _fault(
        "call-id-missing",
        _calls(call_id=None),
        expect="tools.call_id_missing",
    ),
    _fault(
        "name-unknown",
        _calls(name="bash"),
        expect="tools.name_unknown",
    ),
    _fault(
        "output-ignored",
        LabEndpoint(answer=call_tool),
        expect="tools.output_ignored",
    ),
    _fault(
        "output-500",
        LabEndpoint(refuse=_wants_no_output),
        expect="tools.output_fails",
    ),
    _fault(
        "output-cut",
        LabEndpoint(refuse=_cuts_answer),
        expect="tools.output_fails",
    ),
    _fault(
        "output-hangs",
        LabEndpoint(refuse=_hangs_on_output),
        expect="tools.output_fails",
    ),
)
