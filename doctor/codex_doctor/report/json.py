"""The report for programs: the contract of `report.schema.json`, in its own frozen field list.

A renamed field of the model never renames one here.
"""

from __future__ import annotations

import json
from datetime import UTC
from typing import TYPE_CHECKING, Any

from msgspec.structs import asdict

from codex_doctor.report.shells import SHELLS, lines_for
from codex_doctor.words.sentence import Sentence

if TYPE_CHECKING:
    from codex_doctor.facts import CredentialShown, Location
    from codex_doctor.model import Commands, Edit, Evidence, Fix
    from codex_doctor.report.options import Options
    from codex_doctor.reported import (
        CheckRow,
        Confirmation,
        ExchangeRow,
        RankedFinding,
        Report,
        StreamRow,
        Target,
        TimingRow,
    )

SCHEMA_VERSION = "1.5"


def render(report: Report, _: Options) -> str:
    """Return the report as JSON in ASCII, so that no console encoding can break it."""
    return json.dumps(document(report), indent=2) + "\n"


def schema_text() -> str:
    """Return the JSON Schema (draft 2020-12) of the report."""
    from importlib import resources

    source = resources.files("codex_doctor.report") / "report.schema.json"
    return source.read_text(encoding="utf-8")


def document(report: Report) -> dict[str, Any]:
    """Return the report as plain JSON values."""
    at = report.generated_at.astimezone(UTC).isoformat(timespec="seconds")
    return {
        "schema": "codex-doctor/report",
        "schema_version": SCHEMA_VERSION,
        "generated_at": at.replace("+00:00", "Z"),
        "tool": {"name": "codex-doctor", "version": report.doctor_version},
        "codex": {
            "version": report.codex.version,
            "source": report.codex.source,
            "path": report.codex.path,
        },
        "target": _target(report.target),
        "verdict": report.verdict.value,
        "mistakes": {mistake.value: state for mistake, state in report.mistakes.items()},
        "findings": [finding_document(ranked) for ranked in report.findings],
        "checks": [_check(row) for row in report.checks],
        "exchanges": [_exchange(row) for row in report.exchanges],
        "cost": {
            "requests": report.cost.requests,
            "bytes_sent": report.cost.bytes_sent,
            "tokens": report.cost.tokens,
        },
        "timings": [_timing(row) for row in report.timings],
        "confirmation": confirmation_document(report.confirmation),
    }


def confirmation_document(confirmation: Confirmation | None) -> dict[str, Any] | None:
    """Return what the real Codex did as plain JSON values."""
    if confirmation is None:
        return None
    return {
        "works": confirmation.works,
        "ending": confirmation.ending,
        "took_ms": confirmation.took_ms,
        "agrees": confirmation.agrees,
    }


def _target(target: Target) -> dict[str, Any]:
    return {
        "provider": target.provider,
        "base_url": target.base_url,
        "model": target.model,
        "profile": target.profile,
        "credential": _credential(target.credential),
    }


def _credential(credential: CredentialShown | None) -> dict[str, Any] | None:
    if credential is None:
        return None
    return {"source": credential.source, "fingerprint": credential.fingerprint}


def finding_document(ranked: RankedFinding) -> dict[str, Any]:
    """Return one finding as plain JSON values."""
    finding = ranked.finding
    fields = {
        "id": finding.id,
        "severity": finding.severity.value,
        "confidence": finding.confidence.value,
        "title": ranked.title,
        "cause": finding.cause,
        "mistake": ranked.mistake.value if ranked.mistake else None,
        "check": ranked.check,
        "location": _location(finding.location),
        "evidence": [_evidence(row) for row in finding.evidence],
        "fixes": [_fix(fix) for fix in finding.fixes],
    }
    return _told(fields)


def _told(fields: dict[str, Any]) -> dict[str, Any]:
    """Return the fields, with the templates and values of those that are sentences."""
    words = {
        name: {"id": text.template, "parameters": dict(text.values)}
        for name, text in fields.items()
        if isinstance(text, Sentence)
    }
    return {**fields, "words": words}


def _location(location: Location | None) -> dict[str, Any] | None:
    if location is None:
        return None
    return {"file": location.file, "line": location.line, "column": location.column}


def _evidence(row: Evidence) -> dict[str, Any]:
    return _told({"label": row.label, "measured": row.measured, "expected": row.expected})


def _fix(fix: Fix) -> dict[str, Any]:
    commands = fix.commands
    fields = {
        "title": fix.title,
        "risk": fix.risk.value,
        "auto": fix.auto,
        "edits": [_edit(edit) for edit in fix.edits],
        "commands": _commands(commands) if commands else None,
    }
    return _told(fields)


def _commands(commands: Commands) -> dict[str, Any]:
    variable = commands.variable
    fields: dict[str, Any] = {"posix": commands.posix, "powershell": commands.powershell}
    if variable is not None:
        shells = {name: asdict(lines_for(name, variable)) for name in SHELLS}
        fields["variable"] = {"name": variable.name, "value": variable.value, "shells": shells}
    return fields


def _edit(edit: Edit) -> dict[str, Any]:
    return {
        "file": edit.file,
        "line": edit.line,
        "key": edit.key,
        "before": edit.before,
        "after": edit.after,
    }


def _check(row: CheckRow) -> dict[str, Any]:
    fields = {
        "id": row.id,
        "title": row.title,
        "status": row.status.value,
        "blocked_by": row.blocked_by,
        "summary": row.summary,
        "took_ms": row.took_ms,
    }
    return _told(fields)


def _timing(row: TimingRow) -> dict[str, Any]:
    return {
        "address": row.address,
        "result": row.result,
        "dns_ms": row.dns_ms,
        "connect_ms": row.connect_ms,
        "tls_ms": row.tls_ms,
        "first_byte_ms": row.first_byte_ms,
    }


def _exchange(row: ExchangeRow) -> dict[str, Any]:
    fields = {
        "method": row.method,
        "url": row.url,
        "status": row.status,
        "started_ms": row.started_ms,
        "first_byte_ms": row.first_byte_ms,
        "total_ms": row.total_ms,
        "bytes_sent": row.bytes_sent,
        "bytes_received": row.bytes_received,
        "purpose": row.purpose,
        "stream": _stream(row.stream),
    }
    return _told(fields)


def _stream(row: StreamRow | None) -> dict[str, Any] | None:
    if row is None:
        return None
    return {
        "events": row.events,
        "first_event_ms": row.first_event_ms,
        "longest_gap_ms": row.longest_gap_ms,
        "events_per_s": row.events_per_s,
        "marks": [{"at_ms": at_ms, "events": events} for at_ms, events in row.marks],
    }
