"""What a version whose profiles are tables makes of profiles that are not there, or are files."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from codex_doctor.facts.provider_problems import ProfileMissing
from codex_doctor_checks.setup.config import finding_for
from setups import CONFIG, about, only, resolved

if TYPE_CHECKING:
    from pathlib import Path

OLD = "0.120.0"
FILE = """\
model = "other"
model_context_window = 5
profile = "z"

[model_providers.lab]
name = "Taken"

[model_providers.more]
name = "More"

[mcp_servers.one]
command = "true"
"""
AS_TABLES = """\
[profiles.work]
model = "other"

[model_providers.more]
name = "More"

[mcp_servers.one]
command = "true\""""


def written(content: str | bytes) -> dict[str, str | bytes]:
    return {"home/.codex/work.config.toml": content}


@pytest.mark.parametrize("profile", ["work", "work.config.toml", "wrok"])
def test_the_settings_of_a_file_become_tables(tmp_path: Path, profile: str) -> None:
    setup = resolved(tmp_path, codex_version=OLD, profile=profile, files=written(FILE))

    problem = only(setup)
    assert about(problem, ProfileMissing).content == AS_TABLES
    finding = finding_for(problem)
    assert "~/.codex/work.config.toml are read since Codex 0.134.0 only" in finding.cause
    fix, update, _ = finding.fixes
    assert [(one.file, one.after) for one in fix.edits] == [("~/.codex/config.toml", AS_TABLES)]
    assert fix.commands is not None
    assert fix.commands.posix == "codex --profile work"
    assert update.commands is not None
    assert update.commands.posix == "npm install -g @openai/codex"


@pytest.mark.parametrize(
    "content",
    [
        "model = ",
        b"model = '\xff'",
        '[model_providers.more]\nexperimental_bearer_token = "sk-lab-0123456789abcdef"\n',
        f'model = "{"m" * 5000}"',
    ],
)
def test_a_file_that_is_broken_long_or_holds_a_key_is_written_nowhere_else(
    tmp_path: Path, content: str | bytes
) -> None:
    setup = resolved(tmp_path, codex_version=OLD, profile="work", files=written(content))

    finding = finding_for(only(setup))
    assert all(not fix.edits for fix in finding.fixes)
    assert [fix.commands.posix for fix in finding.fixes if fix.commands] == [
        "codex",
        "npm install -g @openai/codex",
    ]


def test_a_table_that_was_meant_is_selected(tmp_path: Path) -> None:
    setup = resolved(
        tmp_path,
        f'profile = "wrok"\n{CONFIG}[profiles.work]\n',
        codex_version=OLD,
        files=written(FILE),
    )

    fix = finding_for(only(setup)).fixes[0]
    assert [(one.before, one.after) for one in fix.edits] == [
        ('profile = "wrok"', 'profile = "work"')
    ]
    setup = resolved(tmp_path, f"{CONFIG}[profiles.work]\n", codex_version=OLD, profile="wrok")
    (fix, _) = finding_for(only(setup)).fixes
    assert fix.commands is not None
    assert fix.commands.posix == "codex --profile work"


def test_a_profile_that_nobody_can_guess_is_left_out(tmp_path: Path) -> None:
    finding = finding_for(only(resolved(tmp_path, codex_version=OLD, profile="a x")))

    assert finding.fixes[0].commands is not None
    assert finding.fixes[0].commands.posix == "codex"
    assert '[profiles."a x"]' in finding.fixes[1].title
    setup = resolved(tmp_path, f'profile = "zork"\n{CONFIG}', codex_version=OLD)
    fix = finding_for(only(setup)).fixes[0]
    assert [(one.before, one.after) for one in fix.edits] == [('profile = "zork"', None)]
