"""`--format NAME[=FILE]` as a user types it: each file is there, the letter with its script."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from codex_doctor.cli import run
from codex_doctor.lab.endpoint import LAB_KEY
from codex_doctor.report.formats import NAMES
from published import PUBLISHED, check_format

if TYPE_CHECKING:
    from pathlib import Path

    import pytest


def test_every_format_is_written_at_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    words = [word for name in NAMES for word in ("--format", f"{name}={name}.out")]

    code = run(["demo", "tool-namespace-rejected", *words])

    texts = {name: (tmp_path / f"{name}.out").read_text() for name in NAMES}
    assert code == 1
    assert all(LAB_KEY not in text for text in texts.values())
    for name in PUBLISHED:
        check_format(name, texts[name])
    letter = texts["letter"]
    assert "# Set API_KEY first: to one that your endpoint accepts." in letter
    assert '"type": "namespace"' in letter
    assert "LAB_API_KEY" not in letter
    assert "the script shows request.tool_type_rejected" in capsys.readouterr().err


def test_a_healthy_run_has_no_letter_and_sends_nothing_for_one(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert run(["demo", "--format", "letter"]) == 0

    out, err = capsys.readouterr()
    assert out.startswith("There is nothing to write")
    assert "the script" not in err


def test_files_are_named_from_the_working_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    (tmp_path / "codex").mkdir()
    (tmp_path / "codex/config.toml").write_text('model = "x\n')
    for name, folder in (("HOME", tmp_path), ("CODEX_HOME", tmp_path / "codex")):
        monkeypatch.setenv(name, str(folder))
    monkeypatch.chdir(tmp_path / "codex")

    run(["--offline", "--format", "sarif"])

    (location,) = json.loads(capsys.readouterr().out)["runs"][0]["results"][0]["locations"]
    assert location["physicalLocation"]["artifactLocation"] == {
        "uri": "config.toml",
        "uriBaseId": "%SRCROOT%",
    }
