"""Constraints of an administrator at which Codex stops; each was tried with 0.77.0 to 0.171.0."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from codex_doctor.facts.config_problems import WrongType
from setups import resolved

if TYPE_CHECKING:
    from pathlib import Path

FILE = "etc/requirements.toml"


@pytest.mark.parametrize(
    ("line", "better"),
    [
        ("allowed_approval_policies = []", ""),
        ('allowed_approval_policies = "never"', '["never"]'),
        ('allowed_approval_policies = ["nevr"]', ""),
        ('allowed_approval_policies = ["never", 1]', ""),
        ("allowed_sandbox_modes = []", '["read-only"]'),
        ('allowed_sandbox_modes = ["workspace-write"]', '["read-only", "workspace-write"]'),
        ('allowed_sandbox_modes = ["readonly"]', ""),
        ("allowed_sandbox_modes = true", ""),
    ],
)
def test_a_list_that_codex_cannot_take_stops_it(tmp_path: Path, line: str, better: str) -> None:
    setup = resolved(tmp_path, files={FILE: f"# ours\n{line}\n"}, codex_version="0.171.0")

    (problem,) = [one for one in setup.problems if one.fatal]
    assert problem.kind == "config.wrong_type"
    assert problem.key == line.partition(" ")[0]
    assert problem.location is not None
    assert problem.location.file.endswith("/requirements.toml")
    assert problem.location.line == 2
    assert isinstance(problem.about, WrongType)
    assert problem.about.value == better


@pytest.mark.parametrize(
    "line",
    [
        'allowed_approval_policies = ["untrusted"]',
        'allowed_sandbox_modes = ["read-only"]',
        'allowed_sandbox_modes = ["danger-full-access", "read-only"]',
        'allowed_things = "x"',
    ],
)
def test_what_codex_takes_is_no_problem(tmp_path: Path, line: str) -> None:
    setup = resolved(tmp_path, files={FILE: f"{line}\n"}, codex_version="0.171.0")

    assert not [one for one in setup.problems if one.fatal]


def test_a_version_before_it_reads_none(tmp_path: Path) -> None:
    files = {FILE: "allowed_sandbox_modes = []\n"}

    setup = resolved(tmp_path, files=files, codex_version="0.72.0")
    assert not [one for one in setup.problems if one.fatal]
