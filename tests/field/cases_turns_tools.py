"""Relatives of the unwilling and the mangled: calls that do not come, or come as something else."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from msgspec.structs import replace

from codex_doctor.lab import replies
from codex_doctor.lab.endpoint import call_tool, shell_call, tools
from codex_doctor.lab.replies import ARGUMENTS, Events
from codex_doctor.lab.streams import final_changed
from field.endpoints import bent, refusing, said, text_answer, when
from field.set_up import GOOD, LITE_MODEL, case, with_model

if TYPE_CHECKING:
    from codex_doctor.lab.wire import Behaviour, Json, Reply, Seen

_WORDS: Final = "Of course. Which command do you want me to run?"
_TEXT: Final = text_answer(_WORDS)
_TALK: Final = "I could make a tool call here: a function with a name and arguments. Shall I?"


def _is_forced(body: Json) -> bool:
    return body.get("tool_choice") not in {None, "auto", "none"}


def _unless_forced(body: Json) -> Events:
    return call_tool(body) if _is_forced(body) else _TEXT(body)


def _counting(body: Json) -> Events:
    """Answer in words whatever is forced, and count the tools as input."""
    used = 4000 + 900 * len(tools(body))
    usage = {**replies.USAGE, "input_tokens": used, "total_tokens": used + 24}
    return tuple(final_changed(_TEXT(body), {"usage": usage}))


def _without_choice(body: Json) -> Reply | None:
    """Refuse to force a call of tools that were dropped before."""
    text = "tool_choice is only allowed when tools are specified"
    return said(400, text, type="invalid_request_error") if _is_forced(body) else None


def _named(name: str) -> Behaviour:
    def call(body: Json) -> Events:
        return replies.turn(shell_call(body, name=name))

    return bent(call=call, answer=call)


def _after_words(number: int) -> Any:
    """Make a model that talks so often before it calls the tool."""

    def series() -> Behaviour:
        seen_before: list[Seen] = []

        def answer(seen: Seen) -> Reply:
            if seen.method == "POST":
                seen_before.append(seen)
            return (bent(call=_TEXT) if len(seen_before) <= number else GOOD)(seen)

        return answer

    return series


_UNWILLING: Final = (
    case(
        "unwilling-lite",
        "unwilling",
        "A model of the lite dialect calls a tool only when it is forced to.",
        "answers",
        "tools.not_called",
        config=with_model(LITE_MODEL),
        endpoint=bent(replace(GOOD, models=(LITE_MODEL,)), call=_unless_forced),
        verdict="degraded",
        says_not=("switch on tool calling", "does not see the tools"),
    ),
    case(
        "force-not-obeyed",
        "unwilling",
        "The model counts the tools as input and talks, whatever is forced.",
        "answers",
        "tools.never_called",
        "tools.not_called",
        endpoint=bent(call=_counting),
        says_not=("drops the tools",),
    ),
    case(
        "force-breaks",
        "unwilling",
        "The model talks, and the endpoint breaks when a call is forced.",
        "answers",
        "tools.never_called",
        "tools.not_called",
        endpoint=refusing(when(_is_forced, said(500, "Internal error")), good=bent(call=_counting)),
        says_not=("drops the tools", "fails with an error of its own"),
    ),
    case(
        "force-refused-without-tools",
        "unwilling",
        "The gateway drops the tools, and its server wants none to be forced then.",
        "answers",
        "tools.never_called",
        endpoint=refusing(_without_choice, good=bent(call=_TEXT)),
        verdict="fails",
        says_not=("refuses tool_choice",),
    ),
    case(
        "calls-at-the-third-time",
        "unwilling",
        "The model talks twice before it calls, forced or not.",
        "answers",
        "tools.not_called",
        series=_after_words(2),
        verdict="degraded",
        says_not=("switch on tool calling",),
    ),
    case(
        "talks-of-calls",
        "unwilling",
        "The model talks about calls and makes one only when it is forced to.",
        "answers",
        "tools.not_called",
        endpoint=bent(
            call=lambda body: call_tool(body) if _is_forced(body) else text_answer(_TALK)(body)
        ),
        verdict="degraded",
    ),
)

_FORMS: Final = (
    ("llama", '<|python_tag|>{"name": "exec_command", "parameters": ' + ARGUMENTS + "}"),
    (
        "kimi",
        "<|tool_calls_section_begin|><|tool_call_begin|>functions.exec_command:0"
        f"<|tool_call_argument_begin|>{ARGUMENTS}<|tool_call_end|><|tool_calls_section_end|>",
    ),
    (
        "glm",
        "<tool_call>exec_command\n<arg_key>cmd</arg_key>\n<arg_value>echo codex-doctor-ok"
        "</arg_value>\n</tool_call>",
    ),
    (
        "invoke",
        '<function_calls>\n<invoke name="exec_command">\n<parameter name="cmd">echo codex-doctor-ok'
        "</parameter>\n</invoke>\n</function_calls>",
    ),
    ("fenced", '```json\n{"name": "exec_command", "arguments": ' + ARGUMENTS + "}\n```"),
    (
        "harmony-bare",
        f"assistantcommentary to=functions.exec_command json{ARGUMENTS}",
    ),
)
_NAMES: Final = (
    ("default-api", "default_api.exec_command"),
    ("mcp", "mcp__codex__exec_command"),
    ("channel", "exec_command<|channel|>commentary"),
    ("slashes", "functions/exec_command"),
    ("colon", "functions:exec_command"),
)

CASES: Final = (
    *_UNWILLING,
    *(
        case(
            f"written-as-{name}",
            "tools",
            "The call comes as text in the form that a family of models learnt.",
            "answers",
            "tools.call_as_text",
            endpoint=bent(call=text_answer(text)),
            says_not=("drops the tools",),
        )
        for name, text in _FORMS
    ),
    *(
        case(
            f"name-mangled-{name}",
            "tools",
            "The name of the tool has something before it or behind it.",
            "hangs",
            "tools.name_unknown",
            endpoint=_named(mangled),
            says_not=("choose a model",),
        )
        for name, mangled in _NAMES
    ),
    case(
        "name-of-another-tool",
        "tools",
        "The model calls a tool that nobody offers.",
        "hangs",
        "tools.name_unknown",
        endpoint=_named("run_terminal"),
        says_not=("changes the names of tools",),
    ),
)
