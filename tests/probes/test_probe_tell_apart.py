from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from codex_doctor.answers.answer import is_taken
from codex_doctor.answers.bases import base_with_route
from codex_doctor.lab import replies
from codex_doctor.lab.faults import find_fault
from codex_doctor.lab.wire import json_reply
from codex_doctor.probes.exchanges import ask
from codex_doctor.words.told import Told
from turn_runs import run_turn

if TYPE_CHECKING:
    from pathlib import Path

    from codex_doctor.lab.wire import Reply, Seen


@pytest.mark.parametrize("name", ["api-key", "x-api-key"])
def test_the_header_that_carries_the_key_is_found(name: str, tmp_path: Path) -> None:
    turn, requests = run_turn(f"key-in-{name}", tmp_path)

    assert turn.key_header == name
    assert turn.rekeyed is not None
    assert turn.rekeyed.status == 200
    assert turn.keyless is not None
    assert turn.keyless.status == 401
    last = requests[-1]
    assert not last.header("authorization")
    assert last.header(name).startswith("sk-lab")


@pytest.mark.parametrize(
    ("sent", "wanted"),
    [
        ("x-api-key", "api-key"),
        ("api-key", "x-api-key"),
        ("x-api-key", "authorization"),
        ("api_key", "api-key"),
        ("x-api-keys", "x-api-key"),
        ("x-company-key", "authorization"),
    ],
)
def test_a_key_that_is_sent_in_one_header_is_tried_in_the_others(
    sent: str, wanted: str, tmp_path: Path
) -> None:
    def answer(seen: Seen) -> Reply:
        is_let_in = seen.header(wanted).removeprefix("Bearer ").startswith("sk-lab")
        return json_reply(200 if is_let_in else 401, {})

    fault = find_fault("key-in-api-key")
    headers = f'env_http_headers = {{ "{sent.title()}" = "LAB_API_KEY" }}'
    config = (fault.config or "").replace('env_key = "LAB_API_KEY"', headers)
    turn, requests = run_turn(replace(fault, behaviour=answer, config=config), tmp_path)

    assert turn.key_header == wanted
    assert turn.keyless is not None
    assert requests[0].header(sent)
    assert {one.header(sent) for one in requests[-len(turn.side) :]} == {""}


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("x-api-key header is required", "x-api-key"),
        ("Access denied due to missing subscription key.", "Ocp-Apim-Subscription-Key"),
        ("Access denied due to missing subscription key.", "api-key"),
    ],
)
def test_a_header_that_an_endpoint_names_is_tried(text: str, wanted: str, tmp_path: Path) -> None:
    def answer(seen: Seen) -> Reply:
        is_let_in = seen.header(wanted.lower()).startswith("sk-lab")
        return json_reply(200 if is_let_in else 401, {"error": text})

    turn, requests = run_turn(replace(find_fault("key-in-api-key"), behaviour=answer), tmp_path)

    assert turn.key_header == wanted
    assert len(requests) <= ask.MAX_REQUESTS


def test_summaries_that_only_the_verified_get_are_left_out(tmp_path: Path) -> None:
    text = "Your organization must be verified to generate reasoning summaries."

    def answer(seen: Seen) -> Reply:
        detail = {"message": text, "param": "reasoning.summary", "code": "unsupported_value"}
        is_asked = "summary" in (seen.json.get("reasoning") or {})
        return json_reply(400, {"error": detail}) if is_asked else json_reply(200, {})

    fault = replace(find_fault("model-unknown"), behaviour=answer)
    config = f'model_reasoning_summary = "detailed"\n{fault.config}'
    turn, _ = run_turn(replace(fault, config=config), tmp_path)

    assert turn.reduction is not None
    assert [one.name for one in turn.reduction.parts] == ["reasoning.summary"]
    assert turn.reduction.proof is not None


