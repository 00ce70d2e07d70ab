from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from codex_doctor.lab import replies
from codex_doctor.lab.endpoint import LabEndpoint, call_tool
from codex_doctor.lab.faults import find_fault
from codex_doctor.probes.exchanges import ask
from turn_runs import run_turn

if TYPE_CHECKING:
    from pathlib import Path

    from codex_doctor.lab.fault import Fault
    from codex_doctor.lab.wire import Json


def talk(_: Json) -> replies.Events:
    return replies.turn(replies.message("Which command?"))


def unless_forced(body: Json) -> replies.Events:
    return call_tool(body) if body.get("tool_choice") == "required" else talk(body)


def fault(call: object) -> Fault:
    return replace(find_fault("healthy"), behaviour=LabEndpoint(call=call))  # type: ignore[arg-type] # one of the two above


def test_a_forced_call_differs_in_the_choice_alone(tmp_path: Path) -> None:
    turn, requests = run_turn(fault(unless_forced), tmp_path)

    asked, again, forced = (json.loads(one.body) for one in requests)
    assert asked == again
    assert forced.pop("tool_choice") == "required"
    asked.pop("tool_choice")
    assert forced == asked
    assert turn.reluctance is not None
    assert turn.reluctance.is_willing
    assert turn.reluctance.toolless is None


def test_what_talks_even_then_is_asked_without_tools(tmp_path: Path) -> None:
    turn, requests = run_turn(fault(talk), tmp_path)

    bare, least = (json.loads(one.body) for one in requests[-2:])
    assert not {"tools", "tool_choice", "parallel_tool_calls"} & {*bare, *least}
    assert len(requests[-1].body) < len(requests[-2].body) / 10
    assert len(requests) == 5
    found = turn.reluctance
    assert found is not None
    assert not found.is_willing
    assert found.exchanges == (found.forced, found.toolless, found.smallest)


@pytest.mark.parametrize("room", [2, 3, 4])
def test_nothing_more_is_asked_than_there_is_room_for(
    room: int, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ask, "MAX_REQUESTS", room)
    turn, requests = run_turn(fault(talk), tmp_path)

    assert len(requests) == room
    assert (turn.reluctance is None) is (room == 2)
    found = turn.reluctance
    assert found is None or ((found.toolless is None) is (room == 3) and found.smallest is None)
