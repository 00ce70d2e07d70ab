from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from codex_doctor.lab.endpoint import LabEndpoint, items
from codex_doctor.lab.faults import find_fault
from codex_doctor.lab.faults_headers import HEADER_FAULTS
from codex_doctor.lab.faults_silent import BAD_REQUEST, SILENT_FAULTS, has_field, silent
from codex_doctor.lab.wire import Ending, Json, Reply, Seen, json_reply
from codex_doctor.probes.exchanges import ask
from turn_runs import run_turn

if TYPE_CHECKING:
    from pathlib import Path

    from codex_doctor.facts import Turn
    from codex_doctor.lab.fault import Fault

# What is found at each fault, where its name does not say it.
FOUND = {
    "silent-reasoning-summary": ("reasoning.summary",),
    "silent-reasoning-context": ("reasoning.context",),
    "silent-strict": ("tools.strict",),
    "silent-namespace": ("namespace",),
    "silent-namespace-500": ("namespace",),
    "silent-web-search": ("web_search",),
    "silent-hosted-tools": ("namespace", "web_search"),
    "silent-functions": ("function",),
    "silent-item-ids": ("id",),
    "silent-developer": ("developer",),
    "silent-size": ("size",),
    "silent-instructions": ("instructions",),
    "silent-turn-metadata": ("x-codex-turn-metadata",),
    "originator-blocked": ("originator",),
    "user-agent-blocked": ("user-agent",),
    "silent-header-limit": ("headers",),
    "silent-lite-header": ("x-openai-internal-codex-responses-lite",),
}


def names(turn: Turn) -> tuple[str, ...]:
    assert turn.reduction is not None
    return tuple(part.name for part in turn.reduction.parts)


@pytest.mark.parametrize("name", [fault.name for fault in (*SILENT_FAULTS, *HEADER_FAULTS)])
def test_the_refused_part_is_found_within_the_budget(name: str, tmp_path: Path) -> None:
    turn, requests = run_turn(name, tmp_path)

    assert turn.reduction is not None
    assert turn.reduction.proof is not None
    assert turn.reduction.proof.status == 200
    assert len(requests) == len(turn.exchanges) <= ask.MAX_REQUESTS
    if name in FOUND:
        assert names(turn) == FOUND[name]


def test_an_accepted_small_request_is_not_read_to_its_end(tmp_path: Path) -> None:
    turn, _ = run_turn("silent-namespace", tmp_path)

    assert turn.reduction is not None
    accepted = [one for one in turn.reduction.tried if one.status == 200]
    assert accepted
    assert {one.bytes_received for one in accepted} == {0}


def test_the_proof_differs_from_codexs_request_in_that_part_alone(tmp_path: Path) -> None:
    _, requests = run_turn("field-rejected-silently", tmp_path)

    whole, proof = json.loads(requests[0].body), json.loads(requests[-1].body)
    assert whole.pop("store") is False
    assert proof == whole


def test_a_named_part_with_a_setting_is_proved_with_one_request(tmp_path: Path) -> None:
    turn, requests = run_turn("tool-namespace-rejected", tmp_path)

    assert names(turn) == ("namespace",)
    assert len(requests) == 3  # refused, refused again, accepted without it


@pytest.mark.parametrize(
    ("status", "found"), [(422, ("null", "reasoning")), (400, ("field", "reasoning"))]
)
def test_null_is_told_from_the_field(status: int, found: tuple[str, str], tmp_path: Path) -> None:
    """Up to 0.144 Codex sends `reasoning: null` for an id that it does not know."""

    def has(body: Json) -> bool:
        return body.get("reasoning", {}) is None or (status == 400 and "reasoning" in body)

    fault = silent("null", has, expect="request.field_rejected", reply=json_reply(status, {}))
    turn, _ = run_turn(fault, tmp_path, version="0.120.0")

    assert turn.reduction is not None
    assert turn.reduction.proof is not None
    assert [(part.kind, part.name) for part in turn.reduction.parts] == [found]


