"""Turns off each rule of the classifier, and each of its patterns: what no answer misses.

`make rules` lists them. The answers are all that were recorded, each with what it means: those of
`endpoint_errors` and of the reference. What is listed needs an answer that was seen, or goes.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from answers.test_reference_errors import CASES as REFERENCE
from codex_doctor.answers import classify as classifier
from codex_doctor.answers import rules_status
from codex_doctor.answers.rules import match_rule
from endpoint_errors import CASES, MODEL

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from codex_doctor.answers.cause import Cause
    from codex_doctor.answers.rules import ReadAnswer, Rule

# Where the rules are when an answer is judged.
_TABLES = (
    (classifier, "_BEFORE_FIELDS"),
    (classifier, "_AFTER_FIELDS"),
    (rules_status, "STATUSES"),
)
# A status that hides what a gateway was told is judged as this one too.
_PLAIN = 401


def given(case: dict[str, Any]) -> dict[str, Any]:
    """Return a recorded answer as the classifier takes it."""
    body = case["body"] if isinstance(case["body"], str) else json.dumps(case["body"])
    headers: dict[str, str] = case.get("headers", {})
    return {"status": case["status"], "headers": headers, "body": body.encode(), "model": MODEL}


def weakened(rule: Rule) -> Iterator[tuple[str, Sequence[Rule]]]:
    """Yield what is taken away, and what is left of the rule."""
    yield "all of it", ()
    if len(rule.texts) > 1:
        for at, pattern in enumerate(rule.texts):
            yield pattern, (replace(rule, texts=(*rule.texts[:at], *rule.texts[at + 1 :])),)
    if rule.unless:
        yield f"unless {rule.unless}", (replace(rule, unless=""),)


def fits(rule: Rule, answer: ReadAnswer) -> bool:
    """Tell whether an answer can notice that something is taken from a rule."""
    whole = replace(rule, unless="")
    return any(match_rule(whole, one) for one in (answer, replace(answer, status=_PLAIN)))


def unnoticed(cases: Sequence[dict[str, Any]]) -> Iterator[tuple[Rule, str]]:
    """Yield each rule and what can be taken from it without any of these answers noticing."""
    asked = [given(case) for case in cases]
    answers = [classifier.answer_of(**one) for one in asked]
    right: list[Cause] = [classifier.classify(**one) for one in asked]
    for module, name in _TABLES:
        table: tuple[Rule, ...] = getattr(module, name)
        for at, rule in enumerate(table):
            touched = [place for place, answer in enumerate(answers) if fits(rule, answer)]
            for what, left in weakened(rule):
                setattr(module, name, (*table[:at], *left, *table[at + 1 :]))
                try:
                    if all(classifier.classify(**asked[one]) == right[one] for one in touched):
                        yield rule, what
                finally:
                    setattr(module, name, table)


def main() -> None:
    """List what nothing notices, with where its words were seen."""
    found = [*unnoticed([*CASES, *REFERENCE])]
    for rule, what in found:
        print(f"{rule.id}: {what}  ({rule.note or 'seen nowhere'})")
    whole = sum(what == "all of it" for _, what in found)
    rules, texts = len(classifier.RULES), sum(len(one.texts) for one in classifier.RULES)
    print(f"{whole} of {rules} rules, {len(found) - whole} parts of {texts} patterns", end="")
    print(f"; {len(CASES) + len(REFERENCE)} answers")


if __name__ == "__main__":
    main()
