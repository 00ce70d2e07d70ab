"""A healthy endpoint, and a home whose Codex folder is not there yet."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from codex_doctor.lab.endpoint import LAB_KEY, LabEndpoint
from codex_doctor.lab.server import serving

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path

    from codex_doctor.lab.server import Lab


@pytest.fixture
def lab() -> Generator[Lab]:
    with serving(LabEndpoint()) as lab:
        yield lab


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("SHELL", "/bin/bash")
    monkeypatch.setenv("LAB_API_KEY", LAB_KEY)
    monkeypatch.chdir(tmp_path)
    return tmp_path / ".codex"


@pytest.fixture
def base_url(lab: Lab) -> str:
    return lab.base_url


@pytest.fixture
def config(home: Path) -> Path:
    home.mkdir()
    return home / "config.toml"
