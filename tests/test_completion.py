"""Shells complete our command lines with the script that we print."""

from __future__ import annotations

import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

from codex_doctor import cli

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

# What is typed, something that must be offered, and something that must not.
LINES = {
    "ex": ("explain", "fix"),
    "explain dns.nx": ("dns.nxdomain", "dns.silent"),
    "demo model-pre": ("model-prefix-missing", "key-unset"),
    "setup openr": ("openrouter", "ollama"),
    "--only m": ("model", "wire"),
    "config --js": ("--json", "--budget"),
    "fix --un": ("--undo", "--yes"),
    "--format mark": ("markdown", "json"),
    "bundle --codex-version al": ("all", "0.58.0"),
    "help comp": ("compare", "bundle"),
}
_BASH = """
source "$1"
read -r -a COMP_WORDS <<< "codex-doctor $2"
COMP_CWORD=$((${#COMP_WORDS[@]} - 1)) COMP_LINE="codex-doctor $2" COMP_POINT=${#COMP_LINE}
complete -p codex-doctor | { read -r _ _ _ _ function _
"$function" codex-doctor "${COMP_WORDS[COMP_CWORD]}" "${COMP_WORDS[COMP_CWORD - 1]}"
printf '%s\\n' "${COMPREPLY[@]}"; }
"""
_FISH = "source $argv[1]; complete -C $argv[2]"
# zsh completes only what somebody types.
_ZSH = """
zmodload zsh/zpty
zpty shell zsh -f -i
zpty -w shell "PS1='> '; fpath=($1 \\$fpath); autoload -Uz compinit; compinit -u -D; print READY"
zpty -r -m shell line '*READY*READY*'
zpty -w -n shell "codex-doctor $2"$'\\t'
zpty -r -m shell line "*codex-doctor*$3*" && print -r -- WRITTEN
"""


@pytest.fixture
def script(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> Callable[[str], Path]:
    """Return what writes the script of a shell into a file."""

    def write(shell: str) -> Path:
        assert cli.run(["completion", shell]) == 0
        file = tmp_path / "_codex-doctor"
        file.write_text(capsys.readouterr().out, encoding="utf-8")
        return file

    return write


def _run(shell: str, *words: str) -> str:
    program = shutil.which(shell)
    if program is None:
        pytest.skip(f"{shell} is not installed")
    ended = subprocess.run(
        [program, *words], capture_output=True, text=True, timeout=60, check=False
    )
    return ended.stdout


@pytest.mark.parametrize("line", LINES)
def test_bash_offers_what_there_is(line: str, script: Callable[[str], Path]) -> None:
    offered = _run("bash", "-c", _BASH, "bash", str(script("bash")), line).split()

    assert LINES[line][0] in offered
    assert LINES[line][1] not in offered


@pytest.mark.parametrize("line", LINES)
def test_fish_offers_what_there_is(line: str, script: Callable[[str], Path]) -> None:
    said = _run("fish", "-c", _FISH, str(script("fish")), f"codex-doctor {line}")
    offered = [one.partition("\t")[0] for one in said.splitlines()]

    assert LINES[line][0] in offered
    assert LINES[line][1] not in offered


@pytest.mark.parametrize(
    ("line", "rest"),
    [("explain dns.nx", "domain"), ("setup openr", "outer"), ("demo model-prefix-m", "issing")],
)
def test_zsh_writes_the_rest_of_the_only_name_that_fits(
    line: str, rest: str, script: Callable[[str], Path]
) -> None:
    folder = script("zsh").parent

    assert "WRITTEN" in _run("zsh", "-f", "-c", _ZSH, "zsh", str(folder), line, rest)


def test_a_script_for_powershell_names_what_there_is(script: Callable[[str], Path]) -> None:
    text = script("powershell").read_text(encoding="utf-8")

    assert "Register-ArgumentCompleter" in text
    assert all(name in text for name, _ in LINES.values())
