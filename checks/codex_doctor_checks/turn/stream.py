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
from codex_doctor.model import Check, Failed, Fix, page
from codex_doctor.words.sentence import say
from codex_doctor_checks.turn.compaction import miscounts
from codex_doctor_checks.turn.pace import is_odd
from codex_doctor_checks.turn.turn_cause import outcome, root_cause
from codex_doctor_checks.turn.turn_words import (
    GATEWAY,
    OPERATOR,
    Kind,
    Words,
    by_id,
    finding_of,
    incompatible,
    pages,
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
        "{host} answers with one JSON document instead of a stream",
        Fix("Switch on streaming for the Responses API on the server or gateway."),
        GATEWAY,
    ),
    incompatible(
        "stream.no_completed",
        "the stream from {host} ends without response.completed",
    ),
    incompatible(
        "stream.cut",
        "the connection to {host} breaks in the middle of the stream",
        Fix("Raise the read time limit of the proxy or gateway, and look into the server's log."),
        OPERATOR,
    ),
    incompatible(
        "stream.broken_framing",
        "the stream from {host} is not framed as Codex reads it ({message})",
    ),
    incompatible(
        "stream.compressed",
        "{host} compresses the stream ({subject}), which this Codex cannot read",
        _PROXY,
        OPERATOR,
    ),
    incompatible(
        "stream.broken_coding",
        "the stream from {host} cannot be unpacked ({subject})",
        _PROXY,
        OPERATOR,
    ),
    incompatible(
        "stream.idle_timeout",
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
        "the answer from {host} was not finished after {waited}, when the time of this diagnosis "
        "was over",
        _BUDGET,
    ),
    incompatible(
        "stream.buffered",
        "the events from {host} arrive in one burst: something buffers the stream",
        _PROXY,
        OPERATOR,
    ),
    incompatible(
        "stream.endless",
        "the answer from {host} does not end: it was given up after {bytes} bytes",
        OPERATOR,
    ),
    incompatible(
        "stream.completed_malformed",
        "response.completed from {host} cannot be read: {flaw}",
    ),
    incompatible(
        "stream.usage_malformed",
        "the usage in response.completed from {host} cannot be read: {flaw}",
    ),
    incompatible(
        "stream.item_malformed",
        "Codex drops the answer of {host}: {flaw}",
    ),
    incompatible(
        "stream.items_missing",
        "the answer of {host} has no response.output_item.done ({message})",
    ),
    incompatible(
        "stream.empty",
        "{host} completes the turn without any output",
        forms={
            "no_body": Words("{host} answers {status} without a body", (OPERATOR, GATEWAY)),
        },
    ),
    incompatible(
        "stream.wrong_order",
        "{host} sends output after response.completed",
    ),
    incompatible(
        "stream.error_in_200",
        "{host} answers 200 with an error inside: {message}",
        OPERATOR,
    ),
    incompatible(
        "stream.incomplete",
        "{host} ends the answer early ({message})",
        Fix("Raise the limit of output tokens for this model on the server or gateway."),
        OPERATOR,
    ),
    Kind(
        page("stream.refused"),
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

        found = finding_of(root, setup, KINDS)
        return replace(found, evidence=(*found.evidence, *shown_bytes(root.exchange)))

    return finding


CHECK = Check(
    id="stream",
    title=say("check.stream"),
    needs=("request",),
    run=run,
    network=True,
    sends_key=True,
    pages=pages(KINDS),
)
