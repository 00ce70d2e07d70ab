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
    from terminals import Ended, Typed


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


def test_a_key_in_the_place_of_its_variable_is_refused_and_not_repeated(
    lab: Lab, home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert set_up("--base-url", lab.base_url, "--env-key", LAB_KEY, "--yes") == 2
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


def asked(*answers: tuple[str, str], words: tuple[str, ...] = ()) -> Ended:
    """Run setup in a terminal, and answer each question when it is asked, in this order."""
    program = (str(Path(sys.executable).with_name("codex-doctor")), "setup", "--no-plugins")
    typed = [(question, answer.encode()) for question, answer in answers]
    return run_in_terminal((*program, *words), in_turn=typed)


SERVICE, ADDRESS, VARIABLE = "Number or name: ", "Base URL of the API: ", "empty for none: "
MODEL, WRITE = "Number or model id: ", "Write this? [y/N] "


def test_a_signal_ends_a_question(home: Path) -> None:
    assert asked((SERVICE, "\x03")).code == 130
    assert not home.exists()


@pytest.mark.parametrize(
    "before",
    [
        (),
        ((SERVICE, "12\n"),),
        ((SERVICE, "12\n"), (ADDRESS, "http://127.0.0.1:9/v1\n")),
    ],
)
def test_the_end_of_the_input_ends_a_question(
    home: Path, before: tuple[tuple[str, str], ...]
) -> None:
    question = (SERVICE, ADDRESS, VARIABLE)[len(before)]
    ended = asked(*before, (question, "\x04"))
    assert ended.code == 2
    assert "without an answer to this nothing is written" in ended.said
    assert not home.exists()


def test_an_answer_that_cannot_be_taken_is_told_and_asked_for_again(home: Path) -> None:
    with serving(LabEndpoint(models=MODELS)) as lab:
        ended = asked(
            (SERVICE, "99\n"),
            (SERVICE, "opnrouter\n"),
            (SERVICE, "12.\n"),
            (ADDRESS, f"{LAB_KEY}\n"),
            (ADDRESS, f"{lab.base_url}\n"),
            # The second line, which is the first one's, answers no question.
            (VARIABLE, f"export LAB_API_KEY={LAB_KEY}\ny\n"),
            (VARIABLE, "${LAB_API_KEY}\n"),
            (MODEL, "13\n"),
            (MODEL, f"{LAB_KEY}\n"),
            (MODEL, 'model = "lab-model-2"\n'),
            (WRITE, "y\n"),
        )
    assert ended.code == 0, ended.said
    assert "the list has no number 99; it ends with 12" in ended.said
    assert "no service is called opnrouter" in ended.said
    assert "this is no base URL" in ended.said
    assert "wanted is the name of the variable" in ended.said
    assert "the list has no number 13; it ends with 12" in ended.said
    assert "this looks like a key" in ended.said
    text = (home / "config.toml").read_text()
    assert 'env_key = "LAB_API_KEY"' in text
    assert 'model = "lab-model-2"\n' in text
    assert LAB_KEY not in text
    # Each time as it was typed.
    assert ended.said.count(LAB_KEY) == 3


def test_a_few_answers_that_cannot_be_taken_are_enough(home: Path) -> None:
    ended = asked(*[(SERVICE, "99\n")] * 3)
    assert ended.code == 2
    assert not home.exists()


@pytest.mark.parametrize(
    "form",
    [
        "“{}”",
        "<{}>",
        "{},",
        "export OPENAI_BASE_URL={}",
        'base_url = "{}"',
        '"base_url": "{}",',
        '$env:OPENAI_BASE_URL = "{}"',
        "curl -s {}/chat/completions -H 'Authorization: Bearer sk-4711-abcdefghijkl' -d '{{}}'",
        "{}?api-version=preview",
    ],
)
def test_an_address_is_found_in_what_was_pasted(
    lab: Lab, home: Path, typed: Typed, capsys: pytest.CaptureFixture[str], form: str
) -> None:
    typed("another one", form.format(lab.base_url), "LAB_API_KEY", "y")

    assert set_up() == 0
    assert (home / "config.toml").read_text() == NEW.format(base_url=lab.base_url)
    said = capsys.readouterr()
    assert "Taken for the base URL: http://127.0.0.1:" in said.out
    assert "4711" not in said.out + said.err


def test_an_address_is_taken_where_services_are_asked_for(
    lab: Lab, home: Path, typed: Typed
) -> None:
    typed(lab.base_url, "LAB_API_KEY", "y")

    assert set_up() == 0
    assert (home / "config.toml").read_text() == NEW.format(base_url=lab.base_url)


def test_a_key_that_is_wanted_is_asked_for(lab: Lab, home: Path, typed: Typed) -> None:
    typed("", "LAB_API_KEY", "y")

    assert set_up("--base-url", lab.base_url) == 0
    assert 'env_key = "LAB_API_KEY"\n' in (home / "config.toml").read_text()


def test_a_part_of_an_id_finds_it_in_a_long_list(
    home: Path, typed: Typed, capsys: pytest.CaptureFixture[str]
) -> None:
    models = tuple(f"vendor/lab-{number:03}-instruct" for number in range(300))
    with serving(LabEndpoint(models=models)) as lab:
        typed("LAB-29", "10", "y")

        assert given(lab.base_url) == 0
    assert 'model = "vendor/lab-299-instruct"\n' in (home / "config.toml").read_text()
    assert "does not list LAB-29. What comes near:" in capsys.readouterr().err


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
