"""One diagnosis from inputs to report: resolve, look, judge, rank, redact."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from codex_doctor import __version__, engine, ranking
from codex_doctor.codex.credentials.choice import UNUSABLE
from codex_doctor.codex.resolve import resolve
from codex_doctor.context import Context
from codex_doctor.model import Crashed
from codex_doctor.redact import redact
from codex_doctor.reported import CodexFact, Cost, ExchangeRow, Report, StreamRow, Target
from codex_doctor.timings import timing_rows

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from codex_doctor.deadline import Deadline
    from codex_doctor.engine import Ran, Selection
    from codex_doctor.facts import Exchange, Inputs, Installation, Setup
    from codex_doctor.model import Check
    from codex_doctor.reported import CheckRow, RankedFinding


class Diagnosis(Struct, frozen=True):
    """A report, and what the exit code needs besides it."""

    report: Report
    crashed: bool


async def diagnose(
    inputs: Inputs,
    checks: Sequence[Check],
    *,
    deadline: Deadline,
    selection: Selection,
    on_start: Callable[[Check], None] = lambda _: None,
    on_command: Callable[[str], None] = lambda _: None,
) -> Diagnosis:
    """Run the pipeline on these inputs.

    Args:
        inputs: The frozen snapshot of what the run starts from.
        checks: The pipeline.
        deadline: The end of the run.
        selection: What the user left out.
        on_start: Called when a check starts, for progress.
        on_command: Called before a program that the configuration names is run.
    """
    # Late, because --version, explain and the like need no probe: httpx alone costs 120 ms.
    from codex_doctor.probes.installation import find_codex
    from codex_doctor.probes.live import LiveEyes

    installation = await find_codex(inputs, deadline)
    inputs = with_version(inputs, installation.codex)
    setup, secrets = resolve(inputs, deadline=deadline, tell=on_command)
    eyes = LiveEyes(
        inputs=inputs, setup=setup, secrets=secrets, deadline=deadline, installation=installation
    )
    if not selection.offline:
        selection = replace(selection, offline="" if deadline.interrupted else silence(setup))
    ctx = Context(inputs=inputs, setup=setup, eyes=eyes)
    ran = await engine.run_checks(
        checks, ctx, deadline=deadline, selection=selection, on_start=on_start
    )
    await ctx.close()
    findings = ranking.rank(ran)
    report = Report(
        generated_at=datetime.now(UTC),
        doctor_version=__version__,
        codex=_codex(ctx),
        target=_target(setup),
        verdict=ranking.verdict(ran),
        mistakes=ranking.mistakes(ran, findings),
        findings=findings,
        checks=_rows(ran, findings),
        exchanges=tuple(_row(one) for one in eyes.exchanges),
        cost=_cost(eyes.exchanges),
        timings=timing_rows(
            ctx.seen("lookup"), ctx.seen("connection"), ctx.seen("tls"), eyes.exchanges
        ),
        took_ms=round(deadline.now_s() * 1000),
    )
    return Diagnosis(
        report=redact(report, known=secrets.known),
        crashed=any(isinstance(one.result, Crashed) and not one.check.plugin for one in ran),
    )


def with_version(inputs: Inputs, codex: CodexFact) -> Inputs:
    """Return inputs whose rules are those of the Codex that runs here, if its version is known."""
    return replace(inputs, codex_version=codex.version) if codex.source == "installed" else inputs


def silence(setup: Setup) -> str:
    """Return why nothing may be sent with this set-up, "" when a turn can be run."""
    credential = setup.credential
    if credential.sent and credential.source in UNUSABLE:
        return UNUSABLE[credential.source]
    return "there is no endpoint to look at" if setup.endpoint is None else ""


def _codex(ctx: Context) -> CodexFact:
    """Return the Codex that is meant; an assumed one when nobody looked."""
    seen: Installation | None = ctx.seen("installation")
    return seen.codex if seen else CodexFact(ctx.inputs.codex_version, "assumed", None)


def _rows(ran: Sequence[Ran], findings: Sequence[RankedFinding]) -> tuple[CheckRow, ...]:
    """Return the rows of the checks; what blocks one is a finding of the report."""
    shown = {None, *(one.finding.id for one in findings)}
    return tuple(
        row
        if row.blocked_by in shown or not findings
        else replace(row, blocked_by=findings[0].finding.id)
        for row in (one.row() for one in ran)
    )


def _target(setup: Setup) -> Target:
    endpoint = setup.endpoint
    return Target(
        provider=setup.provider_id,
        base_url=endpoint.base_url if endpoint else None,
        model=setup.model,
        profile=setup.profile,
        credential=setup.credential.shown,
        provider_location=setup.provider_origin,
    )


def _row(exchange: Exchange) -> ExchangeRow:
    started_s, first_s = exchange.started_s, exchange.first_byte_s
    return ExchangeRow(
        method=exchange.method,
        url=exchange.url,
        status=exchange.status,
        started_ms=round(started_s * 1000),
        first_byte_ms=None if first_s is None else round((first_s - started_s) * 1000),
        total_ms=round((exchange.total_s - started_s) * 1000),
        bytes_sent=exchange.bytes_sent,
        bytes_received=exchange.bytes_received,
        purpose=exchange.purpose,
        stream=_stream(exchange),
    )


def _stream(exchange: Exchange) -> StreamRow | None:
    reading, started_s = exchange.reading, exchange.started_s
    if reading is None or reading.first_event_s is None:
        return None
    lasted_s = reading.last_event_s - reading.first_event_s
    return StreamRow(
        events=reading.events,
        first_event_ms=round((reading.first_event_s - started_s) * 1000),
        longest_gap_ms=round(reading.longest_gap_s * 1000),
        events_per_s=round(reading.events / lasted_s, 1) if lasted_s > 0 else None,
        marks=tuple((round((at_s - started_s) * 1000), count) for at_s, count in reading.marks),
    )


def _cost(exchanges: Sequence[Exchange]) -> Cost:
    tokens = [
        one.reading.usage_tokens
        for one in exchanges
        if one.reading is not None and one.reading.usage_tokens is not None
    ]
    return Cost(
        requests=len(exchanges),
        bytes_sent=sum(one.bytes_sent for one in exchanges),
        tokens=sum(tokens) if tokens else None,
    )
