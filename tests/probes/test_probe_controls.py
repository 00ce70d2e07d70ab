"""The further requests that show what really refuses: words, size, a header, a proxy, a query."""

from __future__ import annotations

import json
from itertools import count
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from codex_doctor.lab.endpoint import LabEndpoint, tools, unknown_model
from codex_doctor.lab.fault import CONFIG, Fault, changed
from codex_doctor.lab.faults_headers import FORBIDDEN
from codex_doctor.lab.faults_silent import BAD_REQUEST, LITE
from codex_doctor.lab.replies import LAB_MODEL as MODEL
from codex_doctor.lab.replies import message
from codex_doctor.lab.replies import turn as events
from codex_doctor.lab.wire import Framing, Reply, document, json_reply
from codex_doctor.model import Failed
from codex_doctor.probes.exchanges import ask
from codex_doctor_checks.turn import model
from codex_doctor_checks.turn.flaky import flaky
from codex_doctor_checks.turn.turn_cause import root_cause
from eyes import SETUP
from turn_runs import run_turn

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from codex_doctor.lab.wire import Behaviour, Json, Seen

GONE = json_reply(404, {"error": {"code": "404", "message": "Resource not found"}})


def fault(behaviour: Behaviour, *, config: str = CONFIG, **environ: str) -> Fault:
    made = Fault("case", "request", None, config=config, behaviour=behaviour)
    return replace(made, environ={**made.environ, **environ})


def forbidding(has: Callable[[str], bool]) -> Behaviour:
    return LabEndpoint(refuse=lambda body: FORBIDDEN if has(json.dumps(body)) else None)


def _speaks_of_the_shell(text: str) -> bool:
    return "exec_command" in text


def _is_long(text: str) -> bool:
    return len(text) > 20_000


@pytest.mark.parametrize(
    ("has", "kinds"),
    [
        (_speaks_of_the_shell, ("tool",)),
        (_is_long, ("size",)),
        (bool, ()),
    ],
)
def test_a_rule_about_words_is_told_from_one_about_size(
    has: Callable[[str], bool], kinds: tuple[str, ...], tmp_path: Path
) -> None:
    turn, requests = run_turn(fault(forbidding(has)), tmp_path)

    assert turn.reduction is not None
    assert tuple(part.kind for part in turn.reduction.parts) == kinds
    assert (turn.reduction.proof is not None) is bool(kinds)
    assert len(requests) <= ask.MAX_REQUESTS


def test_tools_in_the_input_that_are_not_seen_are_seen_at_the_top(tmp_path: Path) -> None:
    good = LabEndpoint(models=(LITE,))

    def call(body: Json) -> tuple[Json, ...]:
        return tuple(good.call(body) if body.get("tools") else events(message("I have no tool.")))

    lite = fault(replace(good, call=call), config=changed("lab-model-1", LITE))
    turn, _ = run_turn(lite, tmp_path)

    assert turn.reluctance is not None
    assert turn.reluctance.sees_moved


def test_a_version_in_the_query_is_tried_where_the_address_speaks_for_it(tmp_path: Path) -> None:
    inner = LabEndpoint(path="/openai/responses")

    def azure(seen: Seen) -> Reply:
        path, _, query = seen.path.partition("?")
        return inner(replace(seen, path=path)) if "api-version=" in query else GONE

    config = CONFIG.replace("{base_url}", "{origin}/openai")
    turn, _ = run_turn(fault(azure, config=config), tmp_path)
    plain, _ = run_turn(fault(lambda _: GONE), tmp_path)

    assert turn.versioned is not None
    assert turn.versioned.status != 404
    assert plain.versioned is None


def test_a_request_through_a_proxy_is_sent_past_it_for_this_machine_alone(tmp_path: Path) -> None:
    def proxy(seen: Seen) -> Reply:
        return GONE if seen.path.startswith("http://") else LabEndpoint()(seen)

    turn, _ = run_turn(fault(proxy, HTTP_PROXY="{origin}"), tmp_path)
    none, _ = run_turn(fault(lambda _: GONE), tmp_path)

    assert turn.direct is not None
    assert turn.direct.status == 200
    assert none.direct is None


PAGE = document(404, "text/html", "<html><title>404 Not Found</title></html>")
EMPTY = Reply(framing=Framing.LENGTH)


def is_of_codex(seen: Seen) -> bool:
    return "codex" in seen.header("user-agent")


def is_large(seen: Seen) -> bool:
    return len(seen.body) > 20_000


