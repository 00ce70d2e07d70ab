from __future__ import annotations

import json
from typing import Any

import pytest

from codex_doctor.codex.wire.stream import StreamReader
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
        (b'data: data: {"type": "response.created"}\n\n', "prefixed_event"),
        (b'data: {"type": "response.completed", "response": {"id\n\n', "unreadable"),
        (b'data: {"type": "x"}\ndata: {"type": "y"}\n\n', "glued_events"),
        (b'data: {"type": "x", "item": {"type": "y"\n\n', "not_json"),
        (b"data: [1]\n\n", "not_json"),
        (
            b'data: {"type": "response.completed", "response": {"id": "a", "n": NaN}}\n\n',
            "unreadable",
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


def test_a_byte_order_mark_stops_the_decoder() -> None:
    reading = read(b"\xef\xbb\xbf" + HEALTHY)

    assert (reading.ending, reading.message) == ("panic", CLOSED)


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


def test_noted_flaws_and_types_are_bounded() -> None:
    reading = read(sse(*({"type": f"t{number}"} for number in range(200))) + b"data: x\n\n" * 200)

    assert len(reading.types) == 50
    assert len(reading.flaws) == 50
