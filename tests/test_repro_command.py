"""`codex-doctor repro` as a user runs it: what is on which stream, and how it ends."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from codex_doctor import cli
from codex_doctor.lab.endpoint import LAB_KEY
from codex_doctor.lab.fault import write_home
from codex_doctor.lab.faults import find_fault
from codex_doctor.lab.server import serving
from schemas import check

if TYPE_CHECKING:
    from pathlib import Path

PINNED = ["--codex-version", "0.171.0", "--no-plugins"]


def called(
    name: str,
    words: list[str],
    folder: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> tuple[int, str, str]:
    """Return exit code, standard output and standard error for a fault of the lab."""
    fault = find_fault(name)
    with serving(fault) as lab:
        for variable, value in write_home(fault, folder / ".codex", lab.values).items():
            monkeypatch.setenv(variable, value)
        monkeypatch.setenv("HOME", str(folder))
        code = cli.run([*words, "--cd", str(folder)])
    seen = capsys.readouterr()
    return code, seen.out, seen.err


@pytest.mark.parametrize(
    ("words", "first"),
    [
        ([], "#!/bin/sh\n"),
        (["--lang", "curl"], "#!/bin/sh\n"),
        (["--lang", "python"], "#!/usr/bin/env python3\n"),
        (["--lang", "node"], "#!/usr/bin/env node\n"),
    ],
)
def test_the_script_alone_is_on_the_standard_output(
    words: list[str],
    first: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    command = ["repro", *words, *PINNED]
    code, out, err = called("no-completed", command, tmp_path, monkeypatch, capsys)

    assert code == 0
    assert out.startswith(first)
    assert "stream.no_completed" in out
    assert err.endswith(
        "the script shows stream.no_completed: it was tried, and fails in the same way\n"
    )
    assert err.count("\n") == 1
    assert LAB_KEY not in out + err


def test_json_has_the_script_and_what_it_shows(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    command = ["repro", "--json", "--lang", "python", *PINNED]
    code, out, err = called("no-completed", command, tmp_path, monkeypatch, capsys)
    document = json.loads(out)
    check(document, "repro")

    assert (code, err) == (0, "")
    assert document["script"].startswith("#!/usr/bin/env python3\n")
    assert (document["language"], document["finding"]) == ("python", "stream.no_completed")
    assert document["said"].startswith("the script shows stream.no_completed")
    assert document["requests"] == 1


def test_json_says_why_there_is_no_script(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    command = ["repro", "--json", *PINNED]
    code, out, _ = called("toml-smart-quotes", command, tmp_path, monkeypatch, capsys)
    document = json.loads(out)
    check(document, "repro")

    assert code == 3
    assert (document["script"], document["finding"], document["requests"]) == (None, None, 0)
    assert "config.toml_syntax" in document["said"]


def test_without_anything_to_show_nothing_is_on_the_standard_output(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    command = ["repro", *PINNED]
    code, out, err = called("toml-smart-quotes", command, tmp_path, monkeypatch, capsys)

    assert (code, out) == (3, "")
    assert "nothing to show outside Codex: config.toml_syntax" in err


def test_a_websocket_is_not_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, err = called("socket-400", ["repro", *PINNED], tmp_path, monkeypatch, capsys)

    assert (code, out) == (3, "")
    assert "websocket.fails is in the WebSocket, which these scripts do not open" in err


def test_options_of_codex_count_behind_the_command(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    command = ["repro", "-c", 'model="other-model"', *PINNED]
    code, out, _ = called("healthy", command, tmp_path, monkeypatch, capsys)

    assert code == 0
    assert '"model": "other-model"' in out
    assert "model.unknown_id" in out


@pytest.mark.parametrize("option", ["--offline", "--dry-run", "--confirm", "--format=json"])
def test_what_prints_something_else_or_sends_nothing_is_refused(
    option: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.run([option, "repro"]) == 2

    assert "repro" in capsys.readouterr().err


def test_the_time_that_is_up_is_said(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    command = ["repro", "--budget", "2", *PINNED]
    code, out, err = called("no-answer", command, tmp_path, monkeypatch, capsys)

    assert code == 0
    assert "was not tried: the time was up" in err
    assert "# This request itself was not tried" in out
