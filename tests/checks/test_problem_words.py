from __future__ import annotations

import pytest

from codex_doctor_checks.setup.problem_words import assign


@pytest.mark.parametrize(
    "value", ['a"; rm -rf x; "', "$(touch x)", "`touch x`", 'a\\"', "http://a.example/$(id)"]
)
def test_no_value_gets_out_of_its_quotes(value: str) -> None:
    assert assign("OPENAI_BASE_URL", value) is None


@pytest.mark.parametrize("value", ["<your key>", "$PWD/.codex", "https://a.example/v1?b=c&d"])
def test_a_value_is_set_as_it_is(value: str) -> None:
    commands = assign("OPENAI_BASE_URL", value)

    assert commands is not None
    assert commands.posix == f'export OPENAI_BASE_URL="{value}"'
