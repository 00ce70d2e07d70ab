"""The report for programs: the document `documents.report`, made of what was found.

A renamed field of the model never renames one there.
"""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING, Any, TypeVar

from msgspec import UNSET, convert
from msgspec.structs import asdict, replace

from codex_doctor.documents import findings
from codex_doctor.documents import report as documents
from codex_doctor.documents.index import TOOL, text_of
from codex_doctor.documents.parts import Location, Wording
from codex_doctor.report.shells import SHELLS, lines_for
from codex_doctor.words.sentence import Sentence

if TYPE_CHECKING:
    from codex_doctor.documents.parts import Words
    from codex_doctor.model import Commands, Evidence, Fix
    from codex_doctor.report.options import Options
    from codex_doctor.reported import (
        CheckRow,
        Confirmation,
        ExchangeRow,
        RankedFinding,
        Report,
        StreamRow,
    )

T = TypeVar("T")


def render(report: Report, _: Options) -> str:
    """Return the report as JSON in ASCII, so that no console encoding can break it."""
    return text_of(document(report))


def document(report: Report) -> documents.Report:
    """Return the report as a document."""
    at = report.generated_at.astimezone(UTC).isoformat(timespec="seconds")
    mistakes: dict[str, Any] = {one.value: state for one, state in report.mistakes.items()}
    return documents.Report(
        schema_version=documents.VERSION,
        generated_at=at.replace("+00:00", "Z"),
        tool=replace(TOOL, version=report.doctor_version),
        codex=_alike(report.codex, documents.Codex),
        target=_alike(report.target, documents.Target),
        verdict=report.verdict,
        mistakes=documents.Mistakes(**mistakes),
        findings=tuple(map(finding_document, report.findings)),
        checks=tuple(map(check_document, report.checks)),
        exchanges=tuple(map(exchange_document, report.exchanges)),
        cost=_alike(report.cost, documents.Cost),
        timings=tuple(_alike(one, documents.Timing) for one in report.timings),
        confirmation=confirmation_document(report.confirmation),
        host=_alike(report.host, documents.Host) if report.host else None,
    )


def confirmation_document(confirmation: Confirmation | None) -> documents.Confirmation | None:
    """Return what the real Codex did."""
    return _alike(confirmation, documents.Confirmation) if confirmation else None


def finding_document(ranked: RankedFinding) -> findings.Finding:
    """Return one finding."""
    finding = ranked.finding
    location = finding.location
    return findings.Finding(
        id=finding.id,
        severity=finding.severity,
        confidence=finding.confidence,
        title=ranked.title,
        cause=finding.cause,
        mistake=ranked.mistake,
        check=ranked.check,
        location=_alike(location, Location) if location else None,
        evidence=tuple(map(_evidence, finding.evidence)),
        fixes=tuple(map(_fix, finding.fixes)),
        words=_words(title=ranked.title, cause=finding.cause),
    )


def _alike(row: object, kind: type[T]) -> T:
    """Return the part of a document whose fields have the names that they have here."""
    return convert(row, kind, from_attributes=True)


def _words(**fields: str | None) -> Words:
    """Return the templates and values of those fields that are sentences."""
    return {
        name: Wording(text.template, dict(text.values))
        for name, text in fields.items()
        if isinstance(text, Sentence)
    }


def _evidence(row: Evidence) -> findings.Evidence:
    words = _words(label=row.label, measured=row.measured, expected=row.expected)
    return findings.Evidence(row.label, row.measured, row.expected, words)


def _fix(fix: Fix) -> findings.FindingFix:
    return findings.FindingFix(
        title=fix.title,
        risk=fix.risk,
        auto=fix.auto,
        edits=tuple(_alike(one, findings.Edit) for one in fix.edits),
        commands=_commands(fix.commands) if fix.commands else None,
        words=_words(title=fix.title),
    )


def _commands(commands: Commands) -> findings.Commands:
    variable = commands.variable
    if variable is None:
        return findings.Commands(commands.posix, commands.powershell, UNSET)
    shells = {one: findings.ShellLines(**asdict(lines_for(one, variable))) for one in SHELLS}
    shown = findings.Variable(variable.name, variable.value, shells)
    return findings.Commands(commands.posix, commands.powershell, shown)


def check_document(row: CheckRow) -> documents.Check:
    """Return how one check ended."""
    return documents.Check(
        id=row.id,
        title=row.title,
        status=row.status,
        blocked_by=row.blocked_by,
        summary=row.summary,
        took_ms=row.took_ms,
        words=_words(title=row.title, summary=row.summary),
    )


def exchange_document(row: ExchangeRow) -> documents.Exchange:
    """Return one request."""
    words = _words(purpose=row.purpose)
    fields: dict[str, Any] = {**asdict(row), "stream": _stream(row.stream), "words": words}
    return documents.Exchange(**fields)


def _stream(row: StreamRow | None) -> documents.Stream | None:
    if row is None:
        return None
    marks = tuple(documents.Mark(at_ms, events) for at_ms, events in row.marks)
    fields: dict[str, Any] = {**asdict(row), "marks": marks}
    return documents.Stream(**fields)
