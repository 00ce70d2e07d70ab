from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from codex_doctor.facts import Location
from codex_doctor.facts.proxies import ProxyChoice
from codex_doctor.facts.reduction import Reduction, RefusedPart
from codex_doctor.model import Confidence, Failed, Finding
from codex_doctor_checks.turn import auth, model, request, wire
from codex_doctor_checks.turn.turn_cause import root_cause
from eyes import ENDPOINT, SETUP, exchange, refused, turn

if TYPE_CHECKING:
    from codex_doctor.facts import Setup

REFUSED = refused(400, b"Bad Request")
ACCEPTED = exchange()
NAMESPACE = RefusedPart("tool", "namespace", 'tools[4].type = "namespace"')
NAME = "model_providers.lab.name"
SEARCH = RefusedPart("tool", "web_search", 'tools[8].type = "web_search"')


def found(
    *parts: RefusedPart, is_proved: bool = True, first: bytes = b"Bad Request", setup: Setup = SETUP
) -> Finding:
    proof = ACCEPTED if is_proved else None
    reduction = Reduction(parts, proof, (REFUSED, ACCEPTED) if is_proved else (REFUSED,))
    seen = replace(turn(refused(400, first)), reduction=reduction)
    outcomes = (check.judge(seen, setup) for check in (auth, request))
    ((finding,),) = (one.findings for one in outcomes if isinstance(one, Failed))
    return finding


@pytest.mark.parametrize(
    ("kind", "name", "finding_id"),
    [
        ("field", "store", "request.field_rejected"),
        ("role", "developer", "request.role_rejected"),
        ("item", "id", "request.item_rejected"),
        ("tool", "custom", "request.tool_type_rejected"),
        ("size", "size", "request.too_large"),
        ("header", "originator", "auth.client_blocked"),
        ("header_size", "headers", "http.header_limit"),
    ],
)
def test_the_part_that_has_to_go_names_the_finding(kind: str, name: str, finding_id: str) -> None:
    finding = found(RefusedPart(kind, name, f"the place of {name}"))

    assert finding.id == finding_id
    shown = {one.label: one.measured for one in finding.evidence}
    assert shown["refused"] == f"the place of {name}"
    assert shown["without it"] == "HTTP 200: the same request, otherwise unchanged"
    assert shown["tried"] == "2 other requests"


def test_what_is_refused_because_it_is_null_is_said_so_and_takes_two_settings() -> None:
    part = RefusedPart("null", "reasoning", "reasoning = null", "reasoning = null")

    finding = found(part)

    assert finding.cause == "gw.example refuses reasoning = null in Codex's request"
    assert [edit.after for edit in finding.fixes[0].edits] == [
        "model_supports_reasoning_summaries = true",
        'model_reasoning_summary = "none"',
    ]


def test_a_part_with_a_word_of_its_own_is_called_so() -> None:
    finding = found(RefusedPart("item", "id", "input[0].id"))

    assert "ids of input items" in finding.cause


def test_a_setting_that_removes_the_part_is_the_first_fix() -> None:
    fix = found(NAMESPACE).fixes[0]

    assert fix.title == "Set features.multi_agent = false in config.toml."
    assert fix.edits[0].after == "features.multi_agent = false"
    assert fix.edits[0].file == "~/.codex/config.toml"
    assert fix.commands is not None
    assert fix.commands.posix == "codex -c features.multi_agent=false"


def test_two_parts_need_both_settings() -> None:
    finding = found(NAMESPACE, SEARCH)
    fix = finding.fixes[0]

    assert finding.cause == "gw.example refuses a tool type: namespace and web_search"
    assert fix.title.startswith('Set features.multi_agent = false and web_search = "disabled"')
    assert [(edit.key, edit.line) for edit in fix.edits] == [
        ("features.multi_agent", 1),
        ("web_search", 1),
    ]


def test_a_part_that_the_user_asks_for_is_left_out_beside_a_setting() -> None:
    key = "model_reasoning_effort"
    place = Location("~/.codex/config.toml", 3)
    setup = replace(SETUP, values={key: "xhigh"}, origins={key: place})
    effort = RefusedPart("field", "reasoning.effort", "reasoning.effort")

    fix = found(SEARCH, effort, setup=setup).fixes[0]

    assert fix.title == f'Set web_search = "disabled" in config.toml, and remove {key} from it.'
    assert [(one.key, one.before, one.after) for one in fix.edits] == [
        ("web_search", None, 'web_search = "disabled"'),
        (key, f'{key} = "xhigh"', None),
    ]
    assert not found(SEARCH, effort).fixes[0].edits


