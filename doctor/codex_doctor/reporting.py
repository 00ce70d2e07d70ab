"""What people see of a judgement: the report, made of facts and findings."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from codex_doctor import __version__
from codex_doctor.facts import CodexFact, Facts
from codex_doctor.platform.host import look_at_host
from codex_doctor.repair.plan import addressed, planned, texts_before
from codex_doctor.reported import (
    Cost,
    ExchangeRow,
    HostRow,
    Report,
    StreamRow,
    Target,
    TargetCredential,
)
from codex_doctor.timings import timing_rows
from codex_doctor.words.sentence import say
from codex_doctor.words.told import said

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from datetime import datetime

    from codex_doctor.facts import CredentialShown, Exchange, Inputs, Setup
    from codex_doctor.judge import Judgement
    from codex_doctor.platform.host import Host
    from codex_doctor.reported import CheckRow, RankedFinding

# The layers whose files are for all users.
_OF_ADMINISTRATOR = frozenset({"system", "managed", "requirements"})


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
    texts: Sequence[Mapping[str, str]],
    at: datetime,
    took_ms: int,
    host: HostRow,
) -> Report:
    """Return what people see of a judgement.

    Args:
        facts: What it stands on.
        judged: What they mean.
        texts: The files of the configuration, by the name that people are shown: as they are, then
            as they were foreseen, one step further each time.
        at: When it was looked at, aware.
        took_ms: How long that took.
        host: Where it was looked at.
    """
    setup, exchanges = facts.setup, facts.exchanges
    kept = _of_administrator(setup)
    return Report(
        generated_at=at,
        doctor_version=__version__,
        codex=_codex(facts),
        target=_target(setup),
        verdict=judged.verdict,
        mistakes=judged.mistakes,
        findings=tuple(_planned(one, texts, kept) for one in judged.findings),
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


def texts_of(facts: Facts) -> list[dict[str, str]]:
    """Return the files of a recorded configuration, and of what is ahead of it."""
    layers = facts.setup.config.layers if facts.setup.config else ()
    here = {one.shown: one.toml for one in layers if one.toml}
    return [here, *(texts_of(facts.ahead) if facts.ahead else ())]


def _of_administrator(setup: Setup) -> frozenset[str]:
    """Return the files for all users of a machine, by the names that people are shown."""
    return frozenset(one.shown for one in setup.layers if one.name in _OF_ADMINISTRATOR)


def _planned(
    ranked: RankedFinding, texts: Sequence[Mapping[str, str]], kept: frozenset[str]
) -> RankedFinding:
    """Return the finding with the edits of its fixes as they are in the files.

    Args:
        ranked: The finding.
        texts: The files, as they are and as they will be.
        kept: Those that their reader cannot change.
    """
    fixes = tuple(
        addressed(planned(one, texts_before(one, texts)), kept) for one in ranked.finding.fixes
    )
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
        credential=_credential(setup.credential.shown),
        provider_location=setup.provider_origin,
    )


def _credential(shown: CredentialShown | None) -> TargetCredential | None:
    return TargetCredential(said(shown.source), said(shown.fingerprint)) if shown else None


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