def test_a_base_path_of_a_service_is_found_with_what_is_left(tmp_path: Path) -> None:
    def answer(seen: Seen) -> Reply:
        is_there = seen.path == "/compatible-mode/v1/responses"
        return json_reply(401 if is_there else 404, {"error": "x"})

    turn, requests = run_turn(replace(find_fault("model-unknown"), behaviour=answer), tmp_path)

    assert base_with_route(turn.bases, turn.model).endswith("/compatible-mode/v1")
    assert len(requests) <= ask.MAX_REQUESTS


def test_an_endpoint_that_needs_no_key_is_not_asked_further(tmp_path: Path) -> None:
    turn, requests = run_turn("key-not-needed", tmp_path)

    assert turn.keyless is not None
    assert turn.keyless.status == 200
    assert requests[-1].header("authorization") == ""


def test_a_key_that_no_header_makes_right_is_tried_in_each(tmp_path: Path) -> None:
    turn, _ = run_turn("key-rejected", tmp_path)

    assert turn.rekeyed is None
    assert len(turn.side) == 4


def test_a_key_that_is_wanted_without_a_scheme_is_found(tmp_path: Path) -> None:
    def answer(seen: Seen) -> Reply:
        is_let_in = seen.header("authorization").startswith("sk-lab")
        return json_reply(200 if is_let_in else 401, {})

    turn, requests = run_turn(replace(find_fault("key-rejected"), behaviour=answer), tmp_path)

    assert turn.key_header == "authorization"
    assert requests[-1].header("authorization").startswith("sk-lab")


def test_a_key_in_quotes_is_tried_in_no_other_header(tmp_path: Path) -> None:
    turn, _ = run_turn("key-quoted", tmp_path)

    assert turn.side == (turn.keyless,)


def test_without_a_key_there_is_nothing_to_try(tmp_path: Path) -> None:
    turn, _ = run_turn("no-credential", tmp_path)

    assert turn.side == ()


def test_other_bases_are_asked_without_the_key_first(tmp_path: Path) -> None:
    turn, requests = run_turn("base-path-openai", tmp_path)

    asked = [one for one in requests if one.body == b"{}" and "chat" not in one.path]
    own, *others = asked
    assert own.path == requests[0].path
    assert own.header("authorization")
    assert others
    assert {one.header("authorization") for one in others} == {""}
    assert (turn.own, turn.side) == (None, ())


def test_a_route_that_is_there_leaves_the_model(tmp_path: Path) -> None:
    turn, requests = run_turn("model-not-forwarded", tmp_path)

    assert turn.own
    assert turn.own.status == 400
    assert turn.model in turn.served
    # Nor is it only Codex's own request that is refused.
    assert turn.reduction is not None
    assert turn.reduction.proof is None
    assert [one.purpose for one in turn.reduction.tried] == [Told("purpose.least")]
    assert len(requests) == 5


def test_a_gateway_that_hides_its_routes_is_asked_again_with_the_key(tmp_path: Path) -> None:
    turn, requests = run_turn("route-behind-key", tmp_path)

    assert turn.side
    assert len(requests) <= ask.MAX_REQUESTS
    assert turn.bases[0].url.endswith("/v1/responses")
    assert turn.bases[0].status != 401


def test_the_key_is_not_shown_further_once_a_route_is_found(tmp_path: Path) -> None:
    def answer(seen: Seen) -> Reply:
        is_route = seen.path in {"/openai/v1/responses", "/v1/responses"}
        if not is_route:
            return json_reply(404, {"detail": "Not Found"})
        if not seen.header("authorization"):
            return json_reply(401, {"error": {"message": "No api key passed in."}})
        return json_reply(400, {"error": {"message": "model is required", "param": "model"}})

    fault = find_fault("base-url-double-v1")
    turn, requests = run_turn(replace(fault, behaviour=answer), tmp_path)

    assert len(turn.side) == 1
    assert base_with_route(turn.bases, turn.model)
    assert len(requests) < ask.MAX_REQUESTS - 2


