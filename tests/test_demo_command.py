"""`demo`: the faults of the lab, with the options of a diagnosis."""

from __future__ import annotations

import json
import tempfile

import pytest

from codex_doctor import cli
from codex_doctor.lab.faults import FAULTS
from codex_doctor.options import read_options


def test_the_demo_lists_and_diagnoses_its_faults(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["demo", "--list"]) == 0
    assert len(capsys.readouterr().out.splitlines()) == len(FAULTS)
    assert cli.run(["demo", "profile-legacy-table"]) == 1
    assert "config.profile_legacy" in capsys.readouterr().out


def test_the_demo_shows_three_set_ups_and_what_to_try_next(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert cli.run(["demo"]) == 0

    good, first_mistake, lie = capsys.readouterr().out.split("The embedded endpoint: ")[1:]
    assert "Codex works here." in good
    assert "env.base_url_ignored" in first_mistake
    assert "stream.no_completed" in lie
    assert lie.splitlines()[-1].startswith("Now look at yours: codex-doctor.")


def test_a_system_without_a_temporary_folder_is_told(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", "/nowhere")

    assert cli.run(["demo"]) == 2
    assert "no place for a temporary folder: No such file" in capsys.readouterr().err


def test_the_demo_is_as_thorough_as_asked(capsys: pytest.CaptureFixture[str]) -> None:
    counts: list[int] = []
    for words in (["demo", "--json"], ["demo", "--json", "--thorough"]):
        assert cli.run(words) == 0
        counts.append(len(json.loads(capsys.readouterr().out)["exchanges"]))

    assert counts[0] < counts[1]


@pytest.mark.parametrize(
    ("words", "said"),
    [
        ("demo wire-api-chat --codex-version 0.58.0", "rules of codex-cli 0.58.0"),
        ("demo healthy -m gpt-x", "asked for gpt-x"),
        ("demo model-by-override -c model=gpt-x", "asked for gpt-x"),
        ("demo profile-file -p wrok", "config.profile_missing"),
        ("demo healthy --codex-version all", "0.171.0"),
        ("demo healthy --dry-run", "Nothing was sent."),
    ],
)
def test_the_demo_takes_the_options_of_a_diagnosis(
    words: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert cli.run(words.split()) in {0, 1}
    assert said in " ".join(capsys.readouterr().out.split())


def test_the_demo_that_only_serves_runs_nothing(capsys: pytest.CaptureFixture[str]) -> None:
    assert cli.run(["demo", "--serve", "--confirm"]) == 2
    assert "--serve diagnoses nothing" in capsys.readouterr().err


DEMO = "demo model-prefix-missing"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (f"-v {DEMO}", "first request of a turn"),
        (f"{DEMO} -v", "first request of a turn"),
        (f"{DEMO} --plain", "Finding 1: error model.prefix_missing"),
        (f"--plain {DEMO} -v", "Finding 1: error model.prefix_missing"),
        (f"{DEMO} --color always", "\x1b["),
        (f"--color never {DEMO} --color always", "\x1b["),
        (f"{DEMO} --json", '"verdict": "fails"'),
        (f"{DEMO} --format markdown", "## "),
        (f"{DEMO} --only dns", "left out by --only"),
    ],
)
def test_options_count_on_both_sides_of_the_demo(
    words: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    code = cli.run(words.split())

    assert code == (0 if "--only" in words else 1)
    assert said in capsys.readouterr().out


def test_lists_before_and_behind_a_command_add_up() -> None:
    words = "--only dns --format json=a -c a=1 demo --only tls --format markdown=b"
    options = read_options(words.split())

    assert (options.only, options.config) == (["dns", "tls"], ["a=1"])
    assert options.format == ["json=a", "markdown=b"]
