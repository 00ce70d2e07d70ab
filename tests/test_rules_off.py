"""The tool that turns rules off sees what an answer needs, and leaves the rules as they were."""

from __future__ import annotations

from codex_doctor.answers import classify as classifier
from endpoint_errors import CASES
from rules_off import unnoticed, weakened


def test_a_rule_that_an_answer_needs_is_not_listed() -> None:
    before, some = classifier.RULES, CASES[:30]
    idle = {(rule, what) for rule, what in unnoticed(some)}
    needed = {rule.id for rule in before if (rule, "all of it") not in idle}

    assert len(needed) > 3
    assert needed <= {id_ for case in some for id_ in (case["expect"], *case.get("also", ()))}
    assert before == classifier.RULES
    assert {(rule, what) for rule, what in unnoticed(some)} == idle


def test_each_part_of_a_rule_is_taken_away_once() -> None:
    rule = next(one for one in classifier.RULES if len(one.texts) > 2 and one.unless)
    parts = [what for what, _ in weakened(rule)]

    assert len(parts) == len(set(parts)) == len(rule.texts) + 2
