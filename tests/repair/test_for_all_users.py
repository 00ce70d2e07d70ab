"""What is wrong in a file for all users of a machine is its administrator's to mend."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from codex_doctor.diagnosis import diagnose
from codex_doctor.pipeline import Selection
from codex_doctor.platform.deadline import Deadline
from codex_doctor_checks import ALL_CHECKS
from setups import CONFIG, inputs_in

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    ("file", "is_own"),
    [("etc/managed_config.toml", False), ("etc/config.toml", False), ("", True)],
)
def test_a_fix_in_a_file_for_all_users_is_the_administrators(
    tmp_path: Path, file: str, is_own: bool
) -> None:
    fault = 'sandbox_mode = "readonly"\n'
    own = f"{fault}{CONFIG}" if is_own else CONFIG
    files = {} if is_own else {file: fault}
    inputs = inputs_in(tmp_path, own, files=files, codex_version="0.171.0")

    diagnosis = asyncio.run(
        diagnose(
            inputs,
            ALL_CHECKS,
            deadline=Deadline(budget_s=8.0),
            selection=Selection(offline="--offline"),
        )
    )
    finding = diagnosis.report.findings[0].finding
    assert finding.id == "config.wrong_type"
    title = finding.fixes[0].title
    assert title.startswith("Ask the administrator of this machine for this: ") != is_own
