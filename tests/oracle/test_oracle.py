"""The doctor and the real Codex agree on every fault and on every healthy variant.

`CODEX_ORACLE` names the real binary; `make oracle` fetches it and runs this file.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from codex_doctor.lab.faults import FAULTS
from oracle.harness import run_codex, run_doctor

if TYPE_CHECKING:
    from pathlib import Path

    from codex_doctor.lab.fault import Fault

pytestmark = [
    pytest.mark.oracle,
    pytest.mark.skipif("CODEX_ORACLE" not in os.environ, reason="CODEX_ORACLE is not set"),
]

every_fault = pytest.mark.parametrize("fault", FAULTS, ids=lambda fault: fault.name)


@every_fault
def test_codex_meets_what_the_fault_says(fault: Fault, tmp_path: Path) -> None:
    run = run_codex(fault, tmp_path)

    assert run.works == fault.works, run


@every_fault
def test_the_doctor_says_what_codex_meets_and_why(fault: Fault, tmp_path: Path) -> None:
    run = run_doctor(fault, tmp_path)

    says_it_works = run.verdict in {"works", "degraded"}
    assert (says_it_works, run.first) == (fault.works, fault.expect), run
    assert run.exit_code == (0 if fault.works else 1), run


@every_fault
def test_a_healthy_set_up_has_no_error_and_no_warning(fault: Fault, tmp_path: Path) -> None:
    if fault.works:
        run = run_doctor(fault, tmp_path)
        assert (run.verdict, run.severe) == ("works", []), run
