"""The doctor on the set-ups of the field; those in `open` are known to be judged wrongly."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from field.ask_codex import ANSWERS
from field.cases import CASES
from field.doctor import judge_set_up
from field.open import OPEN
from field.place import has_internet

if TYPE_CHECKING:
    from pathlib import Path

    from field.set_up import SetUp

_WRONG = pytest.mark.xfail(reason="known to be judged wrongly", strict=True)


@pytest.mark.field
@pytest.mark.parametrize(
    "set_up",
    [
        pytest.param(one, id=one.id, marks=(_WRONG,) if one.id in OPEN else ())
        for one in sorted(CASES, key=lambda one: one.id)
    ],
)
def test_a_set_up_is_judged_as_the_real_codex_does(set_up: SetUp, tmp_path: Path) -> None:
    if set_up.needs_no_internet and has_internet():
        pytest.skip("it is another set-up where api.openai.com can be reached")
    judged = judge_set_up(set_up, tmp_path)

    assert judged.is_right, judged.brief


def test_each_set_up_says_what_the_real_codex_did() -> None:
    answers = json.loads(ANSWERS.read_text(encoding="utf-8"))

    assert {one.id: one.codex for one in CASES} == {
        name: answer["codex"] for name, answer in answers.items()
    }


def test_no_two_set_ups_have_one_name_and_the_open_ones_are_there() -> None:
    ids = [one.id for one in CASES]

    assert sorted(ids) == sorted(set(ids))
    assert set(ids) >= OPEN
