"""The command in a process of its own: signals, a reader that leaves, a plain console."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from typing import TYPE_CHECKING

import pytest

from codex_doctor.lab.fault import write_home
from codex_doctor.lab.faults import find_fault
from codex_doctor.lab.server import serving

if TYPE_CHECKING:
    from pathlib import Path


def program(*words: str, home: Path, **more: str) -> subprocess.Popen[str]:
    """Start the real command in a process of its own."""
    environ = {"PATH": os.environ["PATH"], "HOME": str(home), **more}
    return subprocess.Popen(
        [sys.executable, "-m", "codex_doctor", *words],
        env=environ,
        cwd=home,
        # A shell that runs the tests in the background lets them ignore it.
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def test_the_demo_serves_until_it_is_interrupted(tmp_path: Path) -> None:
    with program("demo", "model-case", "--serve", home=tmp_path) as process:
        assert process.stdout is not None
        lines = [process.stdout.readline() for _ in range(5)]
        process.send_signal(signal.SIGINT)
        assert process.wait(60) == 130

    assert "/v1" in lines[2]
    assert "CODEX_HOME=" in lines[4]


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
def test_an_interrupted_run_reports_what_it_has(number: signal.Signals, tmp_path: Path) -> None:
    silent = find_fault("no-answer")
    with serving(silent) as lab:
        environ = write_home(silent, tmp_path / ".codex", lab.values)
        with program("--json", home=tmp_path, **environ) as process:
            while not lab.requests:
                time.sleep(0.05)
            process.send_signal(number)
            out, err = process.communicate(timeout=60)

    report = json.loads(out)
    assert process.returncode == 130
    assert err == "codex-doctor: interrupted\n"
    assert report["verdict"] == "unknown"
    assert report["checks"][1]["status"] == "passed"
    assert report["cost"]["requests"] == len(report["exchanges"]) == 1


def test_a_reader_that_leaves_is_no_error(tmp_path: Path) -> None:
    with program("schema", home=tmp_path) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.close()
        process.wait(60)
        assert process.stderr.read() == ""


def test_a_console_that_knows_no_check_marks_gets_ascii(tmp_path: Path) -> None:
    with program("demo", home=tmp_path, PYTHONIOENCODING="ascii") as process:
        out, _ = process.communicate(timeout=30)

    assert out.isascii()
    assert "Codex works here." in out
