"""Command lines that a fix lets the user paste."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

import pytest

from codex_doctor.codex.config.command_line import typed_options
from codex_doctor.codex.files.toml_values import write_text
from codex_doctor.facts.options import all_words, options_without
from codex_doctor.options import read_inputs, read_options
from codex_doctor_checks.setup.typed import command_line, option_set

if TYPE_CHECKING:
    from pathlib import Path

KEY = "sk-4f1b2c3d4e5f607182934f1b2c3d4e5f"
OPTIONS = (
    ("--profile", "x"),
    ("-c", "a.b=1"),
    ("-c", "noequals"),
    ("--enable", "zork"),
    ("--oss",),
)


@pytest.mark.parametrize(
    ("place", "left"),
    [
        ("-c a.b", ("--profile", "x", "-c", "noequals", "--enable", "zork", "--oss")),
        ("-c", ("--profile", "x", "-c", "a.b=1", "--enable", "zork", "--oss")),
        ("--enable zo", ("--profile", "x", "-c", "a.b=1", "-c", "noequals", "--oss")),
        ("--oss", ("--profile", "x", "-c", "a.b=1", "-c", "noequals", "--enable", "zork")),
        ("--profile", ("-c", "a.b=1", "-c", "noequals", "--enable", "zork", "--oss")),
        ("~/.codex/config.toml", None),
        ("", None),
    ],
)
def test_the_options_that_a_place_does_not_mean_are_left(
    place: str, left: tuple[str, ...] | None
) -> None:
    assert options_without(place, OPTIONS) == left


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("-c a.b=1 -m glm-5", (("-c", "a.b=1"), ("-m", "glm-5"))),
        (f"-c a.b=[1] -c x={KEY}", (("-c", "a.b=…"), ("-c", "x=…"))),
        (f"-c [1] -c {KEY}=1 -c {KEY}", (("-c", "…"), ("-c", "…"), ("-c", "…"))),
        (f"-m {KEY} -p {KEY} --oss", (("--profile", "…"), ("-m", "…"), ("--oss",))),
        ("-c a=… --enable …", (("-c", "a=…"), ("--enable", "…"))),
    ],
)
def test_what_must_not_be_shown_of_an_option_is_a_sign(
    typed: str, shown: tuple[tuple[str, ...], ...], tmp_path: Path
) -> None:
    inputs = read_inputs(read_options(typed.split()), environ={}, cwd=tmp_path, home=tmp_path)

    assert typed_options(inputs) == shown


def test_the_option_that_is_wrong_need_not_be_shown() -> None:
    options = (("-c", "a.b=…"), ("-m", "x"))

    assert options_without("-c a.b", options) == ("-m", "x")
    assert options_without("-m", options) is None


@pytest.mark.parametrize(
    ("after", "word"),
    [
        ('model = "glm-5"', "model=glm-5"),
        ('model = "5"', "model='5'"),
        ('model = "true"', "model='true'"),
        ("model = true", "model=true"),
        ('name = "it\'s"', 'name="it\'s"'),
    ],
)
def test_a_value_is_given_as_the_option_takes_it(after: str, word: str) -> None:
    key = after.partition(" ")[0]
    commands = option_set(f"-c {key}", key, after, others=("--oss",))

    assert commands is not None
    assert shlex.split(commands.posix) == ["codex", "--oss", "-c", word]


def test_an_option_that_sets_more_than_the_key_is_left_alone() -> None:
    assert option_set("-c a", "a.b", "b = 1", others=()) is None
    assert option_set("-c a", "a", "a = 1", others=None) is None


def test_a_word_is_quoted_for_both_shells() -> None:
    commands = command_line(("-c", "a='b c'", "-p", "$x'y"))

    assert commands.posix == """codex -c "a='b c'" -p '$x'"'"'y'"""
    assert commands.powershell == """codex -c "a='b c'" -p '$x''y'"""


@pytest.mark.parametrize(
    "model", ["-gpt-5", "--help", "$(id)`id`;id", "“;id;“", "a b'c\"d", "C:\\m"]
)
def test_a_model_of_any_name_is_one_word_that_is_read_again(model: str, tmp_path: Path) -> None:
    others = all_words((("-c", "a=1"), ("--profile", "-x")))
    commands = option_set("-m", "model", f"model = {write_text(model)}", others=others)
    assert commands is not None

    _, *words = shlex.split(commands.posix)
    inputs = read_inputs(read_options(words), environ={}, cwd=tmp_path, home=tmp_path)

    assert (inputs.model, inputs.profile, inputs.overrides) == (model, "-x", ("a=1",))
    assert '"“' not in commands.powershell
