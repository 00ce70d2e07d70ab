"""No control character survives."""

from __future__ import annotations

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
