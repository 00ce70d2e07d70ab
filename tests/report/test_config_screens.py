"""The screen of each finding about configuration, environment and credentials.

Each comes from a real run of the resolver and the checks on a small set-up; every path is below
the home folder, which is shown as ~.

    GOLDEN_UPDATE=1 .venv/bin/pytest tests/report/test_config_screens.py -q
"""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from codex_doctor import ranking
from codex_doctor.codex.resolve import resolve
from codex_doctor.facts import CodexFact
from codex_doctor.model import Verdict
from codex_doctor.pipeline import Ran
from codex_doctor.report.options import Options
from codex_doctor.report.terminal import render
from codex_doctor.reported import Cost, Report, Target
from codex_doctor.secrets.redact import redact
from codex_doctor_checks.setup import config, credentials, environment
from config_set_ups import CASES, Case, place
from golden_files import assert_golden
from setups import KEY

if TYPE_CHECKING:
    from pathlib import Path

    from codex_doctor.facts import Inputs

OPTIONS = Options(width=80, verbose=1)
UNASKED = {"endpoint_is_asked": False}


@pytest.mark.parametrize("name", CASES)
def test_the_screen_of_a_finding(name: str, tmp_path: Path) -> None:
    shown = screen(CASES[name], tmp_path)

    assert name in shown
    assert KEY not in shown
    assert_golden(f"config/{name}.txt", shown)


def screen(case: Case, folder: Path) -> str:
    """Return the screen of the findings of this set-up."""
    return render(report_of(place(case, folder)), OPTIONS)


def report_of(inputs: Inputs) -> Report:
    """Run the resolver and the three checks that look at nothing else."""
    setup, secrets = resolve(inputs)
    ran = [
        Ran(environment.CHECK, environment.judge(setup, **UNASKED), 1),
        Ran(config.CHECK, config.judge(setup, **UNASKED), 1),
        Ran(credentials.CHECK, credentials.judge(setup, **UNASKED), 1),
    ]
    findings = ranking.rank(ran)
    report = Report(
        generated_at=datetime(2026, 1, 2, tzinfo=UTC),
        doctor_version="0.0.0",
        codex=CodexFact("0.169.0", "flag", None),
        target=Target(setup.provider_id, None, setup.model, setup.profile, None),
        verdict=Verdict.FAILS,
        mistakes=ranking.mistakes(ran, findings),
        findings=findings,
        checks=(),
        exchanges=(),
        cost=Cost(0, 0, None),
        took_ms=1,
    )
    return redact(report, known=secrets.known)
