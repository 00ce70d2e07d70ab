"""The doctor and the real Codex agree on every fault and on every healthy variant.

`CODEX_ORACLE` names the real binary; `make oracle` fetches it and runs this file.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from oracle.cases import CASES, makers
from oracle.doctor import run_doctor
from oracle.harness import CodexRun, question, run_codex

if TYPE_CHECKING:
    from pathlib import Path

    from oracle.memory import Memory

pytestmark = [
    pytest.mark.oracle,
    pytest.mark.skipif("CODEX_ORACLE" not in os.environ, reason="CODEX_ORACLE is not set"),
]

# No headers ever come. Codex waits without end; the doctor has a budget and does not guess.
UNDECIDED = frozenset({"no-answer", "output-hangs"})

every_case = pytest.mark.parametrize("name", CASES)


@every_case
def test_codex_meets_what_the_fault_says(name: str, tmp_path: Path, memory: Memory) -> None:
    fault, tls = CASES[name](tmp_path)
    asked = question("fault", name, fault, tmp_path, *makers(name))

    run = memory.answer(asked, lambda: run_codex(fault, tmp_path, tls=tls), CodexRun)

    assert run.works == fault.works, run


@every_case
def test_the_doctor_agrees_and_names_the_cause(name: str, tmp_path: Path) -> None:
    fault, tls = CASES[name](tmp_path)

    run = run_doctor(fault, tmp_path, tls=tls)

    says_it_works = run.verdict in {"works", "degraded"}
    assert (says_it_works, run.first) == (fault.works, fault.expect), run.brief
    failing = 3 if name in UNDECIDED else 1
    assert run.exit_code == (0 if fault.works else failing), run.brief
    if fault.works:
        assert run.verdict == ("degraded" if fault.expect else "works"), run.brief
        assert run.severe == [one for one in (fault.expect,) if one], run.brief
