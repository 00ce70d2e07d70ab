"""What a command says about itself, and about an option that it does not have."""

from __future__ import annotations

import sys

import pytest

import man_page
from codex_doctor import cli
from codex_doctor.options import read_options

COMMANDS = (
    "checks", "explain", "fix", "setup", "config", "repro", "bundle", "replay", "compare", "schema",
    "demo", "completion", "help",
)  # fmt: skip
WORDS = {"replay": ["a.zip"], "compare": ["a.zip"], "completion": ["bash"]}


@pytest.mark.parametrize("command", COMMANDS)
def test_each_command_says_what_it_does(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit, match="0"):
        read_options([command, "--help"])

    usage, about, *_ = capsys.readouterr().out.split("\n\n")
    assert usage.startswith(f"usage: codex-doctor {command} ")
    assert about.endswith(".")


@pytest.mark.parametrize("command", COMMANDS)
def test_an_option_that_a_command_does_not_have_is_answered_with_its_own_usage(
    command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit, match="2"):
        read_options([command, *WORDS.get(command, []), "--unheard-of"])

    said = capsys.readouterr().err
    assert said.startswith(f"usage: codex-doctor {command} ")
    assert f"codex-doctor {command}: error: unrecognized arguments: --unheard-of" in said


@pytest.mark.parametrize("command", COMMANDS)
def test_help_of_a_command_says_what_its_option_says(
    command: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit, match="0"):
        read_options([command, "--help"])
    of_option = capsys.readouterr().out

    assert cli.run(["help", command]) == 0

    assert capsys.readouterr().out == of_option


@pytest.mark.parametrize("columns", [40, 60, 80, 200])
@pytest.mark.parametrize("command", ["", *COMMANDS])
def test_no_line_of_help_is_wider_than_the_terminal(
    command: str, columns: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("COLUMNS", str(columns))

    cli.run(["help", *([command] if command else [])])

    usage, _, *lines = capsys.readouterr().out.splitlines()
    assert usage.startswith("usage: codex-doctor ")
    # Lines that are there to be copied are not broken.
    copied = [line for line in lines[: lines.index("options:")] if line.startswith("  ")]
    assert [line for line in lines if len(line) > columns and line not in copied] == []


@pytest.mark.skipif(sys.version_info < (3, 14), reason="argparse has no colors")
@pytest.mark.parametrize("words", [["--help"], ["fix", "--help"]])
def test_help_has_no_colors_of_pythons_own(
    words: list[str], monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("FORCE_COLOR", "1")

    with pytest.raises(SystemExit, match="0"):
        read_options(words)

    assert "\x1b" not in capsys.readouterr().out


def test_the_page_for_man_is_up_to_date() -> None:
    assert man_page.FILE.read_text(encoding="utf-8") == man_page.page(), "make man"
