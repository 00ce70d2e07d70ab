"""Command lines that a fix lets the user paste."""

from __future__ import annotations

import shlex

import pytest

from codex_doctor.facts.options import options_without
from codex_doctor_checks.setup.typed import command_line, option_set

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
