from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from codex_doctor import cli
from codex_doctor.commands.confirm import confirmed, run_codex
from codex_doctor.facts import Inputs
from codex_doctor.model import Verdict
from codex_doctor.platform.deadline import Deadline
from codex_doctor.report import markdown
from codex_doctor.report.options import Options
from codex_doctor.reported import Confirmation
from reports import HEALTHY

if TYPE_CHECKING:
    from pathlib import Path

RAN = json.dumps({"type": "item.completed", "item": {"type": "command_execution"}})
ANSWER = json.dumps({"type": "item.completed", "item": {"type": "agent_message", "text": "ok"}})
EMPTY = json.dumps({"type": "item.completed", "item": {"type": "agent_message", "text": " "}})

REASONING = EMPTY.replace("agent_message", "reasoning")


def codex(folder: Path, script: str) -> Inputs:
    path = folder / "codex"
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(0o755)
    environ = {"PATH": f"{folder}:/usr/bin:/bin", "HOME": str(folder)}
    return Inputs(environ=environ, cwd=folder, home=folder)


def test_codex_runs_read_only_in_an_empty_folder_that_is_removed(tmp_path: Path) -> None:
    log = tmp_path / "log"
    given = codex(
        tmp_path, f"pwd > {log}; ls >> {log}; echo \"$@\" >> {log}; echo '{RAN}'; echo '{ANSWER}'"
    )

    confirmation = run_codex(given, Deadline(budget_s=10))

    folder, arguments, *_ = log.read_text().splitlines()
    assert (confirmation.works, confirmation.ending) == (True, "exit 0")
    assert "codex-doctor-" in folder
    assert not (tmp_path / folder).exists()
    assert arguments.startswith("exec --json --skip-git-repo-check -s read-only -- ")


def test_codex_gets_the_options_that_the_doctor_got(tmp_path: Path) -> None:
    log = tmp_path / "log"
    given = codex(tmp_path, f'echo "$@" > {log}')
    given = Inputs(
        environ=given.environ,
        cwd=tmp_path,
        home=tmp_path,
        overrides=("a=1", "b=2"),
        profile="work",
        model="m",
        oss=True,
        local_provider="ollama",
        ignore_user_config=True,
        strict_config=True,
    )

    run_codex(given, Deadline(budget_s=10))

    wanted = "-c a=1 -c b=2 -p work -m m --oss --local-provider ollama --ignore-user-config"
    assert f"{wanted} --strict-config -- " in log.read_text()


def test_codex_is_not_run_with_a_secret_in_its_arguments(tmp_path: Path) -> None:
    log = tmp_path / "log"
    given = codex(tmp_path, f'echo "$@" > {log}')
    text = "model_providers.lab.experimental_bearer_token=correcthorsebattery"
    with_secret = Inputs(
        environ=given.environ, cwd=tmp_path, home=tmp_path, overrides=("nothing", text)
    )

    confirmation = run_codex(with_secret, Deadline(budget_s=10))

    assert confirmation.works is None
    assert confirmation.ending.startswith("an option holds a secret")
    assert not log.exists()


@pytest.mark.parametrize(
    ("script", "ending"),
    [
        ("exit 3", "exit 3"),
        (f"echo '{EMPTY}'", "exit 0 without an answer, no command run"),
        (f"echo '{RAN}'; echo 5; echo '{{}}'", "exit 0 without an answer"),
        (f"echo '{ANSWER}'", "exit 0, no command run"),
        (f"echo '{RAN}'; echo '{REASONING}'", "exit 0 without an answer"),
        ("yes", "too long"),
    ],
)
def test_a_codex_that_does_not_answer_fails(script: str, ending: str, tmp_path: Path) -> None:
    confirmation = run_codex(codex(tmp_path, script), Deadline(budget_s=10))

    assert (confirmation.works, confirmation.ending) == (False, ending)