@pytest.mark.parametrize("reply", [PAGE, EMPTY])
@pytest.mark.parametrize(("hides", "kind"), [(is_of_codex, "header"), (is_large, "size")])
def test_a_route_that_only_codexs_request_does_not_find_is_no_missing_one(
    hides: Callable[[Seen], bool], kind: str, reply: Reply, tmp_path: Path
) -> None:
    good = LabEndpoint()
    turn, requests = run_turn(fault(lambda seen: reply if hides(seen) else good(seen)), tmp_path)

    assert turn.reduction is not None
    assert turn.reduction.proof is not None
    assert turn.reduction.parts[0].kind == kind
    assert len(requests) <= ask.MAX_REQUESTS
    root = root_cause(turn)
    assert root is not None
    assert root.cause.id == ("request.too_large" if kind == "size" else "auth.client_blocked")


def test_a_route_that_is_nowhere_is_looked_for_as_long_as_there_is_room(tmp_path: Path) -> None:
    turn, requests = run_turn(fault(lambda _: PAGE), tmp_path)

    assert turn.reduction is not None
    assert turn.reduction.proof is None
    (least,) = turn.reduction.tried
    assert least.bytes_sent < 1000
    assert any(one.path == "/v1/responses" and not is_of_codex(one) for one in requests)
    assert len(requests) == ask.MAX_REQUESTS
    assert len({one.url for one in turn.bases}) == len(turn.bases)


def test_headers_that_cannot_be_told_apart_are_named_together(tmp_path: Path) -> None:
    good, named = LabEndpoint(), ("session-id", "thread-id", "x-client-request-id")

    def refusing(seen: Seen) -> Reply:
        return FORBIDDEN if any(map(seen.header, named)) else good(seen)

    turn, requests = run_turn(fault(refusing), tmp_path)

    assert len(requests) == ask.MAX_REQUESTS
    root = root_cause(turn)
    assert root is not None
    assert (root.cause.id, root.cause.form) == ("auth.client_blocked", "header")
    assert all(name in root.cause.subject for name in named)
    assert root.proof is not None
    assert root.proof.passed.status == 200


def has_many(body: Json) -> bool:
    return len(tools(body)) > 5


def has_arguments(body: Json) -> bool:
    return any(one.get("parameters", {}).get("required") for one in tools(body))


@pytest.mark.parametrize("is_too_much", [has_many, has_arguments])
def test_the_schemas_of_functions_are_no_tool_type(
    is_too_much: Callable[[Json], bool], tmp_path: Path
) -> None:
    def refuse(body: Json) -> Reply | None:
        return BAD_REQUEST if is_too_much(body) else None

    turn, _ = run_turn(fault(LabEndpoint(refuse=refuse)), tmp_path)

    assert turn.reduction is not None
    assert [one.name for one in turn.reduction.parts] == ["tools.functions"]


@pytest.mark.parametrize("odd", [0, 1])
def test_a_model_that_one_of_two_servers_lacks_is_a_flaky_endpoint(
    odd: int, tmp_path: Path
) -> None:
    good, number = LabEndpoint(), count()

    def balanced(seen: Seen) -> Reply:
        if seen.method == "POST" and next(number) % 2 == odd:
            return unknown_model(seen.json)
        return good(seen)

    turn, _ = run_turn(fault(balanced), tmp_path)

    assert turn.reduction is None
    assert root_cause(turn) is None
    assert flaky(turn, SETUP) is not None


def test_a_listed_model_that_is_refused_twice_stays_refused(tmp_path: Path) -> None:
    turn, requests = run_turn(
        fault(LabEndpoint(refuse=unknown_model)),
        tmp_path,
    )

    assert turn.model in turn.served
    assert [one.status for one in turn.attempts] == [404, 404]
    assert len(requests) == 3


@pytest.mark.parametrize(
    "reply",
    [
        document(200, "text/html; charset=utf-8", "<html>Welcome</html>"),
        Reply(status=204, framing=Framing.LENGTH),
        EMPTY,
    ],
)
def test_a_page_or_nothing_is_no_acceptance(reply: Reply, tmp_path: Path) -> None:
    def front(seen: Seen) -> Reply:
        return reply if seen.header("api-key") else json_reply(401, {"error": "Missing API key"})

    turn, _ = run_turn(fault(front), tmp_path)

    assert turn.keyless is not None
    assert turn.rekeyed is None


def test_a_key_without_quota_among_good_ones_is_a_flaky_endpoint(tmp_path: Path) -> None:
    good, number = LabEndpoint(), count()
    spent = json_reply(403, {"error": {"message": "no quota", "code": "insufficient_quota"}})

    def pooled(seen: Seen) -> Reply:
        return spent if seen.method == "POST" and next(number) % 2 == 0 else good(seen)

    turn, _ = run_turn(fault(pooled), tmp_path)

    assert root_cause(turn) is None
    assert flaky(turn, SETUP) is not None


