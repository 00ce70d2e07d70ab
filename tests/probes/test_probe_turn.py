from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from codex_doctor.lab import replies, streams
from codex_doctor.lab.endpoint import LabEndpoint, outputs
from codex_doctor.lab.faults import find_fault
from codex_doctor.lab.wire import Ending, Reply, json_reply
from codex_doctor.probes.exchanges import ask
from codex_doctor.probes.turns import turn as turn_module
from codex_doctor_checks.turn.turn_cause import root_cause
from turn_runs import run_turn

if TYPE_CHECKING:
    from pathlib import Path

    from codex_doctor.lab.replies import Events
    from codex_doctor.lab.wire import Seen


@pytest.mark.parametrize("name", ["healthy", "lite-dialect", "freeform-dialect"])
def test_a_healthy_turn_costs_exactly_the_two_model_requests(name: str, tmp_path: Path) -> None:
    turn, requests = run_turn(name, tmp_path)

    assert [(one.method, one.path) for one in requests] == [("POST", "/v1/responses")] * 2
    assert len(turn.exchanges) == 2
    last = turn.follow_ups[-1].reading
    assert last is not None
    assert "codex-doctor-ok" in last.text


def test_the_second_request_replays_the_call_and_carries_its_output(tmp_path: Path) -> None:
    _, requests = run_turn("healthy", tmp_path)

    first, second = (json.loads(one.body) for one in requests)
    assert second["input"][: len(first["input"])] == first["input"]
    replayed = second["input"][len(first["input"]) :]
    assert [item["type"] for item in replayed] == ["function_call", "function_call_output"]
    assert replayed[0]["call_id"] == replayed[1]["call_id"]
    assert {key: value for key, value in second.items() if key != "input"} == {
        key: value for key, value in first.items() if key != "input"
    }


def test_every_request_carries_the_credential(tmp_path: Path) -> None:
    _, requests = run_turn("model-prefix-missing", tmp_path)

    assert {one.header("authorization") for one in requests} == {
        requests[0].header("authorization")
    }
    assert requests[0].header("authorization").startswith("Bearer ")


def test_a_wrong_model_id_costs_a_look_at_the_list_and_a_small_request(tmp_path: Path) -> None:
    turn, requests = run_turn("model-prefix-missing", tmp_path)

    assert [one.method for one in requests] == ["POST", "GET", "POST"]
    assert "z-ai/lab-model-1" in turn.served
    assert json.loads(requests[-1].body)["model"] == turn.renamed == "z-ai/lab-model-1"
    assert len(requests[-1].body) < 1000


def test_a_missing_route_is_looked_for_with_empty_requests(tmp_path: Path) -> None:
    turn, requests = run_turn("base-url-without-v1", tmp_path)

    side = [one for one in requests if one.body == b"{}"]
    # The other one asks for the route itself; once it is found, nothing else is asked for.
    assert len(turn.bases) == len(side) - 1 == 2
    assert turn.chat is None


def test_where_no_route_is_near_others_are_asked_for_and_the_other_api(tmp_path: Path) -> None:
    turn, requests = run_turn("chat-only", tmp_path)

    side = [one for one in requests if one.body == b"{}"]
    assert len(turn.bases) == len(side) - 2 > 2
    assert turn.chat is not None


def test_what_codex_repeats_is_repeated_once(tmp_path: Path) -> None:
    turn, _ = run_turn("status-502", tmp_path)

    assert len(turn.attempts) == 2


@pytest.mark.parametrize(("version", "attempts"), [("0.171.0", 1), ("0.121.0", 1), ("0.120.0", 3)])
def test_the_calls_of_a_stream_that_breaks_are_answered_as_codex_does(
    version: str, attempts: int, tmp_path: Path
) -> None:
    def broken(events: Events) -> Reply:
        is_call = any(one["type"].startswith("response.function_call") for one in events)
        return streams.unfinished(events) if is_call else replies.stream(events)

    fault = replace(find_fault("no-completed"), behaviour=LabEndpoint(stream=broken))
    turn, requests = run_turn(fault, tmp_path, version=version)

    assert len(turn.attempts) == attempts
    assert bool(turn.follow_ups) == (attempts == 1)
    brought = [outputs(one.json) for one in requests if one.method == "POST"]
    assert any(brought) == (attempts == 1)
    assert (root_cause(turn) is None) == (attempts == 1)


def test_what_codex_takes_as_final_is_repeated_to_see_whether_it_is(tmp_path: Path) -> None:
    turn, _ = run_turn("chat-schema", tmp_path)

    assert [one.status for one in turn.attempts] == [400, 400]


@pytest.mark.parametrize("name", ["rate-limited", "quota-exhausted", "model-unknown"])
def test_what_is_about_the_account_or_the_model_is_not_pushed(name: str, tmp_path: Path) -> None:
    turn, _ = run_turn(name, tmp_path)

    assert len(turn.attempts) == 1


def test_text_instead_of_a_call_is_asked_for_twice(tmp_path: Path) -> None:
    turn, _ = run_turn("never-called", tmp_path)

    assert len(turn.attempts) == 2
    assert turn.follow_ups == ()


def test_a_call_that_comes_for_ever_is_answered_three_times(tmp_path: Path) -> None:
    turn, _ = run_turn("output-ignored", tmp_path)

    assert len(turn.follow_ups) == turn_module.MAX_FOLLOW_UPS


def test_a_list_of_models_that_never_comes_is_given_up(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ask, "SIDE_TIMEOUT_S", 0.2)
    unknown = find_fault("model-unknown")

    def behaviour(seen: Seen) -> Reply:
        silent = Reply(raw=b"", ending=Ending.HOLD)
        return silent if seen.method == "GET" else unknown.behaviour(seen)

    turn, _ = run_turn(replace(unknown, behaviour=behaviour), tmp_path)

    assert turn.models is not None
    assert turn.models.failure == "no_answer"
    assert turn.served == ()


def test_a_retry_after_that_codex_sleeps_through_is_not_waited_for(tmp_path: Path) -> None:
    def behaviour(_: Seen) -> Reply:
        return json_reply(429, {"error": {"message": "slow down"}}, ("retry-after", "3600"))

    turn, _ = run_turn(replace(find_fault("rate-limited"), behaviour=behaviour), tmp_path)

    assert len(turn.attempts) == 1
