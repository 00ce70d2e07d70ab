"""No control character survives."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from codex_doctor.secrets.redact import inert


@given(st.text())
def test_no_control_character_survives(text: str) -> None:
    shown = inert(text)

    assert all(char.isprintable() or char.isspace() for char in shown)
    assert not set(shown) & set("\n\r\t\x1b\u202e\u2028\udc80")
    assert inert(shown) == shown


def test_control_characters_are_visible() -> None:
    assert inert("a\x1b[0m\n\r\t\x9b\u202e\u200b\udc9f\U000e0041é 模\xa0") == (
        "a\\x1b[0m\\n\\r\\t\\x9b\\u202e\\u200b\\udc9f\\U000e0041é 模\xa0"
    )


def test_several_lines_stay_where_they_are_expected() -> None:
    assert inert("a\r\n\tb\nc", multiline=True) == "a\n b\nc"


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("bad key ::set-output name=x::y", "bad key \\x3a:set-output name=x::y"),
        ("a:::Add-Mask::b", "a:\\x3a:Add-Mask::b"),
        ("##[error]no, ##vso[task.setvariable]", "\\x23#[error]no, \\x23#vso[task.setvariable]"),
        ("std::errors, [::1], ## 1", "std::errors, [::1], ## 1"),
    ],
)
def test_no_text_gives_orders_to_a_build_server(text: str, shown: str) -> None:
    assert inert(text) == shown
    assert inert(f"{text}\n{text}", multiline=True) == f"{shown}\n{shown}"
    assert inert(shown) == shown
