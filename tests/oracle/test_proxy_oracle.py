"""Codex and the doctor take the same proxies, and the doctor says what is wrong with the others."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from oracle.memory import Question
from oracle.network_runs import run_both
from oracle.proxy_places import CASES

if TYPE_CHECKING:
    from pathlib import Path

    from oracle.memory import Memory

pytestmark = [
    pytest.mark.oracle,
    pytest.mark.skipif("CODEX_ORACLE" not in os.environ, reason="CODEX_ORACLE is not set"),
]


@pytest.mark.parametrize("name", CASES)
def test_codex_and_the_doctor_take_the_same_proxies(
    name: str, tmp_path: Path, memory: Memory
) -> None:
    case = CASES[name]

    asked = Question("proxy", name, ("oracle.proxy_places", "oracle.network_runs"))

    works, doctor = run_both(case.open, tmp_path, memory, asked)

    assert works == (case.expect is None)
    assert (doctor.verdict, doctor.first) == (
        ("works", None) if works else ("fails", case.expect)
    ), doctor.brief
