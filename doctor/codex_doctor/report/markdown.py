"""What a person attaches to a ticket: short first, the details folded, no longer than a form takes.

It is readable as plain text too. How text from outside stays inert is for `commonmark`.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from codex_doctor.model import Verdict
from codex_doctor.report import waterfall, words
from codex_doctor.report.about import about_rows
from codex_doctor.report.commonmark import CELL_LIMIT, cell, code, fenced, phrase, prose, table
from codex_doctor.report.shells import shown_commands
from codex_doctor.words import measures
from codex_doctor.words.sentence import say

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from codex_doctor.model import Edit, Fix
    from codex_doctor.report.options import Options
    from codex_doctor.reported import RankedFinding, Report

# GitHub takes 65,536 characters, others less.
_LIMIT_BYTES = 59_000
# Blocks that stay together, and what they are called should there be no room for them.
_Part = tuple[str, list[str]]


def render(report: Report, options: Options) -> str:
    """Return the report as Markdown (CommonMark with tables), less than 60 kB of it."""
    kept: list[str] = []
    left_out: list[str] = []
    room = _LIMIT_BYTES
    for name, blocks in _parts(report, options):
        size = sum(len(one.encode("utf-8", "replace")) + 2 for one in blocks)
        if size <= room:
            kept += blocks
            room -= size
        else:
            left_out.append(name)
    if left_out:
        kept.append(prose(say("document.left_out", parts=tuple(left_out))))
    return "\n\n".join(kept) + "\n"


def _parts(report: Report, options: Options) -> Iterator[_Part]:
    head = [f"# {say('document.title')}", f"**{say(words.HEADLINES[report.verdict])}**"]
    if report.verdict is Verdict.UNKNOWN:
        head += map(prose, words.not_seen(report))
    head += (prose(words.sentence(note)) for note in report.notes)
    yield "", head
    for number, ranked in enumerate(report.findings, start=1):
        yield from _finding(ranked, number=number, options=options)
    yield "", [f"**{say('report.mistakes')}**", _mistakes(report)]
    yield _folded(say("document.setup"), [table(("", ""), _about(report))])
    yield _folded(say("document.checks", counts=words.status_counts(report)), [_checks(report)])
    if report.timings:
        yield _folded(say("document.addresses"), [_timings(report)])
    if report.exchanges:
        count = len(report.exchanges)
        yield _folded(say("document.exchanges", count=count), [_exchanges(report)])
    else:
        yield "", [say("document.none_sent")]


def _folded(summary: str, blocks: Iterable[str]) -> _Part:
    """Return blocks that are shown when somebody opens them."""
    opening = f"<details>\n<summary>{escape(summary)}</summary>"
    return summary, [opening, *blocks, "</details>"]


def _about(report: Report) -> Iterator[tuple[str, str]]:
    for label, ours, outside in about_rows(report):
        told = [one for one in (ours, *map(cell, outside)) if one]
        yield label, " ".join(told) or say("document.none")


def _finding(ranked: RankedFinding, *, number: int, options: Options) -> Iterator[_Part]:
    """Yield the first finding in its parts, any other one folded."""
    severity, id_ = say(words.SEVERITIES[ranked.finding.severity]), ranked.finding.id
    tags = (say(words.MISTAKES[ranked.mistake][1]),) if ranked.mistake else ()
    parts = [*_told(ranked, options)]
    if number == 1:
        name = say("document.more_finding", number=number, severity=severity, id=code(id_))
        parts[0][1].insert(0, f"## {measures.listed((name, *tags), ',')}")
        yield from parts
        return
    name = say("document.more_finding", number=number, severity=severity, id=id_)
    yield _folded(
        measures.listed((name, *tags), ","), [block for _, blocks in parts for block in blocks]
    )


def _told(ranked: RankedFinding, options: Options) -> Iterator[_Part]:
    finding = ranked.finding
    confidence = words.confidence_name(ranked)
    cause = prose(words.sentence(words.clipped(finding.cause, limit=CELL_LIMIT)))
    if confidence:
        sure = say("document.sure", confidence=confidence)
        cause = say("measure.aside", text=cause, aside=sure)
    blocks = [cause]
    if finding.location:
        blocks.append(say("document.at", place=code(str(finding.location))))
    if finding.excerpt:
        blocks.append(fenced(finding.excerpt.splitlines()))
    yield finding.id, blocks
    if finding.evidence:
        rows = (
            (phrase(row.label), cell(row.measured), cell(row.expected) if row.expected else "")
            for row in finding.evidence
        )
        name = say("document.evidence")
        yield name, [table((name, say("document.measured"), say("document.expected")), rows)]
    for index, fix in enumerate(finding.fixes):
        lead = say("document.or" if index else "report.fix")
        yield lead, [*_fix(fix, lead=lead, options=options)]


def _fix(fix: Fix, *, lead: str, options: Options) -> Iterator[str]:
    yield say("document.fix", lead=lead, title=prose(fix.title))
    if fix.edits:
        lines = [line for edit in fix.edits for line in _diff(edit)]
        yield fenced(lines, language="diff")
    if fix.commands:
        command, for_good = shown_commands(fix.commands, options)
        language = "powershell" if options.powershell else "sh"
        yield fenced(command.splitlines(), language=language)
        if for_good:
            yield prose(for_good)


def _diff(edit: Edit) -> Iterator[str]:
    yield f"# {edit.file}:{edit.line}" if edit.line else f"# {edit.file}"
    yield from (f"- {line}" for line in (edit.before or "").splitlines())
    yield from (f"+ {line}" for line in (edit.after or "").splitlines())


def _mistakes(report: Report) -> str:
    states = {
        "clear": say("report.clear"),
        "found": f"**{say('report.found')}**",
        "not_checked": say("report.not_reached"),
    }
    return "\n".join(
        f"- {say('measure.labelled', label=say(name), text=states[report.mistakes[mistake]])}"
        for mistake, (name, _) in words.MISTAKES.items()
    )


def _checks(report: Report) -> str:
    head = ("document.check", "document.result", "document.time_taken", "document.summary")
    rows = (
        (
            row.id,
            say(words.STATUSES[row.status]),
            _time(row.took_ms),
            phrase(row.summary or row.title),
        )
        for row in report.checks
    )
    return table(tuple(map(say, head)), rows)


def _exchanges(report: Report) -> str:
    head = (
        *("document.request", "document.status_code", "document.started"),
        "report.step_first_byte",
        *("document.whole", "document.sizes", "document.purpose"),
    )
    rows = (
        (
            f"{row.method} {cell(row.url)}",
            str(row.status or say("report.no_answer")),
            *map(_time, (row.started_ms, row.first_byte_ms, row.total_ms)),
            f"{measures.size(row.bytes_sent)} / {measures.size(row.bytes_received)}",
            phrase(row.purpose),
        )
        for row in report.exchanges
    )
    return table(tuple(map(say, head)), rows)


def _timings(report: Report) -> str:
    ways = (say("document.address"), say("document.connection"))
    head = (*ways, *(say(name) for name, _, _ in waterfall.STEPS))
    rows = (
        (
            cell(row.address),
            cell(row.result),
            *map(_time, (row.dns_ms, row.connect_ms, row.tls_ms, row.first_byte_ms)),
        )
        for row in report.timings
    )
    return table(head, rows)


def _time(milliseconds: int | None) -> str:
    if milliseconds is None:
        return say("document.none")
    return say("document.time", took_ms=milliseconds)
