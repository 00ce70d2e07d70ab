"""One finding on the screen: cause, place, evidence, and what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rich.cells import cell_len

from codex_doctor.model import Severity
from codex_doctor.narrow import padded
from codex_doctor.report import words
from codex_doctor.report.places import link_to
from codex_doctor.report.shells import shown_commands
from codex_doctor.words.sentence import say

if TYPE_CHECKING:
    from rich.text import Text

    from codex_doctor.model import Edit, Evidence, Finding, Fix
    from codex_doctor.report.layout import Lines
    from codex_doctor.reported import RankedFinding

_SEVERITIES = {Severity.ERROR: "bold red", Severity.WARNING: "bold yellow", Severity.HINT: "cyan"}

_GAP = 3
# On a wide screen what stands at its edge is lost.
_TAG_END = 100


def add_finding(screen: Lines, ranked: RankedFinding, *, number: int, wait: str | None) -> None:
    """Add a numbered finding; `wait` is one more sentence about what Codex itself does."""
    finding = ranked.finding
    margin = len(str(number)) + 2
    _add_title(screen, ranked, number=number, margin=margin)
    screen.wrap(screen.text(words.clipped(words.sentence(finding.cause))), indent=margin)
    _add_place(screen, finding, margin=margin)
    _add_evidence(screen, finding.evidence, margin=margin + 2)
    if wait:
        screen.wrap(screen.text((wait, "yellow")), indent=margin)
    first, later = say("report.fix"), say("report.or")
    room = max(cell_len(first), cell_len(later)) + 2
    for index, fix in enumerate(finding.fixes):
        name, style = (later, "bold") if index else (first, "bold green")
        lead = screen.text((padded(name, room), style))
        _add_fix(screen, fix, lead=lead, margin=margin)


def _add_title(screen: Lines, ranked: RankedFinding, *, number: int, margin: int) -> None:
    severity = ranked.finding.severity
    lead = screen.text(f"{number}  ")
    title = screen.text(
        (say(words.SEVERITIES[severity]), _SEVERITIES[severity]),
        "  ",
        (words.finding_name(ranked), "bold"),
    )
    tag = screen.text(say(words.MISTAKES[ranked.mistake][1]) if ranked.mistake else "")
    room = min(screen.options.width, _TAG_END) - margin - title.cell_len - tag.cell_len
    if room >= 2:
        screen.add(lead + title + screen.text(" " * room) + tag)
    else:
        screen.wrap(title, lead=lead)
        screen.wrap(tag, indent=margin)


def _add_place(screen: Lines, finding: Finding, *, margin: int) -> None:
    place = finding.location
    named = {(edit.file, edit.line) for fix in finding.fixes[:1] for edit in fix.edits}
    if place and (finding.excerpt or (place.file, place.line) not in named):
        at = screen.text(say("report.at", place=str(place)))
        if link := link_to(place.file, screen.options):
            at.stylize(f"link {link}")
        screen.wrap(at, indent=margin)
    # A caret in the next line points at a column.
    excerpt = [screen.text(words.clipped(line)) for line in finding.excerpt.splitlines()]
    screen.whole(excerpt, indent=margin + 2)


def _add_evidence(screen: Lines, rows: tuple[Evidence, ...], *, margin: int) -> None:
    if not rows:
        return
    room = screen.options.width - margin
    # What stands behind it has half of the width at least.
    most = min(room * 2 // 5, max(screen.options.width // 2 - margin - _GAP, 1))
    first = max((size for row in rows if (size := cell_len(row.label)) <= most), default=0)
    # A long text that stands alone may wrap; only rows with an expectation share columns.
    pairs = [row for row in rows if row.expected is not None]
    second = max((cell_len(row.measured) for row in pairs), default=0)
    third = max((cell_len(_expected(row)) for row in pairs), default=0)
    in_a_row = first + _GAP + second + _GAP + third <= room
    for row in rows:
        lead = screen.text((row.label, "dim"), " " * (first - cell_len(row.label) + _GAP))
        is_wide = cell_len(row.label) > first
        if is_wide:
            screen.wrap(screen.text((row.label, "dim")), indent=margin)
            lead = screen.text("  ")
        measured = words.clipped(row.measured)
        if in_a_row and not is_wide and row.expected is not None:
            pad = " " * (second - cell_len(row.measured) + _GAP)
            screen.add(lead + screen.text(measured, pad, _expected(row)), indent=margin)
            continue
        screen.wrap(screen.text(measured), indent=margin, lead=lead)
        if row.expected is not None:
            expected = screen.text(words.clipped(_expected(row)))
            screen.wrap(expected, indent=margin, lead=screen.text(" " * lead.cell_len))


def _expected(row: Evidence) -> str:
    return say("report.expected", expected=row.expected or "")


def _add_fix(screen: Lines, fix: Fix, *, lead: Text, margin: int) -> None:
    body = margin + lead.cell_len
    lone = fix.edits[0] if len(fix.edits) == 1 and not fix.commands else None
    if lone and lone.before is not None and lone.after is not None:
        line = _edit_line(screen, lone, indent=body)
        if line:
            # The change says all that its title says.
            screen.add(lead + line, indent=margin)
            return
    screen.wrap(screen.text(fix.title), indent=margin, lead=lead)
    for edit in fix.edits:
        _add_edit(screen, edit, indent=body)
    if fix.commands:
        command, for_good = shown_commands(fix.commands, screen.options)
        lines = [screen.text((one, "bold cyan")) for one in command.splitlines()]
        screen.whole(lines, indent=body)
        if for_good:
            screen.wrap(screen.text((for_good, "dim")), indent=body)


def _add_edit(screen: Lines, edit: Edit, *, indent: int) -> None:
    line = _edit_line(screen, edit, indent=indent)
    if line:
        screen.add(line, indent=indent)
        return
    screen.wrap(screen.text(_action(edit)), indent=indent)
    lines = [screen.text((one, "red")) for one in (edit.before or "").splitlines()]
    arrow = "" if edit.before is None else "->  "
    for one in (edit.after or "").splitlines():
        lines.append(screen.text(arrow, (one, "green")))
        arrow = " " * len(arrow)
    screen.whole(lines, indent=indent + 2)


def _edit_line(screen: Lines, edit: Edit, *, indent: int) -> Text | None:
    """Return the edit on one line, None when it needs more."""
    before = ((edit.before or "", "red"),)
    after = ((edit.after or "", "green"),)
    arrow = ("  ->  ",) if edit.before is not None and edit.after is not None else ()
    line = screen.text(f"{_action(edit)}   ", *before, *arrow, *after)
    return line if screen.fits(line, indent=indent) and "\n" not in line.plain else None


def _action(edit: Edit) -> str:
    """Return the place of a change, with the verb unless it is a replacement."""
    if edit.before is None:
        return say("report.add", place=_place(edit))
    return say("report.remove", place=_place(edit)) if edit.after is None else _place(edit)


def _place(edit: Edit) -> str:
    return f"{edit.file}:{edit.line}" if edit.line else edit.file
