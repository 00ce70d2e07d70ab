from __future__ import annotations

import pytest

from codex_doctor.codex.files.dotenv import read_dotenv
from codex_doctor.codex.files.dotenv_lines import meant_line, meant_name

LINES = [
    ("K : v", "K : …"),
    ("K: v", "K: …"),
    ("K:v", "K:…"),
    ("K v", "K …"),
    ("K := v", "K := …"),
    ("K == v", "K == …"),
    ("set K=v", "set K=…"),
    ("setx K v", "setx K …"),
    ('setx K "v" /M', ""),
    ("setx /M K v", "setx /M K …"),
    ("setenv K v", "setenv K …"),
    ("set -gx K v", "set -gx K …"),
    ("declare -x K=v", "declare -x K=…"),
    ("export K v", "export K …"),
    ("ENV K=v", "ENV K=…"),
    ('$env:K="v"', "$env:K=…"),
    ('$env:K = "v"', "$env:K = …"),
    ("$K=v", "$K=…"),
    ("${K}=v", "${K}=…"),
    ("- K=v", "- K=…"),
    ("  - K: v", "  - K: …"),
    ('"K": "v",', '"K": …'),
    ("K=Bearer v", "K=Bearer …"),
    ("K=v // mine", "K=… // …"),
    ("K=v ; mine", "K=… ; …"),
    ("K= 'v' -- mine", "K= … -- …"),
    ("K: v;", "K: …"),
]


@pytest.mark.parametrize(("line", "shown"), LINES)
def test_a_line_of_another_program_becomes_the_assignment(line: str, shown: str) -> None:
    (taken, (rejected,)), meant = read_dotenv(line, {}), meant_line(line)

    assert (taken, rejected.name, rejected.shown) == ((), "K", shown)
    assert meant == ((shown, "K=v") if shown else ("", ""))


@pytest.mark.parametrize(
    ("line", "value"), [('K: "a $b"', "a $b"), ("K: 'a#b \"c\"'", 'a#b "c"'), ("K: 'x=y'", "x=y")]
)
def test_a_value_in_quotes_is_taken_as_it_stands(line: str, value: str) -> None:
    (one,), rejected = read_dotenv(meant_line(line)[1], {"b": "c"})

    assert (one.name, one.value, rejected) == ("K", value, ())


@pytest.mark.parametrize(
    "line",
    ["K", "K=a b", "K=", "K: 'a", 'K: "it\'s"', 'K: "a\\n"', "K=$(cat x)", "K: a$b", "1K: v"],
)
def test_what_cannot_be_told_is_left_to_the_user(line: str) -> None:
    assert meant_line(line) == ("", "")


def test_a_line_without_a_name_names_nothing() -> None:
    assert (meant_name("= v"), meant_name("<K>v")) == ("", "")
