"""session -- what comes after the first turn works as well.

What it looks at
    With `--thorough`: a second turn with the whole history, the compaction of a long one, two
    tool calls in one answer, the other models that Codex would ask for, and requests as large as
    a long session makes them.

Why it matters
    A session grows; an endpoint that takes the first turn may refuse the tenth.

Known limits
    Nothing is sent without `--thorough`, since it costs tokens; what the second request of the
    first turn shows is judged by `tools` and `request`.

Source
    Codex 0.169.0: the history is sent whole, and a provider that is named OpenAI is asked for a
    compaction with an item `compaction_trigger`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from codex_doctor.answers.answer import cause_of
from codex_doctor.codex.config.overview import provider_key
from codex_doctor.model import (
    Check,
    Evidence,
    Failed,
    Finding,
    Fix,
    Mistake,
    Passed,
    Severity,
    Skipped,
    page,
)
from codex_doctor.words.sentence import say
from codex_doctor_checks.session.session_sides import SECONDARY_MODEL, judge_sides, judge_two_calls
from codex_doctor_checks.turn.turn_words import GATEWAY, OPERATOR, evidence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from codex_doctor.context import Context
    from codex_doctor.facts import Endpoint, Exchange, Setup
    from codex_doctor.facts.session import SessionTry
    from codex_doctor.model import Outcome

COMPACT_MISSING = page("session.compact_missing", Mistake.NOT_COMPATIBLE)


async def run(ctx: Context) -> Outcome:
    """Judge the session, where the user asks for it."""
    if not ctx.asked.thorough:
        return Skipped(say("session.skipped"))
    return judge(await ctx.session(), ctx.endpoint, ctx.setup, model=ctx.setup.model or "")


def judge(tried: SessionTry, endpoint: Endpoint, setup: Setup, *, model: str) -> Outcome:
    """Return what fails after the first turn."""
    if tried.second_turn.failure == "budget":
        return Skipped(say("session.cut_short"))
    findings = tuple(_findings(tried, endpoint.host, setup, model))
    if findings:
        return Failed(findings)
    largest = max((one.bytes_sent for one in tried.sizes), default=0)
    return Passed(say("session.passed", largest_bytes=largest))


def _findings(tried: SessionTry, host: str, setup: Setup, model: str) -> Iterator[Finding]:
    second = tried.second_turn
    if cause_of(second, model=model) is not None:
        yield Finding(
            id="session.history_rejected",
            severity=Severity.ERROR,
            cause=say("session.history_rejected", host=host),
            evidence=evidence(second),
            fixes=(Fix(say(GATEWAY)), Fix(say(OPERATOR))),
        )
    else:
        yield from judge_two_calls(tried.parallel, host, model)
    if tried.compaction is not None and not _is_compacted(tried.compaction):
        table = provider_key(setup)
        yield Finding(
            id=COMPACT_MISSING.id,
            severity=Severity.WARNING,
            cause=say("session.compact_missing", host=host),
            evidence=evidence(tried.compaction),
            fixes=(Fix(say("session.compact_missing.fix_name", table=table)), Fix(say(OPERATOR))),
        )
    yield from judge_sides(tried.sides, host, setup)
    for one in tried.sizes[-1:]:
        cause = cause_of(one, model=model) if one.reading is None and not _is_ok(one) else None
        if cause is not None and cause.id == "request.too_large":
            yield Finding(
                id="request.too_large",
                severity=Severity.WARNING,
                cause=say("request.too_large.session", host=host, size_bytes=one.bytes_sent),
                evidence=(*evidence(one), _largest(tried.sizes)),
                fixes=(Fix(say("request.too_large.fix_limit")),),
            )


def _is_ok(exchange: Exchange) -> bool:
    return exchange.status is not None and 200 <= exchange.status < 300


def _is_compacted(exchange: Exchange) -> bool:
    reading = exchange.reading
    if reading is None or reading.ending != "completed":
        return False
    return len([item for item in reading.items if item.get("type") == "compaction"]) == 1


def _largest(sizes: tuple[Exchange, ...]) -> Evidence:
    passed = [one.bytes_sent for one in sizes if _is_ok(one)]
    largest = say("session.evidence.first_request")
    if passed:
        largest = say("session.evidence.size", size_bytes=max(passed))
    return Evidence(say("session.evidence.passes"), largest)


CHECK = Check(
    id="session",
    title=say("check.session"),
    needs=("tools",),
    run=run,
    network=True,
    sends_key=True,
    pages=(COMPACT_MISSING, SECONDARY_MODEL),
)
