from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from setups import CONFIG, fatal, resolved

if TYPE_CHECKING:
    from pathlib import Path

PROFILE = "\n[permissions.careful]\n"
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


def test_old_versions_know_no_permission_profiles(tmp_path: Path) -> None:
    assert fatal(resolved(tmp_path, CONFIG + PROFILE, codex_version="0.111.0")) == []
