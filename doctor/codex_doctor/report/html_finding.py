"""One finding on the page of a report: cause, place, evidence, and what to do."""

from __future__ import annotations

from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET

from codex_doctor.report import words
from codex_doctor.report.shells import shown_commands
from codex_doctor.words.sentence import say

if TYPE_CHECKING:
    from codex_doctor.model import Edit, Evidence, Fix
    from codex_doctor.report.options import Options
    from codex_doctor.reported import RankedFinding

# A page has room for more than a screen.
_LIMIT = 2000


def add_finding(main: ET.Element, ranked: RankedFinding, options: Options) -> None:
    """Add a finding with the best fix first."""
    finding = ranked.finding
    severity = finding.severity.value
    block = ET.SubElement(main, "article", {"class": severity})
    title = ET.SubElement(block, "h3")
    kind = ET.SubElement(title, "span", {"class": severity})
    kind.text, kind.tail = say(words.SEVERITIES[finding.severity]), " "
    name = ET.SubElement(title, "code")
    name.text = words.finding_name(ranked)
    name.tail = f" {say(words.MISTAKES[ranked.mistake][1])}" if ranked.mistake else ""
    ET.SubElement(block, "p").text = words.clipped(words.sentence(finding.cause), limit=_LIMIT)
    if finding.location:
        place = ET.SubElement(block, "p", {"class": "quiet"})
        ET.SubElement(place, "code").text = str(finding.location)
    if finding.excerpt:
        ET.SubElement(block, "pre").text = words.clipped(finding.excerpt, limit=_LIMIT)
    if finding.evidence:
        _add_evidence(block, finding.evidence)
    for index, fix in enumerate(finding.fixes):
        lead = say("document.or" if index else "report.fix")
        _add_fix(block, fix, lead=lead, options=options)


def _add_evidence(block: ET.Element, rows: tuple[Evidence, ...]) -> None:
    table = ET.SubElement(block, "table", {"class": "pairs"})
    for row in rows:
        line = ET.SubElement(table, "tr")
        ET.SubElement(line, "td", {"class": "quiet"}).text = row.label
        cell = ET.SubElement(line, "td")
        ET.SubElement(cell, "code").text = words.clipped(row.measured, limit=_LIMIT)
        if row.expected is not None:
            expected = words.clipped(row.expected, limit=_LIMIT)
            wanted = ET.SubElement(cell, "div", {"class": "quiet"})
            wanted.text = say("html.expected", what=expected)


def _add_fix(block: ET.Element, fix: Fix, *, lead: str, options: Options) -> None:
    line = ET.SubElement(block, "p")
    strong = ET.SubElement(line, "strong")
    labelled = say("measure.labelled", label=lead, text=fix.title)
    strong.text, strong.tail = labelled.removesuffix(fix.title), fix.title
    for edit in fix.edits:
        _add_edit(block, edit)
    if fix.commands:
        command, for_good = shown_commands(fix.commands, options)
        ET.SubElement(block, "pre").text = command
        if for_good:
            ET.SubElement(block, "p", {"class": "quiet"}).text = for_good


def _add_edit(block: ET.Element, edit: Edit) -> None:
    shown = ET.SubElement(block, "pre")
    shown.text = f"{edit.file}:{edit.line}\n" if edit.line else f"{edit.file}\n"
    for tag, mark, text in (("del", "-", edit.before), ("ins", "+", edit.after)):
        for one in (text or "").splitlines():
            changed = ET.SubElement(shown, tag)
            changed.text, changed.tail = f"{mark} {one}", "\n"
