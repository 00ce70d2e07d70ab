from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from codex_doctor.lab import replies
from codex_doctor.lab.endpoint import LabEndpoint, call_tool
from codex_doctor.lab.fault import changed
from codex_doctor.lab.faults import find_fault
from codex_doctor.lab.wire import json_reply
from codex_doctor.model import Failed
from codex_doctor_checks.turn import request
from eyes import SETUP
from turn_runs import run_turn

if TYPE_CHECKING:
    from pathlib import Path

    from codex_doctor.facts import Turn
    from codex_doctor.lab.fault import Fault
    from codex_doctor.lab.wire import Json, Reply, Seen
    from codex_doctor.model import Finding

LITE, FREEFORM, PLAIN = "gpt-5.6-terra", "gpt-5.5", "glm-5"
_ITEM = b'"additional_tools"'
_CUSTOM = b'"type":"custom"'


def serving(*models: str, refused: bytes, call: object = call_tool) -> Fault:
    """Return an endpoint with these models that refuses what has these bytes in it."""
    healthy = LabEndpoint(models=models, call=call)  # type: ignore[arg-type] # as `talk` below

    def answer(seen: Seen) -> Reply:
        if refused and refused in seen.body.replace(b": ", b":"):
            return json_reply(400, {"error": {"message": f"Invalid value: {refused.decode()}."}})
        return healthy(seen)

    config = changed('"lab-model-1"', f'"{models[0]}"')
    return replace(find_fault("healthy"), config=config, behaviour=answer)


def finding(turn: Turn) -> Finding:
    outcome = request.judge(turn, replace(SETUP, model=turn.model))
    assert isinstance(outcome, Failed)
    return outcome.findings[0]


@pytest.mark.parametrize(("known", "refused"), [(LITE, _ITEM), (FREEFORM, _CUSTOM)])
def test_an_id_of_the_list_that_codex_asks_plainly_is_tried_and_proposed(
    known: str, refused: bytes, tmp_path: Path
) -> None:
    turn, requests = run_turn(serving(known, LITE, PLAIN, refused=refused), tmp_path)

    assert turn.plainer == PLAIN
    assert requests[-1].json["model"] == PLAIN
    assert len(requests[-1].body) > 20_000
    (fix, *_) = finding(turn).fixes
    assert f"Set model to {PLAIN}" in fix.title
    assert not fix.auto


def test_what_refuses_the_plain_request_too_is_not_proposed(tmp_path: Path) -> None:
    turn, _ = run_turn(serving(FREEFORM, PLAIN, refused=b'"store"'), tmp_path)

    assert turn.plainer == ""


def test_without_a_plain_id_in_the_list_nothing_is_tried(tmp_path: Path) -> None:
    turn, requests = run_turn(serving(LITE, FREEFORM, refused=_ITEM), tmp_path)

    assert turn.plainer == ""
    assert requests[-1].method == "GET"


def test_the_list_is_not_asked_for_where_codex_does_not_know_the_model(tmp_path: Path) -> None:
    turn, requests = run_turn(serving(PLAIN, "glm-6", refused=b'"namespace"'), tmp_path)

    assert turn.plainer == ""
    assert "GET" not in {one.method for one in requests}


def calls_with_tools(body: Json) -> replies.Events:
    return call_tool(body) if body.get("tools") else replies.turn(replies.message("Which tool?"))


def test_an_id_whose_tools_are_seen_is_proposed_where_the_others_are_not(tmp_path: Path) -> None:
    turn, _ = run_turn(serving(LITE, PLAIN, refused=b"", call=calls_with_tools), tmp_path)

    found = finding(turn)
    assert found.id == "request.tools_ignored"
    assert f"Set model to {PLAIN}" in found.fixes[0].title
