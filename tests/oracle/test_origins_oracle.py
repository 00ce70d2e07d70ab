"""The real Codex on the way to a second origin, beside what is asked of the doctor.

The hostile suite holds the doctor to telling no other origin anything. Codex tells some of them
what stands in headers other than those that its client knows to be secret, and the query that a
redirect puts back; the rows of `origin_table` say which.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from codex_doctor.lab.fault import Fault
from odd_headers import ODD_HEADERS
from oracle.doctor import run_doctor
from oracle.harness import CodexRun, question, run_codex
from oracle.origin_runs import Told, asked, run_on
from origin_table import ARRANGEMENTS, Arrangement

if TYPE_CHECKING:
    from pathlib import Path

    from oracle.memory import Memory

pytestmark = [
    pytest.mark.oracle,
    pytest.mark.skipif("CODEX_ORACLE" not in os.environ, reason="CODEX_ORACLE is not set"),
]


@pytest.mark.parametrize("one", ARRANGEMENTS, ids=lambda one: one.name)
def test_codex_tells_another_origin_what_the_table_says(
    one: Arrangement, tmp_path: Path, memory: Memory
) -> None:
    codex = memory.answer(asked(one), lambda: run_on(one, tmp_path), Told)

    assert codex.tells == one.codex_tells
    assert codex.goes or one.stays


@pytest.mark.parametrize("name", ODD_HEADERS)
def test_codex_and_the_doctor_send_the_same_odd_headers(
    name: str, tmp_path: Path, memory: Memory
) -> None:
    one = ODD_HEADERS[name]
    fault = Fault(name, "config", expect=one.expect, config=one.config)

    folder = tmp_path / "codex-run"
    asks = question("odd header", name, fault, folder)
    codex = memory.answer(asks, lambda: run_codex(fault, folder), CodexRun)
    doctor = run_doctor(fault, tmp_path / "doctor-run")

    assert codex.works == (one.expect is None), codex.said
    assert doctor.first == one.expect, doctor.brief