def test_a_name_that_has_to_change_is_the_provider_s_beside_a_part_that_is_left_out_too() -> None:
    parts = (
        RefusedPart("item", "configuration_update", "input[1]"),
        RefusedPart("field", "service_tier", "service_tier"),
    )
    values = {"service_tier": "fast"}
    place = Location("~/.codex/config.toml", 3)
    setup = replace(SETUP, values=values, origins=dict.fromkeys(values, place))
    named = replace(setup, origins={**setup.origins, NAME: place})

    assert not found(*parts, setup=setup).fixes[0].edits
    assert [one.key for one in found(*parts, setup=named).fixes[0].edits] == [NAME, "service_tier"]


@pytest.mark.parametrize(
    "said",
    [
        b'{"error": {"message": "\\"qwen3-coder:30b\\" does not support thinking"}}',
        b'{"detail": "Unsupported parameter: reasoning_effort"}',
    ],
)
def test_an_effort_that_no_value_of_is_taken_is_left_out(said: bytes) -> None:
    key = "model_reasoning_effort"
    place = Location("~/.codex/config.toml", 3)
    setup = replace(SETUP, values={key: "high"}, origins={key: place})

    outcome = request.judge(turn(refused(400, said)), setup)

    assert isinstance(outcome, Failed)
    fix = outcome.findings[0].fixes[0]
    assert fix.title == f"Remove {key}: Codex then leaves that out."
    assert [(one.line, one.after) for one in fix.edits] == [(3, None)]


def test_a_setting_that_the_file_has_is_changed_where_it_stands() -> None:
    place = Location("~/.codex/config.toml", 3)
    setup = replace(SETUP, values={"web_search": "live"}, origins={"web_search": place})
    (edit,) = found(SEARCH, setup=setup).fixes[0].edits

    assert (edit.line, edit.before, edit.after) == (
        3,
        'web_search = "live"',
        'web_search = "disabled"',
    )


@pytest.mark.parametrize(
    ("parts", "values"),
    [
        ((SEARCH,), {"web_search": "disabled"}),
        ((NAMESPACE, SEARCH), {"web_search": "disabled"}),
        ((RefusedPart("item", "configuration_update", "input[1]"),), {NAME: "Custom"}),
    ],
)
def test_a_setting_that_did_not_help_is_no_fix(
    parts: tuple[RefusedPart, ...], values: dict[str, str]
) -> None:
    there = replace(SETUP, origins=dict.fromkeys(values, Location("~/.codex/config.toml", 3)))

    assert found(*parts, setup=there).fixes[0].edits
    assert not found(*parts, setup=replace(there, values=values)).fixes[0].edits


def test_of_two_settings_the_one_that_is_missing_is_the_fix() -> None:
    part = RefusedPart("null", "reasoning", "reasoning = null", "reasoning = null")
    setup = replace(SETUP, values={"model_reasoning_summary": "none"})

    assert [one.key for one in found(part, setup=setup).fixes[0].edits] == [
        "model_supports_reasoning_summaries"
    ]


def test_a_setting_for_only_one_of_two_parts_is_no_fix() -> None:
    fix = found(NAMESPACE, RefusedPart("field", "store", "store")).fixes[0]

    assert "agent" not in fix.title


def test_a_setting_that_did_not_help_is_not_proposed() -> None:
    finding = found(
        NAMESPACE,
        is_proved=False,
        first=b'{"error": {"message": "Unsupported tool type: namespace"}}',
    )

    assert finding.id == "request.tool_type_rejected"
    assert "agent" not in finding.fixes[0].title
    assert finding.evidence[-1].measured == "1 other request, the last: HTTP 400"


@pytest.mark.parametrize("reduction", [None, Reduction((NAMESPACE,), None, ())])
def test_a_setting_is_proposed_by_name_where_nothing_could_be_tried(
    reduction: Reduction | None,
) -> None:
    seen = turn(refused(400, b'{"error": {"message": "Unsupported tool type: namespace"}}'))
    outcome = request.judge(replace(seen, reduction=reduction), SETUP)

    assert isinstance(outcome, Failed)
    assert "features.multi_agent = false" in outcome.findings[0].fixes[0].title


