"""Runs the doctor on a set-up in this process, and says where it is wrong."""

from __future__ import annotations

import asyncio
import os
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from codex_doctor.diagnosis import diagnose
from codex_doctor.model import Severity
from codex_doctor.options import read_inputs, read_options
from codex_doctor.pipeline import Selection
from codex_doctor.platform.deadline import Deadline
from codex_doctor.report import markdown, terminal
from codex_doctor.report.options import Options
from codex_doctor_checks import ALL_CHECKS
from field.older import version_of
from field.place import placed

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from codex_doctor.facts import Inputs
    from codex_doctor.model import Edit
    from codex_doctor.reported import Report
    from field.place import Place
    from field.set_up import SetUp


class Judged(Struct, frozen=True):
    """What the doctor says about a set-up.

    Attributes:
        found: Ids of the findings that are more than hints, in order.
        cause: What the first of them says, "" without one.
        verdict_right: Whether the verdict agrees with the real Codex.
        first_right: Whether the first finding is one of those that may be.
        shown: Parts of false sentences that it shows.
    """

    verdict: str
    found: tuple[str, ...]
    cause: str
    fix: str
    verdict_right: bool
    first_right: bool
    shown: tuple[str, ...]

    @property
    def is_right(self) -> bool:
        """Whether nothing is wrong."""
        return self.verdict_right and self.first_right and not self.shown

    @property
    def brief(self) -> str:
        """All that matters in one line."""
        said = f": {self.cause} || {self.fix}" if self.cause else ""
        false = f" SHOWS {list(self.shown)}" if self.shown else ""
        return f"{self.verdict}, {list(self.found)}{said}{false}"


def judge_set_up(set_up: SetUp, folder: Path) -> Judged:
    """Run the whole diagnosis on a set-up in an empty folder."""
    with placed(set_up, folder) as place:
        report = asyncio.run(_diagnosed(set_up, place))
    severe = [one.finding for one in report.findings if one.finding.severity is not Severity.HINT]
    found = tuple(one.id for one in severe)
    return Judged(
        verdict=str(report.verdict),
        found=found,
        cause=severe[0].cause if severe else "",
        fix=severe[0].fixes[0].title if severe and severe[0].fixes else "",
        verdict_right=str(report.verdict) in set_up.verdicts,
        first_right=(found[0] if found else "") in (set_up.first or ("",)),
        shown=tuple(_false(set_up, report)),
    )


def inputs_of(set_up: SetUp, place: Place) -> Inputs:
    """Return what a run starts from."""
    options = read_options(list(place.arguments))
    cwd = place.folder / "work" / (options.cd or ".")
    environ = {"PATH": os.environ["PATH"], **place.environ}
    inputs = read_inputs(options, environ=environ, cwd=cwd, home=place.folder / "home")
    system_dir = place.folder / "etc" / "codex"
    return replace(inputs, system_dir=system_dir, codex_version=version_of(set_up))


async def _diagnosed(set_up: SetUp, place: Place) -> Report:
    diagnosis = await diagnose(
        inputs_of(set_up, place),
        ALL_CHECKS,
        deadline=Deadline(budget_s=set_up.budget_s),
        selection=Selection(),
    )
    return diagnosis.report


def _text(report: Report) -> str:
    """Return all that a person may read, and each edit as `edit KEY: BEFORE => AFTER`."""
    shown = terminal.render(report, Options(width=10_000, verbose=1))
    edits = [f"edit {one.key}: {one.before or 'nothing'} => {one.after}" for one in _edits(report)]
    return _flat("\n".join((shown, markdown.render(report, Options()), *edits)))


def _false(set_up: SetUp, report: Report) -> Iterator[str]:
    text = _text(report)
    yield from (one for one in set_up.says_not if _flat(one) in text)
    yield from (f"{one.key} edited to itself" for one in _edits(report) if one.before == one.after)


def _edits(report: Report) -> list[Edit]:
    return [edit for one in report.findings for fix in one.finding.fixes for edit in fix.edits]


def _flat(text: str) -> str:
    return " ".join(text.split()).lower()
