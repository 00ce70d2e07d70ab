"""Whatever JSON an endpoint writes into its events, the reader takes it, and alike in any split."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from codex_doctor.codex.wire.stream import StreamReader
from streams import call, completed, done, sse

if TYPE_CHECKING:
    from codex_doctor.facts import StreamReading

HEALTHY = sse(done(call()), completed())
CHUNK = b'data: {"object":"chat.completion.chunk","choices":[]}\n\n'
# JSON that Python reads and others do not, and the other way round.
ODD = ("NaN", "Infinity", "-Infinity", "1e999", "-0", "9" * 5000, "null", "true", "{", "[")
TEXTS = ('"\\ud800"', '"\\u0000"', '"\\u202e[red]"', '"response.completed"', '"completed"')
DEEP = ("[" * 5000, "[" * 200 + "]" * 200, '{"a":' * 200 + "1" + "}" * 200)
ATOMS = st.sampled_from((*ODD, *TEXTS, *DEEP))
NAMES = st.sampled_from(
    ["type", "type", "response", "item", "id", "usage", "total_tokens", "error", "code", "output"]
)


def _object(pairs: list[tuple[str, str]]) -> str:
    """Return an object in which the same name may come twice."""
    return "{" + ",".join(f'"{name}":{value}' for name, value in pairs) + "}"


OBJECTS = st.recursive(
    ATOMS,
    lambda inner: st.lists(st.tuples(NAMES, inner), max_size=4).map(_object),
    max_leaves=8,
)
KINDS = st.sampled_from(
    ["response.output_item.done", "response.completed", "response.failed", "error", "ping"]
)


def _event(kind: str, body: str) -> bytes:
    return f'data: {{"type":"{kind}","item":{body},"response":{body}}}\n\n'.encode()


def _bare(body: str) -> bytes:
    return f"data: {body}\n\n".encode()


EVENTS = st.one_of(st.builds(_event, KINDS, OBJECTS), st.builds(_bare, OBJECTS))


def _in_pieces(data: bytes, size: int) -> StreamReading:
    reader = StreamReader()
    for start in range(0, len(data), size):
        reader.feed(data[start : start + size])
    reader.close()
    return reader.reading()


@settings(max_examples=60)
@given(events=st.lists(EVENTS, max_size=5), size=st.integers(7, 4000))
def test_odd_json_is_read_alike_in_any_split(events: list[bytes], size: int) -> None:
    data = b"".join(events) + HEALTHY

    reading = _in_pieces(data, len(data))

    assert _in_pieces(data, size) == reading
    assert reading.ending != "open"
    assert all(len(flaw.excerpt) <= 1000 for flaw in reading.flaws)


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


def test_events_glued_to_a_known_one_are_ignored_with_it() -> None:
    known = b'data: {"type":"response.created"}\n'

    reading = _in_pieces(known + HEALTHY.replace(b"\n\n", b"\n") + b"\n", 4000)

    assert (reading.ending, reading.events, reading.calls) == ("closed", 1, ())


def test_more_types_than_are_kept_change_nothing_either() -> None:
    kinds = [b"vendor.%d" % number for number in range(80)] + ["art.\u00e9".encode()] * 2
    data = b"".join(b'data: {"type":"%b","n":1}\n\n' % kind for kind in kinds * 2)

    reading = _in_pieces(data + HEALTHY, 4000)

    assert (reading.events, len(reading.types)) == (len(kinds) * 2 + 2, 50)
    assert (reading.ending, reading.flaws) == ("completed", ())


def test_an_event_that_only_ends_like_one_that_was_seen_is_read() -> None:
    done_once = HEALTHY.rstrip(b"\n") + b'\nid: 3, "type": "vendor.x"}\n\n'

    assert _in_pieces(LAST * 2 + done_once, 4000).ending == "completed"
