"""Every edit that is proposed for a configuration can be made: offline, without the real Codex."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from codex_doctor.codex.versions import NEWEST
from codex_doctor.diagnosis import leave_unseen
from codex_doctor.model import Severity
from codex_doctor.pipeline import Selection
from codex_doctor.platform.deadline import Deadline
from codex_doctor.repair.changes import Ground, plan_changes
from codex_doctor.repair.splices import CannotEditError
from codex_doctor_checks import ALL_CHECKS
from oracle.cures_chain import inputs_at
from oracle.cures_list import CURES
from oracle.cures_place import placed

if TYPE_CHECKING:
    from codex_doctor.model import Fix
    from oracle.cures_place import CurePlace

CONFIGURATIONS = [name for name in CURES if name.startswith("config/")]


@pytest.mark.parametrize("name", CONFIGURATIONS)
def test_an_edit_that_is_proposed_can_be_made(name: str, tmp_path: Path) -> None:
    with placed(CURES[name], tmp_path / "in") as place:
        diagnosis = leave_unseen(
            inputs_at(place, NEWEST), ALL_CHECKS, Deadline(), Selection(offline="not now")
        )
        found = [one.finding for one in diagnosis.judged.findings]
        for finding in found:
            if finding.severity is not Severity.HINT:
                for fix in finding.fixes[:1]:
                    assert not fix.edits or is_makeable(fix, place), fix


def is_makeable(fix: Fix, place: CurePlace) -> bool:
    """Tell whether a fix can be made, or asks for what only the user knows."""
    codex_home = Path(place.environ.get("CODEX_HOME") or place.folder / "home" / ".codex")
    try:
        changes = plan_changes(fix, Ground(codex_home, place.folder / "home"))
    except CannotEditError as exc:
        return "only you know" in str(exc)
    return all(one.after != one.before for one in changes)