@pytest.mark.parametrize("is_null_alone", [True, False])
def test_null_that_is_named_is_proved_with_one_request(is_null_alone: bool, tmp_path: Path) -> None:
    said = {"error": {"message": "reasoning: Input should be a valid dictionary"}}
    said["error"] |= {"type": "invalid_request_error", "param": "reasoning"}

    def has(body: Json) -> bool:
        return body["reasoning"] is None or not is_null_alone

    fault = silent("null", has, expect="request.field_rejected", reply=json_reply(400, said))
    turn, requests = run_turn(fault, tmp_path, version="0.120.0")

    assert names(turn) == ("reasoning",)
    assert turn.reduction is not None
    assert (turn.reduction.proof is not None) is is_null_alone
    assert len(turn.reduction.tried) == 1
    assert json.loads(requests[-1].body)["reasoning"] == {}


def test_what_the_next_refusal_names_goes_too(tmp_path: Path) -> None:
    turn, _ = run_turn("tool-hosted-rejected", tmp_path)

    assert names(turn) == ("namespace", "web_search")
    assert turn.reduction is not None
    assert turn.reduction.proof is not None


def test_a_named_part_without_a_setting_costs_nothing_more(tmp_path: Path) -> None:
    turn, requests = run_turn("field-store-rejected", tmp_path)

    assert turn.reduction is None
    assert len(requests) == 2


def test_a_setting_that_does_not_help_is_no_proof(tmp_path: Path) -> None:
    named = find_fault("tool-namespace-rejected")
    asked: list[Seen] = []

    def behaviour(seen: Seen) -> Reply:
        asked.append(seen)
        return named.behaviour(seen) if len(asked) < 3 else BAD_REQUEST

    turn, _ = run_turn(replace(named, behaviour=behaviour), tmp_path)

    assert turn.reduction is not None
    assert turn.reduction.proof is None
    assert len(turn.reduction.tried) == 1


def small_gets(reply: Reply) -> Fault:
    """Return an endpoint that refuses Codex's request silently and small ones like this."""
    whole = find_fault("field-rejected-silently")

    def behaviour(seen: Seen) -> Reply:
        is_small = len(seen.json.get("input", ())) < 2
        return reply if is_small else whole.behaviour(seen)

    return replace(whole, behaviour=behaviour)


@pytest.mark.parametrize(
    "reply",
    [
        json_reply(429, {}),
        json_reply(503, {}),
        Reply(raw=b"", ending=Ending.RESET),
    ],
)
def test_an_unclear_answer_ends_the_search(reply: Reply, tmp_path: Path) -> None:
    turn, requests = run_turn(small_gets(reply), tmp_path)

    assert names(turn) == ()
    assert turn.reduction is not None
    assert turn.reduction.proof is None
    assert len(requests) == 4


def test_an_endpoint_that_refuses_everything_is_asked_seven_times(tmp_path: Path) -> None:
    fault = silent("refuses", has_field("model"), expect="request.rejected")
    turn, requests = run_turn(fault, tmp_path)

    assert names(turn) == ()
    assert len(requests) == 7


def test_the_search_ends_with_the_budget(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ask, "MAX_REQUESTS", 4)
    turn, requests = run_turn("silent-web-search", tmp_path)

    assert names(turn) == ()
    assert len(requests) == 4


def test_headers_are_not_searched_without_room(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ask, "MAX_REQUESTS", 2)
    turn, _ = run_turn("originator-blocked", tmp_path)

    assert names(turn) == ()


def test_a_speaking_refusal_that_names_nothing_known_is_searched(tmp_path: Path) -> None:
    def refuse(body: Json) -> Reply | None:
        bad = any(item.get("role") == "developer" for item in items(body))
        return json_reply(400, {"error": {"message": "Invalid request body"}}) if bad else None

    fault = replace(find_fault("healthy"), behaviour=LabEndpoint(refuse=refuse))
    turn, _ = run_turn(fault, tmp_path)

    assert names(turn) == ("developer",)


@pytest.mark.parametrize(("room", "found"), [(2, ("namespace",)), (3, ("namespace", "web_search"))])
def test_a_proof_ends_with_the_budget(
    room: int, found: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ask, "MAX_REQUESTS", room)
    turn, _ = run_turn("tool-hosted-rejected", tmp_path)

    assert names(turn) == found
    assert turn.reduction is not None
    assert turn.reduction.proof is None
    assert len(turn.reduction.tried) == room - 2
