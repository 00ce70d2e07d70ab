from __future__ import annotations

import shutil
import subprocess

import pytest

from codex_doctor.model import Commands, Variable
from codex_doctor.report.options import Options
from codex_doctor.report.shells import SHELLS, lines_for, shell_of, shown_commands

SET = Commands("export A=1", "$env:A = 1", Variable("LAB_API_KEY", "the key"))


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish", "sh"])
def test_a_shell_takes_its_own_lines(shell: str) -> None:
    program = shutil.which(shell)
    if program is None:
        pytest.skip(f"{shell} is not installed")
    variable = Variable("LAB_API_KEY", "the key")
    lines = [
        lines_for(shell, variable).now,
        "env",
        lines_for(shell, Variable("LAB_API_KEY", None)).now,
    ]
    printed = subprocess.run(
        [program, "-c", "\n".join([*lines, "env"])], capture_output=True, text=True, check=True
    ).stdout

    assert printed.splitlines().count("LAB_API_KEY=the key") == 1


def test_windows_has_lines_of_its_own() -> None:
    variable = Variable("LAB_API_KEY", "the key")

    assert lines_for("cmd", variable).now == 'set "LAB_API_KEY=the key"'
    assert lines_for("cmd", variable).lasting == 'setx LAB_API_KEY "the key"'
    assert "[Environment]::SetEnvironmentVariable" in lines_for("powershell", variable).lasting
    assert all(lines_for(one, Variable("A", None)).now for one in SHELLS)


@pytest.mark.parametrize(
    ("options", "now", "for_good"),
    [
        (Options(), "export A=1", ""),
        (Options(powershell=True), '$env:LAB_API_KEY = "the key"', "for good: [Environment]"),
        (
            Options(shell="zsh"),
            'export LAB_API_KEY="the key"',
            "for good: the same line in ~/.zshrc",
        ),
        (Options(shell="fish"), 'set -gx LAB_API_KEY "the key"', "for good: set -Ux LAB_API_KEY"),
    ],
)
def test_the_readers_shell_is_spoken(options: Options, now: str, for_good: str) -> None:
    command, lasting = shown_commands(SET, options)

    assert command == now
    assert (lasting or "").startswith(for_good)


@pytest.mark.parametrize(
    ("program", "shell"), [("/usr/bin/fish", "fish"), ("/bin/dash", "sh"), (None, "sh"), ("", "sh")]
)
def test_the_shell_is_known_by_its_program(program: str | None, shell: str) -> None:
    assert shell_of(program) == shell
