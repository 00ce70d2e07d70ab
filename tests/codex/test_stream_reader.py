from __future__ import annotations

import gzip
import json
from typing import Any

import pytest

from codex_doctor.codex.wire.stream import MAX_EVENT_BYTES, StreamReader
from codex_doctor.words.told import said
from streams import call, completed, done, message, read, sse, without

CLOSED = "stream disconnected before completion: stream closed before response.completed"
HEALTHY = sse(done(call()), completed())


def test_a_healthy_stream_completes_with_its_call_and_usage() -> None:
    reading = read(HEALTHY)

    assert reading.ending == "completed"
    assert (reading.message, reading.retried) == ("", False)
    assert [one.name for one in reading.calls] == ["exec_command"]
    assert reading.usage_tokens == 12
    assert reading.types == ("response.output_item.done", "response.completed")


@pytest.mark.parametrize(
    "data",
    [
        HEALTHY.replace(b"\n", b"\r\n"),
        HEALTHY.replace(b"data: ", b"data:"),
        b": a comment\n\n" + HEALTHY,
        b"id: 1\nretry: 5\nevent: anything\n" + HEALTHY,
        b"data: [DONE]\n\n" + HEALTHY,
        b"data: {}\n\ndata:\n\n" + HEALTHY,
        sse({"type": "unknown.event"}) + HEALTHY,
        HEALTHY + b"data: [DONE]\n\n\xff\xfe",
        sse(done({"type": "odd"}), done(message()), completed(usage=None)),
        sse(
            done(message()),
            completed(usage={"input_tokens": -1, "output_tokens": 0, "total_tokens": 0}),
        ),
        sse(
            done(message(content=[{"type": "input_image", "image_url": "data:,"}])),
            completed(
                usage={
                    "input_tokens": 1,
                    "input_tokens_details": {"cached_tokens": 0},
                    "output_tokens": 1,
                    "output_tokens_details": None,
                    "total_tokens": 2,
                    "more": "x",
                }
            ),
        ),
    ],
)
def test_odd_but_healthy_streams_complete(data: bytes) -> None:
    reading = read(data)

    assert reading.ending == "completed"


def test_data_over_several_lines_is_one_event() -> None:
    text = json.dumps(completed(), indent=1).replace("\n", "\ndata: ")

    assert read(f"data: {text}\n\n".encode()).ending == "completed"


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (b"", ""),
        (b"data: [DONE]\n\n", ""),
        (sse({"type": "response.done"}), "terminal_event"),
        (sse({"type": "response.completed"}), "bare_completed"),
        (b'{"id": "resp_1"}', "json_document"),
        (b'{"a": 1}\n{"b": 2}\n', "ndjson"),
        (b"<!doctype html><html></html>", "html"),
        (sse({"object": "chat.completion.chunk", "choices": []}), "chat_chunk"),
        (sse({"type": "message_start"}), "anthropic"),
        (sse({"error": {"message": "no"}}), "error_object"),
        (sse({"error": "no"}), "error_object"),
        (sse({"response": {}}), "no_type"),
        (sse(json.dumps(completed())), "double_encoded"),
        (sse(done(message()), completed(), end="\n"), "unfinished_event"),
        (sse(done(message()), completed(), end="\n") + b"\n", "glued_events"),
        (sse(completed()).rstrip(b"\n"), "unfinished_event"),
        (HEALTHY.replace(b"\n", b"\r"), "lone_cr"),
        (b"data: nonsense\n\n", "not_json"),
        (b"data: [1]\n\n", "not_json"),
        (
            b'data: {"type": "response.completed", "response": {"id": "a", "n": NaN}}\n\n',
            "not_json",
        ),
        (
            sse({"type": "response.output_text.delta"}, {"type": "response.output_text.delta"}),
            "delta",
        ),
        (sse({"type": "error", "code": "bad_key", "message": "no"}), "error_event"),
        (sse({"type": "error", "error": {"code": "odd", "message": "no"}}), "error_event"),
    ],
)
def test_a_stream_without_a_terminal_event_is_closed_and_says_what_came(
    data: bytes, kind: str
) -> None:
    reading = read(data)

    assert reading.ending == "closed"
    assert reading.message == CLOSED
    assert reading.retried
    assert [flaw.kind for flaw in reading.flaws][:1] == ([kind] if kind else [])


