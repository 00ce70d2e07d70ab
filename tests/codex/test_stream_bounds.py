"""How much of a stream is kept and looked at: a bound for each, and what lies just within it."""

from __future__ import annotations

import json
from typing import Any

import pytest

from codex_doctor.codex.wire.stream import MAX_EVENT_BYTES, StreamReader
from codex_doctor.words.told import said
from streams import completed, done, message, read, sse

OK = sse(completed())
LARGE = 64 * 1024


def says(text: str) -> dict[str, Any]:
    return done(message(content=[{"type": "output_text", "text": text}]))


def event_of(size: int) -> bytes:
    """Return a message in an event with so many characters."""
    room = size - len(json.dumps(says("")))
    return sse(says("x" * room))


@pytest.mark.parametrize(("lengths", "kept"), [((65_535,), 65_535), ((40_000, 40_000), 65_536)])
def test_the_first_64_ki_characters_of_the_text_are_kept(
    lengths: tuple[int, ...], kept: int
) -> None:
    reading = read(sse(*(says("x" * length) for length in lengths)) + OK)

    assert len(reading.text) == kept
    assert len(reading.items) == len(lengths)


def test_200_items_are_kept() -> None:
    reading = read(sse(*(says(f"{number} ") for number in range(250))) + OK)

    assert len(reading.items) == 200
    assert reading.text.endswith(" 199 ")


@pytest.mark.parametrize(("last", "kept"), [(0, 5), (1, 4)])
def test_4_mib_of_items_are_kept(last: int, kept: int) -> None:
    quarter = 1 << 20
    data = event_of(quarter) * 3 + event_of(quarter - 1000) + event_of(1000 + last)

    reading = read(data + OK)

    assert len(reading.items) == kept
    assert reading.ending == "completed"


@pytest.mark.parametrize(("more", "ending"), [(0, "completed"), (1, "endless")])
def test_an_event_of_300_000_values_is_read_and_a_larger_one_is_not(more: int, ending: str) -> None:
    marks = sum(map(json.dumps(completed(x=[0])).count, ",{["))
    many = completed(x=[0] * (300_000 - marks + 1 + more))

    assert read(sse(many)).ending == ending


@pytest.mark.parametrize(("size", "kinds"), [(LARGE, ["not_json"]), (LARGE + 1, [])])
def test_a_large_event_that_cannot_matter_is_not_parsed(size: int, kinds: list[str]) -> None:
    reading = read(b"data: " + b"x" * size + b"\n\n" + OK)

    assert [flaw.kind for flaw in reading.flaws] == kinds
    assert (reading.ending, reading.events) == ("completed", 1)


def test_a_large_event_that_cannot_matter_shows_its_type() -> None:
    large = {"x": "y" * LARGE, "type": "vendor.large"}

    reading = read(sse(large, large) + OK)

    assert reading.types == ("vendor.large", "response.completed")
    assert (reading.ending, reading.events) == ("completed", 3)


@pytest.mark.parametrize(
    ("kind", "ending"),
    [
        ("response.output_item.done", "completed"),
        ("response.incomplete", "incomplete"),
        ("response.failed", "completed"),
        ("error", "completed"),
    ],
)
def test_a_large_event_that_matters_is_read(kind: str, ending: str) -> None:
    member = {"response.output_item.done": "item", "error": "error"}.get(kind, "response")
    item = message(type="message", x="y" * LARGE)
    error = {"code": "server_error", "message": "no", "x": "y" * LARGE}
    value = {"item": item, "error": error}.get(member, {"error": error})

    reading = read(sse({"type": kind, member: value}) + OK)

    assert reading.ending == ending
    assert len(reading.items) == (member == "item")
    assert (reading.error_code == "server_error") == (kind in {"response.failed", "error"})


@pytest.mark.parametrize("ending", ["incomplete", "failed"])
def test_a_large_event_that_ends_a_turn_without_an_error_is_read(ending: str) -> None:
    event = {"type": f"response.{ending}", "response": {"x": "y" * LARGE}}

    assert read(sse(event)).ending == ending


def test_a_large_final_event_with_its_type_in_escapes_is_read() -> None:
    spelled = json.dumps(completed(x="y" * LARGE)).replace("response.c", "response\\u002ec")

    assert read(f"data: {spelled}\n\n".encode()).ending == "completed"


def test_what_is_shown_of_an_event_is_short() -> None:
    kind, words = "k" * 200, "w" * 9_000
    chat = {"choices": None, "object": kind}
    reading = read(sse("n" * 300, chat, {"error": words}, {"type": kind}, completed(status=kind)))

    nested, chunk, error, status = reading.flaws
    assert nested.excerpt == f'"{"n" * 159}'
    assert chunk.detail == "k" * 80
    assert error.detail == "w" * 4_000
    assert said(status.detail) == f"status {kind}"[:80]
    assert reading.types[0] == "k" * 80


def test_16_mib_without_a_blank_line_are_waited_for_and_no_more() -> None:
    reader = StreamReader()
    reader.feed(b"x" * MAX_EVENT_BYTES)
    assert not reader.is_done

    reader.feed(b"x")
    assert reader.reading().ending == "endless"
    assert MAX_EVENT_BYTES == 16_777_216


@pytest.mark.parametrize(("cut", "kind"), [(4_094, "ndjson"), (4_095, "json_document")])
@pytest.mark.parametrize("first", [4_000, 10_000])
def test_the_first_4_ki_bytes_tell_what_is_no_stream(cut: int, kind: str, first: int) -> None:
    data = b"{" + b" " * (cut - 1) + b"\n{" + b" " * 4_000
    reader = StreamReader()
    reader.feed(data[:first])
    reader.feed(data[first:])
    reader.close()

    assert [flaw.kind for flaw in reader.reading().flaws] == [kind]


def counted(*times_s: float) -> tuple[tuple[float, int], ...]:
    """Return the marks after an event at each of these times."""
    reader = StreamReader()
    for at_s in times_s:
        reader.feed(sse({"type": "response.created"}), at_s=at_s)
    return reader.reading().marks


def test_marks_are_a_twentieth_of_a_second_apart() -> None:
    assert counted(0.0, 0.04, 0.05, 0.06) == ((0.0, 2), (0.05, 4))


def test_after_24_marks_every_other_stays_and_the_next_are_twice_as_far_apart() -> None:
    seconds = [float(number) for number in range(25)]
    half = tuple((float(number), number + 1) for number in range(0, 25, 2))

    assert counted(*seconds[:24]) == tuple((at_s, int(at_s) + 1) for at_s in seconds[:24])
    assert counted(*seconds) == half
    assert counted(*seconds, 24.06) == (*half[:-1], (24.0, 26))
    assert counted(*seconds, 24.06, 24.125) == (*half[:-1], (24.0, 26), (24.125, 27))
