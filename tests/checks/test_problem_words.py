from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING

import pytest

from codex_doctor_checks.setup.problem_words import assign

if TYPE_CHECKING:
    from pathlib import Path


@pytest.mark.parametrize(
    "value", ['a"; touch x; "', "'; touch x; '", "$(touch x)", "`touch x`", 'a\\"', "$PWD/!x"]
)
def test_no_value_gets_out_of_its_quotes(value: str, tmp_path: Path) -> None:
    commands = assign("OPENAI_BASE_URL", value)

    assert commands is not None
    printed = subprocess.run(
        ["sh", "-c", f"{commands.posix}\nenv -0"], cwd=tmp_path, capture_output=True, check=True
    ).stdout
    assert f"OPENAI_BASE_URL={value}".encode() in printed.split(b"\0")
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("value", ["a\nb", "a\x1b[0m", "a\0"])
def test_a_value_that_no_line_can_hold_gets_none(value: str) -> None:
    assert assign("OPENAI_BASE_URL", value) is None


@pytest.mark.parametrize("value", ["<your key>", "https://a.example/v1?b=c&d"])
def test_a_plain_value_stands_in_double_quotes(value: str) -> None:
    commands = assign("OPENAI_BASE_URL", value)

    assert commands is not None
    assert commands.posix == f'export OPENAI_BASE_URL="{value}"'
