"""Whatever JSON an endpoint writes into its events, the reader takes it, and alike in any split."""

from __future__ import annotations

from typing import TYPE_CHECKING

from hypothesis import HealthCheck, given, settings
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


@settings(deadline=None, max_examples=60, suppress_health_check=[HealthCheck.too_slow])
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