def test_a_gateway_that_crashes_without_the_key_is_asked_again_with_it(tmp_path: Path) -> None:
    def crash(seen: Seen) -> Reply:
        if not seen.header("authorization"):
            return json_reply(500, {"error": "Internal Server Error"})
        return find_fault("base-url-double-v1").behaviour(seen)

    turn, _ = run_turn(replace(find_fault("base-url-double-v1"), behaviour=crash), tmp_path)

    assert not turn.bases[0].url.endswith("/v1/v1/responses")
    assert turn.bases[0].status == 400


def test_the_id_that_answers_is_the_one_to_take(tmp_path: Path) -> None:
    turn, requests = run_turn("model-near-ids", tmp_path)

    assert turn.renamed == "zeta/lab-model-1"
    assert len(requests) == 4


def test_near_ids_are_not_tried_without_room(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(ask, "MAX_REQUESTS", 2)
    turn, _ = run_turn("model-near-ids", tmp_path)

    assert turn.renamed == ""
    assert turn.side == ()


def test_what_no_further_request_can_decide_costs_none(tmp_path: Path) -> None:
    turn, requests = run_turn("quota-exhausted", tmp_path)

    assert len(requests) == 1
    assert turn.side == ()


def test_a_near_id_that_is_refused_is_not_said_to_answer(tmp_path: Path) -> None:
    near = find_fault("model-prefix-missing")

    def behaviour(seen: Seen) -> Reply:
        small = seen.method == "POST" and len(seen.body) < 1000
        return json_reply(403, {}) if small else near.behaviour(seen)

    turn, _ = run_turn(replace(near, behaviour=behaviour), tmp_path)

    assert turn.renamed == ""
    assert len(turn.side) >= 1


@pytest.mark.parametrize(
    ("with_key", "tells"),
    [
        (json_reply(200, {}), True),
        (json_reply(401, {"error": {"message": "Invalid API key"}}), True),
        (json_reply(500, {"detail": "x"}), False),
        (json_reply(404, {"detail": "x"}), False),
    ],
)
def test_an_error_without_a_credential_is_tried_with_a_made_up_key(
    with_key: Reply, *, tells: bool, tmp_path: Path
) -> None:
    def answer(seen: Seen) -> Reply:
        return with_key if seen.header("authorization") else json_reply(500, {"detail": "x"})

    fault = replace(find_fault("no-credential"), behaviour=answer)
    turn, requests = run_turn(fault, tmp_path)

    assert [one.header("authorization") for one in requests].count("") == len(requests) - 1
    assert requests[-1].body == requests[0].body
    assert (turn.made_up is not None) == tells


def _fails_inside(message: str) -> Reply:
    """Return a stream that begins well and ends in an error."""
    error = {"code": "server_error", "message": message}
    events = (
        {"type": "response.created", "response": {"id": "resp_1"}},
        {"type": "response.failed", "response": {"id": "resp_1", "error": error}},
    )
    return replies.sse(f"data: {json.dumps(one)}\n\n".encode() for one in events)


def test_an_error_inside_a_stream_is_not_cured_by_a_made_up_key(tmp_path: Path) -> None:
    def answer(_: Seen) -> Reply:
        return _fails_inside("something went wrong")

    fault = replace(find_fault("no-credential"), behaviour=answer)
    turn, requests = run_turn(fault, tmp_path)

    assert requests[-1].header("authorization")
    assert turn.made_up is None


def test_a_key_that_is_refused_inside_a_stream_is_not_proved_needless(tmp_path: Path) -> None:
    def answer(_: Seen) -> Reply:
        return _fails_inside("Invalid API Key")

    fault = replace(find_fault("key-rejected"), behaviour=answer)
    turn, _ = run_turn(fault, tmp_path)

    assert len(turn.side) == 4
    assert turn.rekeyed is None
    assert turn.keyless is not None
    assert not is_taken(turn.keyless, model=turn.model)


def test_an_error_with_a_credential_is_never_tried_with_a_made_up_key(tmp_path: Path) -> None:
    _, requests = run_turn("status-500", tmp_path)

    assert all(one.header("authorization").startswith("Bearer sk-lab") for one in requests)
