from __future__ import annotations

import pytest

from codex_doctor.codex.files.dotenv import read_dotenv
from codex_doctor.words.told import said

# Each line was given to Codex 0.169.0, and the key it sent was compared.
LINES = {
    "K=v": "v",
    "export K=v": "v",
    "K = v": "v",
    '  K="v"': "v",
    "K='v'": "v",
    "K=v # c": "v",
    "K=v#c": "v#c",
    "K=": "",
    "K=# c": "",
    "K=a$b": "a",
    "A=zz\nK=x${A}y": "xzzy",
    "A_B=q\nK=x$A_B": "x_B",
    "K=$HOME_X": "/home/me_X",
    "K='a$A'": "a$A",
    "K=one\nK=two": "two",
    'K="a\\nb"': "a\nb",
    "K=a\\ b": "a b",
    'K="a\\"b"': 'a"b',
    'K="multi\nline"': "multi\nline",
    'K="a b" # c': "a b",
    'K="x\'y"': "x'y",
    'K=a"b c"d': "ab cd",
    'K="a#b"': "a#b",
    "K=a\r": "a",
    "K=é": "é",
    "export=1\nK=k": "k",
    '# a "\nK=v': "v",
    "K=v\\": "v",
    'A=1 # "\nK=v': "v",
}


@pytest.mark.parametrize("text", LINES)
def test_a_line_has_the_value_that_codex_takes(text: str) -> None:
    taken, _ = read_dotenv(f"{text}\n", {"HOME": "/home/me"})

    assert {one.name: one.value for one in taken}["K"] == LINES[text]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("K: v", "K"),
        ("K", "K"),
        ("export K", "K"),
        ("K=a b", "K"),
        ("K=a\\x", "K"),
        ("K=${A", "K"),
        ("K='a", "K"),
        ("1K=v", ""),
        ("= v", ""),
        ("\ufeffK=v", "K"),
        ("K=\udce9", "K"),
    ],
)
def test_a_line_that_does_not_parse_is_skipped_and_named(text: str, name: str) -> None:
    taken, rejected = read_dotenv(f"A=1\n{text}\n", {})

    assert [one.name for one in taken] == ["A"]
    assert [(one.line, one.name) for one in rejected] == [(2, name)]
    assert said(rejected[0].reason) != rejected[0].reason.template


def test_a_quote_that_stays_open_swallows_the_rest() -> None:
    taken, rejected = read_dotenv('A="x\nB=1\n', {})

    assert taken == ()
    assert rejected[0].line == 1


def test_names_that_begin_with_codex_are_marked() -> None:
    taken, _ = read_dotenv("codex_a=1\nB=${codex_a}\n", {})

    assert [(one.is_skipped, one.value) for one in taken] == [(True, "1"), (False, "1")]


def test_an_open_quote_names_every_variable_that_it_swallows() -> None:
    _, rejected = read_dotenv('A="x\n\nexport B=1\nset C=2\n$env:D = 3\n', {})

    assert [(one.line, one.name) for one in rejected] == [(1, "A"), (3, "B"), (4, "C"), (5, "D")]
