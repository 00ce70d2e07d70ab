"""Codex and the doctor agree on broken networks, each in a network namespace of its own."""

from __future__ import annotations

import os

import pytest
from msgspec import convert

from oracle.harness import CodexRun
from oracle.memory import Memory, Question
from oracle.stage import on_stage, why_not
from oracle.stage_cases import STAGES

pytestmark = [
    pytest.mark.oracle,
    pytest.mark.skipif("CODEX_ORACLE" not in os.environ, reason="CODEX_ORACLE is not set"),
]


@pytest.fixture(autouse=True)
def _permitted() -> None:
    if why_not():
        pytest.skip(why_not())


@pytest.mark.parametrize("name", [name for name, one in STAGES.items() if not one.is_slow])
def test_codex_meets_what_the_stage_says(name: str, memory: Memory) -> None:
    asked = Question("stage", name, ("oracle.stage",))

    run = memory.answer(asked, lambda: convert(on_stage(name, "codex"), CodexRun), CodexRun)

    assert run.works == STAGES[name].works, run


@pytest.mark.parametrize("name", STAGES)
def test_the_doctor_names_the_network(name: str) -> None:
    stage = STAGES[name]
    report = on_stage(name, "doctor")["report"]
    found = [one["id"] for one in report["findings"]]
    of_network = [one for one in found if one.startswith(("dns.", "tcp."))]

    assert (report["verdict"] in {"works", "degraded"}) == stage.works, report["findings"]
    assert of_network[:1] == ([stage.expect] if stage.expect else []), report["findings"]
    if not stage.works:
        assert found[0] == stage.expect
        assert ("codex.waits_forever" in found) is not stage.is_portal


def test_a_name_that_rebinds_does_not_move_the_doctor() -> None:
    codex, doctor = on_stage("rebinding", "codex"), on_stage("rebinding", "doctor")

    # The second request of Codex's turn went to the other address.
    assert (codex["works"], codex["requests"]) == (False, 1)
    assert doctor["report"]["verdict"] in {"works", "degraded"}
    assert doctor["report"]["cost"]["requests"] == 2
