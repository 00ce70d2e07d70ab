"""stream -- the answer is a stream that Codex can read to its end.

What it looks at
    Framing, order and shape of the events of every answer in the turn, by Codex's own rules.

Why it matters
    Thirty-two different faults print the same "stream closed before response.completed", and
    some end with exit code 0 and no answer at all.

Known limits
    Only this turn is seen; a stream that breaks now and then may pass.

Source
    Streams fed to the real Codex (0.120.0, 0.142.5, 0.169.0, and over Chat Completions 0.58.0 to
    0.94.0); WHATWG HTML section 9.2.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from codex_doctor.facts.turn import CHAT
from codex_doctor.model import Check, Failed, Fix, Page
from codex_doctor_checks.turn.compaction import miscounts
from codex_doctor_checks.turn.pace import is_odd
from codex_doctor_checks.turn.turn_cause import outcome, root_cause
from codex_doctor_checks.turn.turn_words import (
    GATEWAY,
    OPERATOR,
    Kind,
    Words,
    by_id,
    incompatible,
    pages,
    say,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from codex_doctor.context import Context
    from codex_doctor.facts import Setup, Turn
    from codex_doctor.model import Finding, Outcome
    from codex_doctor_checks.turn.root import Root


_PROXY = Fix(
    "Switch off buffering and compression for this route in the proxy in front "
    "(nginx: proxy_buffering off; gzip off)."
)
_BUDGET = Fix("Run again with a larger --budget.")
KINDS = by_id(
    incompatible(
        "stream.not_streaming",
        "One document instead of a stream",
        "Codex asks for a stream (`stream: true`). The endpoint answers with one JSON document, "
        "which Codex does not read.",
        "{host} answers with one JSON document instead of a stream",
        Fix("Switch on streaming for the Responses API on the server or gateway."),
        GATEWAY,
    ),
    incompatible(
        "stream.no_completed",
        "The stream ends without response.completed",
        "Codex takes a turn as finished only when the event response.completed arrives. [DONE], "
        "response.done or a closed connection do not count.",
        "the stream from {host} ends without response.completed",
    ),
    incompatible(
        "stream.cut",
        "The connection breaks in the middle",
        "The connection is reset or ends before the announced length. A proxy with a short time "
        "limit or a crashing server does that.",
        "the connection to {host} breaks in the middle of the stream",
        Fix("Raise the read time limit of the proxy or gateway, and look into the server's log."),
        OPERATOR,
    ),
    incompatible(
        "stream.broken_framing",
        "The events are not framed as Codex reads them",
        "Codex wants each event as `data:` lines with a blank line after it, in UTF-8, without a "
        "byte order mark, and the type inside the JSON.",
        "the stream from {host} is not framed as Codex reads it ({message})",
    ),
    incompatible(
        "stream.compressed",
        "The stream is compressed",
        "Codex reads a stream in zstd or gzip since 0.171.0, where content-encoding says so with "
        "one of these two words. Older versions ask for no compression and read none.",
        "{host} compresses the stream ({subject}), which this Codex cannot read",
        _PROXY,
        OPERATOR,
    ),
    incompatible(
        "stream.broken_coding",
        "The stream cannot be unpacked",
        "The header content-encoding says zstd or gzip, which Codex unpacks since 0.171.0, and the "
        "bytes are something else or not whole. Codex drops the turn and repeats it.",
        "the stream from {host} cannot be unpacked ({subject})",
        _PROXY,
        OPERATOR,
    ),
    incompatible(
        "stream.idle_timeout",
        "Silent for longer than Codex waits",
        "Codex gives up when no event arrives for stream_idle_timeout_ms (300000 unless set). "
        "Comments do not count as events.",
        "{host} sends no event for {idle}, which is as long as Codex waits",
        Fix("Raise stream_idle_timeout_ms in {table}."),
        OPERATOR,
        forms={
            "budget": Words(
                "{host} had sent no event after {waited}, when the time of this diagnosis was "
                "over; Codex itself waits {idle} for one",
                (_BUDGET,),
            )
        },
    ),
    incompatible(
        "stream.slow",
        "The stream is very slow",
        "Events arrive, and the answer was not finished within the time of this diagnosis; or it "
        "falls silent for so long that Codex comes close to giving up (stream_idle_timeout_ms). Or "
        "it takes long to begin, which Codex waits for without a limit and without a word.",
        "the answer from {host} was not finished after {waited}, when the time of this diagnosis "
        "was over",
        _BUDGET,
    ),
    incompatible(
        "stream.buffered",
        "The stream arrives in one burst",
        "The endpoint answers at once, and then all events come together at the end: a proxy "
        "collects them, or the server only pretends to stream. Codex shows nothing until then, and "
        "gives up on long answers when no event comes for stream_idle_timeout_ms.",
        "the events from {host} arrive in one burst: something buffers the stream",
        _PROXY,
        OPERATOR,
    ),
    incompatible(
        "stream.endless",
        "The answer does not end",
        "The endpoint goes on sending without an end of the response. Codex reads on until its "
        "memory is used up or somebody stops it.",
        "the answer from {host} does not end: it was given up after {bytes} bytes",
        OPERATOR,
    ),
    incompatible(
        "stream.completed_malformed",
        "response.completed cannot be read",
        "The last event must hold a response with a string `id`. Otherwise the finished turn is "
        "thrown away and repeated.",
        "response.completed from {host} cannot be read: {flaw}",
    ),
    incompatible(
        "stream.usage_malformed",
        "The usage cannot be read",
        "usage may be left out. If it is there, input_tokens, output_tokens and total_tokens must "
        "be whole numbers, and input_tokens_details must hold cached_tokens. Otherwise Codex "
        "throws the finished turn away.",
        "the usage in response.completed from {host} cannot be read: {flaw}",
    ),
    incompatible(
        "stream.item_malformed",
        "An output item is dropped",
        "Codex drops an item that it cannot read, without a word. The turn then ends without an "
        "answer and with exit code 0.",
        "Codex drops the answer of {host}: {flaw}",
    ),
    incompatible(
        "stream.items_missing",
        "The text is not in output_item.done",
        "Codex takes text and calls only from response.output_item.done. Text in deltas or in the "
        "final object alone is lost: an empty answer and exit code 0.",
        "the answer of {host} has no response.output_item.done ({message})",
    ),
    incompatible(
        "stream.empty",
        "A finished turn without output",
        "The turn completes and holds neither text nor a call: Codex ends with exit code 0 and "
        "prints nothing. Or the answer has no body at all: Codex repeats the request and then says "
        "that the stream was closed.",
        "{host} completes the turn without any output",
        forms={
            "no_body": Words("{host} answers {status} without a body", (OPERATOR, GATEWAY)),
        },
    ),
    incompatible(
        "stream.wrong_order",
        "Events in an order that loses output",
        "Items after response.completed are not read.",
        "{host} sends output after response.completed",
    ),
    incompatible(
        "stream.error_in_200",
        "An error inside a stream that began well",
        "The endpoint answers 200 and reports an error inside. Codex ignores most error events and "
        "says that the stream was closed.",
        "{host} answers 200 with an error inside: {message}",
        OPERATOR,
    ),
    incompatible(
        "stream.incomplete",
        "The response is incomplete",
        "The endpoint ends with response.incomplete, for example at its own limit of output "
        "tokens. Codex stops.",
        "{host} ends the answer early ({message})",
        Fix("Raise the limit of output tokens for this model on the server or gateway."),
        OPERATOR,
    ),
    Kind(
        Page(
            "stream.refused",
            "The model refuses, or a filter cuts it",
            "The answer is a refusal or is cut by a content filter; Codex prints nothing of it.",
        ),
        "the model at {host} refuses, or a filter cuts the answer",
        (OPERATOR,),
    ),
)


async def run(ctx: Context) -> Outcome:
    """Judge the turn."""
    return judge(await ctx.turn(), ctx.setup)


def judge(turn: Turn, setup: Setup) -> Outcome:
    """Return whether Codex reads the stream to its end."""
    reading = turn.first.reading
    events = reading.events if reading is not None else 0
    is_chat = turn.dialect == CHAT
    passed = f"{events} events, {'read to its end' if is_chat else 'response.completed'}"
    root = root_cause(turn)
    if root is None and is_odd(turn, idle_s=setup.idle_timeout_ms / 1000):
        from codex_doctor_checks.turn.stream_words import odd_pace

        return Failed((odd_pace(turn, setup, KINDS),), passed)
    if root is None and (wrong := miscounts(turn, setup)):
        return Failed((wrong,), passed)
    return outcome("stream", root, passed=passed, finding=_finding(setup))


def _finding(setup: Setup) -> Callable[[Root], Finding]:
    def finding(root: Root) -> Finding:
        from codex_doctor_checks.turn.stream_words import shown_bytes

        found = say(root, setup, KINDS)
        return replace(found, evidence=(*found.evidence, *shown_bytes(root.exchange)))

    return finding


CHECK = Check(
    id="stream",
    title="Codex can read the stream",
    needs=("request",),
    run=run,
    network=True,
    pages=pages(KINDS),
)
