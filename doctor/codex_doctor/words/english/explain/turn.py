"""What shows and what would disprove findings: streams and tool calls."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

TURN: Final[Mapping[str, str]] = {
    "explain.stream.not_streaming.recognised": (
        "The answer to stream: true is one JSON document of the Responses API."
    ),
    "explain.stream.not_streaming.disproved": "Events in the body, whatever the content-type says.",
    "explain.stream.no_completed.recognised": (
        "The stream was read by Codex's own rules to its end, and response.completed was not "
        "among the events."
    ),
    "explain.stream.no_completed.disproved": (
        "The event response.completed, read with its type inside the JSON."
    ),
    "explain.stream.cut.recognised": (
        "The connection was reset, or ended before its length or its last chunk."
    ),
    "explain.stream.cut.disproved": (
        "An end as HTTP wants it. That only large requests are cut was looked at too."
    ),
    "explain.stream.broken_framing.recognised": (
        "Bytes came that Codex does not read as events: no data: lines or blank lines, no "
        "UTF-8, a byte order mark, a type outside the JSON."
    ),
    "explain.stream.broken_framing.disproved": "The same events, framed, being read to the end.",
    "explain.stream.compressed.recognised": (
        "content-encoding names a coding, or the first bytes are those of one, which this "
        "version of Codex does not unpack."
    ),
    "explain.stream.compressed.disproved": "zstd or gzip since 0.171.0, said in the header.",
    "explain.stream.broken_coding.recognised": (
        "content-encoding says zstd or gzip, and unpacking failed or ended early."
    ),
    "explain.stream.broken_coding.disproved": "Bytes that unpack to the end.",
    "explain.stream.idle_timeout.recognised": (
        "No event came for as long as stream_idle_timeout_ms says, or until the time of the "
        "diagnosis was over."
    ),
    "explain.stream.idle_timeout.disproved": "An event in that time; a comment is none.",
    "explain.stream.slow.recognised": (
        "Headers took more than ten seconds, a pause was longer than ten seconds and half of "
        "the idle timeout, or the answer was not finished in time."
    ),
    "explain.stream.slow.disproved": "An answer that begins at once and goes on evenly.",
    "explain.stream.buffered.recognised": (
        "The headers came at once, and two seconds or more later at least eight events within a "
        "twentieth of a second, response.created among them."
    ),
    "explain.stream.buffered.disproved": (
        "Events spread over the time of the answer. A short answer in one burst proves nothing, "
        "and is not reported."
    ),
    "explain.stream.endless.recognised": (
        "The answer went on beyond the number of bytes that the doctor reads, without an end."
    ),
    "explain.stream.endless.disproved": "An end of the response before that.",
    "explain.stream.completed_malformed.recognised": (
        "response.completed came, and its response has no string id, or is of another type than "
        "Codex reads."
    ),
    "explain.stream.completed_malformed.disproved": "The same event read by Codex's own types.",
    "explain.stream.usage_malformed.recognised": (
        "response.completed came, and its usage has a field that Codex cannot read; or it "
        "counts far more tokens than the request can have."
    ),
    "explain.stream.usage_malformed.disproved": "A usage with three whole numbers, or none at all.",
    "explain.stream.item_malformed.recognised": (
        "An output item came that Codex's own types refuse, and nothing else of the answer was "
        "left."
    ),
    "explain.stream.item_malformed.disproved": "An item that is read, or another with text in it.",
    "explain.stream.items_missing.recognised": (
        "There was text in deltas or in the final object, and no response.output_item.done."
    ),
    "explain.stream.items_missing.disproved": "One such event with the text.",
    "explain.stream.empty.recognised": (
        "The turn was completed with no item, no text and no call; or the body was empty."
    ),
    "explain.stream.empty.disproved": "Text or a call in any item.",
    "explain.stream.wrong_order.recognised": "An output item came behind response.completed.",
    "explain.stream.wrong_order.disproved": "All items before it.",
    "explain.stream.error_in_200.recognised": (
        "The status was 200, and the stream or the document holds an error whose words and code "
        "name no other finding."
    ),
    "explain.stream.error_in_200.disproved": (
        "An error that says what is wrong: then that is the finding."
    ),
    "explain.stream.incomplete.recognised": (
        "The event response.incomplete came; the evidence has its reason."
    ),
    "explain.stream.incomplete.disproved": "response.completed in its place.",
    "explain.stream.refused.recognised": (
        "The item holds a refusal, or the end names a content filter."
    ),
    "explain.stream.refused.disproved": "Text for the same question.",
    "explain.tools.never_called.recognised": (
        "Twice the request asked for a call and text came; a forced call brought none either. "
        "The tokens that were counted with and without the tools tell whether these were "
        "dropped."
    ),
    "explain.tools.never_called.disproved": "One call, forced or not.",
    "explain.tools.not_called.recognised": (
        "Without force the answer was text, or a call came only now and then; with tool_choice "
        '= "required" a call came.'
    ),
    "explain.tools.not_called.disproved": "A call at the first time without force.",
    "explain.tools.call_as_text.recognised": (
        "The text of the answer has the form in which models write calls (<tool_call>, a JSON "
        "object with a tool's name, ...)."
    ),
    "explain.tools.call_as_text.disproved": "A function_call item.",
    "explain.tools.call_shape.recognised": (
        "An item with a call came whose type or fields Codex does not take."
    ),
    "explain.tools.call_shape.disproved": (
        "Type function_call or custom_tool_call with name, arguments and call_id."
    ),
    "explain.tools.arguments_invalid.recognised": (
        "The call came, and its arguments are no string, no JSON object, or lack a field that "
        "the tool demands."
    ),
    "explain.tools.arguments_invalid.disproved": "Arguments that the tool's schema takes.",
    "explain.tools.call_id_missing.recognised": "The call came without a call_id.",
    "explain.tools.call_id_missing.disproved": "A call_id of any text.",
    "explain.tools.name_unknown.recognised": (
        "The call names a tool that is not among those of the request; a name with something "
        "before or behind it counts as a renamed one."
    ),
    "explain.tools.name_unknown.disproved": "A name from the list.",
    "explain.tools.output_rejected.recognised": (
        "The first request was accepted, and the one with the call and its output was refused."
    ),
    "explain.tools.output_rejected.disproved": "The same refusal of the first request.",
    "explain.tools.output_ignored.recognised": (
        "The output was sent, and the same call with the same arguments came again, each time."
    ),
    "explain.tools.output_ignored.disproved": "Text, or another call.",
    "explain.tools.output_fails.recognised": (
        "The first request worked, and the one with the output crashed, broke off or was not "
        "answered."
    ),
    "explain.tools.output_fails.disproved": (
        "An answer to it, even a refusal: that has a finding of its own."
    ),
}
