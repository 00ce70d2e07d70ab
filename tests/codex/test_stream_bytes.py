"""Bytes that are no text, or no event, and where they are cut."""

from __future__ import annotations

import gzip
import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from codex_doctor.codex.wire.stream import MAX_EVENT_BYTES, StreamReader
from codex_doctor.words.told import said
from streams import call, completed, delta, done, message, read, sse

HEALTHY = sse(done(call()), completed())


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


def test_a_line_without_end_is_endless() -> None:
    reader = StreamReader()
    for _ in range(MAX_EVENT_BYTES // (1 << 20) + 1):
        reader.feed(b"x" * (1 << 20))

    assert reader.reading().ending == "endless"


def test_deep_json_is_ignored_like_any_event_that_does_not_parse() -> None:
    reading = read(b"data: " + b"[" * 100_000 + b"\n\n" + HEALTHY)

    assert reading.ending == "completed"


@given(st.lists(st.sampled_from([b"\n", b"\r\n", b"data: ", b"{", HEALTHY, b":", b"\xff", b"x"])))
def test_the_result_does_not_depend_on_how_the_bytes_are_split(parts: list[bytes]) -> None:
    data = b"".join(parts)

    assert read(data, size=1) == read(data)


EVENTS = st.one_of(
    st.sampled_from(
        [
            delta("hi"),
            dict(reversed(delta("hi").items())),
            {"type": "response.output_text.done", "text": "hi"},
            {"type": "response.failed", "response": {"error": {"code": "x", "message": "no"}}},
            {"type": "error", "message": "no"},
            done(message()),
            completed(id=7),
            completed(),
        ]
    ).map(lambda event: b"data: " + json.dumps(event, separators=(",", ":")).encode() + b"\n\n"),
    st.sampled_from(
        [b"\r\n", b"\r", b"\n", b": c\n\n", b"data:\n\n", b"\xe4\xbd\xa0", b"\xe4", b"event: x\n"]
    ),
)


@given(st.lists(EVENTS, max_size=12), st.lists(st.integers(1, 40), min_size=1, max_size=30))
def test_the_result_does_not_depend_on_where_the_bytes_are_cut(
    parts: list[bytes], sizes: list[int]
) -> None:
    data = b"".join(parts)
    reader, start = StreamReader(), 0
    for size in sizes * (len(data) // sum(sizes) + 1):
        reader.feed(data[start : start + size], at_s=1.0)
        start += size
    reader.close()

    assert reader.reading() == read(data)


@given(st.binary(max_size=300))
def test_no_bytes_make_the_reader_fail(data: bytes) -> None:
    assert read(data, size=7).ending != "open"
