"""Where the home folder is: HOME unset or empty was asked of Codex 0.58.0, 0.120.0 and 0.171.0.

Each then read `.codex/config.toml` below the folder that /etc/passwd has for the user.
"""

from __future__ import annotations

import pwd
from pathlib import Path

import pytest

from codex_doctor.platform.home import home_folder

LISTED = pwd.struct_passwd(("me", "x", 1, 1, "", "/homes/me", "/bin/sh"))


@pytest.mark.parametrize(
    ("environ", "expected"),
    [
        ({"HOME": "/a"}, "/a"),
        ({"USERPROFILE": "/b"}, "/homes/me"),
        ({}, "/homes/me"),
        ({"HOME": ""}, "/homes/me"),
    ],
)
def test_without_home_it_is_the_folder_that_the_system_has(
    environ: dict[str, str], expected: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    def known(uid: int) -> pwd.struct_passwd:
        assert uid >= 0
        return LISTED

    monkeypatch.setattr(pwd, "getpwuid", known)

    assert home_folder(environ) == Path(expected)


def test_a_user_that_the_system_does_not_know_has_none(monkeypatch: pytest.MonkeyPatch) -> None:
    def unknown(uid: int) -> pwd.struct_passwd:
        raise KeyError(uid)

    monkeypatch.setattr(pwd, "getpwuid", unknown)

    assert home_folder({}) is None
