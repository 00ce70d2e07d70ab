"""Texts that are too long for their place."""

from __future__ import annotations

import pytest

from codex_doctor.report.words import clipped


@pytest.mark.parametrize("length", [9, 10, 11, 13, 30])
def test_a_text_is_not_cut_where_the_note_would_be_longer_than_the_rest(length: int) -> None:
    assert clipped("x" * length, limit=10) == "x" * length


def test_what_is_cut_says_how_much_is_missing() -> None:
    assert clipped("x" * 100, limit=10) == "xxxxxxxxxx… (90 more characters)"
