from __future__ import annotations

import json
from typing import Any

import pytest

from codex_doctor import __version__
from codex_doctor.codex.versions import NEWEST
from codex_doctor.codex.wire.recorded import find_dialect
from codex_doctor.codex.wire.request import (
    ECHO,
    PROMPT,
    RequestSeries,
    tool_output,
)
from codex_doctor.codex.wire.settings import METADATA
from codex_doctor.codex.wire.tools import answer_to
from codex_doctor.facts import ToolCall
from streams import call, completed, done, read, sse
from tool_calls import flaw_line

UNKNOWN = "lab-model-1"


def body(model: str = UNKNOWN, **config: Any) -> dict[str, Any]:
    session = RequestSeries(model=model, version="0.169.0", config=config)
    parsed: dict[str, Any] = json.loads(session.request().body)
    return parsed


@pytest.mark.parametrize(
    ("model", "dialect"),
    [
        ("glm-5", "classic"),
        ("gpt-5", "classic"),
        ("GPT-5.5", "classic"),
        ("a/b/gpt-5.5", "classic"),
        ("gpt-5.5-mini", "freeform"),
        ("acme/gpt-6.1-sol", "lite"),
        ("gpt-5.6-sol-2026", "lite"),
        ("", "classic"),
        ("/gpt-5.5", "classic"),
    ],
)
def test_the_dialect_follows_the_model_id(model: str, dialect: str) -> None:
    assert find_dialect(model).kind == dialect


@pytest.mark.parametrize(
    ("model", "size"), [(UNKNOWN, 39_498), ("gpt-5.5", 38_062), ("gpt-6.1-sol", 55_245)]
)
def test_the_request_is_about_as_large_as_codexs(model: str, size: int) -> None:
    request = RequestSeries(model=model, version="0.169.0").request()

    assert abs(len(request.body) - size) < 0.05 * size


def test_the_fields_are_codexs_in_codexs_order() -> None:
    assert list(body()) == [
        "model",
        "stream",
        "input",
        "tools",
        "tool_choice",
        "parallel_tool_calls",
        "reasoning",
        "store",
        "include",
        "prompt_cache_key",
        "client_metadata",
    ]


def test_every_input_item_has_its_own_id() -> None:
    ids = [item["id"] for item in body()["input"]]

    assert len(set(ids)) == 4
    assert all(one.startswith("msg_") and "{" not in one for one in ids)


def test_no_place_of_the_recording_is_left_open() -> None:
    for model in (UNKNOWN, "gpt-5.5", "gpt-6.1-sol"):
        text = RequestSeries(model=model, version="0.169.0").request().body.decode()
        for place in ("{filler", "{new}", "{session}", "{model}", "{turn}", "{grammar"):
            assert place not in text


def test_the_last_message_asks_for_the_echo() -> None:
    assert body()["input"][-1]["content"][0]["text"] == PROMPT
    assert ECHO in PROMPT


def test_the_user_agent_has_codexs_form_and_ends_with_ours() -> None:
    headers = dict(RequestSeries(model=UNKNOWN, version="0.149.0").request().headers)

    assert headers["user-agent"].startswith("codex_exec/0.149.0 (")
    assert headers["user-agent"].endswith(f"codex-doctor/{__version__}")
    assert headers["originator"] == "codex_exec"


def test_a_model_id_with_quotes_stays_valid_json_in_the_metadata() -> None:
    request = RequestSeries(model='a"b\\c', version="0.169.0").request()

    metadata = json.loads(dict(request.headers)["x-codex-turn-metadata"])
    assert metadata["model"] == 'a"b\\c'


def test_requests_of_one_session_keep_their_ids_and_replay_the_items() -> None:
    session = RequestSeries(model=UNKNOWN, version="0.169.0")
    first = json.loads(session.request().body)
    second = json.loads(session.request((call(), {"type": "function_call_output"})).body)

    assert second["input"][: len(first["input"])] == first["input"]
    assert [item["type"] for item in second["input"][-2:]] == [
        "function_call",
        "function_call_output",
    ]
    assert second["client_metadata"] == first["client_metadata"]


