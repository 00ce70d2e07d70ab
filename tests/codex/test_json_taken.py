"""Which JSON Codex's parser takes where Python's takes more or less."""

from __future__ import annotations

import json
import sys

import pytest

from codex_doctor.codex.wire.chat.stream import ChatReader
from codex_doctor.codex.wire.stream import StreamReader
from codex_doctor.words.told import said
from streams import completed, done, message, read, sse

OK = b'data: {"type":"response.completed","response":{"id":"r"}}\n\n'
ACCENT = "\\u00e9"


def nested(depth: int, *, inner: str = "") -> str:
    return "[" * depth + inner + "]" * depth


def chat(**members: str) -> str:
    """Return the text that is read from a chunk with these members of JSON beside it."""
    more = "".join(f',"{name}":{value}' for name, value in members.items())
    reader = ChatReader("0.94.0")
    reader.feed(f'data: {{"choices":[{{"delta":{{"content":"hi"}}}}]{more}}}\n\n'.encode())
    reader.feed(b"data: [DONE]\n\n")
    return reader.reading().text


@pytest.mark.parametrize("name", ["content_index", "summary_index", "delta", "item_id", "item"])
def test_a_member_that_codex_reads_may_not_be_there_twice(name: str) -> None:
    twice = f'"{name}":null,"{name}":null'
    reading = read(f'data: {{"type":"response.completed",{twice},"response":{{}}}}\n\n'.encode())

    assert reading.ending == "closed"


@pytest.mark.parametrize("place", ["text", "unknown"])
def test_an_item_with_half_a_pair_is_dropped(place: str) -> None:
    item = message(content=[{"type": "output_text", "text": "\ud800"}])
    data = sse(done(item if place == "text" else message(unknown="\ud800")))

    reading = read(data + OK)

    assert (reading.ending, reading.items) == ("completed", ())
    (flaw,) = reading.flaws
    assert flaw.kind == "unreadable"
    assert said(flaw.detail) == "response.output_item.done that Codex's parser refuses"


def test_a_number_of_thousands_of_digits_is_beyond_64_bits() -> None:
    for total in ("9" * 19, "-92233720368547758080", "9" * 4_300, "-" + "9" * 9_000):
        usage = f'{{"input_tokens":1,"output_tokens":1,"total_tokens":{total}}}'
        response = f'{{"id":"r","usage":{usage}}}'
        reading = read(f'data: {{"type":"response.completed","response":{response}}}\n\n'.encode())

        assert reading.ending == "usage_malformed"
        assert reading.message.endswith("invalid number")


def test_a_long_text_where_none_belongs_is_shown_in_part() -> None:
    reading = read(sse(completed(usage="x" * 100)))

    assert f'invalid type: string "{"x" * 80}", expected' in reading.message


def test_brackets_without_end_are_no_json() -> None:
    reading = read(f"data: {'[' * 5_000}\n\n".encode() + OK)

    assert [flaw.kind for flaw in reading.flaws] == ["not_json"]
    assert reading.ending == "completed"


def test_nesting_that_python_can_hardly_read_ends_nothing() -> None:
    limit = sys.getrecursionlimit()
    for depth in range(limit - 200, limit):
        deep = nested(depth, inner=f'"{ACCENT}"')
        reader = StreamReader()
        item = f'{{"a":{deep}}}'
        reader.feed(f'data: {{"type":"response.output_item.done","item":{item}}}\n\n'.encode())
        reader.feed(OK)

        assert reader.reading().items == ()
        assert reader.is_done
        assert chat(x=nested(depth, inner="1e999")) == ""


def test_a_chunk_of_a_chat_may_hold_whatever_codex_reads() -> None:
    assert chat(x=f'"{ACCENT}"') == "hi"
    assert chat(x=nested(120)) == "hi"
    assert chat(x=json.dumps([[]] * 200)) == "hi"
    assert chat(x="1e300") == "hi"


@pytest.mark.parametrize(
    "value",
    [
        '"\\ud800"',
        nested(130),
        '[{"a":' * 80 + "1" + "}]" * 80,
        "1e999",
        "-1e999",
        "9" * 310,
        "NaN",
    ],
)
def test_a_chunk_of_a_chat_with_what_codex_refuses_is_not_read(value: str) -> None:
    assert chat(x=value) == ""
