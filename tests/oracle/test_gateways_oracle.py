"""Codex and the doctor agree on servers and gateways that others wrote."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from oracle.gateways import GATEWAYS
from oracle.memory import Question
from oracle.network_runs import run_both

if TYPE_CHECKING:
    from pathlib import Path

    from oracle.memory import Memory

pytestmark = [
    pytest.mark.oracle,
    pytest.mark.skipif("CODEX_ORACLE" not in os.environ, reason="CODEX_ORACLE is not set"),
]


@pytest.mark.parametrize("name", GATEWAYS)
def test_codex_and_the_doctor_agree_on_a_gateway(name: str, tmp_path: Path, memory: Memory) -> None:
    gateway = GATEWAYS[name]
    if gateway.missing:
        pytest.skip(gateway.missing)

    asked = Question("gateway", name, ("oracle.gateways", "oracle.network_runs"))
    works, doctor = run_both(gateway.open, tmp_path, memory, asked)

    assert works == (gateway.expect is None)
    assert (doctor.verdict, doctor.first) == (
        ("works", None) if works else ("fails", gateway.expect)
    ), doctor.brief
