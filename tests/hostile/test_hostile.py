"""Every case of the hostile suite, one test each; `make hostile` prints the table at the end."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from hostile.run import judge, run

if TYPE_CHECKING:
    from collections.abc import Callable

    from hostile.case import Case

pytestmark = pytest.mark.hostile
FILES = sorted(Path(__file__).parent.glob("cases_*.py"))
CASES: list[Case] = [case for file in FILES for case in import_module(f"hostile.{file.stem}").CASES]
# Two workers must see one order, also of what comes from a set.
CASES.sort(key=lambda case: case.id)


@pytest.mark.sweep
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.id)
def test_an_attack_costs_little_and_shows_nothing(
    case: Case, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    outcome = run(case, tmp_path)

    wrong = judge(case, outcome)
    record_property("kind", case.kind)
    record_property("took_s", outcome.took_s)
    record_property("peak_mb", outcome.peak_mb)
    assert wrong == []


def test_no_two_cases_have_one_name() -> None:
    ids = [case.id for case in CASES]

    assert sorted(ids) == sorted(set(ids))