def test_a_byte_order_mark_stops_the_decoder() -> None:
    reading = read(b"\xef\xbb\xbf" + HEALTHY)

    assert (reading.ending, reading.message) == ("panic", CLOSED)


@pytest.mark.parametrize(
    ("data", "flaws"),
    [
        (gzip.compress(HEALTHY, mtime=0), ["gzip"]),
        (b"data: \xff\n\n", []),
        (b"data: {}\n\n\xff", []),
    ],
)
def test_bytes_that_are_not_utf8_end_the_stream(data: bytes, flaws: list[str]) -> None:
    reading = read(data)

    assert reading.ending == "not_utf8"
    assert [said(flaw.detail) for flaw in reading.flaws if flaw.kind == "compressed"] == flaws


@pytest.mark.parametrize(
    ("response", "ending", "detail"),
    [
        ({"id": None}, "completed_malformed", "id is not a string"),
        ({"id": 7}, "completed_malformed", "id is not a string"),
        ({"usage": "12"}, "usage_malformed", "usage is not an object"),
        ({"usage": {}}, "usage_malformed", "usage.input_tokens is missing"),
        ({"usage": {"input_tokens": 1.0}}, "usage_malformed", "usage.input_tokens is a fraction"),
        ({"usage": {"input_tokens": "1"}}, "usage_malformed", "usage.input_tokens is a string"),
        ({"usage": {"input_tokens": None}}, "usage_malformed", "usage.input_tokens is null"),
        ({"usage": {"input_tokens": True}}, "usage_malformed", "usage.input_tokens is a boolean"),
        (
            {"usage": {"input_tokens": [1]}},
            "usage_malformed",
            "usage.input_tokens is of another type",
        ),
    ],
)
def test_a_final_object_that_cannot_be_read_throws_the_turn_away(
    response: dict[str, Any], ending: str, detail: str
) -> None:
    reading = read(sse(done(message()), completed(**response)))

    assert reading.ending == ending
    assert reading.retried
    assert said(reading.flaws[-1].detail) == detail


def test_a_final_object_without_id_is_malformed() -> None:
    reading = read(sse({"type": "response.completed", "response": {}}))

    assert reading.message.endswith("failed to parse ResponseCompleted: missing field `id`")


@pytest.mark.parametrize(
    ("details", "flaw"),
    [
        ({}, "usage.input_tokens_details.cached_tokens is missing"),
        ({"cached_tokens": None}, "usage.input_tokens_details.cached_tokens is null"),
        ([], "usage.input_tokens_details.cached_tokens is missing"),
    ],
)
def test_details_of_the_usage_must_hold_their_number(details: Any, flaw: str) -> None:
    usage = {"input_tokens": 1, "output_tokens": 1, "total_tokens": 2}
    reading = read(sse(completed(usage=usage | {"input_tokens_details": details})))

    assert said(reading.flaws[-1].detail) == flaw


@pytest.mark.parametrize(
    ("item", "detail"),
    [
        ("text", "an item without a type"),
        (message(id=7), "id is not a string"),
        (message(content="hi"), "message.content is a string"),
        (without(message(), "content"), "message.content is missing"),
        (without(message(), "role"), "message.role is missing"),
        (message(content=[{"type": "text", "text": "hi"}]), "message.content part of type 'text'"),
        (message(content=["hi"]), "message.content part of type None"),
        (call(arguments={"cmd": "ls"}), "function_call.arguments is an object"),
        (without(call(), "call_id"), "function_call.call_id is missing"),
        ({"type": "tool_call"}, "item type tool_call is a tool call of another API"),
    ],
)
def test_an_item_that_does_not_parse_is_dropped(item: Any, detail: str) -> None:
    reading = read(sse(done(item), completed()))

    assert reading.ending == "completed"
    assert reading.items == ()
    assert [said(flaw.detail) for flaw in reading.flaws] == [detail]


def test_text_of_the_assistant_counts_and_of_others_does_not() -> None:
    reading = read(sse(done(message()), done(message(role="user")), completed()))

    assert reading.text == "codex-doctor-ok"
    assert len(reading.items) == 2


