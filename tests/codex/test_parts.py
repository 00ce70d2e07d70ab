from __future__ import annotations

import json
from typing import Any

import pytest

from codex_doctor.codex.wire.knobs import knobs_for, knobs_named
from codex_doctor.codex.wire.parts import (
    body_parts,
    for_model,
    header_parts,
    padded,
    prompt_at,
    with_instructions,
    without,
)
from codex_doctor.codex.wire.recorded import find_dialect
from codex_doctor.codex.wire.request import PROMPT, RequestSeries
from codex_doctor.facts.reduction import RefusedPart
from codex_doctor.probes.turns.session import grown
from codex_doctor.repro.smallest import Candidate, candidates

MODELS = ("lab-model-1", "gpt-5.5", "gpt-6.1-sol")
REQUESTS = {model: RequestSeries(model=model, version="0.169.0").request() for model in MODELS}
CLASSIC, FREEFORM, LITE = REQUESTS.values()


def body_without(request_of: str, *names: str) -> dict[str, Any]:
    request = REQUESTS[request_of]
    gone = [part for part in body_parts(request) if part.name in names]
    assert len(gone) == len(names)
    parsed: dict[str, Any] = json.loads(without(request, gone).body)
    return parsed


@pytest.mark.parametrize("model", MODELS)
def test_every_part_of_the_body_can_go_by_itself(model: str) -> None:
    request = REQUESTS[model]

    for part in body_parts(request):
        smaller = without(request, (part,))
        assert len(smaller.body) < len(request.body) or part.kind == "role", part
        # One message is left, and the size is another one.
        stays = part.kind in {"role", "size"} or part.name == "messages"
        assert stays or part not in body_parts(smaller), part


@pytest.mark.parametrize("model", MODELS)
def test_the_smallest_request_is_one_short_message(model: str) -> None:
    request = REQUESTS[model]
    smallest = without(request, body_parts(request))

    body = json.loads(smallest.body)
    assert set(body) - {"tools"} == {"model", "input", "stream"}
    assert [item["role"] for item in body["input"]] == ["user"]
    assert len(smallest.body) < 400
    assert smallest.headers == request.headers


@pytest.mark.parametrize("version", ["0.58.0", "0.80.0", "0.115.0", "0.133.0", "0.149.0"])
@pytest.mark.parametrize("model", MODELS)
def test_requests_of_older_versions_can_be_made_small_too(model: str, version: str) -> None:
    request = RequestSeries(model=model, version=version).request()
    smallest = without(request, body_parts(request))

    assert len(smallest.body) < 500
    assert {part.name for part in body_parts(smallest)} <= {"messages", "size"}


def test_a_message_of_one_part_is_none_of_several() -> None:
    alone = without(CLASSIC, [part for part in body_parts(CLASSIC) if part.name == "content"])

    assert "content" not in {part.name for part in body_parts(alone)}


def test_nothing_gone_is_the_request_itself() -> None:
    assert without(CLASSIC, ()) is CLASSIC


def test_places_name_what_stands_there() -> None:
    places = {str(part.where) for part in body_parts(CLASSIC)}

    assert {
        'tools[4].type = "namespace"',
        'tools[8].type = "web_search"',
        'input[0].role = "developer"',
        "input[0].id",
        "reasoning.summary",
        "store",
    } <= places


def test_a_tool_type_goes_and_the_others_stay() -> None:
    kinds = {tool["type"] for tool in body_without("lab-model-1", "namespace")["tools"]}

    assert kinds == {"function", "web_search"}


def test_without_functions_there_are_no_tools_at_all() -> None:
    body = body_without("lab-model-1", "function", "web_search")

    assert {"tools", "tool_choice", "parallel_tool_calls"} & set(body) == set()


def test_an_inner_field_goes_and_the_outer_one_stays() -> None:
    assert body_without("lab-model-1", "reasoning.summary")["reasoning"] == {}
    assert "reasoning" not in body_without("lab-model-1", "reasoning", "reasoning.summary")


def test_the_developer_becomes_a_user() -> None:
    roles = [item["role"] for item in body_without("lab-model-1", "developer")["input"]]

    assert roles == ["user"] * 4


def test_only_the_last_message_stays() -> None:
    body = body_without("gpt-6.1-sol", "messages")

    assert [item["type"] for item in body["input"]] == ["additional_tools", "message"]
    assert "connection test" in body["input"][1]["content"][0]["text"]


def test_long_texts_are_cut_wherever_they_stand() -> None:
    for request in REQUESTS.values():
        (size,) = (part for part in body_parts(request) if part.kind == "size")
        assert len(without(request, (size,)).body) < len(request.body) / 2


