"""What a person sees while it runs, and the last line of `--events`."""

from __future__ import annotations

import asyncio
import fcntl
import json
import os
import pty
import struct
import termios
from typing import TYPE_CHECKING

import pytest

from codex_doctor.cli import run
from codex_doctor.platform.deadline import Deadline
from codex_doctor.report.last_line import LastLine
from codex_doctor.screen import Progress
from codex_doctor_checks import ALL_CHECKS
from schemas import check

if TYPE_CHECKING:
    from pathlib import Path

_CLEARED = "\r\x1b[K"


def test_the_line_says_what_is_looked_at_and_how_far_the_endpoint_is(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    deadline = Deadline(budget_s=60.0)
    progress = Progress(deadline, wanted=True)
    monkeypatch.setattr(deadline, "now_s", lambda: 12.0)
    lines = [progress.line()]
    progress.begin(ALL_CHECKS[0])
    lines.append(progress.line())
    deadline.underway.wait(11.0)
    lines.append(progress.line())
    deadline.underway.wait(2.0)
    lines.append(progress.line())
    deadline.underway.receive(0, 0)
    lines.append(progress.line())
    deadline.underway.receive(4200, 3)
    lines.append(progress.line())
    deadline.underway.end()
    lines.append(progress.line())

    begun = f"{ALL_CHECKS[0].id}, 12 s of 60 s"
    waiting = f"{ALL_CHECKS[0].id}: 10 s without an answer (Ctrl-C ends it)"
    receiving = f"{begun}: 3 events, 4.2 kB so far"
    assert lines == ["", begun, begun, waiting, begun, receiving, begun]


def test_a_terminal_shows_a_line_that_moves_and_is_gone_at_the_end(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    keyboard, screen = pty.openpty()
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr("codex_doctor.screen._TICK_S", 0.01)
    deadline = Deadline(budget_s=60.0)
    with os.fdopen(screen, "w", encoding="utf-8") as terminal, monkeypatch.context() as patched:
        patched.setattr("sys.stderr", terminal)
        fcntl.ioctl(terminal, termios.TIOCSWINSZ, struct.pack("4H", 24, 30, 0, 0))
        progress = Progress(deadline, wanted=True)
        progress.begin(ALL_CHECKS[0])
        deadline.underway.wait(-42.0)
        progress.beside(asyncio.sleep(0.1))
        assert progress.is_seen
        assert not Progress(deadline, wanted=False).is_seen
        seen = ""
        while seen.count(_CLEARED) < 3:  # a terminal passes on what it has, in parts
            seen += os.read(keyboard, 4096).decode()
        while not seen.endswith(_CLEARED):
            seen += os.read(keyboard, 4096).decode()
    os.close(keyboard)

    _, first, *_, cleared = seen.split(_CLEARED)
    # The time is in it however narrow it is, and no word is cut.
    assert first.startswith(f"{ALL_CHECKS[0].id}: 4")
    assert first.endswith(" s without an")
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
