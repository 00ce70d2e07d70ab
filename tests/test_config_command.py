from __future__ import annotations

import json
import subprocess
import sys
from typing import TYPE_CHECKING, Any

import pytest
from jsonschema import Draft202012Validator

import schemas
from codex_doctor import cli
from setups import CONFIG, KEY

if TYPE_CHECKING:
    from pathlib import Path

HEAVY = ("asyncio", "dns", "h11", "httpx", "ssl", "subprocess")


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Give the process a home folder with a set-up that works, and no Codex."""
    folder = tmp_path / "home/.codex"
    folder.mkdir(parents=True)
    (folder / "config.toml").write_text(CONFIG)
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.setenv("LAB_KEY", KEY)
    monkeypatch.setenv("PATH", "/usr/bin:/bin")
    monkeypatch.setenv("SHELL", "/bin/sh")
    monkeypatch.chdir(tmp_path)
    return folder


def test_a_good_configuration_ends_with_0(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["config"]) == 0

    out, err = capsys.readouterr()
    assert "Codex starts with this configuration." in out
    assert KEY not in out
    assert err == ""


@pytest.mark.parametrize("words", [["config"], ["config", "check"]])
def test_a_configuration_that_stops_codex_ends_with_1(
    words: list[str], home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (home / "config.toml").write_text("model = ")

    assert cli.run(words) == 1
    assert "config.toml_syntax" in capsys.readouterr().out


def test_a_file_too_long_for_us_is_not_said_to_stop_codex(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (home / "config.toml").write_text(CONFIG + "#" * 600_000)

    assert cli.run(["config"]) == 3
    assert "Not enough could be seen to say whether Codex starts." in capsys.readouterr().out
    assert cli.run(["config", "--json"]) == 3
    document = json.loads(capsys.readouterr().out)
    assert document["starts"] is None
    schemas.check(document, "config")


def test_wrong_usage_ends_with_2(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    for words in (["config", "--budget", "5"], ["config", "--zork"], ["config", "zork"]):
        with pytest.raises(SystemExit) as ended:
            cli.run(words)
        assert ended.value.code == 2
    assert cli.run(["config", "-C", str(home / "nowhere")]) == 2
    assert "no such folder" in capsys.readouterr().err


def test_overrides_before_and_behind_the_command_add_up(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    cli.run(["-c", 'model="one"', "config", "--json", "-c", "stream_max_retries=3"])

    shown = capsys.readouterr().out
    assert '"-c model"' in shown
    assert '"-c stream_max_retries"' in shown


@pytest.mark.parametrize("words", ["--format json config", "config --format json"])
def test_json_is_a_format_as_well(
    words: str, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.run(words.split()) == 0
    assert json.loads(capsys.readouterr().out)["schema"] == "codex-doctor/config"


def test_a_file_of_json_comes_beside_the_screen(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.run(["config", "--format", "json=shown.json", "--plain"]) == 0

    assert "Codex starts with this configuration." in capsys.readouterr().out
    assert json.loads((home.parents[1] / "shown.json").read_text())["schema_version"]


def test_a_format_that_it_does_not_have_is_wrong_usage(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.run(["config", "--format", "markdown"]) == 2
    assert "the formats are terminal, json" in capsys.readouterr().err


@pytest.mark.parametrize("before", [True, False])
def test_options_count_before_and_behind_the_command(
    before: bool, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (home / "work.config.toml").write_text('model_verbosity = "low"\n')
    options = ["-p", "work", "-m", "other", "-c", "model_provider=lab", "--json"]
    words = [*options, "config"] if before else ["config", *options]

    assert cli.run(words) == 0
    shown = json.loads(capsys.readouterr().out)
    assert (shown["profile"], shown["model"]["value"]) == ("work", "other")
    assert shown["model"]["origin"]["kind"] == "option"
    assert shown["provider"]["origin"]["name"] == "-c model_provider"


def test_its_json_fits_the_schema_that_is_printed(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.run(["schema", "config"]) == 0
    schema = json.loads(capsys.readouterr().out)
    assert cli.run(["config", "--json"]) == 0
    validator: Any = Draft202012Validator(schema)
    validator.validate(json.loads(capsys.readouterr().out))
    assert cli.run(["schema", "report"]) == 0
    assert json.loads(capsys.readouterr().out)["title"].startswith("codex-doctor report")


def test_the_login_shell_is_asked_with_v_only_and_announced(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    marker = home / "ran"
    (home.parent / ".profile").write_text(f"touch '{marker}'\n")

    assert cli.run(["config", "--json"]) == 0
    plain = json.loads(capsys.readouterr().out)
    assert plain["variables"][0]["login_shell"] is None
    assert not marker.exists()

    assert cli.run(["config", "--json", "-v"]) == 0
    out, err = capsys.readouterr()
    asked = json.loads(out)
    assert asked["variables"][0] == plain["variables"][0] | {"login_shell": False}
    assert [one["id"] for one in asked["findings"]] == ["env.shell_only"]
    assert err == "codex-doctor: asking the login shell /bin/sh for its variables\n"
    assert marker.exists()

    assert cli.run(["config", "-v"]) == 0
    assert "LAB_KEY  set by the environment, a login shell does not" in capsys.readouterr().out

    (home.parent / ".profile").write_text("export LAB_KEY=x\n")
    assert cli.run(["config", "--json", "-v"]) == 0
    known = json.loads(capsys.readouterr().out)
    assert known["variables"][0]["login_shell"] is True
    assert known["findings"] == []


def test_it_loads_nothing_heavy(home: Path) -> None:
    program = (
        "import sys\n"
        "from codex_doctor.cli import run\n"
        "code = run(['config'])\n"
        f"print(*[name for name in {HEAVY!r} if name in sys.modules])\n"
        "sys.exit(code)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=True
    )

    assert done.stdout.splitlines()[-1] == ""


@pytest.mark.parametrize(
    ("said", "packaged", "rules"),
    [
        ("0.117.0", None, "0.117.0"),
        ("no version", None, "0.171.0"),
        ("0.150.0", "0.117.0", "0.117.0"),
    ],
)
def test_the_rules_are_those_of_the_codex_that_is_installed(
    said: str, packaged: str | None, rules: str, home: Path, monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    program = home.parent / "bin/codex"
    program.parent.mkdir()
    program.write_text(f"#!/bin/sh\necho codex-cli {said}\n")
    program.chmod(0o755)
    if packaged:
        manifest = {"name": "@openai/codex", "version": packaged}
        (program.parent / "package.json").write_text(json.dumps(manifest))
    monkeypatch.setenv("PATH", f"{program.parent}:/usr/bin:/bin")
    table = '[model_providers.lab.auth]\ncommand = "printf"\n'
    (home / "config.toml").write_text(CONFIG.replace('env_key = "LAB_KEY"\n', "") + table)

    assert cli.run(["config", "--json"]) == 0
    shown = json.loads(capsys.readouterr().out)
    assert shown["codex"]["rules_of"] == rules
    outdated = ["installation.outdated"] if rules == "0.117.0" else []
    assert [one["id"] for one in shown["findings"]] == outdated
    assert cli.run(["config", "--json", "--codex-version", "0.150.0"]) == 0
    assert json.loads(capsys.readouterr().out)["codex"]["rules_of"] == "0.150.0"


def test_it_answers_without_a_home_folder(
    home: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.delenv("HOME")
    # A container's user whom the system does not know.
    monkeypatch.setattr("codex_doctor.platform.home._listed", lambda: None)

    assert cli.run(["config"]) == 1
    assert "env.codex_home_invalid" in capsys.readouterr().out


def test_auth_command_is_announced_by_a_diagnosis_and_not_run_by_config(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table = '[model_providers.lab.auth]\ncommand = "printf"\nargs = ["tok-0123456789"]\n'
    config = CONFIG.replace('env_key = "LAB_KEY"\n', "").replace(":8080", ":9")
    (home / "config.toml").write_text(config + table)

    cli.run(["--json"])
    assert "codex-doctor: running auth.command: printf" in capsys.readouterr().err
    assert cli.run(["config"]) == 0
    out, err = capsys.readouterr()
    assert "what auth.command prints  (not run here)" in out
    assert err == ""