@pytest.mark.parametrize(
    ("config", "gone"),
    [
        ({"web_search": "disabled"}, "web_search"),
        ({"agents": {"enabled": False}}, "namespace"),
        ({"features": {"multi_agent": False}}, "namespace"),
        ({"features": {"collab": False}}, "namespace"),
    ],
)
def test_a_tool_type_that_the_user_switched_off_is_not_sent(
    config: dict[str, Any], gone: str
) -> None:
    assert gone in {tool["type"] for tool in body()["tools"]}
    assert gone not in {tool["type"] for tool in body(**config)["tools"]}


def test_the_present_name_of_a_feature_beats_its_older_one() -> None:
    kept = body(features={"multi_agent": True, "collab": False})

    assert "namespace" in {tool["type"] for tool in kept["tools"]}


def test_the_goal_tools_can_be_switched_off() -> None:
    names = {tool.get("name") for tool in body(features={"goals": False})["tools"]}

    assert "get_goal" not in names
    assert "exec_command" in names


def test_reasoning_follows_the_configuration() -> None:
    assert body()["reasoning"] == {"summary": "auto"}
    assert body(model_reasoning_summary="none")["reasoning"] == {}
    assert body(model_reasoning_effort="high")["reasoning"]["effort"] == "high"
    assert body("gpt-6.1-sol", web_search="disabled")["input"][0]["type"] == "additional_tools"


@pytest.mark.parametrize("model", [UNKNOWN, "gpt-5.5", "gpt-6.1-sol"])
def test_without_agents_nothing_is_said_about_them(model: str) -> None:
    whole, alone = body(model), body(model, agents={"enabled": False})

    assert len(json.dumps(alone)) < len(json.dumps(whole))
    assert "collaboration" not in json.dumps(alone)
    assert "tool_search" not in json.dumps(alone)


_NO_PERMISSIONS: dict[str, Any] = {"include_permissions_instructions": False}
_NO_SKILLS: dict[str, Any] = {"skills": {"include_instructions": False}}


@pytest.mark.parametrize(
    ("config", "left"),
    [
        ({}, [0, 1]),
        ({"include_permissions_instructions": True, "skills": {}}, [0, 1]),
        (_NO_PERMISSIONS, [0]),
        (_NO_SKILLS, [1]),
        (_NO_PERMISSIONS | _NO_SKILLS, []),
    ],
)
def test_instructions_that_the_user_switched_off_are_not_sent(
    config: dict[str, Any], left: list[int]
) -> None:
    first, second, *others = body()["input"]
    kept = [second["content"][number]["text"] for number in left]

    given_first, *given = body(**config)["input"]

    assert given_first["content"] == first["content"]
    assert [[part["text"] for part in item["content"]] for item in given] == [
        *([kept] if kept else []),
        *([part["text"] for part in item["content"]] for item in others),
    ]


def test_instructions_in_a_field_of_their_own_are_as_recorded() -> None:
    def sent(**config: Any) -> Any:
        session = RequestSeries(model=UNKNOWN, version="0.120.0", config=config)
        return [item["content"] for item in json.loads(session.request().body)["input"]]

    assert sent(**_NO_PERMISSIONS, **_NO_SKILLS) == sent()


def test_what_only_known_ids_have_follows_the_configuration() -> None:
    given = {
        "model_verbosity": "high",
        "service_tier": "fast",
        "model_reasoning_summary": "concise",
    }

    assert "text" not in body(**given)
    assert "service_tier" not in body(**given)
    assert body("gpt-5.5", **given)["text"] == {"verbosity": "high"}
    assert body("gpt-5.5", **given)["service_tier"] == "priority"
    assert body(model_reasoning_summary="concise")["reasoning"] == {"summary": "concise"}
    assert body(service_tier="flex")["service_tier"] == "flex"


