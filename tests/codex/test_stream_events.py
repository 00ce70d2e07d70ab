"""What is noted of events, and which of them are looked at."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from codex_doctor.codex.wire.stream import StreamReader
from codex_doctor.words.told import said
from streams import call, completed, done, message, read, sse

if TYPE_CHECKING:
    from codex_doctor.facts import StreamReading

OK = sse(completed())
NONSENSE = b"data: x\n\n"


def first_of(kind: str) -> bytes:
    return f'data: {{"type":"{kind}","n":1}}\n\n'.encode()


def broken(kind: str) -> bytes:
    return f'data: {{"type":"{kind}","n":\n\n'.encode()


def kinds(reading: StreamReading) -> list[str]:
    return [flaw.kind for flaw in reading.flaws]


def test_of_another_type_the_first_event_is_looked_at_and_no_more() -> None:
    reading = read(first_of("vendor.x") + broken("vendor.x") + OK)

    assert (kinds(reading), reading.events) == ([], 3)
    assert kinds(read(broken("vendor.x") + OK)) == ["not_json"]


def test_50_other_types_are_remembered() -> None:
    seen = b"".join(first_of(f"vendor.{number}") for number in range(51))

    assert kinds(read(seen + broken("vendor.49") + OK)) == []
    assert kinds(read(seen + broken("vendor.50") + OK)) == ["not_json"]


@pytest.mark.parametrize(
    "event",
    [
        '{"type":"x","type":"error","error":{"code":"model_not_found","message":"no"}}',
        '{"type":"x","type":"response\\u002ecompleted","response":{"id":"r"}}',
    ],
)
def test_an_event_with_two_types_is_none(event: str) -> None:
    reading = read(f"data: {event}\n\n".encode())

    assert (reading.ending, reading.error_code) == ("closed", "")


def test_what_matters_is_read_when_the_notes_are_full() -> None:
    last = b'data: {"ty\\u0070e":"response.completed","response":{"id":"r"}}\n\n'

    reading = read(NONSENSE * 60 + sse({"type": "vendor x"}) + last)

    assert (reading.ending, len(reading.flaws)) == ("completed", 50)
    assert reading.types == ("vendor x", "response.completed")


def test_an_event_without_data_is_not_noted() -> None:
    assert kinds(read(b"data:\n\ndata: [DONE]\n\n")) == []


def test_deltas_are_noted_once_and_beside_others() -> None:
    words = {"type": "response.output_text.delta", "delta": "x"}
    arguments = {"type": "response.function_call_arguments.delta", "delta": "x"}

    reading = read(NONSENSE + sse(words, arguments, words))

    assert kinds(reading) == ["not_json", "delta"]
    assert not reading.flaws[1].detail  # it is no fault


@pytest.mark.parametrize("kind", ["output_text", "function_call_arguments"])
def test_a_delta_of_either_kind_is_noted(kind: str) -> None:
    assert kinds(read(sse({"type": f"response.{kind}.delta", "delta": "x"}))) == ["delta"]


@pytest.mark.parametrize("kind", ["message_start", "content_block_delta"])
def test_events_of_anthropic_are_told(kind: str) -> None:
    (flaw,) = read(sse({"type": kind})).flaws

    assert (flaw.kind, said(flaw.detail)) == ("anthropic", f"event {kind}")


@pytest.mark.parametrize(
    ("kind", "takes_done", "ending"),
    [
        ("response.done", True, "completed"),
        ("response.done", False, "closed"),
        ("vendor.done", True, "closed"),
    ],
)
def test_response_done_ends_a_turn_of_some_old_versions_alone(
    kind: str, takes_done: bool, ending: str
) -> None:
    reader = StreamReader(takes_done=takes_done)
    reader.feed(sse(done(message()), completed() | {"type": kind}))
    reader.close()

    assert reader.reading().ending == ending
    assert read(sse(completed() | {"type": "response.done"})).ending == "closed"


@pytest.mark.parametrize(
    ("response", "excerpt"),
    [
        ({"id": "r", "usage": "12", "status": "completed"}, '{"usage": "12"}'),
        ({"id": 7}, '{"id": 7}'),
        ("text", '{"response": "text"}'),
    ],
)
def test_what_makes_a_final_object_unreadable_is_shown(response: Any, excerpt: str) -> None:
    (flaw,) = read(sse({"type": "response.completed", "response": response})).flaws

    assert flaw.excerpt == excerpt


@pytest.mark.parametrize("output", [None, [], {"a": 1}, "text"])
def test_a_final_object_without_items_is_as_good(output: Any) -> None:
    assert kinds(read(sse(completed(output=output, status="completed")))) == []


def test_items_that_also_came_alone_are_not_missing() -> None:
    assert kinds(read(sse(done(call()), completed(output=[call()])))) == []


def test_two_events_without_a_blank_line_between_them_are_glued() -> None:
    two = "data: " + json.dumps(completed()) + "\ndata: " + json.dumps(completed()) + "\n\n"

    assert kinds(read(two.encode())) == ["glued_events"]


def test_words_of_an_error_that_is_no_event_are_told() -> None:
    (flaw,) = read(sse({"error": {"message": "no such model"}})).flaws

    assert said(flaw.detail) == "no such model"


@pytest.mark.parametrize(
    ("event", "kind", "words"),
    [
        ({"object": "response"}, "bare_response", "a whole response object in place of events"),
        ({"output": [call()]}, "bare_response", "a whole response object in place of events"),
        ({"output": "text"}, "no_type", "the event has no type"),
        ({"candidates": []}, "other_api", "candidates, as Gemini sends them"),
        ({"type": "response.done"}, "terminal_event", "response.done without what Codex needs"),
    ],
)
def test_an_event_that_codex_does_not_act_on_is_told_by_its_shape(
    event: dict[str, Any], kind: str, words: str
) -> None:
    (flaw,) = read(sse(event)).flaws

    assert (flaw.kind, said(flaw.detail)) == (kind, words)


@pytest.mark.parametrize("name", ["", "event: ping\n"])
def test_events_glued_to_one_of_many_alike_are_noted(name: str) -> None:
    ping = f'{name}data: {{"type": "ping"}}\n'
    glued = ping + "data: " + json.dumps(completed()) + "\n\n"

    reading = read((ping + "\n").encode() * 3 + glued.encode())

    assert (kinds(reading), reading.events) == (["glued_events"], 3)


def test_an_event_with_its_type_last_is_ignored_like_those_before() -> None:
    seen = b'data: {"n": 1, "type": "vendor.x"}\n\n'
    odd = b'data: {"n": , "type": "vendor.x"}\n\n'
    other = b'id: {"n": 1, "type": "vendor.x"}\n\n'

    assert (kinds(read(seen + odd + OK)), read(seen + odd + OK).events) == ([], 3)
    assert read(seen * 3 + other + OK).events == 4


def test_a_comment_before_an_event_is_no_part_of_it() -> None:
    assert read(b": still here\n" + OK).ending == "completed"
    assert kinds(read(b"data: {}\n\n\n: c\n\n" + broken("response.created") + OK)) == ["no_type"]


def test_a_stream_fails_with_what_an_event_said_or_with_a_wrong_byte() -> None:
    failed = sse({"type": "response.failed", "response": {"error": {"code": "x"}}})

    for data, is_failing in ((b"", False), (OK, False), (failed, True), (b"\xff", True)):
        reader = StreamReader()
        reader.feed(data)
        assert reader.is_failing is is_failing


def test_a_connection_that_breaks_says_more_than_the_event_before() -> None:
    reader = StreamReader()
    reader.feed(sse({"type": "response.failed", "response": {"error": {"code": "x"}}}))
    reader.close("cut")

    assert reader.reading().ending == "cut"
    assert reader.reading().message.endswith("network error: error decoding response body")


def test_a_stream_that_goes_on_has_no_end_yet() -> None:
    reader = StreamReader()
    reader.feed(sse(done(message())))
    reading = reader.reading()

    assert (reading.ending, reading.message, reading.retried) == ("open", "", False)


def test_a_byte_order_mark_is_noted() -> None:
    assert kinds(read(b"\xef\xbb\xbf" + OK)) == ["bom"]


@pytest.mark.parametrize(
    ("start", "coding"),
    [
        (b"\x1f\x8b", "gzip"),
        (b"\x28\xb5", "zstd"),
        *((bytes((0x78, flags)), "deflate") for flags in (0x01, 0x5E, 0x9C, 0xDA)),
    ],
)
def test_compressed_bytes_are_told_by_their_beginning(start: bytes, coding: str) -> None:
    (flaw,) = read(start + b"\xff\xff").flaws

    assert (flaw.kind, said(flaw.detail)) == ("compressed", coding)
