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
    from codex_doctor.facts import Exchange, Setup
    from codex_doctor.facts.session import SessionTry
    from codex_doctor.model import Outcome

COMPACT_MISSING = page(
    "session.compact_missing",
    Mistake.NOT_COMPATIBLE,
)


async def run(ctx: Context) -> Outcome:
    """Judge the session, where the user asks for it."""
    if not ctx.asked.thorough:
        return Skipped("looked at with --thorough")
    return judge(await ctx.session(), ctx.setup, model=ctx.setup.model or "")


def judge(tried: SessionTry, setup: Setup, *, model: str) -> Outcome:
    """Return what fails after the first turn."""
    findings = tuple(_findings(tried, setup, model))
    if findings:
        return Failed(findings)
    largest = max((one.bytes_sent for one in tried.sizes), default=0)
    return Passed(f"a second turn, and requests of up to {largest // 1024} KB")


def _findings(tried: SessionTry, setup: Setup, model: str) -> Iterator[Finding]:
    host = setup.endpoint.host if setup.endpoint else "the endpoint"
    second = tried.second_turn
    if cause_of(second, model=model) is not None:
        yield Finding(
            id="session.history_rejected",
            severity=Severity.ERROR,
            cause=f"{host} takes the first turn and fails on the second, which repeats it",
            evidence=evidence(second),
            fixes=(GATEWAY, OPERATOR),
        )
    else:
        yield from judge_two_calls(tried.parallel, setup, model)
    if tried.compaction is not None and not _is_compacted(tried.compaction):
        name = f"model_providers.{setup.provider_id}"
        yield Finding(
            id=COMPACT_MISSING.id,
            severity=Severity.WARNING,
            cause=f"{host} answers Codex's request for a compaction with something else",
            evidence=evidence(tried.compaction),
            fixes=(Fix(f"Give [{name}] another name than OpenAI."), OPERATOR),
        )
    yield from judge_sides(tried.sides, setup)
    for one in tried.sizes[-1:]:
        cause = cause_of(one, model=model) if one.reading is None and not _is_ok(one) else None
        if cause is not None and cause.id == "request.too_large":
            yield Finding(
                id="request.too_large",
                severity=Severity.WARNING,
                cause=f"{host} refuses a request of {one.bytes_sent // 1024} KB",
                evidence=(*evidence(one), _largest(tried.sizes)),
                fixes=(Fix("Raise the body limit of the server or gateway."),),
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
    return Evidence("passes", f"{max(passed) // 1024} KB" if passed else "Codex's first request")


CHECK = Check(
    id="session",
    title=say("check.session"),
    needs=("tools",),
    run=run,
    network=True,
    sends_key=True,
    pages=(COMPACT_MISSING, SECONDARY_MODEL),
)
