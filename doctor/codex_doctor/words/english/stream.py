"""The words of the findings `stream.*`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

WORDS: Final[Mapping[str, str]] = {
    "stream.not_streaming.title": "One document instead of a stream",
    "stream.not_streaming.text": (
        "Codex asks for a stream (`stream: true`). The endpoint answers with one JSON "
        "document, which Codex does not read."
    ),
    "stream.no_completed.title": "The stream ends without response.completed",
    "stream.no_completed.text": (
        "Codex takes a turn as finished only when the event response.completed arrives. "
        "[DONE], response.done or a closed connection do not count."
    ),
    "stream.cut.title": "The connection breaks in the middle",
    "stream.cut.text": (
        "The connection is reset or ends before the announced length. A proxy with a short "
        "time limit or a crashing server does that."
    ),
    "stream.broken_framing.title": "The events are not framed as Codex reads them",
    "stream.broken_framing.text": (
        "Codex wants each event as `data:` lines with a blank line after it, in UTF-8, without "
        "a byte order mark, and the type inside the JSON."
    ),
    "stream.compressed.title": "The stream is compressed",
    "stream.compressed.text": (
        "Codex reads a stream in zstd or gzip since 0.171.0, where content-encoding says so "
        "with one of these two words. Older versions ask for no compression and read none."
    ),
    "stream.broken_coding.title": "The stream cannot be unpacked",
    "stream.broken_coding.text": (
        "The header content-encoding says zstd or gzip, which Codex unpacks since 0.171.0, and "
        "the bytes are something else or not whole. Codex drops the turn and repeats it."
    ),
    "stream.idle_timeout.title": "Silent for longer than Codex waits",
    "stream.idle_timeout.text": (
        "Codex gives up when no event arrives for stream_idle_timeout_ms (300000 unless set). "
        "Comments do not count as events."
    ),
    "stream.slow.title": "The stream is very slow",
    "stream.slow.text": (
        "Events arrive, and the answer was not finished within the time of this diagnosis; or "
        "it falls silent for so long that Codex comes close to giving up "
        "(stream_idle_timeout_ms). Or it takes long to begin, which Codex waits for without a "
        "limit and without a word."
    ),
    "stream.buffered.title": "The stream arrives in one burst",
    "stream.buffered.text": (
        "The endpoint answers at once, and then all events come together at the end: a proxy "
        "collects them, or the server only pretends to stream. Codex shows nothing until then, "
        "and gives up on long answers when no event comes for stream_idle_timeout_ms."
    ),
    "stream.endless.title": "The answer does not end",
    "stream.endless.text": (
        "The endpoint goes on sending without an end of the response. Codex reads on until its "
        "memory is used up or somebody stops it."
    ),
    "stream.completed_malformed.title": "response.completed cannot be read",
    "stream.completed_malformed.text": (
        "The last event must hold a response with a string `id`. Otherwise the finished turn "
        "is thrown away and repeated."
    ),
    "stream.usage_malformed.title": "The usage cannot be read",
    "stream.usage_malformed.text": (
        "The usage may be left out. If it is there, input_tokens, output_tokens and total_tokens "
        "must be whole numbers, and input_tokens_details must hold cached_tokens. Otherwise "
        "Codex throws the finished turn away."
    ),
    "stream.item_malformed.title": "An output item is dropped",
    "stream.item_malformed.text": (
        "Codex drops an item that it cannot read, without a word. The turn then ends without "
        "an answer and with exit code 0."
    ),
    "stream.items_missing.title": "The text is not in output_item.done",
    "stream.items_missing.text": (
        "Codex takes text and calls only from response.output_item.done. Text in deltas or in "
        "the final object alone is lost: an empty answer and exit code 0."
    ),
    "stream.empty.title": "An answer without output",
    "stream.empty.text": (
        "The turn completes and holds neither text nor a call: Codex ends with exit code 0 and "
        "prints nothing. Or the answer has no body at all: Codex repeats the request and then "
        "says that the stream was closed."
    ),
    "stream.wrong_order.title": "Events in an order that loses output",
    "stream.wrong_order.text": "Items after response.completed are not read.",
    "stream.error_in_200.title": "An error inside a stream that began well",
    "stream.error_in_200.text": (
        "The endpoint answers 200 and reports an error inside. Codex ignores most error events "
        "and says that the stream was closed."
    ),
    "stream.incomplete.title": "The response is incomplete",
    "stream.incomplete.text": (
        "The endpoint ends with response.incomplete, for example at its own limit of output "
        "tokens. Codex stops."
    ),
    "stream.refused.title": "The model refuses, or a filter cuts it",
    "stream.refused.text": (
        "The answer is a refusal or is cut by a content filter; Codex prints nothing of it."
    ),
    "stream.usage_malformed.compacts": (
        "{host} counts {used} tokens for a request of {size_bytes:size}; Codex believes it and "
        "compacts the history after every step, without end"
    ),
    "stream.usage_malformed.may_compact": (
        "{host} counts {used} tokens for a request of {size_bytes:size}; Codex believes it and may "
        "compact"
    ),
    "stream.usage_malformed.evidence.bytes": "fewer than {count} for its bytes",
    "stream.usage_malformed.evidence.limit": "Codex compacts at",
    "stream.usage_malformed.fix_count": (
        "Let the server or gateway count the tokens of each request alone."
    ),
    "stream.not_streaming": "{host} answers with one JSON document instead of a stream",
    "stream.not_streaming.fix": (
        "Switch on streaming for the Responses API on the server or gateway."
    ),
    "stream.no_completed": "The stream from {host} ends without response.completed",
    "stream.cut": "The connection to {host} breaks in the middle of the stream",
    "stream.cut.fix_time": (
        "Raise the read time limit of the proxy or gateway, and look into the server's log."
    ),
    "stream.broken_framing": "The stream from {host} is not framed as Codex reads it ({seen})",
    "stream.compressed.twice": "{packing} inside {unpacked}",
    "stream.compressed.unsaid": "{packing}, without content-encoding",
    "stream.compressed": "{host} compresses the stream ({subject}), which this Codex cannot read",
    "stream.buffered.fix_proxy": (
        "Switch off buffering and compression for this route in the proxy in front (nginx: "
        "proxy_buffering off; gzip off)."
    ),
    "stream.broken_coding": "The stream from {host} cannot be unpacked ({subject})",
    "stream.idle_timeout": (
        "{host} sends no event for {idle_s:time}, which is as long as Codex waits"
    ),
    "stream.idle_timeout.fix_remove": (
        "Remove {key}, which counts milliseconds: Codex then waits for {limit_s:time}."
    ),
    "stream.idle_timeout.fix_raise": "Raise stream_idle_timeout_ms in {table}.",
    "stream.idle_timeout.budget": (
        "{host} had sent no event after {waited_s:time}, when the time of this diagnosis was "
        "over; Codex itself waits {idle_s:time} for one"
    ),
    "stream.slow": (
        "The answer from {host} was not finished after {waited_s:time}, when the time of this "
        "diagnosis was over"
    ),
    "stream.buffered": "The events from {host} arrive in one burst: something buffers the stream",
    "stream.endless": (
        "The answer from {host} does not end: it was given up after {size_bytes:size}"
    ),
    "stream.completed_malformed": "response.completed from {host} cannot be read: {flaw}",
    "stream.usage_malformed": "The usage in response.completed from {host} cannot be read: {flaw}",
    "stream.item_malformed": "Codex drops the answer of {host}: {flaw}",
    "stream.items_missing": "The answer of {host} has no response.output_item.done ({seen})",
    "stream.empty": "{host} completes the turn without any output",
    "stream.empty.no_body": "{host} answers {status} without a body",
    "stream.wrong_order": "{host} sends output after response.completed",
    "stream.error_in_200.unsaid": "{host} ends the stream with a failure and says nothing of it",
    "stream.error_in_200": "{host} answers {status} with an error inside: {message}",
    "stream.incomplete": "{host} ends the answer early ({message})",
    "stream.incomplete.fix_limit": (
        "Raise the limit of output tokens for this model on the server or gateway."
    ),
    "stream.refused": "The model at {host} refuses, or a filter cuts the answer",
    "stream.passed": "{count:event|events}, response.completed",
    "stream.passed_chat": "{count:event|events}, read to its end",
    "stream.slow.late": (
        "{host} takes {begins_s:time} to begin its answer; until then Codex waits and shows nothing"
    ),
    "stream.slow.halting": (
        "No event came for {silent_s:time}; Codex gives up after {idle_s:time}"
    ),
    "stream.slow.fix_loaded": "Let the server keep the model loaded, or choose a faster one.",
    "stream.evidence.bytes": "bytes",
    "stream.evidence.pace": "pace",
    "stream.evidence.in_front": "in front",
    "stream.evidence.moments": ("events by time {moments:,}; longest silence {silence_s:time}"),
    "stream.evidence.moments_rate": (
        "events by time {moments:,}; longest silence {silence_s:time}, {bytes_per_s:.0f} bytes/s"
    ),
    "stream.flaw.deltas": "text only in delta events",
    "stream.flaw.nothing": "neither text nor a tool call",
}
