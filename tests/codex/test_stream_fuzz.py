"""Whatever JSON an endpoint writes into its events, the reader takes it, and alike in any split."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given
from hypothesis import strategies as st

from codex_doctor.codex.wire.stream import StreamReader
from streams import call, completed, done, sse

if TYPE_CHECKING:
    from codex_doctor.facts import StreamReading

HEALTHY = sse(done(call()), completed())
CHUNK = b'data: {"object":"chat.completion.chunk","choices":[]}\n\n'


def _in_pieces(data: bytes, size: int) -> StreamReading:
    reader = StreamReader()
    for start in range(0, len(data), size):
        reader.feed(data[start : start + size])
    reader.close()
    return reader.reading()


def test_chunks_of_a_chat_are_noted_so_often_and_no_more() -> None:
    few, many = (_in_pieces(CHUNK * count + HEALTHY, 4000) for count in (50, 500))

    assert few.flaws == many.flaws
    assert (many.ending, len(many.calls)) == ("completed", 1)


PING = b'event: ping\ndata: {"type": "ping"}\n\n'
LAST = b'data: {"n": 1, "type": "vendor.x"}\n\n'
NAMED = b'event: vendor.y\ndata: {"n": 1, "type": "vendor.y"}\n\n'
QUIET = (PING, LAST, NAMED, b'data: {"type":"a-b","n":1}\n\n', b": still here\n\n", b":\n\n\n")


@given(parts=st.lists(st.sampled_from(QUIET), max_size=40), size=st.integers(1, 200))
def test_events_of_unknown_types_are_counted_and_change_nothing(
    parts: list[bytes], size: int
) -> None:
    reading = _in_pieces(b"".join(parts) + HEALTHY, size)

    alone = _in_pieces(HEALTHY, size)
    assert reading.events == len([part for part in parts if b"data" in part]) + alone.events
    assert (
        set(alone.types)
        <= set(reading.types)
        <= {"ping", "vendor.x", "vendor.y", "a-b"} | set(alone.types)
    )
    assert (reading.ending, reading.calls, reading.flaws) == ("completed", alone.calls, ())


@pytest.mark.parametrize("first", [PING, LAST])
def test_events_glued_to_one_of_a_type_that_was_seen_are_noted(first: bytes) -> None:
    glued = b'data: {"type": "ping"}\n' + HEALTHY.replace(b"\n\n", b"\n") + b"\n"

    reading = _in_pieces(PING + first + glued, 4000)

    assert (reading.ending, reading.calls) == ("closed", ())
    assert [flaw.kind for flaw in reading.flaws] == ["glued_events"]


def test_events_glued_to_a_known_one_are_noted_where_it_is_the_first() -> None:
    known = b'data: {"type":"response.created"}\n'

    reading = _in_pieces(known + HEALTHY.replace(b"\n\n", b"\n") + b"\n", 4000)

    assert (reading.ending, reading.events, reading.calls) == ("closed", 0, ())
    assert [flaw.kind for flaw in reading.flaws] == ["glued_events"]


def test_more_types_than_are_kept_change_nothing_either() -> None:
    kinds = [b"vendor.%d" % number for number in range(80)] + ["art.\u00e9".encode()] * 2
    data = b"".join(b'data: {"type":"%b","n":1}\n\n' % kind for kind in kinds * 2)

    reading = _in_pieces(data + HEALTHY, 4000)

    assert (reading.events, len(reading.types)) == (len(kinds) * 2 + 2, 50)
    assert (reading.ending, reading.flaws) == ("completed", ())


def test_an_event_that_only_ends_like_one_that_was_seen_is_read() -> None:
    done_once = HEALTHY.rstrip(b"\n") + b'\nid: 3, "type": "vendor.x"}\n\n'

    assert _in_pieces(LAST * 2 + done_once, 4000).ending == "completed"
