"""The rules agree with what the real Codex did, version by version, as the matrix recorded it."""

from __future__ import annotations

import pytest

from codex_doctor.codex.versions import parse_version
from oracle.matrix_cases import MATRIX_CASES
from oracle.matrix_doctor import judge_case
from oracle.matrix_table import read_table

TABLE = read_table()


def test_the_matrix_is_large_enough_and_whole() -> None:
    areas = {name.partition("/")[0] for name in MATRIX_CASES}

    assert areas == {"configuration", "credentials", "wire", "stream", "tools"}
    assert len(MATRIX_CASES) >= 80
    assert len(TABLE.versions) >= 8
    assert list(TABLE.versions) == sorted(TABLE.versions, key=parse_version)
    assert set(TABLE.codex) == {(name, one) for name in MATRIX_CASES for one in TABLE.versions}


@pytest.mark.parametrize("name", MATRIX_CASES)
def test_the_doctor_agrees_with_every_version_of_codex(name: str) -> None:
    cells = judge_case(MATRIX_CASES[name], TABLE.versions)

    assert {version: works for version, (works, _) in cells.items()} == {
        version: TABLE.codex[name, version] for version in TABLE.versions
    }
    assert {version: first for version, (_, first) in cells.items()} == {
        version: TABLE.doctor[name, version] for version in TABLE.versions
    }
