from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich import cells

from codex_doctor.report.styled import Text, cell_len


@pytest.mark.parametrize(
    "text",
    [
        "",
        "plain",
        "✓ ✗ – · → …",
        "“typographic”",
        "日本語 テスト",
        "한국어",
        "e\u0301",
        "ＡＢ",
        "é ß ж",
    ],
)
def test_a_text_is_as_wide_as_terminals_show_it(text: str) -> None:
    assert cell_len(text) == cells.cell_len(text)


def test_only_styled_runs_are_sent_with_escapes() -> None:
    text = Text.of("a", ("b", "bold red"), ("", "dim"), ("c", "")) + Text.of(("d", "cyan"))

    assert text.plain == "abcd"
    assert text.written(color=False) == "abcd"
    assert text.written(color=True) == "a\x1b[1;31mb\x1b[0mc\x1b[36md\x1b[0m"


@given(
    st.lists(st.tuples(st.text(max_size=5), st.sampled_from(["", "bold"])), max_size=6),
    st.integers(0, 20),
    st.integers(0, 20),
)
def test_a_text_is_cut_like_a_string_and_keeps_its_styles(
    parts: list[tuple[str, str]], start: int, end: int
) -> None:
    text = Text.of(*parts)
    styles = [style for run, style in text.runs for _ in run]
    cut = text.between(start, end)

    assert cut.plain == text.plain[start:end]
    assert [style for run, style in cut.runs for _ in run] == styles[start:end]
    assert text.stripped().plain == text.plain.rstrip()
