"""The measure of `fix --yes` counts what the user had to do, and sees what is not taken back."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from field.cures import FIELD, Cured, Round, follow, summary

if TYPE_CHECKING:
    from pathlib import Path

_ALONE = Round(("a.b",), "", "works", "")
_BY_HAND = Round((), "", "fails", "c.d", "variable", "Set it.")


@pytest.mark.parametrize(
    ("cured", "how"),
    [
        (Cured("one", (_ALONE,)), "works, fix alone"),
        (Cured("one", (_BY_HAND,)), "works, by hand too"),
        (Cured("one", (_BY_HAND, _ALONE)), "works, later"),
        (Cured("one", (_ALONE,), "no edit at all"), "not"),
    ],
)
def test_what_it_took_is_told(cured: Cured, how: str) -> None:
    assert cured.how == how


def test_what_is_not_taken_back_is_counted() -> None:
    found = [Cured("one", (_ALONE,)), Cured("two", (_ALONE,), undo="not as before: a")]

    assert summary([*found, Cured("three", (_BY_HAND,))])[-2:] == [
        "    3 in all, of which 3 work (100.0 %)",
        "    2 with files changed, of which 1 were brought back to the byte",
    ]


@pytest.mark.oracle
@pytest.mark.skipif("CODEX_ORACLE" not in os.environ, reason="CODEX_ORACLE is not set")
@pytest.mark.parametrize("name", ["comment-of-sql", "proxy-ignored-named"])
def test_the_program_makes_codex_work_and_takes_it_back(name: str, tmp_path: Path) -> None:
    (set_up,) = (one for one in FIELD if one.name == f"field/{name}")

    cured = follow(set_up, tmp_path / "in")

    assert (cured.why, cured.undo) == ("", "")