def test_an_item_that_codex_sends_is_not_said_to_come_from_elsewhere() -> None:
    said = b"Invalid value: 'additional_tools'. Supported values are: 'message'. input[0].type"
    first = refused(400, b'{"error": {"message": "%s"}}' % said)
    causes = {}
    for id_ in ("gpt-6.2-sol", "lab-model-1"):
        outcome = request.judge(replace(turn(first), model=id_), SETUP)
        assert isinstance(outcome, Failed)
        causes[id_] = outcome.findings[0].cause

    assert "which Codex does not send" not in causes["gpt-6.2-sol"]
    assert "which Codex does not send" in causes["lab-model-1"]


def test_what_only_openai_gets_goes_with_another_provider_name() -> None:
    part = RefusedPart("item", "internal_chat_message_metadata_passthrough", "input[0].x")
    place = Location("~/.codex/config.toml", 4, 1)
    setup = replace(
        SETUP,
        origins={"model_providers.lab.name": place},
        values={"model_providers.lab.name": "OpenAI"},
    )

    assert found(part).fixes[0].edits == ()
    edit = found(part, setup=setup).fixes[0].edits[0]
    assert (edit.before, edit.after) == ('name = "OpenAI"', 'name = "Custom"')


def test_a_field_that_is_demanded_is_named() -> None:
    finding = found(RefusedPart("demanded", "instructions", "instructions"))

    assert finding.id == "request.rejected"
    assert "without instructions" in finding.cause
    assert any(one.label == "with it" for one in finding.evidence)


def test_nothing_found_leaves_the_refusal_as_it_is() -> None:
    finding = found(is_proved=False)

    assert finding.id == "request.rejected"
    assert finding.evidence[-1].label == "tried"


def test_a_search_that_asked_nothing_is_not_mentioned() -> None:
    seen = replace(turn(REFUSED), reduction=Reduction((), None, ()))
    outcome = request.judge(seen, SETUP)

    assert isinstance(outcome, Failed)
    assert all(one.label != "tried" for one in outcome.findings[0].evidence)


def test_an_answer_that_never_came_says_so() -> None:
    silent = exchange(status=None, failure="no_answer")
    seen = replace(turn(REFUSED), reduction=Reduction((), None, (silent,)))
    outcome = request.judge(seen, SETUP)

    assert isinstance(outcome, Failed)
    assert outcome.findings[0].evidence[-1].measured.endswith("the last: no answer")


@pytest.mark.parametrize(
    ("said", "has_reason"),
    [
        ("", False),
        ("Bad Request", False),
        ("HTTP 400: invalid request.", False),
        ("Unknown error", False),
        ("400 status code (no body)", False),
        ("The moon is in the wrong phase", True),
    ],
)
def test_what_is_refused_with_words_is_not_said_to_be_refused_without(
    said: str, *, has_reason: bool
) -> None:
    body = json.dumps({"error": {"message": said}} if said else {}).encode()
    outcome = request.judge(turn(refused(400, body)), SETUP)

    assert isinstance(outcome, Failed)
    (finding,) = outcome.findings
    assert finding.id == "request.rejected"
    assert ("does not say why" in finding.cause) is not has_reason


def test_the_id_that_was_tried_comes_first() -> None:
    missing = b'{"error": {"message": "no such model", "code": "model_not_found"}}'
    seen = replace(
        turn(refused(404, missing)),
        models=exchange(b"{}"),
        served=("a/lab-model-1", "b/lab-model-1"),
        renamed="b/lab-model-1",
    )
    outcome = model.judge(seen, SETUP)

    assert isinstance(outcome, Failed)
    (finding,) = outcome.findings
    assert "b/lab-model-1 and a/lab-model-1" in finding.cause
    assert finding.evidence[-1].measured == "b/lab-model-1 answers HTTP 200"


@pytest.mark.parametrize(
    ("field", "is_sent"),
    [
        ("temperature", False),
        ("enable_thinking", False),
        ("store", True),
        ("service_tier", True),
        ("tools[3].strict", True),
    ],
)
def test_what_codex_does_not_send_is_not_said_to_stand_in_its_request(
    field: str, is_sent: bool
) -> None:
    said = f"Unsupported parameter: '{field}' is not supported with this model."
    body = json.dumps({"error": {"message": said, "param": field}}).encode()

    outcome = request.judge(turn(refused(400, body)), SETUP)

    assert isinstance(outcome, Failed)
    cause = outcome.findings[0].cause
    assert ("in Codex's request" in cause) is is_sent
    assert ("which Codex does not send" in cause) is not is_sent


