"""In which language the program speaks, and how wide its screens are in each."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from rich.cells import cell_len

from codex_doctor.cli import run
from codex_doctor.language import language_of, speak
from codex_doctor.platform.user_language import language_of_id
from codex_doctor.words.catalogue import chinese, choose, chosen, english
from words.language import speaking

if TYPE_CHECKING:
    from collections.abc import Generator

DOCTOR = Path(sys.executable).with_name("codex-doctor")
HELP = {"en": "usage: codex-doctor", "zh": "用法：codex-doctor"}


@pytest.fixture(autouse=True)
def _english_again() -> Generator[None]:
    yield
    choose(english)


@pytest.mark.parametrize(
    ("environ", "code"),
    [
        ({}, ""),
        ({"LANG": ""}, ""),
        ({"LANG": "C"}, "en"),
        ({"LANG": "C.UTF-8"}, "en"),
        ({"LANG": "POSIX"}, "en"),
        ({"LANG": "en_US.UTF-8"}, "en"),
        ({"LANG": "zh_CN.UTF-8"}, "zh"),
        ({"LANG": "zh"}, "zh"),
        ({"LANG": "zh-Hans"}, "zh"),
        ({"LANG": "ZH_TW.Big5"}, "zh"),
        ({"LANG": "de_DE.UTF-8"}, "de"),
        ({"LANG": "zh_CN.UTF-8", "LC_MESSAGES": "en_US.UTF-8"}, "en"),
        ({"LANG": "en_US.UTF-8", "LC_ALL": "zh_CN.UTF-8", "LC_MESSAGES": "en_US.UTF-8"}, "zh"),
        ({"LANG": "en_US.UTF-8", "LANGUAGE": "zh_CN:en"}, "zh"),
        ({"LANG": "zh_CN.UTF-8", "LANGUAGE": "en"}, "en"),
        ({"LANG": "zh_CN.UTF-8", "LANGUAGE": ":"}, "zh"),
        ({"LANG": "C", "LANGUAGE": "zh_CN"}, "en"),
        ({"LANGUAGE": "zh_CN"}, ""),
    ],
)
def test_the_locale_chooses_as_with_other_programs(environ: dict[str, str], code: str) -> None:
    assert language_of(environ) == code


@pytest.mark.parametrize(("identifier", "code"), [(0x0804, "zh"), (0x0404, "zh"), (0x0409, "en")])
def test_windows_chooses_by_its_number(identifier: int, code: str) -> None:
    assert language_of_id(identifier) == code


@pytest.mark.parametrize(
    ("argv", "code"),
    [
        ([], "en"),
        (["--lang", "zh"], "zh"),
        (["--lang=zh", "fix"], "zh"),
        (["config", "--lang", "zh"], "zh"),
        (["--lang", "zh", "--lang", "en"], "en"),
        (["repro", "--lang", "zh", "--lang", "python"], "zh"),
        (["--lang"], "en"),
        (["--lang", "xx"], "en"),
        (["explain", "--", "--lang", "zh"], "en"),
    ],
)
def test_the_command_line_is_asked_first(
    argv: list[str], code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "en_US.UTF-8")
    speak(argv)

    assert chosen() == code


@pytest.mark.parametrize(
    ("encoding", "code"), [("ascii", "en"), ("gbk", "zh"), ("cp1252", "en"), ("utf-8", "zh")]
)
def test_a_locale_is_not_spoken_where_the_output_cannot_carry_it(
    encoding: str, code: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    monkeypatch.setattr("sys.stdout", io.TextIOWrapper(io.BytesIO(), encoding))
    speak([])

    assert chosen() == code


@pytest.mark.parametrize(
    ("argv", "environ", "code"),
    [
        (["--help"], {"LANG": "C.UTF-8"}, "en"),
        (["--help"], {"LANG": "zh_CN.UTF-8", "PYTHONUTF8": "1"}, "zh"),
        (["--help", "--lang", "zh"], {"LANG": "C.UTF-8"}, "zh"),
        (["help", "fix", "--lang", "zh"], {"LANG": "C.UTF-8"}, "zh"),
        (["repro", "--lang", "zh", "--help"], {"LANG": "C.UTF-8"}, "zh"),
    ],
)
def test_the_program_speaks_it(argv: list[str], environ: dict[str, str], code: str) -> None:
    shown = subprocess.run(
        [DOCTOR, *argv], env={"PATH": "/usr/bin:/bin", **environ}, capture_output=True, check=True
    ).stdout.decode()

    assert shown.startswith(HELP[code])
    headings = [line for line in shown.splitlines() if line[:1] > " " and line[-1] in ":："]
    assert len(headings) > 1
    assert {line[-1] for line in headings} == {":" if code == "en" else "："}


def test_a_language_that_there_is_not_is_refused_with_those_that_there_are(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with pytest.raises(SystemExit):
        run(["--lang", "fr"])
    assert "en, zh" in capsys.readouterr().err


def test_json_keeps_its_keys_and_ids(capsys: pytest.CaptureFixture[str]) -> None:
    documents: list[Any] = []
    for catalogue in (english, chinese):
        with speaking(catalogue):
            run(["demo", "model-prefix-missing", "--json"])
        documents.append(json.loads(capsys.readouterr().out))

    first, second = documents
    assert keys(first) == keys(second)
    assert [one["id"] for one in first["findings"]] == [one["id"] for one in second["findings"]]
    assert second["findings"][0]["title"] == "模型 ID 缺少前缀"
    assert first["findings"][0]["words"]["cause"] == second["findings"][0]["words"]["cause"]


def keys(document: Any) -> list[str]:
    """Return the keys of a document, and nothing of its texts."""
    found: list[str] = []
    json.loads(json.dumps(document), object_pairs_hook=lambda pairs: found.extend(dict(pairs)))
    return sorted(found)


@pytest.mark.parametrize("columns", [40, 80, 120, 200])
@pytest.mark.parametrize(
    "argv",
    [
        ("demo", "model-prefix-missing", "-v"),
        ("demo", "key-unset"),
        ("demo", "silent-namespace"),
        ("explain", "stream.no_completed"),
        ("config",),
        ("--help",),
        ("checks",),
    ],
)
def test_a_chinese_screen_fills_the_columns_and_no_more(
    argv: tuple[str, ...],
    columns: int,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))
    with speaking(chinese), suppress(SystemExit):  # of --help
        run([*argv])
    lines = capsys.readouterr().out.splitlines()

    # What is to be copied stays whole.
    wide = [one for one in lines if cell_len(one) > columns and not is_whole(one)]
    assert wide == []
    # No full stop or comma begins a line.
    assert [one for one in lines if one.strip()[:1] in "，。、；：）" and one.strip()] == []


def is_whole(line: str) -> bool:
    """Tell whether a line is one word: an address, a path, a command."""
    return len(line.split()) == 1 or "codex-doctor" in line or "://" in line
