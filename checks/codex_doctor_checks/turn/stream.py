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

from codex_doctor.codex.config.overview import provider_key
from codex_doctor.facts.setup import IDLE_MS
from codex_doctor.facts.turn import CHAT
from codex_doctor.model import Check, Failed, Fix, page
from codex_doctor.words.sentence import say
from codex_doctor_checks.setup.base_url import remove_values
from codex_doctor_checks.turn.compaction import miscounts
from codex_doctor_checks.turn.pace import is_odd
from codex_doctor_checks.turn.turn_cause import outcome, root_cause
from codex_doctor_checks.turn.turn_words import (
    BUDGET,
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


_PROXY = "stream.buffered.fix_proxy"
KINDS = by_id(
    incompatible("stream.not_streaming", "stream.not_streaming.fix", GATEWAY),
    incompatible("stream.no_completed"),
    incompatible("stream.cut", "stream.cut.fix_time", OPERATOR),
    incompatible("stream.broken_framing"),
    incompatible("stream.compressed", _PROXY, OPERATOR),
    incompatible("stream.broken_coding", _PROXY, OPERATOR),
    incompatible(
        "stream.idle_timeout",
        "stream.idle_timeout.fix_raise",
        OPERATOR,
        forms={"budget": Words("stream.idle_timeout.budget", (BUDGET,))},
    ),
    incompatible("stream.slow", BUDGET),
    incompatible("stream.buffered", _PROXY, OPERATOR),
    incompatible("stream.endless", OPERATOR),
    incompatible("stream.completed_malformed"),
    incompatible("stream.usage_malformed"),
    incompatible("stream.item_malformed"),
    incompatible("stream.items_missing"),
    incompatible(
        "stream.empty", forms={"no_body": Words("stream.empty.no_body", (OPERATOR, GATEWAY))}
    ),
    incompatible("stream.wrong_order"),
    incompatible(
        "stream.error_in_200",
        OPERATOR,
        forms={"unsaid": Words("stream.error_in_200.unsaid", (OPERATOR,))},
    ),
    incompatible("stream.incomplete", "stream.incomplete.fix_limit", OPERATOR),
    Kind(page("stream.refused"), (OPERATOR,)),
)


async def run(ctx: Context) -> Outcome:
    """Judge the turn."""
    return judge(await ctx.turn(), ctx.setup)


def judge(turn: Turn, setup: Setup) -> Outcome:
    """Return whether Codex reads the stream to its end."""
    reading = turn.first.reading
    events = reading.events if reading is not None else 0
    is_chat = turn.dialect == CHAT
    passed = (
        say("stream.passed_chat", count=events) if is_chat else say("stream.passed", count=events)
    )
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

        found = finding_of(root, setup, KINDS, first=_patience(root, setup))
        return replace(found, evidence=(*found.evidence, *shown_bytes(root.exchange)))

    return finding


def _patience(root: Root, setup: Setup) -> tuple[Fix, ...]:
    """Return the fix that lets Codex wait as long as it does by itself, where it waits less."""
    name = "stream_idle_timeout_ms"
    key = provider_key(setup, name)
    is_short = key in setup.values and setup.idle_timeout_ms < IDLE_MS
    if root.cause.id != "stream.idle_timeout" or not is_short:
        return ()
    title = say("stream.idle_timeout.fix_remove", key=name, limit_s=IDLE_MS / 1000)
    return (remove_values(setup, (key,), title=title),)


CHECK = Check(
    id="stream",
    title=say("check.stream"),
    needs=("request",),
    run=run,
    network=True,
    sends_key=True,
    pages=pages(KINDS),
)
