"""Diagnoses that look behind the first fix, for tests, and what is read of them."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from codex_doctor.commands.look_ahead import Foresight
from codex_doctor.diagnosis import Diagnosis, diagnose
from codex_doctor.pipeline import Selection
from codex_doctor.platform.deadline import Deadline
from codex_doctor.repair.changes import ground_of
from codex_doctor_checks import ALL_CHECKS

if TYPE_CHECKING:
    from codex_doctor.facts import Inputs
    from codex_doctor.model import Fix
CONFIG = """\
model = "LAB-MODEL-1"
model_provider = "lab"

[model_providers.lab]
name = "Lab"
base_url = "http://127.0.0.1:{port}"
env_key = "LAB_KEY"
wire_api = "chat"
"""
FILE = "home/.codex/config.toml"
ONLINE = Selection()


def looked(inputs: Inputs, chosen: Selection = ONLINE) -> Diagnosis:
    """Return a diagnosis that looks ahead, as the program makes it."""
    ran = diagnose(
        inputs,
        ALL_CHECKS,
        deadline=Deadline(budget_s=20.0),
        selection=chosen,
        foresee=Foresight(ground_of(inputs)),
    )
    return asyncio.run(ran)


def first_fix(diagnosis: Diagnosis) -> Fix:
    return diagnosis.report.findings[0].finding.fixes[0]


def ahead_of(diagnosis: Diagnosis) -> list[tuple[str, str]]:
    """Return the rows that say what was seen with the fixes made."""
    evidence = diagnosis.report.findings[0].finding.evidence
    return [(one.label, one.measured) for one in evidence if one.label.startswith(("with", "and"))]
