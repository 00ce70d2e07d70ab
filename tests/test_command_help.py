"""What a command says about itself, and about an option that it does not have."""

from __future__ import annotations

import pytest

from codex_doctor.options import read_options

COMMANDS = (
    "checks", "explain", "fix", "setup", "config", "repro", "bundle", "replay", "compare", "schema",
    "demo",
)  # fmt: skip
WORDS = {"replay": ["a.zip"], "compare": ["a.zip"]}


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
