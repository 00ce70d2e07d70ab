"""The doctor has the picture of the configuration that the real Codex has, case by case.

`CODEX_ORACLE` names the real binary; `make oracle` fetches it and runs this file.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

import pytest

from oracle.config_cases import AREAS, CONFIG_CASES
from oracle.config_codex import can_have_etc, needs_etc
from oracle.config_runs import compare

if TYPE_CHECKING:
    from pathlib import Path

    from oracle.memory import Memory

pytestmark = [
    pytest.mark.oracle,
    pytest.mark.skipif("CODEX_ORACLE" not in os.environ, reason="CODEX_ORACLE is not set"),
]


def test_no_two_cases_have_one_name() -> None:
    assert len(CONFIG_CASES) == sum(len(cases) for cases in AREAS.values())


@pytest.mark.parametrize("name", CONFIG_CASES)
def test_codex_the_resolver_and_the_doctor_agree(name: str, tmp_path: Path, memory: Memory) -> None:
    case = CONFIG_CASES[name]
    if needs_etc(case) and not can_have_etc():
        pytest.skip("no private /etc can be made here (unshare, overlay)")

    compared = compare(case, tmp_path, memory)

    assert compared.differences == (), compared