def test_headers_that_are_refused_are_named() -> None:
    finding = found(RefusedPart("header", "originator", "header originator"))

    assert "originator" in finding.cause
    assert "firewall" not in finding.cause.lower()
    assert finding.fixes[0].title.endswith("let requests with these headers through: originator.")


@pytest.mark.parametrize("status", [502, 504])
@pytest.mark.parametrize(("scheme", "is_read"), [("http", True), ("https", False)])
def test_what_a_proxy_may_say_itself_is_not_laid_on_the_endpoint(
    scheme: str, is_read: bool, status: int
) -> None:
    proxy = ProxyChoice("http://proxy.example:3128", "proxy.example", 3128, "http_proxy")
    setup = replace(SETUP, endpoint=replace(ENDPOINT, scheme=scheme, proxy=proxy))

    outcome = request.judge(turn(refused(status, b"")), setup)

    assert isinstance(outcome, Failed)
    cause = outcome.findings[0].cause
    assert (proxy.url in cause) is is_read
    assert cause.endswith(f"one of them answers {status}") is is_read


@pytest.mark.parametrize(
    ("status", "body"),
    [
        (403, b"<Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>"),
        (400, b'{"error": {"code": "InvalidParameter", "message": "no"}}'),
        (426, b""),
    ],
)
def test_a_refusal_whose_cause_is_doubted_fails_all_the_same(status: int, body: bytes) -> None:
    seen = turn(refused(status, body))
    root = root_cause(seen)
    outcomes = (check.judge(seen, SETUP) for check in (auth, wire, request))
    ((finding,),) = (one.findings for one in outcomes if isinstance(one, Failed))

    assert root is not None
    assert root.cause.confidence is Confidence.POSSIBLE
    assert finding.confidence is Confidence.LIKELY


def test_a_word_of_a_sentence_is_no_field() -> None:
    said = {
        "code": "InvalidParameter",
        "message": "A parameter specified in the request is not valid",
    }
    outcome = request.judge(turn(refused(400, json.dumps({"error": said}).encode())), SETUP)

    assert isinstance(outcome, Failed)
    assert "refuses specified" not in outcome.findings[0].cause


_SYSTEM_FIRST = (
    b'{"error": {"message": "Jinja Exception: System message must be at the beginning."}}'
)
_NO_SYSTEM = b'{"error": {"message": "System role not supported"}}'


@pytest.mark.parametrize(
    "part", [RefusedPart("item", "messages", "input"), RefusedPart("size", "size", "a body")]
)
def test_what_the_endpoint_says_of_a_role_is_finer_than_a_part_that_holds_it(
    part: RefusedPart,
) -> None:
    finding = found(part, first=_NO_SYSTEM)

    assert finding.id == "request.role_rejected"
    assert "takes no system message" in finding.cause
    assert "--chat-template-file" in finding.fixes[0].title


def test_a_part_that_is_refused_for_another_reason_is_named_whatever_its_size() -> None:
    finding = found(RefusedPart("item", "messages", "input"), first=b"no")

    assert finding.id == "request.item_rejected"


def test_a_role_keeps_its_words_when_the_part_is_found_as_well() -> None:
    finding = found(RefusedPart("role", "developer", "input[0].role"), first=_SYSTEM_FIRST)

    assert "in the first place alone" in finding.cause


@pytest.mark.parametrize(
    ("version", "values", "title"),
    [
        (None, {}, "Set include_permissions_instructions = false and skills.include_"),
        (
            None,
            {"skills.include_instructions": "false"},
            "Set include_permissions_instructions = false in config.toml",
        ),
        (
            None,
            {
                "include_permissions_instructions": "false",
                "skills.include_instructions": "false",
            },
            "Start the server with a chat template",
        ),
        ("0.120.0", {}, "Start the server with a chat template"),
    ],
)
def test_one_developer_message_is_left_where_settings_can_do_so(
    version: str | None, values: dict[str, str], title: str
) -> None:
    seen = replace(turn(refused(500, _SYSTEM_FIRST)), version=version)
    outcome = request.judge(seen, replace(SETUP, values=values))

    assert isinstance(outcome, Failed)
    assert outcome.findings[0].fixes[0].title.startswith(title)
