"""The checks as test cases, in the JUnit XML that build servers read.

Source: the schema of Jenkins' xUnit plugin (junit-4.xsd), which takes no more than it names.
"""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from codex_doctor.model import Severity, Status
from codex_doctor.report import words
from codex_doctor.report.plain import finding_lines
from codex_doctor.words.sentence import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from codex_doctor.report.options import Options
    from codex_doctor.reported import CheckRow, RankedFinding, Report

_NAME = "codex-doctor"
_BROKEN = (Status.TIMED_OUT, Status.CRASHED)


def render(report: Report, options: Options) -> str:
    """Return one test suite as XML in ASCII; a warning passes, and is told."""
    cases = [_case(row, report, options) for row in report.checks]
    counts = {
        "tests": str(len(cases)),
        "failures": _number(cases, "failure"),
        "errors": _number(cases, "error"),
        "time": _seconds(report.took_ms),
    }
    suites = ET.Element("testsuites", {"name": _NAME, **counts})
    suite = ET.SubElement(suites, "testsuite", {"name": _NAME, **counts})
    suite.set("skipped", _number(cases, "skipped"))
    suite.set("timestamp", f"{report.generated_at.astimezone(UTC):%Y-%m-%dT%H:%M:%S}")
    properties = ET.SubElement(suite, "properties")
    for name, value in _properties(report):
        ET.SubElement(properties, "property", {"name": name, "value": value})
    suite.extend(cases)
    ET.indent(suites)
    return f"<?xml version='1.0' encoding='us-ascii'?>\n{ET.tostring(suites).decode('ascii')}\n"


def _number(cases: list[ET.Element], outcome: str) -> str:
    return str(sum(one.find(outcome) is not None for one in cases))


def _properties(report: Report) -> Iterator[tuple[str, str]]:
    yield "verdict", report.verdict.value
    yield "codex", words.codex_name(report.codex)
    target = report.target
    pairs = (("provider", target.provider), ("base_url", target.base_url), ("model", target.model))
    for name, value in pairs:
        if value is not None:
            yield name, value


def _case(row: CheckRow, report: Report, options: Options) -> ET.Element:
    named = {"classname": _NAME, "name": row.id, "time": _seconds(row.took_ms)}
    case = ET.Element("testcase", named)
    found = [one for one in report.findings if one.check == row.id]
    errors = [one for one in found if one.finding.severity is Severity.ERROR]
    if row.status is Status.NOT_RUN:
        ET.SubElement(case, "skipped").text = row.summary or say(words.STATUSES[row.status])
    elif row.status in _BROKEN:
        told = {"type": row.status.value, "message": row.summary}
        ET.SubElement(case, "error", told)
    elif row.status is Status.FAILED and not errors:
        # What another check found explains it.
        told = {"type": row.blocked_by or row.status.value, "message": row.summary}
        ET.SubElement(case, "failure", told)
    for one in errors:
        told = {"type": one.finding.id, "message": one.finding.cause}
        ET.SubElement(case, "failure", told).text = _text(one, options)
    others = [_text(one, options) for one in found if one not in errors]
    if others:
        ET.SubElement(case, "system-out").text = "\n\n".join(others)
    return case


def _text(ranked: RankedFinding, options: Options) -> str:
    return "\n".join(finding_lines(ranked, number=1, options=options))


def _seconds(milliseconds: int) -> str:
    return f"{milliseconds / 1000:.3f}"
