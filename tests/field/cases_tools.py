"""Endpoints of which the tool call is wrong, or does not come."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final

from codex_doctor.lab import replies
from codex_doctor.lab.endpoint import call_tool, outputs, repeat_output, shell_call
from codex_doctor.lab.replies import ARGUMENTS, Events
from field.endpoints import (
    Series,
    bent,
    refusing,
    said,
    text_answer,
    when,
    without_tools,
)
from field.set_up import GOOD

if TYPE_CHECKING:
    from codex_doctor.lab.wire import Json, Reply, Seen

from field.set_up import case


def _calling(**changes: Any) -> Any:
    return bent(call=lambda body: replies.turn(shell_call(body, **changes)))


def _forced(body: Json) -> bool:
    return (
        body.get("tool_choice") not in {None, "auto", "none"}
        if isinstance(body.get("tool_choice"), str)
        else bool(body.get("tool_choice"))
    )


_TEXT: Final = text_answer("Sure, I can help you with that.")


def _unless_forced(body: Json) -> Events:
    return call_tool(body) if _forced(body) else _TEXT(body)


class _SecondThoughts(Series):
    """A model that calls the tool only when it is asked again."""

    def __call__(self, seen: Seen) -> Reply:
        """Answer one request."""
        self.number += seen.method == "POST"
        return (bent(call=_TEXT) if self.number == 1 else GOOD)(seen)


def _no_force(body: Json) -> Reply | None:
    return (
        said(400, "Only 'auto' tool_choice is supported in the Responses API", param="tool_choice")
        if _forced(body)
        else None
    )


_AS_TEXT: Final = (
    (
        "qwen",
        "<function=exec_command>\n<parameter=cmd>\necho codex-doctor-ok\n</parameter>\n</function>",
    ),
    ("mistral", f'[TOOL_CALLS][{{"name": "exec_command", "arguments": {ARGUMENTS}}}]'),
    (
        "harmony",
        f"<|channel|>commentary to=functions.exec_command <|constrain|>json"
        f"<|message|>{ARGUMENTS}<|call|>",
    ),
    (
        "deepseek",
        f"<\uff5ctool\u2581calls\u2581begin\uff5c><\uff5ctool\u2581call\u2581begin\uff5c>function<\uff5ctool\u2581sep\uff5c>exec_command\n```json\n{ARGUMENTS}\n```<\uff5ctool\u2581call\u2581end\uff5c><\uff5ctool\u2581calls\u2581end\uff5c>",
    ),
)


CASES: Final = (
    case(
        "model-unwilling",
        "unwilling",
        "The model calls a tool only when it is forced to.",
        "answers",
        "tools.not_called",
        "tools.never_called",
        endpoint=bent(call=_unless_forced),
        verdict="degraded",
        says_not=("switch on tool calling",),
    ),
    case(
        "tools-dropped",
        "unwilling",
        "The gateway drops the tools: no force makes the model call one.",
        "answers",
        "request.tools_ignored",
        "tools.never_called",
        endpoint=bent(call=lambda body: call_tool(without_tools(body))),
        verdict="fails",
    ),
    case(
        "force-refused",
        "unwilling",
        "The model does not call, and the endpoint refuses to force it.",
        "answers",
        "tools.never_called",
        "tools.not_called",
        endpoint=refusing(_no_force, good=bent(call=_TEXT)),
        says_not=("tool_choice is refused",),
        report="vllm-project/vllm#23227",
    ),
    case(
        "calls-when-asked-again",
        "unwilling",
        "The model calls the tool only at the second time.",
        "answers",
        "session.flaky",
        "tools.not_called",
        "tools.never_called",
        series=lambda: _SecondThoughts(()),
        verdict="degraded",
        says_not=(
            "answers only at try 2",
            "switch on tool calling",
        ),
    ),
    *(
        case(
            f"call-as-{name}-text",
            "tools",
            "The call comes as the text that the model was trained on.",
            "answers",
            "tools.call_as_text",
            endpoint=bent(call=text_answer(text)),
        )
        for name, text in _AS_TEXT
    ),
    case(
        "name-with-functions",
        "tools",
        "The name of the tool has a prefix.",
        "hangs",
        "tools.name_unknown",
        endpoint=bent(
            call=lambda body: replies.turn(shell_call(body, name="functions.exec_command")),
            answer=lambda body: replies.turn(shell_call(body, name="functions.exec_command")),
        ),
        says_not=("choose a model",),
    ),
    case(
        "name-in-capitals",
        "tools",
        "The name of the tool has other letters.",
        "fails",
        "tools.name_unknown",
        endpoint=_calling(name="Exec_Command"),
    ),
    case(
        "arguments-as-object",
        "tools",
        "The arguments are an object, and not its text.",
        "fails",
        "tools.arguments_invalid",
        "stream.item_malformed",
        endpoint=_calling(arguments={"cmd": "echo codex-doctor-ok"}),
    ),
    case(
        "arguments-empty",
        "tools",
        "The arguments are an empty text.",
        "fails",
        "tools.arguments_invalid",
        endpoint=_calling(arguments=""),
    ),
    case(
        "arguments-twice-encoded",
        "tools",
        "The arguments are the text of a text.",
        "fails",
        "tools.arguments_invalid",
        endpoint=_calling(arguments=json.dumps(ARGUMENTS)),
    ),
    case(
        "output-ignored",
        "tools",
        "The model calls the tool again, whatever comes of it.",
        "hangs",
        "tools.output_ignored",
        endpoint=bent(answer=lambda body: replies.turn(shell_call(body))),
    ),
    case(
        "silent-after-output",
        "empty",
        "The answer to the tool's output is complete and empty.",
        "fails",
        "stream.empty",
        "stream.items_missing",
        "tools.output_ignored",
        endpoint=bent(answer=lambda _: replies.turn()),
    ),
    case(
        "output-on-other-server",
        "tools",
        "The second request meets a server that does not know the first.",
        "fails",
        "tools.output_rejected",
        endpoint=refusing(
            when(
                lambda body: bool(outputs(body)),
                said(
                    400,
                    "No tool call found for function call output with call_id call_lab_1.",
                    type="invalid_request_error",
                    param="input",
                ),
            )
        ),
    ),
    case(
        "thinks-in-answer",
        "healthy",
        "Thoughts stand in the text, between marks.",
        "works",
        endpoint=bent(
            answer=lambda body: replies.turn(
                replies.message(
                    "<think>done</think>"
                    + repeat_output(body)[-1]["response"]["output"][0]["content"][0]["text"]
                )
            ),
        ),
    ),
)
