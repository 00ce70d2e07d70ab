from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from codex_doctor.facts.config_problems import KeyMisplaced, WrongType
from setups import CONFIG, about, fatal, only, resolved

if TYPE_CHECKING:
    from pathlib import Path

PROFILE = "\n[permissions.careful]\n"
FILLED = PROFILE + 'filesystem = { ":root" = "read" }\n'
REFUSED = ["config.wrong_type"]


@pytest.mark.parametrize(
    ("top", "below", "expected"),
    [
        ("", PROFILE, REFUSED),
        ('default_permissions = "careful"\n', "", REFUSED),
        ('default_permissions = "zork"\n', PROFILE, REFUSED),
        ('default_permissions = ":zork"\n', "", REFUSED),
        ("", "\n[permissions]\n", []),
        ('default_permissions = "careful"\n', PROFILE, []),
        ('default_permissions = ":workspace"\n', "", []),
        ('sandbox_mode = "read-only"\n', PROFILE, []),
    ],
)
def test_permission_profiles_and_their_default_need_each_other(
    top: str, below: str, expected: list[str], tmp_path: Path
) -> None:
    assert fatal(resolved(tmp_path, top + CONFIG + below)) == expected


@pytest.mark.parametrize(
    ("top", "below", "meant"),
    [
        ("", FILLED, ("default_permissions", '"careful"')),
        ("", PROFILE, ("", "")),
        ("", FILLED + FILLED.replace("careful", "other"), ("", "")),
        ('default_permissions = "carefull"\n', PROFILE, ("", '"careful"')),
        ('default_permissions = "zork"\n', FILLED, ("", '"careful"')),
        ('default_permissions = ":work-space"\n', "", ("", '":workspace"')),
        ('default_permissions = ":zork"\n', "", ("", "")),
    ],
)
def test_the_profile_that_is_meant_is_the_nearest_or_the_only_one_that_says_something(
    top: str, below: str, meant: tuple[str, str], tmp_path: Path
) -> None:
    problem = only(resolved(tmp_path, top + CONFIG + below))
    found = about(problem, WrongType)

    assert (found.at, found.value) == meant


@pytest.mark.parametrize("where", ["", "[history]\n"])
def test_a_default_that_slid_below_a_table_is_why_codex_stops(where: str, tmp_path: Path) -> None:
    below = f'{where}default_permissions = "careful"\n{FILLED}'
    problem = only(resolved(tmp_path, f"{CONFIG}{below}"))

    assert (problem.kind, problem.fatal) == ("config.key_misplaced", True)
    assert about(problem, KeyMisplaced).name == "default_permissions"


def test_old_versions_know_no_permission_profiles(tmp_path: Path) -> None:
    assert fatal(resolved(tmp_path, CONFIG + PROFILE, codex_version="0.111.0")) == []
