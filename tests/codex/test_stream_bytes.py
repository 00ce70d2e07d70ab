"""Bytes that are no text, or no event, and where they are cut."""

from __future__ import annotations

import gzip

import pytest
from msgspec.structs import replace

from codex_doctor.codex.wire.stream import MAX_EVENT_BYTES, StreamReader
from codex_doctor.words.told import said
from streams import call, completed, done, read, sse

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


_CHUNK = b'data: {"choices": []}\n\n'


@pytest.mark.parametrize(
    "odd",
    [
        b"",
        b"\n",
        b"\n\n",
        b": ping\n\n",
        b"event: chunk\ndata: {}\n\n",
        b"event: chunk\n\n",
        b"id: 1\n\n",
        b"data\n\n",
        b"data: {}\ndata: {}\n\n",
        b"data:[DONE]\n\n",
        b'data: {"\\u0074ype": "response.created"}\n\n',
        sse({"type": "response.created"}),
        b'data: {"pad": "' + b"x" * 70_000 + b'"}\n\n',
    ],
)
def test_what_only_counts_is_read_alike_however_it_is_cut(odd: bytes) -> None:
    chat = _CHUNK * 100
    data = chat + odd + chat + HEALTHY

    whole = read(data)

    assert (whole.ending, len(whole.calls), len(whole.flaws)) == ("completed", 1, 50)
    for size in (7, 64, len(chat), len(chat) + len(odd), len(data) - 3):
        reader = StreamReader()
        for start in range(0, len(data), size):
            reader.feed(data[start : start + size], at_s=1.0)
        assert reader.reading() == replace(whole, marks=reader.reading().marks)
        assert reader.event_count == 202 + _has_data(odd)


def _has_data(odd: bytes) -> bool:
    return any(line.startswith(b"data") for line in odd.split(b"\n"))
