"""The rules agree with what the real Codex did, version by version, as the matrix recorded it."""

from __future__ import annotations

from itertools import pairwise

import pytest

from codex_doctor.codex.versions import parse_version
from oracle.matrix_cases import MATRIX_CASES
from oracle.matrix_doctor import judge_case
from oracle.matrix_table import read_table
from oracle.matrix_write import DOCS, versions_page

pytestmark = pytest.mark.sweep

TABLE = read_table()


def test_the_matrix_is_large_enough_and_whole() -> None:
    areas = {name.partition("/")[0] for name in MATRIX_CASES}

    assert areas == {"configuration", "credentials", "wire", "stream", "tools", "chat", "guide"}
    assert len(MATRIX_CASES) >= 80
    assert len(TABLE.versions) >= 8
    assert list(TABLE.versions) == sorted(TABLE.versions, key=parse_version)
    assert set(TABLE.codex) == {(name, one) for name in MATRIX_CASES for one in TABLE.versions}


def cell(name: str, version: str) -> tuple[bool, str]:
    return TABLE.codex[name, version], TABLE.doctor[name, version]


def versions_of(name: str) -> list[str]:
    """Return the versions between which the case changes, and one more: each case another one.

    `make oracle-matrix` runs them all.
    """
    known = TABLE.versions
    chosen = {known[sum(name.encode()) % len(known)]}
    for before, after in pairwise(known):
        if cell(name, before) != cell(name, after):
            chosen |= {before, after}
    return [one for one in known if one in chosen]


@pytest.mark.parametrize("name", MATRIX_CASES)
def test_the_doctor_agrees_with_every_version_of_codex(name: str) -> None:
    versions = versions_of(name)
    cells = judge_case(MATRIX_CASES[name], versions)

    assert cells == {version: cell(name, version) for version in versions}


def test_the_page_of_versions_is_written_from_the_table() -> None:
    assert DOCS.read_text("utf-8") == versions_page(TABLE), "run make docs"
