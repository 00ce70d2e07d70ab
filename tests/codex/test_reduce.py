from __future__ import annotations

from itertools import combinations

import pytest

from codex_doctor.codex.wire.reduce import search
from codex_doctor.facts.reduction import RefusedPart

PARTS = tuple(RefusedPart("field", str(number), str(number)) for number in range(24))


def searched(offenders: frozenset[RefusedPart]) -> tuple[tuple[RefusedPart, ...], int]:
    """Return what is found at an endpoint that refuses these, and how many questions it took."""
    plan = search(PARTS)
    asked = 1
    gone = next(plan)
    while True:
        try:
            gone = plan.send(offenders <= set(gone))
        except StopIteration as stop:
            return stop.value, asked
        asked += 1


@pytest.mark.parametrize("offender", PARTS)
def test_one_refused_part_is_found_with_six_questions(offender: RefusedPart) -> None:
    found, asked = searched(frozenset({offender}))

    assert found == (offender,)
    assert asked <= 6


@pytest.mark.parametrize("pair", list(combinations(PARTS, 2)))
def test_two_refused_parts_are_both_found(pair: tuple[RefusedPart, ...]) -> None:
    found, asked = searched(frozenset(pair))

    assert found == pair
    assert asked <= 12


def test_an_endpoint_that_contradicts_itself_yields_nothing() -> None:
    found, _ = searched(frozenset({RefusedPart("field", "elsewhere", "elsewhere")}))

    assert found == ()
