"""The screen in sentences, for screen readers: no columns, no glyphs, no escape byte.

Lines are not wrapped, because what reads them aloud does not need it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from codex_doctor.model import Verdict
from codex_doctor.report import waterfall, words
from codex_doctor.report.shells import shown_commands
from codex_doctor.words.measures import listed
from codex_doctor.words.sentence import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from codex_doctor.model import Edit, Evidence, Fix
    from codex_doctor.report.options import Options
    from codex_doctor.reported import RankedFinding, Report

_STATES = {
    "clear": "report.clear",
    "found": "report.found",
    "not_checked": "report.not_reached",
}


def render(report: Report, options: Options) -> str:
    """Return the report as lines of plain text."""
    lines = [*_head(report)]
    findings = words.shown_findings(report, verbose=options.verbose)
    for number, ranked in enumerate(findings, start=1):
        lines += finding_lines(ranked, number=number, options=options)
    wait = words.waits(report)
    lines += [say("plain.note", text=wait)] if wait else []
    states = tuple(
        say("plain.mistake", mistake=say(name), state=say(_STATES[report.mistakes[mistake]]))
        for mistake, (name, _) in words.MISTAKES.items()
    )
    lines.append(say("plain.mistakes", title=say("report.mistakes"), states=states))
    lines += _details(report) if options.verbose else _checks(report)
    lines += _tail(report, options)
    text = "\n".join(lines) + "\n"
    return text if options.unicode else text.replace("…", "...")


def _head(report: Report) -> Iterator[str]:
    target = report.target
    parts = [f"codex-doctor {report.doctor_version}", words.codex_name(report.codex)]
    parts += words.target_names(report, place=words.provider_place(report))
    if target.profile:
        parts.append(say("report.profile", profile=target.profile))
    yield say("plain.head", parts=tuple(parts))
    yield say(words.HEADLINES[report.verdict])
    if report.verdict is Verdict.UNKNOWN:
        yield from words.not_seen(report)
    yield from map(words.sentence, report.notes)


def finding_lines(ranked: RankedFinding, *, number: int, options: Options) -> Iterator[str]:
    """Yield the sentences of one finding."""
    finding = ranked.finding
    yield _title(ranked, number=number)
    yield words.clipped(words.sentence(finding.cause))
    if finding.location:
        yield say("plain.place", place=str(finding.location))
    yield from (line for line in finding.excerpt.splitlines() if line.strip(" |^"))
    yield from map(_evidence, finding.evidence)
    for index, fix in enumerate(finding.fixes):
        yield say("plain.or" if index else "plain.fix", fix=fix.title)
        yield from _change(fix, options=options)


def _title(ranked: RankedFinding, *, number: int) -> str:
    severity, name = say(words.SEVERITIES[ranked.finding.severity]), words.finding_name(ranked)
    if ranked.mistake is None:
        return say("plain.finding", number=number, severity=severity, finding=name)
    mistake = say(words.MISTAKES[ranked.mistake][1])
    return say(
        "plain.finding_mistake", number=number, severity=severity, finding=name, mistake=mistake
    )


def _evidence(row: Evidence) -> str:
    measured = words.clipped(row.measured)
    if row.expected is None:
        return say("plain.evidence", label=row.label, measured=measured)
    expected = words.clipped(row.expected)
    return say("plain.evidence_expected", label=row.label, measured=measured, expected=expected)


def _change(fix: Fix, *, options: Options) -> Iterator[str]:
    for edit in fix.edits:
        yield from _edit(edit)
    if fix.commands:
        yield say("plain.command")
        command, for_good = shown_commands(fix.commands, options)
        yield from command.splitlines()
        if for_good:
            yield for_good


def _edit(edit: Edit) -> Iterator[str]:
    place = say("plain.line", file=edit.file, line=edit.line) if edit.line else edit.file
    if edit.before is None:
        yield say("plain.add", place=place)
    else:
        yield say("plain.remove" if edit.after is None else "plain.replace", place=place)
        yield from edit.before.splitlines()
    if edit.after is not None:
        yield from [say("plain.with")] if edit.before is not None else []
        yield from edit.after.splitlines()


def _checks(report: Report) -> Iterator[str]:
    for status, name in words.STATUSES.items():
        ids = tuple(row.id for row in report.checks if row.status is status)
        if ids:
            yield say("plain.checks", status=say(name), checks=ids)


def _details(report: Report) -> Iterator[str]:
    for row in report.checks:
        facts = words.clipped(row.summary or row.title)
        status = say(words.STATUSES[row.status])
        yield say("plain.check", check=row.id, status=status, took_ms=row.took_ms, facts=facts)
    if report.target.base_url:
        yield say("plain.base_url", url=report.target.base_url)
    if report.target.credential:
        source, fingerprint = report.target.credential.source, report.target.credential.fingerprint
        yield say("plain.credential", source=source, fingerprint=fingerprint)
    for timing in report.timings:
        steps = tuple(waterfall.row_facts(timing))
        yield say("plain.address", address=timing.address, facts=steps)
    for one in report.exchanges:
        told = tuple(words.exchange_facts(one))
        yield say("plain.request", method=one.method, url=one.url, facts=told)


def _tail(report: Report, options: Options) -> Iterator[str]:
    hints = words.hidden_hints(report, verbose=options.verbose)
    parts = [words.status_counts(report), hints, *words.cost_parts(report)]
    yield words.sentence(listed([part for part in parts if part], ";"))
    if words.shown_findings(report, verbose=options.verbose):
        yield words.meaning(report, None)
