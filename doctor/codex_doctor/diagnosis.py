"""One diagnosis from inputs to report: resolve, look, judge, rank, redact."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Protocol, TypeVar

from msgspec.structs import replace

from codex_doctor import __version__, engine
from codex_doctor.codex.resolve import resolve_whole
from codex_doctor.context import Context
from codex_doctor.facts import Asked, CodexFact, Facts
from codex_doctor.judge import conclude, held_back, judge
from codex_doctor.model import Crashed, NotRun, TimedOut
from codex_doctor.platform.host import look_at_host
from codex_doctor.repair.plan import planned
from codex_doctor.reported import Cost, ExchangeRow, HostRow, Report, StreamRow, Target
from codex_doctor.sealed import Sealed
from codex_doctor.secrets.allowance import Allowance
from codex_doctor.secrets.redact import redact, redact_facts
from codex_doctor.timings import timing_rows
from codex_doctor.words.sentence import say
from codex_doctor.words.told import said

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from codex_doctor.anonymous import Names
    from codex_doctor.codex.resolve import Resolved
    from codex_doctor.facts import Exchange, Inputs, Setup
    from codex_doctor.judge import Judgement
    from codex_doctor.model import Check
    from codex_doctor.pipeline import Ran, Selection
    from codex_doctor.platform.deadline import Deadline
    from codex_doctor.platform.host import Host
    from codex_doctor.reported import CheckRow, RankedFinding

T = TypeVar("T")
_UNSEEN = (NotRun, TimedOut, Crashed)


class Diagnosis(Sealed, frozen=True):
    """A report without a secret, what was seen for it, and what the exit code needs besides.

    Attributes:
        unseen: Ids of the checks that did not come to a result.
        judged: What was found, its texts as they are: for the eyes of no one.
        names: What hides names, where that is asked for.
    """

    report: Report
    crashed: bool
    unseen: frozenset[str]
    judged: Judgement
    seen: Facts
    known: frozenset[str]
    resolved: Resolved
    deadline: Deadline
    names: Names | None = None

    def shown(self, value: T) -> T:
        """Return it without the names that may not be told."""
        return self.names.hide(value) if self.names else value

    def facts(self) -> Facts:
        """Return what was seen, without a secret: it may be written, and judged again."""
        # Late: most runs write no facts.
        from codex_doctor.codex.recording import record

        setup = record(self.seen.setup, self.resolved.subject)
        allowance = Allowance(self.deadline.left_s())
        seen = replace(self.seen, setup=setup)
        masked = redact_facts(seen, known=self.known, allowance=allowance)
        return self.shown(replace(masked, left_out=allowance.left_out))


class Watch(Protocol):
    """Who is told what happens while it runs."""

    def check(self, row: CheckRow, /) -> None:
        """Hear how a check ended."""

    def exchange(self, place: int, row: ExchangeRow, /) -> None:
        """Hear that a request was sent, and again when it has ended."""


async def diagnose(
    inputs: Inputs,
    checks: Sequence[Check],
    *,
    deadline: Deadline,
    selection: Selection,
    on_start: Callable[[Check], None] = lambda _: None,
    on_command: Callable[[str], None] = lambda _: None,
    watch: Watch | None = None,
) -> Diagnosis:
    """Run the pipeline on these inputs.

    Args:
        inputs: The frozen snapshot of what the run starts from.
        checks: The pipeline.
        deadline: The end of the run.
        selection: What the user left out.
        on_start: Called when a check starts, for progress.
        on_command: Called before a program that the configuration names is run.
        watch: Is told what happens, without a secret.
    """
    # Late, because --version, explain and the like need no probe: httpx alone costs 120 ms.
    from codex_doctor.eyes.live import LiveEyes
    from codex_doctor.eyes.watched import WatchedLog
    from codex_doctor.probes.machine.installation import find_codex

    installation = await find_codex(inputs, deadline)
    inputs = with_version(inputs, installation.codex)
    resolved = resolve_whole(inputs, deadline=deadline, tell=on_command)
    setup, secrets = resolved.setup, resolved.secrets
    eyes = LiveEyes(
        inputs=inputs, setup=setup, secrets=secrets, deadline=deadline, installation=installation
    )
    names = _names(inputs)
    if names is not None:
        names.learn(setup)

    def shown(row: T) -> T:
        row = redact(row, known=secrets.known)
        return names.hide(row) if names else row

    def on_end(ran: Ran) -> None:
        if watch is not None:
            watch.check(shown(ran.row()))

    if watch is not None:
        told = watch.exchange
        eyes.exchanges = WatchedLog(lambda place, one: told(place, shown(exchange_row(one))))
    if not deadline.interrupted:
        selection = held_back(selection, setup)
    ctx = Context(asked=asked_of(inputs), setup=setup, eyes=eyes)
    ran = await engine.run_checks(
        checks,
        ctx,
        deadline=deadline,
        selection=selection,
        on_start=on_start,
        on_end=on_end,
    )
    await ctx.close()
    facts = replace(ctx.facts(), exchanges=tuple(eyes.exchanges), sent=tuple(eyes.carried))
    return _done(facts, conclude(ran), resolved, inputs, deadline, names=names)


def leave_unseen(
    inputs: Inputs, checks: Sequence[Check], deadline: Deadline, selection: Selection
) -> Diagnosis:
    """Judge the configuration alone: no probe, no program, no event loop."""
    resolved = resolve_whole(replace(inputs, offline=True))
    facts = Facts(asked=asked_of(inputs), setup=resolved.setup)
    judged = judge(facts, checks, selection=selection)
    return _done(facts, judged, resolved, inputs, deadline, names=_names(inputs))


def _names(inputs: Inputs) -> Names | None:
    """Return what hides names, None where they may be told."""
    if not inputs.anonymize:
        return None
    # Late: few runs hide any.
    from codex_doctor.anonymous import names_of

    return names_of(inputs, look_at_host(inputs.environ, named=True).name)


def _done(
    facts: Facts,
    judged: Judgement,
    resolved: Resolved,
    inputs: Inputs,
    deadline: Deadline,
    *,
    names: Names | None,
) -> Diagnosis:
    took_ms = round(deadline.now_s() * 1000)
    texts = {one.shown: one.text for one in resolved.subject.layered.documents if one.text}
    report = make_report(
        facts, judged, texts=texts, at=datetime.now(UTC), took_ms=took_ms, host=host_row(inputs)
    )
    allowance = Allowance(deadline.left_s())
    shown = redact(report, known=resolved.secrets.known, allowance=allowance)
    shown = noted(shown, left_out=allowance.left_out)
    return Diagnosis(
        report=names.hide(shown) if names else shown,
        crashed=any(isinstance(one.result, Crashed) and not one.check.plugin for one in judged.ran),
        unseen=frozenset(one.check.id for one in judged.ran if isinstance(one.result, _UNSEEN)),
        judged=judged,
        seen=facts,
        known=resolved.secrets.known,
        resolved=resolved,
        deadline=deadline,
        names=names,
    )


def noted(report: Report, *, left_out: int) -> Report:
    """Return a report that says how many texts there was no time to look into."""
    if not left_out:
        return report
    note = say("report.texts_left_out", count=left_out)
    return replace(report, notes=(*report.notes, note))


def make_report(
    facts: Facts,
    judged: Judgement,
    *,
    texts: Mapping[str, str],
    at: datetime,
    took_ms: int,
    host: HostRow,
) -> Report:
    """Return what people see of a judgement.

    Args:
        facts: What it stands on.
        judged: What they mean.
        texts: The files of the configuration, by the name that people are shown.
        at: When it was looked at, aware.
        took_ms: How long that took.
        host: Where it was looked at.
    """
    setup, exchanges = facts.setup, facts.exchanges
    return Report(
        generated_at=at,
        doctor_version=__version__,
        codex=_codex(facts),
        target=_target(setup),
        verdict=judged.verdict,
        mistakes=judged.mistakes,
        findings=tuple(_planned(one, texts) for one in judged.findings),
        checks=_rows(judged),
        exchanges=tuple(map(exchange_row, exchanges)),
        cost=cost_of(exchanges),
        timings=timing_rows(facts.lookup, facts.connection, facts.tls, exchanges),
        took_ms=took_ms,
        host=host,
    )


def row_of_host(host: Host) -> HostRow:
    """Return what a report says of a machine."""
    return HostRow(host.system, host.architecture, host.name or None)


def host_row(inputs: Inputs) -> HostRow:
    """Return what the report says of this machine."""
    return row_of_host(look_at_host(inputs.environ, named=inputs.host_name))


def texts_of(setup: Setup) -> dict[str, str]:
    """Return the files of a recorded configuration, by the name that people are shown."""
    layers = setup.config.layers if setup.config else ()
    return {one.shown: one.toml for one in layers if one.toml}


def asked_of(inputs: Inputs) -> Asked:
    """Return what decides the meaning of facts; no value of a variable is in it."""
    return Asked(
        codex_version=inputs.codex_version, offline=inputs.offline, thorough=inputs.thorough
    )


def with_version(inputs: Inputs, codex: CodexFact) -> Inputs:
    """Return inputs whose rules are those of the Codex that runs here, if its version is known."""
    return replace(inputs, codex_version=codex.version) if codex.source == "installed" else inputs


def _planned(ranked: RankedFinding, texts: Mapping[str, str]) -> RankedFinding:
    """Return the finding with the edits of its fixes as they are in the files."""
    fixes = tuple(planned(one, texts) for one in ranked.finding.fixes)
    return replace(ranked, finding=replace(ranked.finding, fixes=fixes))


def _codex(facts: Facts) -> CodexFact:
    """Return the Codex that is meant; an assumed one when nobody looked."""
    if facts.installation is not None:
        return facts.installation.codex
    return CodexFact(facts.asked.codex_version, "assumed", None)


def _rows(judged: Judgement) -> tuple[CheckRow, ...]:
    """Return the rows of the checks; what blocks one is a finding of the report."""
    findings = judged.findings
    shown = {None, *(one.finding.id for one in findings)}
    return tuple(
        row
        if row.blocked_by in shown or not findings
        else replace(row, blocked_by=findings[0].finding.id)
        for row in (one.row() for one in judged.ran)
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


def exchange_row(exchange: Exchange) -> ExchangeRow:
    """Return the line of the report for a request."""
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
        purpose=said(exchange.purpose),
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


def cost_of(exchanges: Sequence[Exchange]) -> Cost:
    """Return what these requests cost."""
    tokens = [
        one.reading.usage_tokens
        for one in exchanges
        if one.reading is not None and one.reading.usage_tokens is not None
    ]
    return Cost(
        requests=sum(one.was_sent for one in exchanges),
        bytes_sent=sum(one.bytes_sent for one in exchanges if one.was_sent),
        tokens=sum(tokens) if tokens else None,
    )
