"""What was seen is written, read back and judged again: the same report, and no secret in it."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from codex_doctor.demo import inputs_for
from codex_doctor.diagnosis import Diagnosis, diagnose, make_report
from codex_doctor.engine import Selection
from codex_doctor.facts.root import read_facts, write_facts
from codex_doctor.judge import judge
from codex_doctor.lab.endpoint import LAB_KEY
from codex_doctor.lab.fault import Fault, write_home
from codex_doctor.lab.faults import FAULTS, find_fault
from codex_doctor.lab.server import Lab
from codex_doctor.redact import redact
from codex_doctor_checks import ALL_CHECKS

if TYPE_CHECKING:
    from pathlib import Path

    from codex_doctor.reported import Report


def diagnosed(fault: Fault, folder: Path) -> Diagnosis:
    async def run() -> Diagnosis:
        async with Lab(fault) as lab:
            environ = write_home(fault, folder / ".codex", lab.values)
            inputs = inputs_for(fault, lab.values, folder=folder, environ=environ)
            return await diagnose(inputs, ALL_CHECKS, budget_s=8.0, selection=Selection())

    return asyncio.run(run())


def comparable(report: Report) -> Report:
    """Return the report without how long each check took, which is no fact."""
    return replace(report, checks=tuple(replace(one, took_ms=0) for one in report.checks))


@pytest.mark.parametrize("name", [fault.name for fault in FAULTS])
def test_facts_that_were_written_are_judged_alike(name: str, tmp_path: Path) -> None:
    diagnosis = diagnosed(find_fault(name), tmp_path)
    data = write_facts(diagnosis.facts())

    facts = read_facts(data)
    report = diagnosis.report
    ran = judge(facts, ALL_CHECKS)
    made = make_report(facts, ran, at=report.generated_at, took_ms=report.took_ms)
    again = redact(made, known=frozenset())

    assert comparable(again) == comparable(report)
    assert LAB_KEY.encode() not in data
    assert len(data) < 300_000
