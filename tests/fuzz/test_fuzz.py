"""Every target, briefly: what was wrong once, its seeds, and inputs that are the same each time."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from msgspec.structs import replace

from fuzz.codex import KINDS, draw, read_kept, with_doctor
from fuzz.crashes import CORPUS, SLOW, cases, crash_of, judge_case, keep, minimised
from fuzz.page import PAGE, page, read_runs
from fuzz.targets import TARGETS

if TYPE_CHECKING:
    from pathlib import Path

    from fuzz.codex_case import Case

_INPUTS = 100
_CASES = [
    pytest.param(name, path, id=f"{name}-{path.name}")
    for name, target in TARGETS.items()
    for path in cases(target)
]


@pytest.mark.parametrize(("name", "path"), _CASES)
def test_what_was_wrong_once_holds(name: str, path: Path) -> None:
    judge_case(TARGETS[name], path)


@pytest.mark.parametrize("name", TARGETS)
def test_the_property_holds_for_any_input(name: str) -> None:
    target = TARGETS[name]

    @settings(max_examples=_INPUTS, derandomize=True, database=None)
    @given(target.inputs)
    def holds(data: bytes) -> None:
        target.run(data)

    holds()


@pytest.mark.parametrize(
    "case",
    [
        pytest.param(
            one,
            id=one.name,
            marks=[pytest.mark.xfail(strict=True, reason=one.open)] * bool(one.open),
        )
        for one in read_kept()
    ],
)
def test_the_doctor_agrees_with_codex_where_they_disputed_once(case: Case) -> None:
    asked = with_doctor(case)

    assert asked.difference == "", asked


def test_what_is_drawn_is_the_same_each_time() -> None:
    for kind in KINDS:
        assert draw(kind, "1", 7) == draw(kind, "1", 7) != draw(kind, "1", 8)


def test_the_page_is_written_from_the_runs() -> None:
    holds = {name: one.holds for name, one in TARGETS.items()}

    assert PAGE.read_text("utf-8") == page(read_runs(), holds, read_kept())


@pytest.mark.parametrize("slow", [False, True])
def test_a_crash_is_named_made_short_and_kept(slow: bool, tmp_path: Path) -> None:
    def run(data: bytes) -> None:
        if slow:
            sum(range(len(data) ** 2 // 100))
        assert slow or b"xy" not in data

    target = replace(TARGETS["toml"], run=run)
    data = b"...x.y." if slow else b"....xy...."
    crash = crash_of(target, data, grows=slow)
    short = minimised(target, data, crash, grows=slow)
    path = keep(target, short, crash, tmp_path)

    assert path.name.startswith(SLOW if slow else "assertionerror-test-fuzz-run-")
    assert path.read_bytes() == (data if slow else b"xy")
    assert cases(target, tmp_path) == [path]
    with pytest.raises(AssertionError):
        judge_case(target, path)


def test_every_folder_of_the_corpus_is_of_a_target() -> None:
    assert {path.name for path in CORPUS.iterdir()} <= TARGETS.keys()
