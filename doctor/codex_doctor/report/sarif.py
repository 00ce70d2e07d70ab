"""The findings in SARIF 2.1.0, which editors and code scanning show beside the configuration.

Source: OASIS, Static Analysis Results Interchange Format (SARIF) Version 2.1.0.
"""

from __future__ import annotations

import json
from datetime import UTC, timedelta
from typing import TYPE_CHECKING, Any
from urllib.parse import quote

from codex_doctor.facts.place import Location
from codex_doctor.model import Severity, Status
from codex_doctor.report import words
from codex_doctor.report.places import FileSpan, place_at, place_of
from codex_doctor.secrets.search import MASK
from codex_doctor.words.sentence import say

if TYPE_CHECKING:
    from collections.abc import Iterator
    from datetime import datetime

    from codex_doctor.model import Edit, Fix
    from codex_doctor.report.options import Options
    from codex_doctor.reported import CheckRow, RankedFinding, Report

_SCHEMA = "https://json.schemastore.org/sarif-2.1.0-rtm.5.json"
_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.HINT: "note"}
_HOME, _CHECKOUT = "HOME", "%SRCROOT%"
_BROKEN = (Status.TIMED_OUT, Status.CRASHED)


def render(report: Report, options: Options) -> str:
    """Return one run as JSON in ASCII."""
    run = {
        "tool": {
            "driver": {
                "name": "codex-doctor",
                "version": report.doctor_version,
                "rules": [_rule(one) for one in _rules(report)],
            }
        },
        "invocations": [_invocation(report)],
        "originalUriBaseIds": {
            _HOME: {"description": {"text": say("sarif.home")}},
            _CHECKOUT: {"description": {"text": say("sarif.checkout")}},
        },
        "columnKind": "unicodeCodePoints",
        "results": [_result(one, report, options) for one in report.findings],
        "properties": {"verdict": report.verdict.value},
    }
    document = {"$schema": _SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(document, indent=2) + "\n"


def _rules(report: Report) -> tuple[RankedFinding, ...]:
    """Return one finding of each kind, in their order."""
    return tuple({one.finding.id: one for one in reversed(report.findings)}.values())[::-1]


def _rule(ranked: RankedFinding) -> dict[str, Any]:
    id_ = ranked.finding.id
    return {
        "id": id_,
        "shortDescription": {"text": ranked.title},
        "help": {"text": f"codex-doctor explain {id_}"},
        "properties": {"check": ranked.check},
    }


def _invocation(report: Report) -> dict[str, Any]:
    ended = report.generated_at.astimezone(UTC)
    broken = [row for row in report.checks if row.status in _BROKEN]
    return {
        "executionSuccessful": not any(row.status is Status.CRASHED for row in broken),
        "startTimeUtc": _time(ended - timedelta(milliseconds=report.took_ms)),
        "endTimeUtc": _time(ended),
        "toolExecutionNotifications": [_notification(row) for row in broken],
    }


def _notification(row: CheckRow) -> dict[str, Any]:
    text = words.sentence(row.summary or say(words.STATUSES[row.status]))
    level = "error" if row.status is Status.CRASHED else "warning"
    return {"level": level, "message": {"text": text}, "properties": {"check": row.id}}


def _time(moment: datetime) -> str:
    return moment.isoformat(timespec="milliseconds").replace("+00:00", "Z")


def _result(ranked: RankedFinding, report: Report, options: Options) -> dict[str, Any]:
    finding = ranked.finding
    place = place_of(ranked, report, options)
    fixes = [made for fix in finding.fixes if (made := _fix(fix, options))]
    ids = [one.finding.id for one in _rules(report)]
    return {
        "ruleId": finding.id,
        "ruleIndex": ids.index(finding.id),
        "level": _LEVELS[finding.severity],
        "message": {"text": "\n".join(_message(ranked))},
        "locations": [_location(place, ranked)] if place or finding.location else [],
        **({"fixes": fixes} if fixes else {}),
        "properties": {
            "check": ranked.check,
            "confidence": finding.confidence.value,
            "evidence": [
                {"label": row.label, "measured": row.measured, "expected": row.expected}
                for row in finding.evidence
            ],
        },
    }


def _message(ranked: RankedFinding) -> Iterator[str]:
    finding = ranked.finding
    yield words.sentence(finding.cause)
    for row in finding.evidence:
        measured = row.measured
        if row.expected:
            expected = say("sarif.expected", what=row.expected)
            measured = say("measure.aside", text=measured, aside=expected)
        yield say("measure.labelled", label=row.label, text=measured)
    for fix in finding.fixes:
        yield fix.title


def _location(place: FileSpan | None, ranked: RankedFinding) -> dict[str, Any]:
    if place is None:
        # An option of the command line, or a variable.
        return {"logicalLocations": [{"fullyQualifiedName": str(ranked.finding.location)}]}
    physical: dict[str, Any] = {"artifactLocation": _artifact(place)}
    if place.line:
        region = {
            "startLine": place.line,
            "startColumn": place.column,
            "endColumn": place.end_column,
        }
        physical["region"] = {name: number for name, number in region.items() if number}
    return {"physicalLocation": physical}


def _artifact(place: FileSpan) -> dict[str, str]:
    if place.is_below:
        return {"uri": quote(place.file), "uriBaseId": _CHECKOUT}
    if place.below_home:
        return {"uri": quote(place.below_home), "uriBaseId": _HOME}
    lead = "file://" if place.file.startswith("/") else "file:///"
    return {"uri": lead + quote(place.file, safe="/:")}


def _fix(fix: Fix, options: Options) -> dict[str, Any] | None:
    """Return a fix whose every edit a program can make, None for any other."""
    changes: dict[str, dict[str, Any]] = {}
    for edit in fix.edits:
        place = place_at(Location(edit.file, edit.line), options)
        if place is None or place.line is None or not _is_exact(edit):
            return None
        empty: dict[str, Any] = {"artifactLocation": _artifact(place), "replacements": []}
        changes.setdefault(place.file, empty)["replacements"].append(_replacement(edit, place.line))
    if not changes:
        return None
    return {"description": {"text": fix.title}, "artifactChanges": [*changes.values()]}


def _is_exact(edit: Edit) -> bool:
    """Tell whether an edit shows whole lines as they are; in TOML files it does."""
    texts = (edit.before or "", edit.after or "")
    return edit.file.endswith(".toml") and not any(MASK in one or "…" in one for one in texts)


def _replacement(edit: Edit, line: int) -> dict[str, Any]:
    """Return which lines are deleted, and what comes in their place."""
    gone = len(edit.before.splitlines()) if edit.before is not None else 0
    whole = {"startLine": line, "startColumn": 1, "endLine": line + gone, "endColumn": 1}
    if edit.after is None:
        return {"deletedRegion": whole}
    if not gone:
        return {"deletedRegion": whole, "insertedContent": {"text": f"{edit.after}\n"}}
    # Section 3.30.8: without a column it ends where the line does.
    lines = {"startLine": line, "startColumn": 1, "endLine": line + gone - 1}
    return {"deletedRegion": lines, "insertedContent": {"text": edit.after}}
