"""`codex-doctor fix` in the process of the tests, against the embedded endpoint."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from codex_doctor.cli import run
from codex_doctor.lab.endpoint import LAB_KEY, LabEndpoint
from codex_doctor.lab.faults import find_fault
from codex_doctor.lab.server import serving
from codex_doctor.repair.changes import Change, show_diff
from killing import kill_at
from terminals import run_in_terminal

if TYPE_CHECKING:
    from terminals import Typed

THREE_FAULTS = """\
# mine
model = 'lab-model-1'  # nice
model_providr = "lab"

[model_providers.lab]
name = "Lab"
base_url = "{base_url}/v9" # wrong
env_key = "LAB_API_KEY"
wire_api = "chat"
request_max_retries = 1
"""
MENDED = """\
# mine
model = 'lab-model-1'  # nice
model_provider = "lab"

[model_providers.lab]
name = "Lab"
base_url = "{base_url}" # wrong
env_key = "LAB_API_KEY"
wire_api = "responses"
request_max_retries = 1
"""


def fix(*words: str) -> int:
    return run(["fix", "--codex-version", "0.171.0", "--no-plugins", *words])


def test_three_faults_are_mended_one_after_the_other_and_taken_back(
    base_url: str, config: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    config.write_bytes(THREE_FAULTS.replace("{base_url}", base_url).encode())
    config.chmod(0o640)
    before = config.read_bytes()

    assert fix("--yes") == 0
    assert config.read_text() == MENDED.replace("{base_url}", base_url)
    assert config.stat().st_mode & 0o777 == 0o640
    assert "Codex works here." in capsys.readouterr().out

    for _ in range(3):
        assert fix("--undo") == 0
    assert config.read_bytes() == before
    assert sorted(one.name for one in config.parent.iterdir()) == ["config.toml"]
    assert fix("--undo") == 2


@pytest.mark.parametrize("newline", ["\r\n", "\n"])
def test_a_mark_and_the_ends_of_lines_stay(base_url: str, config: Path, newline: str) -> None:
    text = MENDED.replace("{base_url}", base_url)
    broken = text.replace('"responses"', '"chat"').replace("\n", newline)
    config.write_bytes(b"\xef\xbb\xbf" + broken.encode())

    assert fix("--yes") == 0
    assert config.read_bytes() == b"\xef\xbb\xbf" + text.replace("\n", newline).encode()


def test_a_comment_behind_a_quote_that_is_not_closed_stays(base_url: str, config: Path) -> None:
    text = MENDED.replace("{base_url}", base_url)
    config.write_text(text.replace('" # wrong', " # wrong"))

    assert fix("--yes") == 0
    assert config.read_text() == text


def test_a_home_that_is_no_folder_is_what_there_is_to_do(
    config: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    config.write_text("", encoding="utf-8")
    monkeypatch.setenv("CODEX_HOME", str(config))

    assert fix("--yes") == 1
    assert "This is for you to do: Set CODEX_HOME" in capsys.readouterr().out
    assert fix("--undo") == 2
    assert [one.name for one in config.parent.iterdir()] == ["config.toml"]


def test_a_link_stays_one(base_url: str, config: Path, tmp_path: Path) -> None:
    real = tmp_path / "dotfiles.toml"
    real.write_text(MENDED.replace("{base_url}", f"{base_url}/v9"))
    config.symlink_to(real)

    assert fix("--yes") == 0
    assert config.is_symlink()
    assert f'base_url = "{base_url}" # wrong' in real.read_text()


def test_a_diagnosis_says_which_command_mends_what_it_found(
    base_url: str, config: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    config.write_text(THREE_FAULTS.replace("{base_url}", base_url))
    given = ["--codex-version", "0.171.0", "--no-plugins"]

    assert run(given) == 1
    shown = capsys.readouterr().out.splitlines()[-1]
    assert shown.endswith(": codex-doctor fix --codex-version 0.171.0 --no-plugins")
    command = shown.partition(": codex-doctor ")[2].split()
    assert run([*command, "--yes"]) == 0


@pytest.mark.parametrize(
    "words",
    [
        ("--json",),
        ("--format", "markdown"),
        ("--offline",),
        ("--anonymize",),
        ("-c", 'model_providers.lab.experimental_bearer_token="hunter-2"'),
    ],
)
def test_a_command_is_not_named_where_it_would_be_refused_or_tell_a_secret(
    base_url: str, config: Path, capsys: pytest.CaptureFixture[str], words: tuple[str, ...]
) -> None:
    config.write_text(THREE_FAULTS.replace("{base_url}", base_url))

    run(["--codex-version", "0.171.0", "--no-plugins", *words])
    out, err = capsys.readouterr()
    assert "codex-doctor fix" not in out + err
    assert "hunter-2" not in out + err


def test_where_only_the_user_knows_the_values_setup_is_named(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert not home.exists()

    assert run(["--codex-version", "0.171.0", "--no-plugins"]) == 1
    assert "\n        codex-doctor setup\n" in capsys.readouterr().out
    assert fix("--yes") == 1
    first = capsys.readouterr().out.partition("\n\n")[0].split()
    assert " ".join(first).startswith("This is for you to do: Write ~/.codex/config.toml with your")


def test_nothing_is_changed_without_a_yes(
    base_url: str, config: Path, typed: Typed, capsys: pytest.CaptureFixture[str]
) -> None:
    config.write_text(THREE_FAULTS.replace("{base_url}", base_url))
    before = config.read_bytes()

    assert fix("--dry-run") == 1
    assert '-wire_api = "chat"\n+wire_api = "responses"' in capsys.readouterr().out
    assert fix() == 2
    typed("n")
    assert fix() == 1
    assert config.read_bytes() == before
    assert [one.name for one in config.parent.iterdir()] == ["config.toml"]


def test_what_works_with_a_loss_is_said_too(
    base_url: str, config: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    config.write_text(MENDED.replace("{base_url}", base_url) + "supports_websockets = true\n")

    assert fix("--yes") == 0
    assert capsys.readouterr().out == "Codex works here, with a loss.\n"
    assert fix("--yes", "websocket.unsupported") == 0
    assert "websocket.unsupported" not in capsys.readouterr().out
    assert "supports_websockets = true" not in config.read_text()


@pytest.mark.parametrize("kind", ["read-only", "conflict"])
def test_a_file_that_must_not_be_changed_is_not(
    base_url: str, config: Path, kind: str, capsys: pytest.CaptureFixture[str]
) -> None:
    text = MENDED.replace("{base_url}", f"{base_url}/v9")
    config.write_text(text)
    if kind == "read-only":
        config.chmod(0o440)
    else:
        config.write_text(f'{text}\nnote = """\n<<<<<<< HEAD\n"""\n')
    before = config.read_bytes()

    assert fix("--yes") == 1
    assert config.read_bytes() == before
    said = capsys.readouterr().out
    assert {"read-only": "is read-only", "conflict": "merge conflict"}[kind] in said


@pytest.mark.parametrize("at", range(8))
def test_whoever_is_killed_leaves_a_whole_file_and_a_way_back(
    base_url: str, config: Path, at: int
) -> None:
    old = MENDED.replace("{base_url}", f"{base_url}/v9").encode()
    new = MENDED.replace("{base_url}", base_url).encode()
    config.write_bytes(old)

    if child := os.fork():
        os.waitpid(child, 0)
    else:
        kill_at(at)
        os._exit(fix("--yes"))
    assert config.read_bytes() in {old, new}
    fix("--undo")
    assert config.read_bytes() == old


def test_the_diff_of_a_dotenv_shows_names_alone() -> None:
    old = b"A_KEY=v1234567\nexport B=c1234567 # d\nword e1234567\n"
    change = Change(
        Path("/x/.env"), "~/.codex/.env", old, b"export B=c1234567 # d\nword e1234567\n"
    )

    shown = show_diff(change)

    assert "-A_KEY=…" in shown
    assert "1234567" not in shown


@pytest.mark.parametrize("echo", [LAB_KEY, f"glm-{LAB_KEY}"])
def test_a_key_that_an_endpoint_hands_back_is_neither_written_nor_said(
    config: Path, capsys: pytest.CaptureFixture[str], echo: str
) -> None:
    with serving(replace(find_fault("healthy"), behaviour=LabEndpoint(models=(echo,)))) as lab:
        config.write_text(MENDED.replace("{base_url}", lab.base_url))
        before = config.read_bytes()

        assert fix("--yes") == 1
    assert config.read_bytes() == before
    assert [one.name for one in config.parent.iterdir()] == ["config.toml"]
    said = capsys.readouterr()
    assert LAB_KEY not in said.out + said.err


def test_a_profile_of_the_old_form_moves_and_codex_is_started_with_it(
    base_url: str, config: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    profile = '[profiles.work]\nmodel = "lab-model-1"\n'
    text = THREE_FAULTS.replace("{base_url}/v9", base_url).replace('"chat"', '"responses"')
    text = text.replace("model_providr", "model_provider").replace("lab-model-1", "other")
    config.write_text(f'profile = "work"\n{text}\n{profile}')
    before = config.read_bytes()

    assert fix("--yes") == 0
    printed = capsys.readouterr().out
    assert "Codex works here." in printed
    assert "Start Codex like this from now on: codex --profile work\n" in printed
    assert (config.parent / "work.config.toml").read_text() == 'model = "lab-model-1"\n'
    assert "profile" not in config.read_text()

    assert fix("--undo") == 0
    assert config.read_bytes() == before


def test_no_word_of_what_is_asked_breaks_in_a_narrow_terminal(base_url: str, config: Path) -> None:
    config.write_text(f'profile = "work"\n[profiles.work]\nmodel = "lab-model-1"\n# {base_url}\n')
    program = str(Path(sys.executable).with_name("codex-doctor"))
    command = (program, "fix", "--codex-version", "0.171.0", "--dry-run")

    said = run_in_terminal(command, columns=40).said
    asked = said.partition("\r\n\r\n")[0].split("\r\n")
    assert "[profiles.work]" in " ".join(asked)
    # The line that moves was there before.
    assert all(len(re.split(r"\x1b\[2?K|\r", one)[-1]) <= 40 for one in asked), asked


def test_a_way_to_start_codex_is_not_told_when_nothing_was_changed(
    base_url: str, config: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    config.write_text(f'profile = "work"\n[profiles.work]\nmodel = "lab-model-1"\n# {base_url}\n')

    assert fix("--dry-run") == 1
    assert "from now on" not in capsys.readouterr().out


@pytest.mark.parametrize("id_", ["中转", "gw.example.com", "my gw"])
def test_an_id_that_needs_quotes_keeps_no_value_from_being_written(
    base_url: str, config: Path, id_: str
) -> None:
    text = f'model = "lab-model-1"\nmodel_provider = "{id_}"\n\n[model_providers."{id_}"]\n'
    text += f'name = "Lab"\nbase_url = "{base_url.removesuffix("/v1")}"\nenv_key = "LAB_API_KEY"\n'
    config.write_text(text)

    assert fix("--yes") == 0
    assert f'base_url = "{base_url}"' in config.read_text()


def test_fields_beside_all_tables_become_a_table(base_url: str, config: Path) -> None:
    text = f'model = "lab-model-1"\nmodel_provider = "gw"\nbase_url = "{base_url}"\n'
    config.write_text(f'{text}env_key = "LAB_API_KEY"\n')

    assert fix("--yes") == 0
    assert config.read_text().endswith(
        f'[model_providers.gw]\nname = "gw"\nbase_url = "{base_url}"\nenv_key = "LAB_API_KEY"\n'
    )


@pytest.mark.parametrize(
    ("answer", "code", "told"),
    [("n\n", 1, "Nothing more was changed."), ("\x03", 130, "codex-doctor fix --undo")],
)
def test_whoever_stops_after_a_step_is_told_what_was_changed(
    base_url: str, config: Path, answer: str, code: int, told: str
) -> None:
    config.write_text(THREE_FAULTS.replace("{base_url}", base_url))
    program = str(Path(sys.executable).with_name("codex-doctor"))
    question = "look again? [y/N] "

    ended = run_in_terminal(
        (program, "fix", "--codex-version", "0.171.0", "--no-plugins"),
        in_turn=((question, b"y\n"), (question, answer.encode())),
    )
    assert ended.code == code
    assert told in ended.said
    assert "Nothing was changed." not in ended.said
    assert ended.said.count("Done: ") == 1
