"""A healthy endpoint, a home whose Codex folder is not there yet, and somebody at the terminal."""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING

import pytest

from codex_doctor.lab.endpoint import LAB_KEY, LabEndpoint
from codex_doctor.lab.server import serving
from terminals import terminal_with

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path

    from codex_doctor.lab.server import Lab
    from terminals import Typed


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


@pytest.fixture
def typed(monkeypatch: pytest.MonkeyPatch) -> Generator[Typed]:
    """Let somebody have typed these lines at the terminal of this process."""
    with ExitStack() as terminals:

        def type_in(*lines: str) -> None:
            monkeypatch.setattr("sys.stdin", terminals.enter_context(terminal_with(*lines)))

        yield type_in
