"""The screens of findings about the machine and the model, which no configuration alone gives."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from codex_doctor import ranking
from codex_doctor.facts import CodexFact, Installation, OtherCodex
from codex_doctor.model import Failed
from codex_doctor.pipeline import Ran
from codex_doctor.report.options import Options
from codex_doctor.report.terminal import render
from codex_doctor_checks.setup import environment, installation
from codex_doctor_checks.turn import model
from eyes import SETUP, turn
from golden_files import assert_golden
from reports import HEALTHY

if TYPE_CHECKING:
    from codex_doctor.model import Check, Outcome

NEW = CodexFact("0.169.0", "installed", "/usr/bin/codex")
OLD = CodexFact("0.98.0", "installed", "/opt/codex/bin/codex")
CASES: dict[str, tuple[Check, Outcome]] = {
    "installation.codex_missing": (
        installation.CHECK,
        installation.judge(Installation(CodexFact("0.169.0", "assumed", None)), SETUP),
    ),
    "installation.several": (
        installation.CHECK,
        installation.judge(Installation(NEW, (NEW, OLD), (OtherCodex(OLD),)), SETUP),
    ),
    "env.shell_only": (
        environment.CHECK,
        Failed((environment.shell_only(("LAB_API_KEY", "HTTPS_PROXY")),)),
    ),
    "config.model_metadata_missing": (
        model.CHECK,
        model.judge(replace(turn(), dialect="classic"), SETUP),
    ),
}


@pytest.mark.parametrize("name", CASES)
def test_the_screen_of_a_finding_is_as_agreed(name: str) -> None:
    check, outcome = CASES[name]
    findings = ranking.rank((Ran(check, outcome, 1),))
    shown = render(replace(HEALTHY, findings=findings), Options(width=80, verbose=1))

    assert name in shown
    assert_golden(f"config/{name}.txt", shown)
