"""The screen: what is wrong and what to do next, readable within seconds.

A healthy run is five lines. Everything the screen leaves out is in the JSON report.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from codex_doctor.model import Status, Verdict
from codex_doctor.narrow import padded
from codex_doctor.report import plain, waterfall, words
from codex_doctor.report.finding import add_finding
from codex_doctor.report.layout import Lines, Part
from codex_doctor.words.sentence import say

if TYPE_CHECKING:
    from rich.text import Text

    from codex_doctor.report.options import Options
    from codex_doctor.reported import CheckRow, Report

_STYLES = {
    Verdict.WORKS: "bold green",
    Verdict.DEGRADED: "bold yellow",
    Verdict.FAILS: "bold red",
    Verdict.UNKNOWN: "bold yellow",
}

_MARKS = {
    Status.PASSED: ("✓", "green"),
    Status.WARNED: ("!", "yellow"),
    Status.FAILED: ("✗", "red"),
    Status.TIMED_OUT: ("?", "yellow"),
    Status.CRASHED: ("?", "yellow"),
    Status.NOT_RUN: ("–", "dim"),
}

_STATES = {"clear": ("✓", "green"), "found": ("✗", "red"), "not_checked": ("–", "dim")}


def render(report: Report, options: Options) -> str:
    """Return the screen as text, with ANSI colors only if the options say so."""
    if options.plain:
        return plain.render(report, options)
    screen = Lines(options)
    findings = words.shown_findings(report, verbose=options.verbose)
    quiet = not findings and report.verdict is Verdict.WORKS and not options.verbose
    _add_header(screen, report)
    _add_verdict(screen, report, quiet=quiet)
    wait = words.waits(report)
    for number, ranked in enumerate(findings, start=1):
        screen.blank()
        add_finding(screen, ranked, number=number, wait=wait if number == 1 else None)
    if not quiet:
        screen.blank()
        screen.add(screen.text((say("report.mistakes"), "bold")))
    _add_mistakes(screen, report, indent=0 if quiet else 2)
    if not quiet:
        screen.blank()
    _add_checks(screen, report)
    if options.verbose:
        _add_exchanges(screen, report)
    _add_summary(screen, report)
    return screen.rendered()


def _add_header(screen: Lines, report: Report) -> None:
    target = report.target
    start = [f"codex-doctor {report.doctor_version}", words.codex_name(report.codex)]
    place = words.provider_place(report)
    named = words.target_names(report, place=place)
    if target.profile:
        named.insert(0, say("report.profile", profile=target.profile))
    row = screen.text(" · ".join(start + named))
    if not target.profile:
        # The names speak for themselves; a second line costs more than labels and place.
        provider = target.provider or say("report.no_provider")
        model = target.model or say("report.no_model")
        shorter = (screen.text(" · ".join([*start, provider + one, model])) for one in (place, ""))
        row = next((one for one in (row, *shorter) if screen.fits(one)), row)
    if screen.fits(row):
        screen.add(row)
    else:
        screen.flow([screen.text(part) for part in start + named], between=" · ")


def _add_verdict(screen: Lines, report: Report, *, quiet: bool) -> None:
    if not quiet:
        screen.blank()
    headline = (say(words.HEADLINES[report.verdict]), _STYLES[report.verdict])
    screen.wrap(screen.text(headline))
    if report.verdict is Verdict.UNKNOWN:
        for line in words.not_seen(report):
            screen.wrap(screen.text(line), indent=2)
    for note in report.notes:
        screen.wrap(screen.text(words.sentence(note)), indent=0 if quiet else 2)
    if not words.shown_findings(report, verbose=screen.options.verbose):
        wait = words.waits(report)
        if wait:
            screen.wrap(screen.text(wait), indent=2)


def _add_mistakes(screen: Lines, report: Report, *, indent: int) -> None:
    parts: list[Text] = []
    states = [report.mistakes[mistake] for mistake in words.MISTAKES]
    for number, (name, _) in enumerate(words.MISTAKES.values()):
        glyph, style = _STATES[states[number]]
        # Said once, behind the last one it holds for.
        late = states[number] == "not_checked" and "not_checked" not in states[number + 1 :]
        aside = say("measure.aside", text="", aside=say("report.not_reached"))
        reason = (str(aside), "dim") if late else ""
        parts.append(screen.text((glyph, style), f" {say(name)}", reason))
    wide = sum(part.cell_len for part in parts) + 10 + indent <= screen.options.width
    screen.flow(parts, between="     " if wide else _gap(screen), indent=indent)


def _add_checks(screen: Lines, report: Report) -> None:
    if screen.options.verbose:
        for row in report.checks:
            glyph, style = _MARKS[row.status]
            facts = say("report.row", summary=row.summary or row.title, took_ms=row.took_ms)
            lead = screen.text((glyph, style), " ", (padded(words.row_name(row), 16), "bold"))
            screen.wrap(screen.text(words.clipped(facts)), lead=lead)
        return
    parts = [_marked(screen, row.status, words.row_name(row)) for row in report.checks]
    if sum(part.cell_len + 1 for part in parts) > screen.options.width + 1:
        parts = _joined(screen, report) or parts
    if parts:
        screen.flow(parts, between=_gap(screen))


def _gap(screen: Lines) -> str:
    """Return what stands between marked names; a mark in letters needs more room around it."""
    return " " if screen.options.unicode else "  "


def _marked(screen: Lines, status: Status, name: str) -> Text:
    glyph, style = _MARKS[status]
    # A dim name keeps what was not run out of the way of what was.
    label: Part = (name, "dim") if status is Status.NOT_RUN else name
    return screen.text((glyph, style), " ", label)


def _joined(screen: Lines, report: Report) -> list[Text]:
    """Return `✓ first to last` for each run of passed checks, if no check says more."""
    if {row.status for row in report.checks} - {Status.PASSED, Status.NOT_RUN}:
        return []
    if report.verdict is not Verdict.WORKS:
        return []
    groups: list[list[CheckRow]] = []
    for row in report.checks:
        if groups and groups[-1][-1].status is row.status is Status.PASSED:
            groups[-1].append(row)
        else:
            groups.append([row])
    return [_marked(screen, group[0].status, _span(group)) for group in groups]


def _span(group: list[CheckRow]) -> str:
    first, last = group[0].id, group[-1].id
    return first if first == last else say("report.range", first=first, last=last)


def _add_exchanges(screen: Lines, report: Report) -> None:
    screen.blank()
    target = report.target
    if target.base_url:
        screen.wrap(screen.text(target.base_url), lead=screen.text(padded("base_url", 12)))
    if target.credential:
        shown = f"{target.credential.source}  {target.credential.fingerprint}"
        lead = screen.text(padded(say("report.credential"), 12))
        screen.wrap(screen.text(shown), lead=lead)
    _add_timings(screen, report)
    for row in report.exchanges:
        screen.add(screen.text((row.method, "bold"), f" {row.url}"))
        screen.flow(
            [screen.text(fact) for fact in words.exchange_facts(row)], between=" · ", indent=2
        )
    if target.base_url or target.credential or report.timings or report.exchanges:
        screen.blank()


def _add_timings(screen: Lines, report: Report) -> None:
    unicode = screen.options.unicode
    for row in report.timings:
        screen.add(screen.text((row.address, "bold")))
        facts = [screen.text(fact) for fact in waterfall.row_facts(row)]
        screen.flow(facts, between=" · ", indent=2)
        width = screen.options.width - 2
        screen.add(screen.text(waterfall.bar(row, report, width=width, unicode=unicode)), indent=2)
    if report.timings:
        parts = [screen.text(one) for one in waterfall.legend(unicode=unicode)]
        screen.flow(parts, between="  ", indent=2)


def _add_summary(screen: Lines, report: Report) -> None:
    hints = words.hidden_hints(report, verbose=screen.options.verbose)
    counts = words.status_counts(report)
    split = [counts] if screen.fits(screen.text(counts)) else counts.split(", ")
    parts = [*split, *([hints] if hints else []), *words.cost_parts(report)]
    screen.flow([screen.text(part) for part in parts if part], between=" · ")
    if words.shown_findings(report, verbose=screen.options.verbose):
        for line in words.meaning(report, screen.options.width).splitlines():
            screen.add(screen.text(line))