def test_a_custom_call_has_its_input_as_arguments() -> None:
    item = {"type": "custom_tool_call", "call_id": "c", "name": "exec", "input": "text(1)"}

    assert read(sse(done(item), completed())).calls[0].arguments == "text(1)"


def test_items_only_in_the_final_object_are_noted() -> None:
    reading = read(sse(completed(output=[message()], status="failed")))

    assert [flaw.kind for flaw in reading.flaws] == ["only_in_completed", "status"]


def test_an_error_in_the_final_object_is_kept() -> None:
    reading = read(sse(completed(error={"code": "server_error", "message": "no"})))

    assert (reading.error_code, reading.error_message) == ("server_error", "no")


@pytest.mark.parametrize(
    ("code", "retried", "start"),
    [
        ("insufficient_quota", False, "Quota exceeded."),
        ("model_not_found", False, "no such model"),
        ("rate_limit_exceeded", True, "rate limit exceeded: no such model"),
        ("server_error", True, "stream disconnected before completion: no such model"),
    ],
)
def test_a_failed_response_is_final_or_retried_by_its_code(
    code: str, retried: bool, start: str
) -> None:
    error = {"code": code, "message": "no such model"}
    reading = read(sse({"type": "response.failed", "response": {"error": error}}))

    assert reading.ending == "failed"
    assert reading.retried is retried
    assert reading.message.startswith(start)


@pytest.mark.parametrize("event", [{}, {"response": {}}, {"response": {"error": None}}])
def test_a_failed_response_without_an_error_is_retried(event: dict[str, Any]) -> None:
    reading = read(sse({"type": "response.failed"} | event))

    assert reading.message.endswith("response.failed event received")


def test_a_nested_error_event_with_a_known_code_ends_the_turn() -> None:
    error = {"code": "model_not_found", "message": "no such model"}
    reading = read(sse({"type": "error", "error": error}))

    assert (reading.ending, reading.message) == ("failed", "no such model")


@pytest.mark.parametrize(
    ("response", "retried"),
    [
        ({"incomplete_details": {"reason": "max_output_tokens"}}, False),
        ({"incomplete_details": {"reason": "content_filter"}}, True),
        ({"incomplete_details": {"reason": "other"}}, False),
        ({}, False),
        (None, False),
    ],
)
def test_an_incomplete_response_is_only_retried_after_a_filter(
    response: Any, retried: bool
) -> None:
    reading = read(sse({"type": "response.incomplete", "response": response}))

    assert reading.ending == "incomplete"
    assert reading.retried is retried


@pytest.mark.parametrize(("how", "words"), [("cut", "Transport error"), ("idle", "idle timeout")])
def test_a_stream_may_be_cut_or_fall_silent(how: str, words: str) -> None:
    reading = read(sse(done(message())), how=how)

    assert reading.ending == how
    assert words in reading.message


def test_comments_do_not_reset_the_idle_timer_and_events_do() -> None:
    reader = StreamReader(started_s=1.0)
    reader.feed(b": ping\n\nevent: ping\n\n", at_s=5.0)
    assert reader.last_event_s == 1.0

    reader.feed(b"data: x\n\n", at_s=6.0)
    assert reader.last_event_s == 6.0


def test_nothing_is_read_after_the_end() -> None:
    reader = StreamReader()
    reader.feed(HEALTHY)
    reader.feed(sse(done(message())))
    reader.close("cut")

    assert reader.reading().ending == "completed"
    assert len(reader.reading().items) == 1


def test_a_line_without_end_is_endless() -> None:
    reader = StreamReader()
    for _ in range(MAX_EVENT_BYTES // (1 << 20) + 1):
        reader.feed(b"x" * (1 << 20))

    assert reader.reading().ending == "endless"


def test_noted_flaws_and_types_are_bounded() -> None:
    reading = read(sse(*({"type": f"t{number}"} for number in range(200))) + b"data: x\n\n" * 200)

    assert len(reading.types) == 50
    assert len(reading.flaws) == 50


def test_deep_json_is_ignored_like_any_event_that_does_not_parse() -> None:
    reading = read(b"data: " + b"[" * 100_000 + b"\n\n" + HEALTHY)

    assert reading.ending == "completed"
