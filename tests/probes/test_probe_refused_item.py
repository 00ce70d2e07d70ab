from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from codex_doctor.lab import replies
from codex_doctor.lab.endpoint import LabEndpoint
from codex_doctor.lab.faults import find_fault
from codex_doctor.model import Failed
from codex_doctor.probes.exchanges import ask
from codex_doctor.words.told import said
from codex_doctor_checks.turn import request
from eyes import SETUP
from turn_runs import run_turn

if TYPE_CHECKING:
    from pathlib import Path

    from codex_doctor.lab.wire import Json

FOUND = {
    "replayed-reasoning": "reasoning items",
    "replayed-reasoning-500": "reasoning items",
    "replayed-message": "message items",
    "replayed-calls": "more than one call",
    "replayed-item-ids": "the member id",
    "replayed-status": "the member status",
}


@pytest.mark.parametrize("name", FOUND)
def test_the_refused_item_is_found(name: str, tmp_path: Path) -> None:
    turn, requests = run_turn(name, tmp_path)

    assert turn.reduction is not None
    (part,) = turn.reduction.parts
    assert str(part.told) == FOUND[name]
    assert len(requests) <= 6
    outcome = request.judge(turn, SETUP)
    assert isinstance(outcome, Failed)
    assert f"refuses {FOUND[name]} in the replayed history" in outcome.findings[0].cause


def test_an_output_that_is_refused_whatever_is_left_out_stays_so(tmp_path: Path) -> None:
    turn, _ = run_turn("output-rejected", tmp_path)

    assert turn.reduction is not None
    assert turn.reduction.proof is None
    assert turn.reduction.tried


def test_the_search_ends_with_the_budget(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ask, "MAX_REQUESTS", 3)
    turn, requests = run_turn("replayed-reasoning", tmp_path)

    assert turn.reduction is not None
    assert turn.reduction.tried == ()
    assert len(requests) == 3


def test_what_is_not_there_is_not_left_out(tmp_path: Path) -> None:
    def bare(_: Json) -> replies.Events:
        return replies.turn(replies.function_call(status=None))

    named = find_fault("output-rejected")
    assert isinstance(named.behaviour, LabEndpoint)
    fault = replace(named, behaviour=replace(named.behaviour, call=bare))
    turn, _ = run_turn(fault, tmp_path)

    assert turn.reduction is not None
    assert [said(one.purpose) for one in turn.reduction.tried] == [
        "the tool output again, without the member id"
    ]
