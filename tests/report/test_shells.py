from __future__ import annotations

import os
import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

from codex_doctor.model import Commands, Variable
from codex_doctor.report.options import Options
from codex_doctor.report.shells import SHELLS, lines_for, shell_of, shown_commands, start_up_of

if TYPE_CHECKING:
    from pathlib import Path

AWKWARD = (
    "plain",
    "two words ",
    'it\'s "so"',
    "$HOME ${HOME} $(id) `id`",
    "100%PATH% %d !! !1",
    "back\\slash \\n \\'",
    "a;b&c|d<e>f#g*h?i[j]{k,l}~",
    "ключ “ключ” ‘鍵’ 🗝",
    "-n",
    "=(true) =x @x",
)
PROGRAMS = ("sh", "dash", "bash", "zsh", "ksh", "mksh", "yash", "busybox", "fish")
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


@pytest.mark.parametrize("shell", PROGRAMS)
def test_every_shell_that_is_there_gets_the_very_value(shell: str, tmp_path: Path) -> None:
    program = shutil.which(shell)
    if program is None:
        pytest.skip(f"{shell} is not installed")
    command = [program, "sh"] if shell == "busybox" else [program]
    for value in AWKWARD:
        line = lines_for(shell_of(shell), Variable("LAB_API_KEY", value)).now
        done = subprocess.run(
            [*command, "-c", f"{line}\nenv -0"],
            capture_output=True,
            check=True,
            env={**os.environ, "HOME": str(tmp_path)},
        )
        assert f"LAB_API_KEY={value}".encode() in done.stdout.split(b"\0"), line


@pytest.mark.parametrize(
    ("shell", "start"), [("bash", ("-i",)), ("zsh", ("-i",)), ("sh", ("-l",)), ("fish", ())]
)
def test_a_new_shell_has_the_value_for_good(
    shell: str, start: tuple[str, ...], tmp_path: Path
) -> None:
    program = shutil.which(shell)
    if program is None:
        pytest.skip(f"{shell} is not installed")
    environ = {"HOME": str(tmp_path), "PATH": os.environ["PATH"], "TERM": "dumb"}
    for value in AWKWARD:
        lines = lines_for(shell, Variable("LAB_API_KEY", value))
        if lines.lasting:
            subprocess.run([program, "-c", lines.lasting], env=environ, check=True)
        else:
            (tmp_path / lines.file.removeprefix("~/")).write_text(f"{lines.now}\n")
        printed = subprocess.run(
            [program, *start, "-c", "env -0"],
            env=environ,
            capture_output=True,
            check=True,
            stdin=subprocess.DEVNULL,
        ).stdout

        assert f"LAB_API_KEY={value}".encode() in printed.split(b"\0"), lines


def test_windows_has_no_line_where_cmd_would_look_into_the_value() -> None:
    odd = Variable("LAB_API_KEY", 'a"b%PATH%')

    assert lines_for("cmd", odd).now == ""
    shown, _ = shown_commands(Commands("export A=1", "$env:A = 1", odd), Options(shell="cmd"))
    assert shown == "$env:A = 1"
    assert lines_for("powershell", Variable("A", 'it’s "$1"')).now == "$env:A = 'it’’s \"$1\"'"


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


@pytest.mark.parametrize(
    ("environ", "file"),
    [
        ({"SHELL": "/bin/zsh", "ZDOTDIR": "/home/me/.config/zsh"}, "$ZDOTDIR/.zshrc"),
        ({"SHELL": "/bin/zsh", "ZDOTDIR": ""}, "~/.zshrc"),
        ({"SHELL": "/bin/bash", "ZDOTDIR": "/home/me/.config/zsh"}, "~/.bashrc"),
    ],
)
def test_a_start_up_file_is_where_the_shell_looks_for_it(
    environ: dict[str, str], file: str
) -> None:
    options = Options(shell=shell_of(environ["SHELL"]), start_up=start_up_of(environ))

    _, lasting = shown_commands(SET, options)
    assert lasting == f"for good: the same line in {file}"
