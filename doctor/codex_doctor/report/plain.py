"""The screen in sentences, for screen readers: no columns, no glyphs, no escape byte.

Lines are not wrapped, because what reads them aloud does not need it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from codex_doctor.model import Verdict
from codex_doctor.report import waterfall, words
from codex_doctor.report.shells import shown_commands
from codex_doctor.words.sentence import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from codex_doctor.model import Edit, Fix
    from codex_doctor.report.options import Options
    from codex_doctor.reported import RankedFinding, Report

_STATES = {
    "clear": say("report.clear"),
    "found": say("report.found"),
    "not_checked": say("report.not_reached"),
}


def render(report: Report, options: Options) -> str:
    """Return the report as lines of plain text."""
    lines = [*_head(report)]
    findings = words.shown_findings(report, verbose=options.verbose)
    for number, ranked in enumerate(findings, start=1):
        lines += finding_lines(ranked, number=number, options=options)
    wait = words.waits(report)
    lines += [f"Note: {wait}"] if wait else []
    states = (
        f"{name} {_STATES[report.mistakes[mistake]]}"
        for mistake, (name, _) in words.MISTAKES.items()
    )
    lines.append(f"{say('report.mistakes')}: {', '.join(states)}.")
    lines += _details(report) if options.verbose else _checks(report)
    lines += _tail(report, options)
    text = "\n".join(lines) + "\n"
    return text if options.unicode else text.replace("…", "...")


def _head(report: Report) -> Iterator[str]:
    target = report.target
    place = words.provider_place(report)
    parts = [f"codex-doctor {report.doctor_version}", words.codex_name(report.codex)]
    parts.append(
        f"provider {target.provider}{place}" if target.provider else say("report.no_provider")
    )
    parts.append(f"model {target.model}" if target.model else say("report.no_model"))
    if target.profile:
        parts.append(f"profile {target.profile}")
    yield f"{', '.join(parts)}."
    yield words.HEADLINES[report.verdict]
    if report.verdict is Verdict.UNKNOWN:
        yield from words.not_seen(report)
    yield from map(words.sentence, report.notes)


def finding_lines(ranked: RankedFinding, *, number: int, options: Options) -> Iterator[str]:
    """Yield the sentences of one finding."""
    finding = ranked.finding
    tag = f", {words.MISTAKES[ranked.mistake][1]}" if ranked.mistake else ""
    yield f"Finding {number}: {finding.severity.value} {words.finding_name(ranked)}{tag}."
    yield words.clipped(words.sentence(finding.cause))
    if finding.location:
        yield f"Place: {finding.location}"
    yield from (line for line in finding.excerpt.splitlines() if line.strip(" |^"))
    for row in finding.evidence:
        expected = "" if row.expected is None else f"; expected: {words.clipped(row.expected)}"
        yield f"{row.label}: {words.clipped(row.measured)}{expected}"
    for index, fix in enumerate(finding.fixes):
        yield from _fix(fix, lead="Or" if index else "Fix", options=options)


def _fix(fix: Fix, *, lead: str, options: Options) -> Iterator[str]:
    yield f"{lead}: {fix.title}"
    for edit in fix.edits:
        yield from _edit(edit)
    if fix.commands:
        yield "Command:"
        command, for_good = shown_commands(fix.commands, options)
        yield from command.splitlines()
        if for_good:
            yield for_good


def _edit(edit: Edit) -> Iterator[str]:
    place = f"{edit.file}, line {edit.line}" if edit.line else edit.file
    if edit.before is None:
        yield f"In {place}, add:"
    else:
        yield f"In {place}, {'remove' if edit.after is None else 'replace'}:"
        yield from edit.before.splitlines()
    if edit.after is not None:
        yield from ["With:"] if edit.before is not None else []
        yield from edit.after.splitlines()


def _checks(report: Report) -> Iterator[str]:
    for status, name in words.STATUSES.items():
        ids = [row.id for row in report.checks if row.status is status]
        if ids:
            yield f"Checks {name}: {', '.join(ids)}."


def _details(report: Report) -> Iterator[str]:
    for row in report.checks:
        facts = words.clipped(row.summary or row.title)
        yield f"Check {row.id} {words.STATUSES[row.status]} after {row.took_ms} ms: {facts}"
    if report.target.base_url:
        yield f"base_url: {report.target.base_url}"
    if report.target.credential:
        credential = report.target.credential
        yield f"Credential: {credential.source}, {credential.fingerprint}"
    for timing in report.timings:
        yield f"Address {timing.address}: {', '.join(waterfall.row_facts(timing))}"
    for exchange in report.exchanges:
        facts = ", ".join(words.exchange_facts(exchange))
        yield f"Request: {exchange.method} {exchange.url} ({facts})"


def _tail(report: Report, options: Options) -> Iterator[str]:
    hints = words.hidden_hints(report, verbose=options.verbose)
    parts = [words.status_counts(report), hints, *words.cost_parts(report)]
    yield f"{'; '.join(part for part in parts if part)}."
    if report.findings:
        yield f"More: codex-doctor explain {report.findings[0].finding.id}"
