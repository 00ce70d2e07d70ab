"""The tool that turns rules off sees what an answer needs, and leaves the rules as they were."""

from __future__ import annotations

import pytest

from answers.test_reference_errors import CASES as REFERENCE
from codex_doctor.answers import classify as classifier
from endpoint_errors import CASES
from rules_off import Measured, page, room_rows, weakened


def test_a_rule_that_an_answer_needs_is_not_listed() -> None:
    before, some = classifier.RULES, CASES[:30]
    measured = Measured(some)
    idle = set(measured.unnoticed())
    needed = {rule.id for rule in before if (rule, "all of it") not in idle}

    assert len(needed) > 3
    assert needed <= {id_ for case in some for id_ in (case["expect"], *case.get("also", ()))}
    assert before == classifier.RULES
    assert set(measured.unnoticed()) == idle


def test_each_part_of_a_rule_is_taken_away_once() -> None:
    rule = next(one for one in classifier.RULES if len(one.texts) > 2 and one.unless)
    parts = [what for what, _ in weakened(rule)]

    assert len(parts) == len(set(parts)) == len(rule.texts) + 2


@pytest.fixture(scope="module")
def all_answers() -> Measured:
    return Measured([*CASES, *REFERENCE])


@pytest.mark.sweep
@pytest.mark.parametrize("at", range(len(classifier.RULES)))
def test_each_rule_is_needed_by_an_answer_that_was_seen(at: int, all_answers: Measured) -> None:
    rule = classifier.RULES[at]

    assert all_answers.changed(rule, ()), rule


def test_the_page_counts_what_each_rule_decides_and_who_needs_it() -> None:
    some = [case for case in CASES if case["expect"] == "tls.needed"]
    measured = Measured(some)
    rule = next(one for one in classifier.RULES if one.id == "tls.needed")

    assert measured.changed(rule, ()) == len(some) > 0
    assert f"| `tls.needed` | {rule.note} | {len(some)} | {len(some)} |" in page(measured, idle=0)
    assert "| `upstream.overloaded` | a bare 529 |" in page(measured, idle=0)
    assert not measured.changed(rule, (rule,))


def test_the_largest_room_comes_first_and_every_folder_is_one() -> None:
    rows = room_rows()
    sizes = [lines for _, lines, _ in rows]

    assert sizes == sorted(sizes, reverse=True)
    assert {"codex_doctor", "codex_doctor/answers", "codex_doctor_checks/turn"} <= {
        room for room, _, _ in rows
    }
    assert all(0 < public < lines for _, lines, public in rows if public)
