"""Runs of lines that differ: a text becomes the other one, and a long one costs no more a line."""

from __future__ import annotations

import time
from difflib import SequenceMatcher

import pytest
from hypothesis import given
from hypothesis import strategies as st

from codex_doctor.repair import line_runs as room
from codex_doctor.repair.line_runs import line_runs

texts = st.lists(st.sampled_from(["", "a", "b", "# x"]), max_size=12)


def applied(old: list[str], new: list[str]) -> list[str]:
    made: list[str] = []
    for kind, start, end, new_start, new_end in line_runs(old, new):
        assert (kind == "equal") == (old[start:end] == new[new_start:new_end])
        made += old[start:end] if kind == "equal" else new[new_start:new_end]
    return made


@given(texts, texts)
def test_the_runs_make_the_one_text_of_the_other(old: list[str], new: list[str]) -> None:
    assert applied(old, new) == new
    assert list(line_runs(old, new)) == SequenceMatcher(None, old, new, False).get_opcodes()


@given(old=texts, new=texts, before=texts, after=texts)
def test_so_do_those_of_long_texts(
    old: list[str], new: list[str], before: list[str], after: list[str]
) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(room, "_MOST", 2)

        assert applied([*before, *old, *after], [*before, *new, *after]) == [*before, *new, *after]


def test_many_lines_that_are_the_same_cost_no_more_than_others() -> None:
    old = ["wire_api = 1", *["# x"] * 60_000, "last = 1"]
    new = [*["# x"] * 60_000, "last = 1", "name = 2"]
    began = time.process_time()

    assert applied(old, new) == new
    assert time.process_time() - began < 2
