"""What `codex-doctor setup` asks for, and what it does not take."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from codex_doctor.lab.endpoint import LAB_KEY, LabEndpoint
from codex_doctor.lab.server import serving
from setting_up import FULL, NEW, given, set_up
from terminals import run_in_terminal

if TYPE_CHECKING:
    from codex_doctor.lab.server import Lab
    from terminals import Typed


MODELS = tuple(f"lab-model-{number}" for number in range(1, 15))


@pytest.mark.parametrize("answer", ["y", "n"])
def test_a_table_that_is_there_is_updated_after_a_yes(
    lab: Lab, home: Path, typed: Typed, answer: str
) -> None:
    home.mkdir()
    (home / "config.toml").write_text(FULL)
    typed(answer, "y")

    assert given(lab.base_url) == 0
    text = (home / "config.toml").read_text()
    is_kept = 'name = "Another"   # keep\nbase_url = "https://gateway.example/v1"' in text
    assert is_kept == (answer == "n")
    assert ('model_provider = "local"\n' in text) == (answer == "y")
    assert text.count("[model_providers.") == (1 if answer == "y" else 2)


def test_a_model_is_picked_from_those_that_are_served(
    home: Path, typed: Typed, capsys: pytest.CaptureFixture[str]
) -> None:
    with serving(LabEndpoint(models=MODELS)) as lab:
        typed("3", "y")

        assert given(lab.base_url) == 0
    assert 'model = "lab-model-3"\n' in (home / "config.toml").read_text()
    said = capsys.readouterr()
    assert "lists 14 models; the first ones:" in said.err
    assert "  12  lab-model-12\n" in said.err
    assert "lab-model-13" not in said.err


def test_what_is_typed_in_the_place_of_a_model_is_looked_for_in_the_whole_list(
    home: Path, typed: Typed, capsys: pytest.CaptureFixture[str]
) -> None:
    with serving(LabEndpoint(models=(*MODELS, "zork-7.5-large"))) as lab:
        typed("zork-7.5-larg", "1", "y")

        assert given(lab.base_url) == 0
    assert 'model = "zork-7.5-large"\n' in (home / "config.toml").read_text()
    assert "does not list zork-7.5-larg. What comes near:" in capsys.readouterr().err


def test_without_a_terminal_one_of_several_models_must_be_named(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with serving(LabEndpoint(models=MODELS[:2])) as lab:
        assert given(lab.base_url, "--yes") == 2
        assert "--model is missing; the service lists lab-model-1, lab-model-2" in (
            capsys.readouterr().err
        )
        assert not home.exists()
        assert given(lab.base_url, "--yes", "--model", "LAB-model-2") == 0
    assert 'model = "lab-model-2"\n' in (home / "config.toml").read_text()


def test_of_a_long_list_it_says_that_more_models_follow(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    with serving(LabEndpoint(models=MODELS)) as lab:
        assert given(lab.base_url, "--yes") == 2
    said = capsys.readouterr().err
    assert f"the service lists {len(MODELS)} models, the first ones: lab-model-1," in said
    assert not home.exists()


def test_a_near_model_is_offered_and_never_taken_unasked(
    home: Path, typed: Typed, capsys: pytest.CaptureFixture[str]
) -> None:
    with serving(LabEndpoint(models=MODELS[:2])) as lab:
        assert given(lab.base_url, "--yes", "--dry-run", "--model", "lab-modell-1") == 0
        said = capsys.readouterr().out
        assert '+model = "lab-modell-1"' in said
        assert "does not list lab-modell-1; the nearest: lab-model-1" in said

        typed("1", "y")
        assert given(lab.base_url, "--model", "lab-modell-1") == 0
    assert 'model = "lab-model-1"\n' in (home / "config.toml").read_text()


@pytest.mark.parametrize(
    ("words", "missing"),
    [
        ((), "a service or --base-url, --yes or --dry-run"),
        (("ollama",), "--yes or --dry-run"),
        (("azure", "--yes"), "--base-url"),
    ],
)
def test_without_a_terminal_it_says_what_is_missing(
    home: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], missing: str
) -> None:
    assert set_up(*words) == 2
    assert capsys.readouterr().err.endswith(f"missing: {missing}\n")


def test_without_a_terminal_a_service_that_there_is_not_is_said_first(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert set_up("opnrouter") == 2
    assert capsys.readouterr().err.endswith("; the nearest: openrouter\n")


def test_everything_is_asked_for_at_a_terminal(
    lab: Lab, home: Path, typed: Typed, capsys: pytest.CaptureFixture[str]
) -> None:
    typed("another one", lab.origin, "LAB_API_KEY", "y")

    assert set_up() == 0
    assert (home / "config.toml").read_text() == NEW.format(base_url=lab.base_url)
    said = capsys.readouterr().err
    assert "   4  Ollama\n" in said
    assert "never the key itself" in said


def test_a_service_has_what_its_documentation_says(
    lab: Lab, home: Path, monkeypatch: pytest.MonkeyPatch, typed: Typed
) -> None:
    monkeypatch.setenv("DEEPSEEK_API_KEY", LAB_KEY)
    typed("8", lab.base_url, "", "y")

    assert set_up() == 0
    text = (home / "config.toml").read_text()
    assert '[model_providers.deepseek]\nname = "DeepSeek"\n' in text
    assert 'env_key = "DEEPSEEK_API_KEY"\n' in text


@pytest.mark.parametrize("words", [("--env-key", LAB_KEY), ()])
def test_a_key_in_the_place_of_its_variable_is_refused_and_not_repeated(
    lab: Lab,
    home: Path,
    typed: Typed,
    capsys: pytest.CaptureFixture[str],
    words: tuple[str, ...],
) -> None:
    typed(LAB_KEY)

    assert set_up("--base-url", lab.base_url, *words) == 2
    said = capsys.readouterr()
    assert "name of the variable" in said.err
    assert LAB_KEY not in said.out + said.err
    assert not home.exists()


def test_what_does_not_work_is_taken_back_after_a_yes(
    lab: Lab,
    home: Path,
    monkeypatch: pytest.MonkeyPatch,
    typed: Typed,
    capsys: pytest.CaptureFixture[str],
) -> None:
    home.mkdir()
    (home / "config.toml").write_text(FULL)
    monkeypatch.setenv("LAB_API_KEY", "wrong-key-4711-abcdefgh")
    typed("lab-model-1", "n", "y", "y")

    assert given(lab.base_url) == 1
    assert (home / "config.toml").read_text() == FULL
    assert [one.name for one in home.iterdir()] == ["config.toml"]
    said = capsys.readouterr().out
    assert f"{lab.base_url} refuses the key in LAB_API_KEY (HTTP 401)." in said
    assert "Taken back: Use 127.0.0.1 with the model lab-model-1." in said


def test_a_signal_ends_a_question(home: Path) -> None:
    program = str(Path(sys.executable).with_name("codex-doctor"))

    ended = run_in_terminal((program, "setup"), answers={"Number or name: ": b"\x03"})
    assert ended.code == 130
    assert not home.exists()


@pytest.mark.parametrize(
    ("words", "reason"),
    [
        (("zork",), "no service is called zork; known are openrouter, litellm"),
        (("--base-url", "gateway.example/v1"), "begins with https:// or http://"),
        (("--base-url", "http://127.0.0.1:9/v1", "--profile", "a/b"), "letters, digits, _ and -"),
        (("ollama", "--offline"), "setup and --offline exclude each other"),
        (("ollama", "--oss"), "setup and --oss exclude each other"),
    ],
)
def test_what_cannot_be_set_up_is_refused(
    home: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], reason: str
) -> None:
    assert set_up(*words, "--yes") == 2
    assert reason in capsys.readouterr().err
    assert not home.exists()


def test_a_no_writes_nothing(lab: Lab, home: Path, typed: Typed) -> None:
    typed("n")

    assert given(lab.base_url) == 1
    assert not home.exists()
