"""What is noted of events, and which of them are looked at."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from codex_doctor.codex.wire.stream import StreamReader
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
    assert reading.flaws[1].detail == "response.output_text.delta"


@pytest.mark.parametrize("kind", ["output_text", "function_call_arguments"])
def test_a_delta_of_either_kind_is_noted(kind: str) -> None:
    assert kinds(read(sse({"type": f"response.{kind}.delta", "delta": "x"}))) == ["delta"]


@pytest.mark.parametrize("kind", ["message_start", "content_block_delta"])
def test_events_of_anthropic_are_told(kind: str) -> None:
    (flaw,) = read(sse({"type": kind})).flaws

    assert (flaw.kind, flaw.detail) == ("anthropic", f"event {kind}")


@pytest.mark.parametrize(
    ("kind", "takes_done", "ending"),
    [
        ("response.done", True, "completed"),
        ("response.done", False, "closed"),
        ("vendor.done", True, "closed"),
    ],
)
def test_response_done_ends_a_turn_of_some_old_versions(
    kind: str, takes_done: bool, ending: str
) -> None:
    reader = StreamReader(takes_done=takes_done)
    reader.feed(sse(done(message()), completed() | {"type": kind}))
    reader.close()

    assert reader.reading().ending == ending


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

    assert flaw.detail == "no such model"
