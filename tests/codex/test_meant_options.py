"""What an option `-c` that Codex refuses was meant to say, and the command line that is offered."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

import pytest

from codex_doctor.model import Severity
from codex_doctor_checks.setup.config import finding_for
from setups import CONFIG, KEY, resolved

if TYPE_CHECKING:
    from pathlib import Path

    from codex_doctor.model import Fix


def first_fix(folder: Path, *overrides: str) -> Fix:
    problems = resolved(folder, CONFIG, overrides=overrides).problems
    finding = next(finding_for(one) for one in problems if one.other_options is not None)
    assert finding.severity is Severity.ERROR
    return finding.fixes[0]


@pytest.mark.parametrize(
    ("given", "meant"),
    [
        ("model", "model='<your model id>'"),
        ("openai_base_url", "openai_base_url='<your base URL>'"),
        ("model:glm-5", "model=glm-5"),
        ("model glm-5", "model=glm-5"),
        ("model_providers.lab.name: Lab", "model_providers.lab.name=Lab"),
        ("features.goals", "features.goals=true"),
        ("model=5", "model='<your model id>'"),
        ("model=", "model='<your model id>'"),
        ("features.goals=yes", "features.goals=true"),
        ('notify="x"', 'notify=["x"]'),
        (
            'model_providers."lab".base_url=http://a/v1',
            "model_providers.lab.base_url=http://a/v1",
        ),
        ("model_providers.openai.base_url=http://a/v1", "openai_base_url=http://a/v1"),
    ],
)
def test_the_option_that_was_meant_is_offered(given: str, meant: str, tmp_path: Path) -> None:
    commands = first_fix(tmp_path, "tui.animations=true", given).commands

    assert commands is not None
    assert shlex.split(commands.posix) == ["codex", "-c", "tui.animations=true", "-c", meant]


@pytest.mark.parametrize(
    "given",
    ["=x", "gpt-5", "zork: 1", "tui.animations=5", "model_providers.openai.name=x"],
)
def test_an_option_that_says_nothing_known_is_left_out(given: str, tmp_path: Path) -> None:
    commands = first_fix(tmp_path, "model=glm-5", given).commands

    assert commands is not None
    assert shlex.split(commands.posix) == ["codex", "-c", "model=glm-5"]


def test_no_command_line_is_offered_beside_a_secret(tmp_path: Path) -> None:
    overrides = (f"model_providers.lab.experimental_bearer_token={KEY}", "model")
    problems = resolved(tmp_path, CONFIG, overrides=overrides).problems
    fixes = [fix for one in problems for fix in finding_for(one).fixes]

    assert KEY not in repr(fixes)
    assert all(one.commands is None for one in fixes)
