"""What Codex stumbles over in a stream, as facts have it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

WORDS: Final[Mapping[str, str]] = {
    "flaw.missing": "{member} is missing",
    "flaw.null": "{member} is null",
    "flaw.boolean": "{member} is a boolean",
    "flaw.string": "{member} is a string",
    "flaw.fraction": "{member} is a fraction",
    "flaw.object": "{member} is an object",
    "flaw.other_type": "{member} is of another type",
    "flaw.no_string": "{member} is not a string",
    "flaw.no_object": "{member} is not an object",
    "flaw.unknown": "{member} is unknown",
    "flaw.field_missing": "missing field `{member}`",
    "flaw.item_untyped": "an item without a type",
    "flaw.content_part": "message.content part of type {kind}",
    "flaw.call_of_other_api": "item type {kind} is a tool call of another API",
    "flaw.item_unknown": "Codex does not know the item type {kind}",
    "flaw.number": "a whole number beyond 64 bits",
    "flaw.unreadable": "{event} that Codex's parser refuses",
    "flaw.event": "event {event}",
    "flaw.lacking": "{event} without what Codex needs",
    "flaw.bare": "it comes without the response object",
    "flaw.only_final": "{count:item|items} only in the final object",
    "flaw.status": "status {status}",
    "flaw.double_encoded": "the event is JSON inside a JSON string",
    "flaw.glued": "no blank line between events",
    "flaw.prefixed": "the data of an event begins with data: once more",
    "flaw.whole_response": "a whole response object in place of events",
    "flaw.gemini": "candidates, as Gemini sends them",
    "flaw.event_untyped": "the event has no type",
    "flaw.no_json": "an event that is no JSON",
    "flaw.lone_cr": "lines end in CR alone, so the last one never ends",
    "flaw.unfinished": "the last event has no blank line after it",
    "flaw.half": "it ends in the middle of an event",
    "flaw.json": "JSON instead of events",
    "flaw.page": "a page instead of events",
    "flaw.mark": "a byte order mark stops Codex's decoder",
    "flaw.byte": "byte {number} is no UTF-8",
    "flaw.tool_calls_unended": 'tool_calls end with no finish_reason instead of "tool_calls"',
    "flaw.tool_calls_ended": (
        'tool_calls end with finish_reason "{reason}" instead of "tool_calls"'
    ),
    "flaw.refusal": "a refusal",
    "flaw.function_call": "a function_call instead of tool_calls",
    "flaw.tool_calls_in_message": "tool_calls in message instead of delta",
    "flaw.outside": "an answer outside of delta",
}
