"""The healthy endpoint behaves like a good real one."""

from __future__ import annotations

import json
from typing import Any

import httpx
import pytest

from codex_doctor.lab.chat import CHAT_ONLY, PATH, call_shell, offered_shell
from codex_doctor.lab.endpoint import LAB_KEY, LabEndpoint, chat_answer, items
from codex_doctor.lab.replies import ARGUMENTS, SCRIPT, function_call, turn
from codex_doctor.lab.server import Lab, serving
from codex_doctor.lab.wire import Seen
from lab.wire_client import CALL, OUTPUT, first_body, get, post, second_body


def events(lab: Lab, body: dict[str, Any]) -> list[dict[str, Any]]:
    headers = {"authorization": f"Bearer {LAB_KEY}"}
    answer = httpx.post(f"{lab.base_url}/responses", json=body, headers=headers)
    assert answer.headers["content-type"].startswith("text/event-stream")
    blocks = answer.text.removesuffix("\n\n").split("\n\n")
    lines = [block.split("\ndata: ") for block in blocks]
    assert all(kind == f"event: {json.loads(data)['type']}" for kind, data in lines)
    return [json.loads(data) for _, data in lines]


def output(lab: Lab, body: dict[str, Any]) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = events(lab, body)[-1]["response"]["output"]
    return found


def test_the_first_request_gets_a_call_with_every_event() -> None:
    with serving(LabEndpoint()) as lab:
        seen = events(lab, first_body())

    kind = "response.function_call_arguments"
    assert [event["type"] for event in seen] == [
        "response.created",
        "response.in_progress",
        "response.output_item.added",
        f"{kind}.delta",
        f"{kind}.delta",
        f"{kind}.done",
        "response.output_item.done",
        "response.completed",
    ]
    assert [event["sequence_number"] for event in seen] == list(range(8))
    assert seen[6]["item"]["arguments"] == ARGUMENTS
    assert json.loads(ARGUMENTS) == {"cmd": "printf 'codex-doctor-%s\\n' ok"}
    assert seen[-1]["response"]["usage"]["total_tokens"] == 9224


def test_the_second_request_gets_a_message_that_repeats_the_output() -> None:
    with serving(LabEndpoint()) as lab:
        seen = events(lab, second_body())

    deltas = [one["delta"] for one in seen if one["type"] == "response.output_text.delta"]
    assert "".join(deltas) == "The command printed: codex-doctor-ok"
    assert seen[-2]["item"]["content"][0]["text"] == "".join(deltas)


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ([{"type": "input_text", "text": "one"}, {"type": "input_text", "text": "two"}], "two"),
        ("", ""),
    ],
)
def test_the_output_may_be_parts_or_empty(text: object, line: str) -> None:
    changed = {**OUTPUT, "output": text}
    with serving(LabEndpoint()) as lab:
        (item,) = output(lab, second_body(input=[CALL, changed]))

    assert item["content"][0]["text"] == f"The command printed: {line}"


def test_the_lite_dialect_gets_a_script() -> None:
    with serving(LabEndpoint()) as lab:
        (item,) = output(lab, first_body(input=[{"type": "additional_tools"}, {}]))

    assert (item["type"], item["name"], item["input"]) == ("custom_tool_call", "exec", SCRIPT)


@pytest.mark.parametrize("tools", [None, [], [{"type": "function", "name": "other"}, "odd"]])
def test_without_a_shell_there_is_no_call(tools: object) -> None:
    with serving(LabEndpoint()) as lab:
        (item,) = output(lab, first_body(tools=tools))

    assert item["type"] == "message"


def test_the_model_list_names_the_models() -> None:
    with serving(LabEndpoint(models=("a", "b"))) as lab:
        heard = get(lab, "/v1/models")

    assert heard.status == 200
    assert [one["id"] for one in json.loads(heard.body)["data"]] == ["a", "b"]


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({"model": "lab-model-1"}, 400, None),
        (first_body(model="other"), 404, "model_not_found"),
        (second_body(input=[OUTPUT]), 400, None),
    ],
)
def test_a_bad_body_is_refused(body: dict[str, Any], status: int, code: str | None) -> None:
    with serving(LabEndpoint()) as lab:
        heard = post(lab, body)

    assert heard.status == status
    assert json.loads(heard.body)["error"]["code"] == code


def test_other_paths_methods_and_keys_are_refused() -> None:
    with serving(LabEndpoint()) as lab:
        statuses = [
            post(lab, first_body(), path="/responses").status,
            get(lab, "/v1/responses").status,
            post(lab, first_body(), key="other").status,
            get(lab, "/v1/models", key="other").status,
        ]

    assert statuses == [404, 405, 401, 401]


def test_an_open_endpoint_wants_no_key() -> None:
    with serving(LabEndpoint(key=None)) as lab:
        assert post(lab, first_body(), key="other").status == 200


def test_input_that_is_no_list_has_no_items() -> None:
    assert items({"input": "Hello"}) == []


def test_a_change_to_none_removes_a_member_of_an_item() -> None:
    assert "call_id" not in function_call(call_id=None)
    assert turn(function_call(arguments={}))[2]["item"]["arguments"] == {}


def test_chat_answers_as_a_document_or_a_stream() -> None:
    document = chat_answer({"model": "m"})
    stream = chat_answer({"model": "m", "stream": True})

    assert json.loads(document.chunks[0])["choices"][0]["message"]["content"] == "Hello."
    assert b"chat.completion.chunk" in stream.chunks[0]
    assert stream.chunks[1] == b"data: [DONE]\n\n"


@pytest.mark.parametrize(
    ("method", "path", "body", "status"),
    [
        ("GET", "/v1/models", {}, 200),
        ("POST", "/v1/responses", {"model": "lab-model-1"}, 404),
        ("POST", "/v1/chat/completions", {"model": "lab-model-1"}, 400),
        (
            "POST",
            "/v1/chat/completions",
            {"model": "lab-model-1", "messages": [{"role": "user"}]},
            200,
        ),
        ("POST", "/v1/chat/completions", {"model": "other"}, 404),
    ],
)
def test_a_chat_only_endpoint_has_no_responses(
    method: str, path: str, body: dict[str, Any], status: int
) -> None:
    key = ("authorization", f"Bearer {LAB_KEY}")
    assert CHAT_ONLY(Seen(method, path, (key,), json.dumps(body).encode())).status == status


def test_a_chat_without_a_shell_gets_words() -> None:
    assert offered_shell({"tools": [{"type": "function", "function": {"name": "zork"}}, {}]}) == ""
    said = call_shell({"tools": []})[1]["choices"][0]["delta"]["content"]

    assert said == "There is no tool that runs a command."


def test_a_tool_output_without_its_call_is_refused_by_the_chat() -> None:
    output = {"role": "tool", "tool_call_id": "call_9", "content": "ok"}
    body: dict[str, Any] = {
        "model": "lab-model-1",
        "stream": True,
        "tools": [],
        "messages": [output],
    }
    key = ("authorization", f"Bearer {LAB_KEY}")

    assert CHAT_ONLY(Seen("POST", PATH, (key,), json.dumps(body).encode())).status == 400


def test_a_chat_only_endpoint_wants_the_key() -> None:
    assert CHAT_ONLY(Seen("POST", "/v1/chat/completions", (), b"{}")).status == 401
