"""The words of the findings `tools.*`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

WORDS: Final[Mapping[str, str]] = {
    "tools.never_called.title": "No tool call comes",
    "tools.never_called.text": (
        "The request offers tools and asks for one call, and the answer is plain text. Either "
        "the endpoint drops the tools or the model does not use them."
    ),
    "tools.not_called.title": "The model calls a tool only when it is forced to",
    "tools.not_called.text": (
        "The endpoint takes the tools and the model can call them, but it answers in words "
        "when it is left to it. Codex never forces a call and has no setting that does. With "
        "such a model Codex can answer questions about what stands in the prompt; it reads, "
        "runs and edits nothing unless the model calls a tool by itself."
    ),
    "tools.call_as_text.title": "The call comes back as text",
    "tools.call_as_text.text": (
        "The model writes the call into its answer and the server does not turn it into a "
        "call. Codex prints the text and runs nothing."
    ),
    "tools.call_shape.title": "A call in another API's shape",
    "tools.call_shape.text": (
        "Codex takes items of the types function_call and custom_tool_call with name, "
        "arguments and call_id; others are dropped without a word. Over Chat Completions it "
        'takes tool_calls in the delta that end with finish_reason "tool_calls".'
    ),
    "tools.arguments_invalid.title": "The arguments of the call cannot be used",
    "tools.arguments_invalid.text": (
        "The arguments must be a string that holds a JSON object with the fields of the tool."
    ),
    "tools.call_id_missing.title": "The call has no call_id",
    "tools.call_id_missing.text": (
        "Codex needs a call_id to send the output back, and drops a call without one."
    ),
    "tools.name_unknown.title": "A tool that was not offered",
    "tools.name_unknown.text": (
        "The name of the call is not among the tools of the request. Codex answers that the "
        "call is unsupported, and the model often makes it again, without end."
    ),
    "tools.output_rejected.title": "The tool output is refused",
    "tools.output_rejected.text": (
        "The first request works, and the one that carries the call and its output is refused."
    ),
    "tools.output_ignored.title": "The tool output is not seen",
    "tools.output_ignored.text": (
        "The endpoint answers the tool output with the same call again and again: a loop "
        "without end in Codex."
    ),
    "tools.output_fails.title": "The request with the tool output fails",
    "tools.output_fails.text": (
        "The first request works; the one that carries the tool output crashes, hangs or breaks."
    ),
    "tools.output_ignored.two_calls": (
        "{host} loses an output when two tool calls were made in one answer"
    ),
    "tools.evidence.same_call": "the same call after its output",
    "tools.evidence.times": "{count:time|times}",
    "tools.never_called": "{host} answers with text where a tool call is asked for",
    "tools.never_called.fix_parser": (
        "Switch on tool calling on the server (vLLM: --enable-auto-tool-choice "
        "--tool-call-parser; llama.cpp: --jinja)."
    ),
    "tools.never_called.fix_model": "Choose a model that is made for tool calls.",
    "tools.never_called.dropped": (
        "{host} drops the tools: even a forced call is answered with text, and the request counts "
        "as many tokens without them"
    ),
    "tools.never_called.not_obeyed": (
        "{model} at {host} answers with text even where a call is forced"
    ),
    "tools.never_called.not_forced": (
        "{model} at {host} answers with text, and {host} refuses to force a call"
    ),
    "tools.not_called": (
        "{model} at {host} can call a tool and answers in words unless it is forced; Codex never "
        "forces a call, so it can answer questions and may run nothing"
    ),
    "tools.not_called.sometimes": (
        "{model} at {host} calls the tool 1 of {subject} times that it is asked to; in between "
        "Codex answers questions and runs nothing"
    ),
    "tools.call_as_text": "{host} returns the tool call as text",
    "tools.call_shape": "{host} returns a tool call that Codex drops: {seen}",
    "tools.arguments_invalid": (
        "The arguments of the tool call from {host} cannot be used ({seen})"
    ),
    "tools.arguments_invalid.beside": (
        "{host} sends a tool call whose arguments cannot be used ({seen}) beside one that Codex "
        "runs"
    ),
    "tools.call_id_missing": "The tool call from {host} has no call_id",
    "tools.name_unknown": "{host} calls a tool that Codex does not offer: {seen}",
    "tools.name_unknown.renamed": (
        "{host} calls Codex's tool by another name, {seen}, which Codex refuses each time"
    ),
    "tools.name_unknown.kind": (
        "{host} calls a tool as another kind than Codex offers it: {seen}, which Codex refuses"
    ),
    "tools.name_unknown.beside": (
        "{host} calls a tool that Codex does not offer ({seen}) beside one that Codex runs"
    ),
    "tools.name_unknown.fix_parser": (
        "Update the server or gateway at {host}: its tool parser leaves marks in the names of "
        "tools."
    ),
    "tools.output_rejected": "{host} refuses the request that carries the tool output ({status})",
    "tools.output_ignored.more": (
        "{model} at {host} still calls after {subject} tool calls; whether it comes to an end was "
        "not tried"
    ),
    "tools.output_ignored.fix_confirm": (
        "Run codex-doctor --confirm: Codex itself goes on for as long as calls come."
    ),
    "tools.output_ignored": "{host} does not see the tool output and repeats the call",
    "tools.output_fails": "{host} fails on the request that carries the tool output",
    "tools.output_fails.page": (
        "{host} answers the request that carries the tool output with a web page"
    ),
    "tools.output_fails.budget": (
        "{host} had not answered the request with the tool output after {waited_s:time}, when the "
        "time of this diagnosis was over"
    ),
    "tools.passed": "call and output made the round trip",
    "tools.evidence.a_call": "a call",
    "tools.evidence.forced": "with a forced call",
    "tools.evidence.toolless": "with and without tools",
    "tools.evidence.not_counted": "not counted",
    "tools.evidence.text": "text",
    "tools.flaw.custom": "{name} called as a custom tool",
    "tools.flaw.function": "{name} called as a function",
    "tools.flaw.no_json": "{arguments} is no JSON that Codex reads",
    "tools.flaw.no_object": "{kind} instead of an object",
    "tools.flaw.no_list": "{member} is missing or not a list",
    "tools.flaw.no_string": "{member} is missing or not a string",
    "tools.flaw.again": "{name} is called again and again",
    "tools.flaw.inside": "tool_calls inside a message",
}