@pytest.mark.parametrize("status", [500, 502, 503])
def test_what_passes_when_the_endpoint_has_recovered_is_not_blamed(
    status: int, tmp_path: Path
) -> None:
    good, number = LabEndpoint(), count()

    def starting(seen: Seen) -> Reply:
        is_down = seen.method == "POST" and next(number) < 2
        return json_reply(status, {}) if is_down else good(seen)

    turn, _ = run_turn(fault(starting), tmp_path)

    assert root_cause(turn) is None
    odd = flaky(turn, SETUP)
    assert odd is not None
    assert odd.cause.endswith("only at try 3")


def test_a_tool_output_that_passes_later_is_not_refused_for_what_it_is(tmp_path: Path) -> None:
    good, number = LabEndpoint(), count()

    def failing(seen: Seen) -> Reply:
        has_output = "function_call_output" in seen.body.decode()
        return json_reply(500, {}) if has_output and next(number) < 2 else good(seen)

    turn, _ = run_turn(fault(failing), tmp_path)

    assert turn.reduction is None
    assert root_cause(turn) is None
    assert flaky(turn, SETUP) is not None


def serving(served: str, refusal: Reply, *, listed: bool) -> Behaviour:
    """Serve one model alone, and refuse every other."""
    return LabEndpoint(models=(served,), lists_models=listed, unknown=lambda _: refusal)


@pytest.mark.parametrize(
    ("status", "said", "listed", "finding"),
    [
        (403, "key not allowed to access model {model}", True, "model.no_access"),
        (500, "KeyError: '{model}'", True, "model.unknown_id"),
        (400, "Invalid model: {model}. Available models: other-1", False, "model.unknown_id"),
    ],
)
def test_a_model_that_is_taken_is_found_whatever_refuses_the_other(
    status: int, said: str, listed: bool, finding: str, tmp_path: Path
) -> None:
    refusal = json_reply(status, {"error": {"message": said.format(model=MODEL)}})
    turn, _ = run_turn(fault(serving("other-1", refusal, listed=listed)), tmp_path)

    assert turn.renamed == "other-1"
    root = root_cause(turn)
    assert root is not None
    assert root.cause.id == finding
    fixes = model.judge(turn, SETUP)
    assert isinstance(fixes, Failed)
    assert fixes.findings[0].fixes[0].title == "Use the model other-1."
    has_pointer = any("GET /models" in one.title for one in fixes.findings[0].fixes)
    assert has_pointer == (listed and finding == "model.unknown_id")


@pytest.mark.parametrize(
    ("status", "header", "said"),
    [
        (401, "apikey", "No API key found in request"),
        (401, "x-litellm-api-key", "Authentication Error, No api key passed in."),
        (403, "x-api-key", "Forbidden"),
    ],
)
def test_the_header_of_a_gateways_own_is_found(
    status: int, header: str, said: str, tmp_path: Path
) -> None:
    good = LabEndpoint(key=None)

    def gateway(seen: Seen) -> Reply:
        return good(seen) if seen.header(header) else json_reply(status, {"message": said})

    turn, _ = run_turn(fault(gateway), tmp_path)

    assert turn.key_header == header
    root = root_cause(turn)
    assert root is not None
    assert root.cause.id == "auth.wrong_header"


def test_parts_of_a_message_are_told_from_messages(tmp_path: Path) -> None:
    def refuse(body: Json) -> Reply | None:
        has_parts = any(len(one.get("content") or ()) > 1 for one in body["input"])
        return BAD_REQUEST if has_parts else None

    turn, _ = run_turn(fault(LabEndpoint(refuse=refuse)), tmp_path)

    assert turn.reduction is not None
    assert [one.name for one in turn.reduction.parts] == ["content"]
    assert turn.reduction.proof is not None


def test_what_a_function_is_refused_for_is_said_and_not_functions_as_such(tmp_path: Path) -> None:
    place = "'tools[0].function_declarations[0].parameters'"
    said = f'Unknown name "additionalProperties" at {place}: Cannot find field.'
    refusal = json_reply(400, {"error": {"message": said}})

    def refuse(body: Json) -> Reply | None:
        return refusal if tools(body) else None

    turn, _ = run_turn(fault(LabEndpoint(refuse=refuse)), tmp_path)

    root = root_cause(turn)
    assert root is not None
    assert root.cause.id == "request.field_rejected"
