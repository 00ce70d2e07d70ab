"""Codex and the doctor agree on LiteLLM's proxy, in set-ups as users have them."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING, Final

import pytest

from oracle.harness import CodexRun
from oracle.litellm_set_ups import SET_UPS, missing, running
from oracle.memory import Question
from oracle.network_runs import diagnose, run_codex

if TYPE_CHECKING:
    from collections.abc import Generator, Mapping
    from pathlib import Path

    from oracle.litellm_set_ups import Proxy
    from oracle.memory import Memory

pytestmark = [
    pytest.mark.oracle,
    pytest.mark.skipif("CODEX_ORACLE" not in os.environ, reason="CODEX_ORACLE is not set"),
]


# What the doctor says wrongly, and why.
OPEN: Final[Mapping[str, str]] = {}


@pytest.fixture(scope="module")
def proxy(tmp_path_factory: pytest.TempPathFactory) -> Generator[Proxy]:
    if missing():
        pytest.skip(missing())
    with running(tmp_path_factory.mktemp("litellm")) as one:
        yield one


@pytest.mark.parametrize(
    "name",
    [
        pytest.param(name, marks=pytest.mark.xfail(reason=OPEN[name], strict=True))
        if name in OPEN
        else name
        for name in SET_UPS
    ],
)
def test_codex_and_the_doctor_agree_on_litellm(
    name: str, proxy: Proxy, tmp_path: Path, memory: Memory
) -> None:
    one = SET_UPS[name]
    asked = Question("litellm", name, ("oracle.litellm_set_ups", "oracle.network_runs"))
    # The doctor first: what fails makes the proxy refuse for some seconds.
    doctor = diagnose(lambda _: proxy.place(name), tmp_path / "doctor-run")
    codex = memory.answer(
        asked, lambda: run_codex(lambda _: proxy.place(name), tmp_path / "codex-run"), CodexRun
    )

    # What was translated arrives in another form, so the model's own words count.
    works = codex.works or "codex-doctor-ok" in codex.said
    assert works == (one.expect is None), (one.why, codex)
    assert (doctor.verdict in {"works", "degraded"}, doctor.first) == (works, one.expect), (
        f"{one.why}; {doctor.brief}"
    )
