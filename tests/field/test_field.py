"""The doctor on the set-ups of the field; those in `open` are known to be judged wrongly."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import msgspec
import pytest

from codex_doctor.codex.recording import judge_again, record
from codex_doctor.codex.resolve import resolve_whole
from codex_doctor.facts import Setup
from codex_doctor.secrets.redact import redact_facts
from codex_doctor.words.sentence import plain
from field.ask_codex import ANSWERS
from field.cases import CASES
from field.doctor import inputs_of, judge_set_up
from field.open import OPEN
from field.place import has_internet, placed

if TYPE_CHECKING:
    from pathlib import Path

    from field.set_up import SetUp

# What is hidden of them as a whole tells too little to be judged again: the problems are kept.
_NOT_WRITTEN = frozenset({"key-in-header-as-for-curl", "server-with-env-as-list"})
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


@pytest.mark.field
@pytest.mark.parametrize("set_up", [pytest.param(one, id=one.id) for one in CASES])
def test_what_was_written_of_a_set_up_is_judged_to_be_the_same(
    set_up: SetUp, tmp_path: Path
) -> None:
    with placed(set_up, tmp_path) as place:
        resolved = resolve_whole(inputs_of(set_up, place))
        setup = record(resolved.setup, resolved.subject)
        data = msgspec.json.encode(
            redact_facts(setup, known=resolved.secrets.known), enc_hook=plain
        )
    read = msgspec.json.decode(data, type=Setup)

    assert judge_again(read).problems == resolved.setup.problems
    assert (read.problems, read.config is None) == (
        (resolved.setup.problems, True) if set_up.id in _NOT_WRITTEN else ((), False)
    )


def test_each_set_up_says_what_the_real_codex_did() -> None:
    answers = json.loads(ANSWERS.read_text(encoding="utf-8"))

    assert {one.id: one.codex for one in CASES} == {
        name: answer["codex"] for name, answer in answers.items()
    }


def test_no_two_set_ups_have_one_name_and_the_open_ones_are_there() -> None:
    ids = [one.id for one in CASES]

    assert sorted(ids) == sorted(set(ids))
    assert set(ids) >= OPEN
