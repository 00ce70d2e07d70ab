from __future__ import annotations

import shutil
import subprocess
from typing import TYPE_CHECKING

import pytest

from codex_doctor.platform.file_text import CHARSETS, guess_encoding
from codex_doctor.words.told import said
from codex_doctor_checks.setup.file_commands import (
    converted,
    copied_line,
    moved,
    permitted,
    replaced,
)
from codex_doctor_checks.setup.problem_words import shell_paths

if TYPE_CHECKING:
    from pathlib import Path

    from codex_doctor.model import Commands


def run(commands: Commands, home: Path) -> None:
    environ = {"PATH": "/usr/bin:/bin", "HOME": str(home)}
    subprocess.run(["sh", "-c", commands.posix], env=environ, check=True, timeout=10)


@pytest.mark.parametrize(
    ("data", "encoding", "text"),
    [
        ("a = 'é'".encode("utf-16"), "UTF-16", "a = 'é'"),
        ("a = 'é'".encode("utf-16-le"), "UTF-16LE", "a = 'é'"),
        ("a = 'é'".encode("utf-16-be"), "UTF-16BE", "a = 'é'"),
        ("a = '“é”'".encode("cp1252"), "Latin-1 or Windows-1252", "a = '“é”'"),
        (b"a = '\xe9\x81'", "Latin-1", "a = 'é\x81'"),
        ("a = 'é' # é".encode()[:-1], "UTF-8 with broken characters", "a = 'é' # "),
        (b"a = '\xc3\xa9\xed\xa0\x80'", "UTF-8 with broken characters", "a = 'é'"),
    ],
)
def test_a_file_becomes_utf8_and_keeps_its_permissions(
    data: bytes, encoding: str, text: str, tmp_path: Path
) -> None:
    file = tmp_path / "it's a $file"
    file.write_bytes(data)
    file.chmod(0o600)
    guessed = guess_encoding(data)
    assert said(guessed) == encoding

    run(converted(str(file), CHARSETS[guessed]), tmp_path)

    assert file.read_text("utf-8") == text
    assert file.stat().st_mode & 0o777 == 0o600
    assert (tmp_path / "it's a $file.old").read_bytes() == data


@pytest.mark.parametrize(("feed", "after"), [(True, b"a = 1\nb = 2\n"), (False, b"a = 1b = 2")])
def test_carriage_returns_become_line_feeds_or_go(feed: bool, after: bytes, tmp_path: Path) -> None:
    file = tmp_path / "config.toml"
    file.write_bytes(b"a = 1\rb = 2\r")

    run(replaced("~/config.toml", feed=feed), tmp_path)

    assert file.read_bytes() == after


def test_a_file_gets_another_name_or_other_permissions(tmp_path: Path) -> None:
    file = tmp_path / "x y"
    file.write_text("a")

    run(permitted(str(file), "600"), tmp_path)
    assert file.stat().st_mode & 0o777 == 0o600
    run(moved("~/x y"), tmp_path)
    assert (tmp_path / "x y.old").read_text() == "a"


def test_a_path_is_one_word_in_each_shell() -> None:
    assert shell_paths("~/.codex/config.toml") == (
        "~/.codex/config.toml",
        '"$HOME/.codex/config.toml"',
    )
    assert shell_paths("/“c”")[1] == '"/`“c`”"'
    assert shell_paths('/a $b/`c"') == ("'/a $b/`c\"'", '"/a `$b/``c`""')


@pytest.mark.parametrize("shell", ["sh", "bash", "zsh", "ksh"])
def test_the_name_of_a_folder_is_run_by_no_shell(shell: str, tmp_path: Path) -> None:
    program = shutil.which(shell)
    if program is None:
        pytest.skip(f"{shell} is not installed")
    home = tmp_path / "home"
    odd = home / """-a~b" $(touch ran)`touch ran`;touch ran;'!"""
    odd.mkdir(parents=True)
    (odd / ".env").write_text("A=1\nLAB_KEY=mine\n")
    lines = (
        copied_line("LAB_KEY", f"~/{odd.name}/.env", f"{odd}/new"),
        moved(f"~/{odd.name}/.env"),
        moved(str(odd)),
    )

    for line in lines:
        environ = {"PATH": "/usr/bin:/bin", "HOME": str(home)}
        subprocess.run([program, "-c", line.posix], env=environ, cwd=tmp_path, check=True)

    (left,) = home.iterdir()
    assert left.name == f"{odd.name}.old"
    assert sorted(one.name for one in left.iterdir()) == [".env.old", "new"]
    assert (left / "new").read_text() == "LAB_KEY=mine\n"
    assert [*tmp_path.iterdir()] == [home]
