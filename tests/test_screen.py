"""What a person sees while it runs, and the last line of `--events`."""

from __future__ import annotations

import json
import os
import pty
from typing import TYPE_CHECKING

import pytest

from codex_doctor.cli import run
from codex_doctor.report.last_line import LastLine
from codex_doctor.screen import Progress
from codex_doctor_checks import ALL_CHECKS
from schemas import check

if TYPE_CHECKING:
    from pathlib import Path

_CLEARED = "\r\x1b[K"


def test_a_terminal_shows_what_is_looked_at_and_how_long_it_waits(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    keyboard, screen = pty.openpty()
    monkeypatch.setenv("TERM", "xterm")
    with os.fdopen(screen, "w", encoding="utf-8") as terminal, monkeypatch.context() as patched:
        patched.setattr("sys.stderr", terminal)
        progress = Progress(wanted=True)
        progress.show(ALL_CHECKS[0])
        progress.wait(0.1)
        progress.wait(42.0)
        progress.clear()
        assert progress.is_seen
        assert not Progress(wanted=False).is_seen
        seen = ""
        while seen.count(_CLEARED) < 3:  # a terminal passes on what it has, in parts
            seen += os.read(keyboard, 4096).decode()
    os.close(keyboard)

    _, first, waiting, cleared = seen.split(_CLEARED)
    assert ALL_CHECKS[0].id in first
    assert "42 s" in waiting
    assert cleared == ""


@pytest.mark.parametrize(("verdict", "told"), [(None, "no such folder"), ("fails", "")])
def test_the_last_line_says_how_it_ended(verdict: str | None, told: str) -> None:
    last = LastLine()
    last.verdict = verdict

    document = json.loads(last.render(1, told, 250))
    check(document, "events")
    assert document["end"] == {"verdict": verdict, "exit_code": 1, "error": told or None}
    assert document["at_ms"] == 250


@pytest.mark.parametrize("name", ["none", "file", "a\0b"])
def test_a_folder_in_which_codex_cannot_start_is_said(
    name: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "file").touch()

    assert run(["config", "-C", f"{tmp_path}/{name}"]) == 2
    assert "folder" in capsys.readouterr().err


def test_a_folder_that_is_gone_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    gone = tmp_path / "gone"
    gone.mkdir()
    monkeypatch.chdir(gone)
    gone.rmdir()

    assert run(["config"]) == 2
    assert "folder" in capsys.readouterr().err
