"""`--events` and `--quiet`, as a script reads them."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest

from codex_doctor.lab.endpoint import LAB_KEY
from codex_doctor_checks import ALL_CHECKS
from schemas import check

if TYPE_CHECKING:
    from pathlib import Path


def program(
    folder: Path,
    *words: str,
    stdout: int = subprocess.PIPE,
    environ: dict[str, str] | None = None,
) -> subprocess.Popen[str]:
    given = {"PATH": os.environ["PATH"], "HOME": str(folder), **(environ or {})}
    return subprocess.Popen(
        [sys.executable, "-m", "codex_doctor", *words],
        cwd=folder,
        env=given,
        stdout=stdout,
        stderr=subprocess.PIPE,
        text=True,
    )


def ran(folder: Path, *words: str, environ: dict[str, str] | None = None) -> tuple[int, str, str]:
    process = program(folder, *words, environ=environ)
    out, err = process.communicate(timeout=60)
    return process.returncode, out, err


def lines(out: str) -> list[dict[str, Any]]:
    """Return the documents; each is one, and the end is the last."""
    found = [json.loads(one) for one in out.splitlines()]
    for one in found:
        check(one, "events")
    assert [one["event"] == "end" for one in found] == [False] * (len(found) - 1) + [True]
    return found


def test_what_happens_is_said_while_it_happens(tmp_path: Path) -> None:
    code, out, _ = ran(tmp_path, "demo", "model-prefix-missing", "--events")
    found = lines(out)

    began = [one["check"] for one in found if one["event"] == "check_began"]
    ended = {one["result"]["id"]: one["result"] for one in found if one["event"] == "check_ended"}
    assert ended.keys() == {one.id for one in ALL_CHECKS} >= {*began}
    assert ended["model"]["status"] == "failed"
    sent = [one["number"] for one in found if one["event"] == "request_sent"]
    answered = [one for one in found if one["event"] == "request_answered"]
    assert sent == [*range(1, len(sent) + 1)] == sorted(one["number"] for one in answered)
    assert answered[0]["exchange"]["status"] == 404
    causes = [one["finding"]["id"] for one in found if one["event"] == "finding"]
    assert causes[0] == "model.prefix_missing"
    assert found[-1]["end"] == {"verdict": "fails", "exit_code": 1, "error": None}
    assert code == 1
    times = [one["at_ms"] for one in found]
    assert times == sorted(times)
    assert LAB_KEY not in out


def test_the_end_is_said_on_wrong_usage(tmp_path: Path) -> None:
    for words in (
        ["--events", "--json"],
        ["--events", "--only", "nothing"],
        ["checks", "--events"],
    ):
        code, out, err = ran(tmp_path, *words)
        (end,) = lines(out)
        assert (code, end["end"]["exit_code"], end["end"]["verdict"]) == (2, 2, None)
        assert end["end"]["error"] in err


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_the_end_is_said_after_a_signal(number: int, tmp_path: Path) -> None:
    process = program(tmp_path, "demo", "no-answer", "--events")
    assert process.stdout is not None
    seen = ""
    for line in process.stdout:
        seen += line
        if "request_sent" in line:
            break
    process.send_signal(number)
    rest, _ = process.communicate(timeout=20)

    end = lines(seen + rest)[-1]["end"]
    assert (process.returncode, end["exit_code"], end["error"]) == (130, 130, "interrupted")


def test_a_crash_is_said_too(tmp_path: Path) -> None:
    broken = tmp_path / "broken"
    broken.mkdir()
    (broken / "sitecustomize.py").write_text(
        "import codex_doctor.pipeline as p\n"
        "def bad(*_, **__): raise ZeroDivisionError\n"
        "p.Selection.left_out = bad\n"
    )
    code, out, err = ran(tmp_path, "demo", "--events", environ={"PYTHONPATH": str(broken)})

    assert code == 4
    assert lines(out)[-1]["end"]["error"] in err


def test_a_full_disk_is_told_on_stderr(tmp_path: Path) -> None:
    with open("/dev/full", "w") as full:  # noqa: PTH123 - a device
        process = program(tmp_path, "demo", "--events", stdout=full.fileno())
        _, err = process.communicate(timeout=60)

    assert process.returncode == 2
    assert "No space left" in err


def test_quiet_says_nothing_on_success_and_one_line_on_failure(tmp_path: Path) -> None:
    assert ran(tmp_path, "demo", "--quiet") == (0, "", "")
    assert ran(tmp_path, "demo", "-q", "--format", "json=a.json") == (0, "", "")
    assert (tmp_path / "a.json").exists()

    code, out, err = ran(tmp_path, "demo", "model-prefix-missing", "--quiet")
    assert (code, out) == (1, "")
    assert err.startswith("codex-doctor: model.prefix_missing: ")
    assert err.count("\n") == 1


def test_quiet_is_for_one_diagnosis(tmp_path: Path) -> None:
    for words in (["--quiet", "--json"], ["explain", "-q"], ["--dry-run", "--quiet"]):
        code, out, _ = ran(tmp_path, *words)
        assert code == 2
        assert bool(out) == ("--json" in words)
