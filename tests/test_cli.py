from __future__ import annotations

import json
import re
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from codex_doctor import cli, commands, start
from codex_doctor.arguments import make_parser
from codex_doctor.commands import reports
from codex_doctor.lab.fault import write_home
from codex_doctor.lab.faults import find_fault
from codex_doctor.lab.server import serving

if TYPE_CHECKING:
    from collections.abc import Iterator

HEALTHY = find_fault("healthy")


@pytest.fixture
def lab_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """Give the process a healthy set-up, and its folder."""
    with serving(HEALTHY) as lab:
        for name, value in write_home(HEALTHY, tmp_path / ".codex", lab.values).items():
            monkeypatch.setenv(name, value)
        program = tmp_path / "bin/codex"
        program.parent.mkdir()
        program.touch(mode=0o755)
        manifest = {"name": "@openai/codex", "version": "0.169.0"}
        (program.parent / "package.json").write_text(json.dumps(manifest))
        monkeypatch.setenv("PATH", str(program.parent))
        monkeypatch.setenv("HOME", str(tmp_path))
        monkeypatch.chdir(tmp_path)
        yield tmp_path


def test_each_command_is_a_module_and_each_module_that_runs_is_a_command() -> None:
    modules = {path.stem: path.read_text() for path in Path(*commands.__path__).glob("*.py")}
    running = {name for name, text in modules.items() if "\ndef run(" in text}
    named = {name for name in make_parser().known() if not name.startswith("-")}

    assert running == named | {"diagnose"}
    assert {cli.command_of(name).__module__.rpartition(".")[2] for name in running} == running


