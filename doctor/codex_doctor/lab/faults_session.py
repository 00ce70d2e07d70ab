"""Faults of endpoints that take the first request and stumble over the replayed history."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from codex_doctor.lab import replies
from codex_doctor.lab.endpoint import LabEndpoint, call_tool, error, items, outputs, shell_call
from codex_doctor.lab.fault import CONFIG, Fault
from codex_doctor.lab.faults_silent import BAD_REQUEST, CRASH

if TYPE_CHECKING:
    from collections.abc import Callable

    from codex_doctor.lab.wire import Json, Reply

SIDE_MODEL: Final = "side-model-1"
TWO_CALLS: Final = "two tool calls"  # the doctor asks for them in these words
_THOUGHT: Final = {"type": "summary_text", "text": "A command is to be run."}


def think_and_call(body: Json) -> replies.Events:
    """Call the tool after a reasoning item."""
    reasoning: Json = {"type": "reasoning", "id": "rs_lab_1", "summary": [_THOUGHT]}
    return replies.turn(reasoning, call_tool(body)[-1]["response"]["output"][0])


def say_and_call(body: Json) -> replies.Events:
    """Call the tool after a message."""
    call = call_tool(body)[-1]["response"]["output"][0]
    return replies.turn(replies.message("I run the command."), call)


def call_twice(_: Json) -> replies.Events:
    """Call the tool twice in one answer."""
    second = replies.function_call(id="fc_lab_2", call_id="call_lab_2")
    return replies.turn(replies.function_call(), second)


def call_twice_when_asked(body: Json) -> replies.Events:
    """Call the tool twice where the prompt asks for two calls, else once."""
    if TWO_CALLS not in json.dumps(items(body)[-1]):
        return call_tool(body)
    second = shell_call(body, id="fc_lab_2", call_id="call_lab_2")
    return replies.turn(shell_call(body), second)


def refuse_two_outputs(body: Json) -> Reply | None:
    """Refuse the outputs of two calls, as a gateway that loses one of them makes others do."""
    text = "No tool output found for function call call_lab_1."
    return error(400, text, param="input") if len(outputs(body)) > 1 else None


def _session(
    name: str,
    has: Callable[[Json], bool],
    *,
    call: Callable[[Json], replies.Events],
    reply: Reply = BAD_REQUEST,
) -> Fault:
    def refuse(body: Json) -> Reply | None:
        return reply if outputs(body) and has(body) else None

    return Fault(
        name,
        "session",
        expect="session.history_rejected",
        behaviour=LabEndpoint(refuse=refuse, call=call),
    )


def _has_type(kind: str) -> Callable[[Json], bool]:
    return lambda body: any(item.get("type") == kind for item in items(body))


def _has_assistant(body: Json) -> bool:
    return any(item.get("role") == "assistant" for item in items(body))


def _has_two_calls(body: Json) -> bool:
    return len([item for item in items(body) if item.get("type") == "function_call"]) > 1


def _has_call_id(body: Json) -> bool:
    return any("id" in item for item in items(body) if item.get("type") == "function_call")


def _has_status(body: Json) -> bool:
    return any("status" in item for item in items(body))


SESSION_FAULTS: Final = (
    _session(
        "replayed-reasoning",
        _has_type("reasoning"),
        call=think_and_call,
    ),
    _session(
        "replayed-reasoning-500",
        _has_type("reasoning"),
        call=think_and_call,
        reply=CRASH,
    ),
    _session(
        "replayed-message",
        _has_assistant,
        call=say_and_call,
    ),
    _session(
        "replayed-calls",
        _has_two_calls,
        call=call_twice,
    ),
    _session("replayed-item-ids", _has_call_id, call=call_tool),
    _session("replayed-status", _has_status, call=call_tool),
    # An ordinary turn works with these, and --thorough finds what does not.
    Fault(
        "side-model-not-served",
        "session",
        expect=None,
        works=True,
        config=f'review_model = "{SIDE_MODEL}"\n{CONFIG}',
    ),
    Fault(
        "two-outputs-refused",
        "session",
        expect=None,
        works=True,
        behaviour=LabEndpoint(call=call_twice_when_asked, refuse=refuse_two_outputs),
    ),
)
