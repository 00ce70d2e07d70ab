"""Bytes that are no text, or no event, and where they are cut."""

from __future__ import annotations

import gzip

import pytest

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