def test_a_healthy_set_up_is_five_lines_and_exit_code_0(
    lab_home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.run([]) == 0

    out, err = capsys.readouterr()
    assert len(out.splitlines()) == 5
    assert "Codex works here." in out
    assert "\x1b" not in out
    assert err == ""


def test_json_is_all_there_is_on_the_standard_output(
    lab_home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.run(["--json"]) == 0

    out, err = capsys.readouterr()
    assert json.loads(out)["verdict"] == "works"
    assert err == ""


def test_a_report_for_a_ticket_goes_into_a_file_beside_the_screen(
    lab_home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.run(["--format", "markdown=report.md"]) == 0

    assert "Codex works here." in capsys.readouterr().out
    assert "lab-model-1" in (lab_home / "report.md").read_text()


@pytest.mark.parametrize("words", [["--format", "markdown"], ["--format=json"], ["--plain"]])
def test_each_format_can_go_to_the_standard_output(
    words: list[str], lab_home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.run(words) == 0
    assert "works" in capsys.readouterr().out


def test_color_comes_only_when_it_is_wanted(
    lab_home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    cli.run(["--color", "always"])
    assert "\x1b[" in capsys.readouterr().out
    cli.run(["--color", "always", "--plain"])
    assert "\x1b" not in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["--only", "dsn"], "unknown check 'dsn'; the checks are installation"),
        (["--skip", "dns,tcp"], "unknown check 'dns,tcp'; the checks are installation"),
        (["--format", "yaml"], "unknown format 'yaml'; the formats are terminal, json, markdown"),
        (["--format", "json", "--format", "markdown"], "only one format"),
        (["--cd", "nowhere"], "--cd nowhere: there is no such folder"),
        (["explain", "model.prefx_missing"], "the nearest: model.prefix_missing"),
        (["explain", "zzz"], "no finding is called 'zzz'\n"),
        (["explain", "missing_v2"], "; the nearest: url.missing_v1, "),
        (["fix", "--yes", "missing_v1"], "url.missing_v1 was not found here; found: "),
        (["demo", "model-prefx"], "no fault is called 'model-prefx'"),
        (["help", "chek"], "no command is called 'chek'; the commands are checks, "),
        (["help", "chek"], "; the nearest: checks\n"),
        (["--format", "jsn"], "; the nearest: json\n"),
        (["--only", "modle"], "; the nearest: model\n"),
        (["setup", "--yes", "openruter", "--model", "m"], "; the nearest: openrouter\n"),
    ],
)
def test_wrong_usage_says_what_is_known_and_exits_with_2(
    words: list[str], said: str, lab_home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.run(words) == 2

    out, err = capsys.readouterr()
    assert said in err
    assert out == ""


@pytest.mark.parametrize(
    "words", [["--wat"], ["--budget", "0"], ["--budget", "x"], ["wat"], ["--color", "blue"]]
)
def test_an_unknown_option_or_value_exits_with_2(
    words: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.run(words)

    assert ended.value.code == 2
    assert "usage: codex-doctor" in capsys.readouterr().err


@pytest.mark.parametrize(
    "words",
    ["-p a -p b", "-m a --model=b", "-C . --cd .", "--local-provider a " * 2, "--oss --oss"],
)
def test_what_codex_takes_once_is_not_taken_twice(
    words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        cli.run([*words.split(), "--offline"])

    named = words.split()[0]
    assert ended.value.code == 2
    assert re.search(rf"argument [^ ]*{named}[^ ]*: Codex takes it once", capsys.readouterr().err)


def test_the_option_behind_the_command_counts_as_codex_counts_it(
    lab_home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.run(["-m", "before", "config", "--json", "-m", "behind"]) == 0
    assert '"behind"' in capsys.readouterr().out


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["check"], "no command is called 'check'; the commands are checks, explain, fix, "),
        (["--oflfine", "x"], "unrecognized arguments: --oflfine; the nearest: --offline\n"),
        (["check"], "; the nearest: checks\n"),
        (["confg"], "; the nearest: config\n"),
        (["wat"], "demo"),
        (["--color", "allways"], "; the nearest: always\n"),
        (["config", "chek"], "; the nearest: check\n"),
    ],
)
def test_the_nearest_choice_is_named(
    words: list[str], said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit):
        cli.run(words)

    assert said in capsys.readouterr().err


def test_a_file_that_cannot_be_written_is_named(
    lab_home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.run(["--offline", "--format", "json=no/such/folder.json"]) == 2
    assert "no/such/folder.json" in capsys.readouterr().err


@pytest.mark.parametrize("words", ["--offline", "--only config", "--skip tools --skip session"])
def test_what_was_left_out_by_request_is_unknown_and_no_reason_for_3(
    words: str, lab_home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.run(words.split()) == 0
    assert "Not enough could be seen" in capsys.readouterr().out


def test_what_was_not_asked_to_be_left_out_is_a_reason_for_3(
    lab_home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    lab_home.joinpath(".codex/config.toml").write_text('model_provider = "amazon-bedrock"\n')

    assert cli.run(["--skip", "tools"]) == 3
    assert "Not enough could be seen" in capsys.readouterr().out


def test_a_fault_exits_with_1_and_a_warning_only_when_asked(
    lab_home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.run(["-m", "no-such-model"]) == 1
    config = lab_home / ".codex/config.toml"
    config.write_text(f"unknown_key = 1\n{config.read_text()}")
    assert cli.run([]) == 0
    assert "with a loss" in capsys.readouterr().out
    assert cli.run(["--fail-on", "warning"]) == 1


def test_an_endpoint_can_be_given_on_the_command_line(
    lab_home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    base_url = (lab_home / ".codex/config.toml").read_text().split('base_url = "')[1].split('"')[0]
    (lab_home / ".codex/config.toml").write_text("")

    words = ["--base-url", base_url, "--env-key", "LAB_API_KEY", "-m", "lab-model-1", "--json"]
    assert cli.run(words) == 0
    assert json.loads(capsys.readouterr().out)["target"]["base_url"] == base_url


def test_no_configuration_and_no_home_are_said_without_a_traceback(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)

    def nowhere(environ: object) -> None:
        assert environ

    monkeypatch.setattr(start, "home_folder", nowhere)
    monkeypatch.setattr(reports, "home_folder", nowhere)

    assert cli.run(["--offline"]) in {1, 3}
    assert "Traceback" not in capsys.readouterr().out


def test_the_checks_are_listed_in_their_order(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["checks"]) == 0

    names = [line.split()[0] for line in capsys.readouterr().out.splitlines()]
    assert names[:3] == ["installation", "environment", "config"]
    assert names[-1] == "session"


def test_a_finding_is_explained_offline(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["explain", "model.prefix_missing"]) == 0
    assert "Common mistake: wrong model id." in capsys.readouterr().out
    assert cli.run(["explain", "tcp.refused"]) == 0


def test_the_schema_is_json(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["schema"]) == 0
    assert "schema_version" in json.loads(capsys.readouterr().out)["properties"]


@pytest.mark.parametrize("words", ["checks -v", "explain tcp.refused --plain", "--plain checks"])
def test_what_is_plain_text_already_takes_the_options_of_the_screen(
    words: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.run(words.split()) == 0
    assert "\x1b" not in capsys.readouterr().out


@pytest.mark.parametrize(
    "words",
    ["--format html checks", "--format markdown explain tcp.refused", "demo --list --json"],
)
def test_what_has_no_other_format_says_so(words: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(words.split()) == 2
    assert "no other format than text" in capsys.readouterr().err