def test_an_endless_wait_is_cut_at_the_budget(tmp_path: Path) -> None:
    confirmation = run_codex(codex(tmp_path, "sleep 60"), Deadline(budget_s=2))

    assert (confirmation.works, confirmation.ending) == (
        None,
        "codex exec runs, and the budget of 2 s is over",
    )
    assert confirmation.took_ms < 10_000


def test_without_codex_or_with_an_endpoint_of_the_doctor_nothing_runs(tmp_path: Path) -> None:
    alone = Inputs(environ={"PATH": str(tmp_path / "none")}, cwd=tmp_path, home=tmp_path)
    log = tmp_path / "log"
    other = codex(tmp_path, f"touch {log}")
    other = Inputs(environ=other.environ, cwd=tmp_path, home=None, base_url="http://127.0.0.1:1")

    assert run_codex(alone, Deadline(budget_s=1)).works is None
    assert run_codex(other, Deadline(budget_s=1)).works is None
    assert not log.exists()


def test_the_demo_lets_the_codex_on_path_try_its_endpoint(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    log = tmp_path / "log"
    version = "[ $1 = --version ] && echo codex-cli 0.120.0 && exit"
    reads = f"echo $LAB_API_KEY $HOME > {log}; cat $CODEX_HOME/config.toml >> {log}"
    given = codex(tmp_path, f"{version}; {reads}; echo '{RAN}'; echo '{ANSWER}'")
    monkeypatch.setenv("PATH", given.environ["PATH"])

    assert cli.run(["demo", "healthy", "--confirm"]) == 0

    shown = capsys.readouterr()
    first, *config = log.read_text().splitlines()
    assert "codex-cli 0.120.0" in shown.out
    assert "confirmed: codex exec works" in shown.out
    assert "running codex exec once" in shown.err
    assert first.startswith("sk-")
    assert "codex-doctor-" in first
    assert 'model = "lab-model-1"' in config


@pytest.mark.parametrize(
    ("works", "verdict", "then", "said"),
    [
        (True, Verdict.WORKS, Verdict.WORKS, "confirmed: codex exec works (exit 0, 0.1 s)"),
        (True, Verdict.DEGRADED, Verdict.DEGRADED, "confirmed: codex exec works"),
        (False, Verdict.DEGRADED, Verdict.DEGRADED, "confirmed: codex exec fails"),
        (False, Verdict.FAILS, Verdict.FAILS, "confirmed: codex exec fails"),
        (True, Verdict.FAILS, Verdict.UNKNOWN, "not confirmed: codex exec works"),
        (False, Verdict.WORKS, Verdict.UNKNOWN, "not confirmed: codex exec fails"),
        (True, Verdict.UNKNOWN, Verdict.UNKNOWN, "codex exec works"),
        (None, Verdict.WORKS, Verdict.WORKS, "not confirmed: exit 0"),
    ],
)
def test_a_disagreement_leaves_nothing_known(
    works: bool | None, verdict: Verdict, then: Verdict, said: str
) -> None:
    report = confirmed(replace(HEALTHY, verdict=verdict), Confirmation(works, "exit 0", 100))

    assert report.verdict is then
    assert report.notes[-1].startswith(said)
    assert report.confirmation is not None
    decided = works is not None and verdict is not Verdict.UNKNOWN
    assert report.confirmation.agrees is ((verdict is then) if decided else None)
    assert said[:12] in markdown.render(report, Options()).replace("`", "")


@pytest.mark.parametrize("asked", [True, False])
def test_codex_runs_only_with_the_flag(
    asked: bool,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    ran = tmp_path / "ran"
    given = codex(tmp_path, f'test "$1" = exec && touch {ran}; echo codex-cli 0.169.0')
    for name, value in given.environ.items():
        monkeypatch.setenv(name, value)
    monkeypatch.chdir(tmp_path)

    cli.run(["--only", "config", "--json", *(["--confirm"] if asked else [])])

    assert ran.exists() == asked
    captured = capsys.readouterr()
    document = json.loads(captured.out)
    assert document["schema"] == "codex-doctor/report"
    assert (document["confirmation"] is not None) == asked
    assert ("codex exec" in captured.err) == asked
