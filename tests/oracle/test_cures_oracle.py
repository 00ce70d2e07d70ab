"""The doctor's fixes make the real Codex work; `cures` measures how many do."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from oracle.cures_chain import follow
from oracle.cures_list import CURES, FAILING
from oracle.cures_open import read_open
from oracle.cures_pairs import PAIRS, PARTS
from oracle.cures_reasons import BY_FINDING, BY_NAME, MENDABLE, reason_of

if TYPE_CHECKING:
    from pathlib import Path

    from oracle.memory import Memory

_NO_CODEX = pytest.mark.skipif("CODEX_ORACLE" not in os.environ, reason="CODEX_ORACLE is not set")
_OPEN = pytest.mark.xfail(reason="not cured yet", strict=True)


@pytest.mark.oracle
@_NO_CODEX
@pytest.mark.parametrize(
    "name",
    [pytest.param(name, marks=(_OPEN,) if name in read_open() else ()) for name in CURES],
)
def test_the_first_fixes_lead_to_where_codex_works(
    name: str, tmp_path: Path, memory: Memory
) -> None:
    cured = follow(CURES[name], tmp_path / "in", memory)

    assert cured.works, cured


def test_what_is_open_is_measured() -> None:
    assert read_open() <= set(CURES)


def test_every_failing_set_up_is_measured_or_has_a_reason() -> None:
    left_out = {name for name, one in FAILING.items() if reason_of(one) is not None}

    assert set(CURES) | left_out == set(FAILING)
    assert not left_out & set(CURES)
    assert len(CURES) >= 120
    assert len(PAIRS) >= 40


def test_no_reason_is_without_a_set_up() -> None:
    named = " ".join((*BY_NAME.values(), MENDABLE)).split()
    reasons = [reason_of(one) for one in FAILING.values()]

    assert sorted(named) == sorted(set(named))
    assert set(named) <= set(FAILING)
    assert set(BY_FINDING) | set(BY_NAME) == set(reasons) - {None}


def test_every_part_is_planted_with_another() -> None:
    planted = {part for one in PAIRS for part in one.name.partition("/")[2].split("+")}

    assert planted == set(PARTS)