def test_headers_go_by_name_and_the_user_agent_becomes_plain() -> None:
    parts = header_parts(CLASSIC)
    (agent,) = (part for part in parts if part.name == "user-agent")
    plain = dict(without(CLASSIC, (agent,)).headers)["user-agent"]
    assert plain != dict(CLASSIC.headers)["user-agent"]
    assert "codex" not in plain

    left = dict(without(CLASSIC, parts).headers)
    assert set(left) == {"accept", "content-type", "user-agent"}


def test_the_size_of_the_headers_goes_by_itself() -> None:
    (size,) = (part for part in header_parts(CLASSIC) if part.kind == "header_size")
    smaller = without(CLASSIC, (size,))

    assert dict(smaller.headers)["x-codex-turn-metadata"] == "{}"
    assert len(smaller.headers) == len(CLASSIC.headers)
    assert smaller.body == CLASSIC.body


def test_other_models_and_instructions_can_be_asked_for() -> None:
    assert json.loads(for_model(CLASSIC, "other").body)["model"] == "other"
    assert json.loads(with_instructions(CLASSIC).body)["instructions"]


@pytest.mark.parametrize(
    ("kind", "name", "line"),
    [
        ("tool", "namespace", "features.multi_agent = false"),
        ("tool", "web_search", 'web_search = "disabled"'),
        ("tool", "tool_search", "features.multi_agent = false"),
        ("field", "reasoning.summary", 'model_reasoning_summary = "none"'),
    ],
)
def test_some_parts_have_a_setting_that_removes_them(kind: str, name: str, line: str) -> None:
    knobs = knobs_for(RefusedPart(kind, name, name), None)

    assert [knob.line for knob in knobs] == [line]
    assert knobs_named(("", name), find_dialect("lab-model-1", None), None) == knobs


def test_other_parts_have_none() -> None:
    assert knobs_for(RefusedPart("role", "developer", ""), None) == ()
    assert knobs_named(("store", ""), find_dialect("lab-model-1", None), None) == ()
    assert knobs_named(("namespace", ""), find_dialect("gpt-6.1-sol", None), None) == ()


@pytest.mark.parametrize(
    ("version", "lines"),
    [
        ("0.66.0", []),
        (
            "0.72.0",
            ["model_supports_reasoning_summaries = true", 'model_reasoning_summary = "none"'],
        ),
        (
            "0.144.6",
            ["model_supports_reasoning_summaries = true", 'model_reasoning_summary = "none"'],
        ),
        ("0.145.0", []),
    ],
)
def test_what_is_sent_as_null_has_settings_in_the_versions_that_send_it_so(
    version: str, lines: list[str]
) -> None:
    """0.66.0 and older ask for a summary named none; from 0.145.0 on nothing is null."""
    knobs = knobs_named(("reasoning", ""), find_dialect("lab-model-1", version), version)

    assert [knob.line for knob in knobs] == lines
    assert knobs_named(("reasoning", ""), find_dialect("gpt-5.5", version), version) == ()


def test_null_becomes_what_codex_sends_with_the_settings() -> None:
    request = RequestSeries(model="lab-model-1", version="0.120.0").request()
    config = {"model_supports_reasoning_summaries": True, "model_reasoning_summary": "none"}
    set_so = RequestSeries(model="lab-model-1", version="0.120.0", config=config).request()
    field, null = (part for part in body_parts(request) if part.name == "reasoning")

    mended = json.loads(without(request, (null,)).body)

    assert (field.where, null.where) == ("reasoning", "reasoning = null")
    assert (mended["reasoning"], mended["include"]) == ({}, ["reasoning.encrypted_content"])
    assert {**mended, **json.loads(set_so.body)} == json.loads(set_so.body)
    assert "reasoning" not in json.loads(without(request, (field, null)).body)


@pytest.mark.parametrize("model", ["", "lab-model-1", "gpt-6-sol", "gpt-6.2-sol", "gpt-6-luna"])
def test_filler_stands_in_the_prompt_whatever_stands_behind_it(model: str) -> None:
    """Codex 0.171.0 puts a `configuration_update` behind the prompt of some models of OpenAI."""
    request = RequestSeries(
        model=model, version="0.171.0", provider_name="OpenAI", is_built_in=True
    ).request()
    size = len(request.body) + 20_000

    larger = (
        padded(request, size),
        grown(request, size, is_chat=False),
        Candidate(request, filler_bytes=20_000).sent,
    )

    for one in larger:
        items = json.loads(one.body)["input"]
        said = items[prompt_at(items)]["content"]
        assert sum(len(part["text"]) for part in said) > 19_000
        assert PROMPT in "".join(part["text"] for part in said)
        assert abs(len(one.body) - size) < 200
    smaller = [json.loads(one.body)["input"] for one in candidates(request, (), needs_tools=False)]
    assert all(PROMPT.startswith(one[prompt_at(one)]["content"][-1]["text"]) for one in smaller)
