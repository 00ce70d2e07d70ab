"""What `fix --json` and `setup --json` write."""

from __future__ import annotations

from typing import TYPE_CHECKING

from codex_doctor.documents import fix as documents
from codex_doctor.documents.index import TOOL, text_of
from codex_doctor.documents.parts import FileChange
from codex_doctor.documents.setup import VERSION, Setup
from codex_doctor.repair.changes import show_diff
from codex_doctor.report.json import document

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from codex_doctor.commands.questions import Printer
    from codex_doctor.model import Verdict
    from codex_doctor.repair.changes import Change
    from codex_doctor.repair.cure import Cured, Proposal
    from codex_doctor.repair.journal import Step
    from codex_doctor.reported import Report


def file_changes(changes: Iterable[Change], printer: Printer) -> tuple[FileChange, ...]:
    """Return what changes, without a secret."""
    return tuple(
        FileChange(printer.masked(one.shown), printer.masked(show_diff(one))) for one in changes
    )


def fix_json(
    cured: Cured, proposed: Sequence[Proposal], report: Report, printer: Printer, start: str
) -> str:
    """Return what was mended."""
    steps = (
        documents.Step(
            finding=one.found.finding.id,
            title=one.fix.title,
            applied=one.fix.title in cured.applied,
            changes=file_changes(one.changes, printer),
        )
        for one in proposed
    )
    made = documents.Fix(
        schema_version=documents.VERSION,
        tool=TOOL,
        verdict=report.verdict,
        steps=tuple(steps),
        stopped_because=printer.masked(cured.reason) or None,
        start=start or None,
        restored=(),
        report=document(report),
    )
    return text_of(made)


def undone_json(step: Step) -> str:
    """Return what was taken back."""
    made = documents.Fix(
        schema_version=documents.VERSION,
        tool=TOOL,
        verdict=None,
        steps=(documents.Step(step.finding, step.title, applied=False, changes=()),),
        stopped_because=None,
        start=None,
        restored=tuple(one.path for one in step.files),
        report=None,
    )
    return text_of(made)


def setup_json(
    verdict: Verdict,
    report: Report | None,
    changes: tuple[FileChange, ...],
    said: Sequence[str],
    *,
    written: bool,
) -> str:
    """Return what was set up."""
    made = Setup(
        schema_version=VERSION,
        tool=TOOL,
        verdict=verdict,
        written=written,
        said=tuple(" ".join(one.split()) for one in said),
        changes=changes,
        report=document(report) if report else None,
    )
    return text_of(made)