@pytest.mark.parametrize("model", [UNKNOWN, "gpt-5.5", "gpt-6.1-sol"])
def test_a_provider_that_is_named_openai_gets_metadata_on_every_item(model: str) -> None:
    session = RequestSeries(model=model, version=NEWEST, provider_name="OpenAI")
    replayed = (call(), {"type": "function_call_output", "call_id": "c", "output": "x"})
    items = json.loads(session.request(replayed).body)["input"]

    plain = {"additional_tools", "configuration_update"}
    own = [item[METADATA] for item in items if item["type"] not in plain]
    assert len(own) >= 6
    times = {one["create_time"] for one in own if "create_time" in one}
    assert times == {session.started_ms / 1000}
    assert own[-1]["turn_id"] == own[-2]["turn_id"] == own[2]["turn_id"]
    assert "create_time" not in own[-2]


@pytest.mark.parametrize(("version", "expected"), [("0.120.0", 0), ("0.142.2", 5), ("0.169.0", 6)])
def test_an_older_version_adds_metadata_since_it_was_seen_to(version: str, expected: int) -> None:
    session = RequestSeries(model=UNKNOWN, version=version, provider_name="OpenAI")
    replayed = (call(), {"type": "function_call_output", "call_id": "c", "output": "x"})
    items = json.loads(session.request(replayed).body)["input"]

    assert len([one for one in items if METADATA in one]) == expected
    plain = RequestSeries(model=UNKNOWN, version=version).request(replayed)
    assert METADATA not in plain.body.decode()


def test_the_built_in_provider_adds_a_header_and_a_member() -> None:
    session = RequestSeries(model=UNKNOWN, version=NEWEST, provider_name="OpenAI", is_built_in=True)
    request = session.request()

    assert dict(request.headers)["version"] == NEWEST
    assert "mcp_attribution" in json.loads(request.body)["client_metadata"]


def test_a_custom_calls_output_is_a_list_of_parts() -> None:
    output = tool_output(ToolCall("custom_tool_call", "exec", "c1", "text(1)"), ECHO)

    assert output["type"] == "custom_tool_call_output"
    assert output["output"][-1]["text"] == f"{ECHO}\n"


def test_a_functions_output_is_a_text_that_ends_with_the_output() -> None:
    output = tool_output(ToolCall("function_call", "exec_command", "c1", "{}"), ECHO)

    assert output["call_id"] == "c1"
    assert output["output"].endswith(f"Output:\n{ECHO}\n")


@pytest.mark.parametrize(
    ("name", "kind", "arguments", "flaw"),
    [
        ("exec_command", "function_call", '{"cmd": "ls"}', ""),
        ("exec_command", "function_call", "{bad", "arguments: "),
        ("exec_command", "function_call", "[]", "arguments: list instead of an object"),
        ("exec_command", "function_call", '{"cmd": ["ls"]}', "arguments: cmd is missing"),
        ("bash", "function_call", "{}", "name: bash"),
        ("exec_command", "custom_tool_call", "ls", "name: exec_command called as a custom tool"),
    ],
)
def test_a_call_that_codex_cannot_run_has_a_flaw(
    name: str, kind: str, arguments: str, flaw: str
) -> None:
    tool_call = ToolCall(kind, name, "c1", arguments)

    assert flaw_line(tool_call, find_dialect(UNKNOWN)).startswith(flaw)
    assert bool(flaw_line(tool_call, find_dialect(UNKNOWN))) == bool(flaw)


def test_calls_are_answered_as_codex_answers_them() -> None:
    (good,) = read(sse(done(call()), completed())).calls

    assert answer_to(good, find_dialect(UNKNOWN)) == ECHO
    bad_name = ToolCall("function_call", "bash", "c", "{}")
    assert answer_to(bad_name, find_dialect(UNKNOWN)) == "unsupported call: bash"
    bad_json = ToolCall("function_call", "exec_command", "c", "{")
    assert answer_to(bad_json, find_dialect(UNKNOWN)).startswith(
        "failed to parse function arguments:"
    )


def test_the_lite_dialect_offers_exec() -> None:
    lite = find_dialect("gpt-6.1-sol")
    assert "exec" in lite.tool_names
    exec_call = ToolCall("custom_tool_call", "exec", "c", "text(1)")
    assert flaw_line(exec_call, lite) == ""
    patch = ToolCall("custom_tool_call", "apply_patch", "c", "*** Begin")
    assert flaw_line(patch, find_dialect("gpt-5.5")) == ""
