from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from codex_doctor.commands.demo import inputs_for
from codex_doctor.diagnosis import diagnose
from codex_doctor.lab.fault import write_home
from codex_doctor.lab.faults import FAULTS, find_fault
from codex_doctor.lab.server import Lab
from codex_doctor.model import Verdict
from codex_doctor.pipeline import Selection
from codex_doctor.platform.deadline import Deadline
from codex_doctor.repair.changes import Ground, plan_changes
from codex_doctor_checks import ALL_CHECKS

if TYPE_CHECKING:
    from pathlib import Path

    from codex_doctor.diagnosis import Diagnosis
    from codex_doctor.model import Fix
    from codex_doctor.reported import Report

pytestmark = pytest.mark.sweep

# The fix leaves a word for the user to fill in, or a variable to set.
FOR_THE_USER = {"key-in-env-key", "base-url-missing", "model-empty"}
SILENT = {"no-answer", "output-hangs", "socket-silent", "comments-only"}
BROKEN = [one.name for one in FAULTS if not one.works and one.name not in SILENT]


async def before_and_after(name: str, folder: Path) -> tuple[Report, Fix | None, Report | None]:
    """Return the report of a fault, its first fix, and the report once that fix is made."""
    fault = find_fault(name)

    async def look() -> Diagnosis:
        inputs = inputs_for(fault, lab.values, folder=folder, environ=environ)
        return await diagnose(
            inputs, ALL_CHECKS, deadline=Deadline(budget_s=8.0), selection=Selection()
        )

    async with Lab(fault) as lab:
        environ = write_home(fault, folder / ".codex", lab.values)
        first = await look()
        fixes = first.judged.findings[0].finding.fixes
        commands = fixes[0].commands if fixes else None
        if not fixes or not fixes[0].edits or (commands and not commands.is_instead):
            return first.report, fixes[0] if fixes else None, None
        for change in plan_changes(fixes[0], Ground(folder / ".codex", folder)):
            change.path.write_bytes(change.after)
        return first.report, fixes[0], (await look()).report


@pytest.mark.parametrize("name", sorted(set(BROKEN) - FOR_THE_USER))
def test_the_first_fix_makes_codex_work(name: str, tmp_path: Path) -> None:
    first, fix, after = asyncio.run(before_and_after(name, tmp_path))

    assert first.verdict is Verdict.FAILS
    assert fix is not None
    if after is not None:
        assert after.verdict is Verdict.WORKS, after.findings
