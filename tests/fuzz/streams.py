"""Streams, of both APIs: the same comes out however the bytes are split, and nothing is raised."""

from __future__ import annotations

import json
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from hypothesis import strategies as st

from codex_doctor.codex.wire.chat.stream import ChatReader
from codex_doctor.codex.wire.failures import (
    error_words,
    failure_in,
    failure_in_event,
    incomplete,
)
from codex_doctor.codex.wire.items import call_of, flaw_of, repeated, text_of
from codex_doctor.codex.wire.stream import StreamReader
from codex_doctor.values import is_list, is_table
from fuzz.target import Target, headed, pick
from streams import call, completed, delta, done, message, sse

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from codex_doctor.facts import StreamReading

_DATA: Final = Path(__file__).parents[1] / "data"
_STREAMS: Final = "codex_streams.json"
_ENDINGS: Final = ("closed", "cut", "idle")
# A length that is no divisor of another one, and for short streams each byte alone.
_SIZES: Final = (7, 64, 1021)
_SHORT: Final = 400
_LONGEST_EXCERPT: Final = 1000


def _run(make: Callable[[], StreamReader], data: bytes) -> None:
    """Read the stream behind the first byte, which says how it ends and what pieces it comes in."""
    how, body = pick(data, 0, _ENDINGS), data[1:]
    whole = _read(make(), body, how, len(body) or 1)
    size = 1 if len(body) <= _SHORT else _SIZES[data[0] % len(_SIZES)]

    assert _read(make(), body, how, size) == whole
    assert whole.ending != "open"
    assert all(len(flaw.excerpt) <= _LONGEST_EXCERPT for flaw in whole.flaws)


def _run_items(data: bytes) -> None:
    """Take an item that an event brings, or an error, and send the item back."""
    try:
        item = json.loads(data)
    except (ValueError, RecursionError):
        return
    failure_in(item)
    failure_in({"error": item})
    failure_in_event(item)
    incomplete(item)
    if is_table(item):
        error_words(item)
        error_words({"error": item})
    if flaw_of(item) == "":
        text_of(item)
        call_of(item, runs_local_shell=True)
        json.dumps(repeated(item))


def _read(reader: StreamReader, data: bytes, how: str, size: int) -> StreamReading:
    for start in range(0, len(data), size):
        reader.feed(data[start : start + size], at_s=1.0)
    reader.close(how)
    return reader.reading()


# ----- JSON that Python reads and others do not, and the other way round

_ODD: Final = ("NaN", "Infinity", "-Infinity", "1e999", "-0", "9" * 5000, "null", "true", "{", "[")
_TEXTS: Final = (
    '"\\ud800"', '"\\u0000"', '"\\u202e[red]"', '"response.completed"', '"completed"',
)  # fmt: skip
_DEEP: Final = ("[" * 5000, "[" * 200 + "]" * 200, '{"a":' * 200 + "1" + "}" * 200)
_NAMES: Final = (
    "phase", "content", "role", "text", "summary", "detail", "call_id", "arguments", "status",
    "type", "type", "response", "item", "id", "usage", "total_tokens", "error", "code", "output",
)  # fmt: skip
_KINDS: Final = (
    "response.output_item.done", "response.completed", "response.failed", "error", "ping",
)  # fmt: skip


def _object(pairs: Sequence[tuple[str, str]]) -> str:
    """Return an object in which the same name may come twice."""
    return "{" + ",".join(f'"{name}":{value}' for name, value in pairs) + "}"


_OBJECTS: Final = st.recursive(
    st.sampled_from((*_ODD, *_TEXTS, *_DEEP)),
    lambda inner: st.lists(st.tuples(st.sampled_from(_NAMES), inner), max_size=4).map(_object),
    max_leaves=8,
)


# What Codex reads of an item, and what may stand there instead.
_ITEMS: Final[tuple[dict[str, Any], ...]] = (
    call(), message(), message(phase="final_answer"),
    {"type": "reasoning", "summary": [{"type": "summary_text", "text": "x"}], "content": [
        {"type": "text", "text": "x"}]},
    {"type": "message", "role": "user", "content": [
        {"type": "input_image", "image_url": "x", "detail": "low"}]},
    {"type": "custom_tool_call", "call_id": "c", "name": "n", "input": "x"},
    {"type": "local_shell_call", "call_id": "c", "action": {"type": "exec"}, "status": "x"},
    {"type": "web_search_call", "action": {}}, {"code": "x", "message": "y", "type": "z"},
)  # fmt: skip
_VALUES: Final[tuple[Any, ...]] = (None, True, 7, 1.5, "x", [], {}, [[]], [{}], {"type": []})


def _replaced(value: Any, path: list[int], other: Any) -> Any:
    """Return JSON with another value where the numbers of a path lead."""
    if not path or not value:
        return other
    if is_list(value):
        at = path[0] % len(value)
        return [*value[:at], _replaced(value[at], path[1:], other), *value[at + 1 :]]
    if is_table(value):
        name = list(value)[path[0] % len(value)]
        return {**value, name: _replaced(value[name], path[1:], other)}
    return other


_CHANGED: Final = st.builds(
    _replaced,
    st.sampled_from(_ITEMS),
    st.lists(st.integers(0, 7), min_size=1, max_size=4),
    st.sampled_from(_VALUES),
).map(json.dumps)


def _event(kind: str, body: str) -> bytes:
    return f'data: {{"type":"{kind}","item":{body},"response":{body}}}\n\n'.encode()


HEALTHY: Final = sse(done(call()), completed())
_KNOWN: Final[tuple[dict[str, Any], ...]] = (
    delta("hi"),
    dict(reversed(delta("hi").items())),
    {"type": "response.output_text.done", "text": "hi"},
    {"type": "response.failed", "response": {"error": {"code": "x", "message": "no"}}},
    {"type": "error", "message": "no"},
    done(message()),
    completed(id=7),
    completed(),
)
_FRAMES: Final = tuple(
    b"data: " + json.dumps(event, separators=(",", ":")).encode() + b"\n\n" for event in _KNOWN
)
_SIGNS: Final = (
    b"\r\n", b"\r", b"\n", b": c\n\n", b"data:\n\n", b"\xe4\xbd\xa0", b"\xe4", b"event: x\n",
    b"data: ", b"{", b":", b"\xff", b"x", b"\xef\xbb\xbf", b"data: [DONE]\n\n", b'"type":',
)  # fmt: skip
_PARTS: Final = st.one_of(
    st.sampled_from((*_FRAMES, *_SIGNS, HEALTHY)),
    st.builds(_event, st.sampled_from(_KINDS), _OBJECTS),
    st.builds(_event, st.sampled_from(_KINDS), _CHANGED),
    _OBJECTS.map(lambda body: f"data: {body}\n\n".encode()),
)
_EVENTS: Final = st.lists(_PARTS, max_size=12).map(b"".join)
_SHAPED: Final = headed(1, _EVENTS | _EVENTS.map(lambda events: events + HEALTHY))
_WORDS: Final = (*_SIGNS, *_FRAMES, *(f'"{one}"'.encode() for one in (*_NAMES, *_KINDS)))


def _seeds(file: str) -> Iterator[bytes]:
    recorded: Any = json.loads((_DATA / file).read_text("utf-8"))
    cases: list[Any] = recorded if file == _STREAMS else recorded["streams"]
    for number, case in enumerate(cases):
        yield bytes([number % 256]) + case["stream"].encode("latin-1")


STREAM: Final = Target(
    "stream",
    "the same comes out of a stream however its bytes are split",
    partial(_run, StreamReader),
    partial(_seeds, _STREAMS),
    _SHAPED,
    _WORDS,
)
CHAT_STREAM: Final = Target(
    "chat_stream",
    "the same for a stream of Chat Completions",
    partial(_run, partial(ChatReader, "0.58.0")),
    partial(_seeds, "codex_chat_streams.json"),
    _SHAPED,
    (*_WORDS, b'"choices"', b'"delta"', b'"tool_calls"', b'"finish_reason"', b'"content"'),
)


def _item_seeds() -> Iterator[bytes]:
    recorded: list[Any] = json.loads((_DATA / "codex_items.json").read_text("utf-8"))
    yield from (json.dumps(one["item"]).encode() for one in recorded)


ITEMS: Final = Target(
    "items",
    "an item or an error of a stream is taken or dropped with a reason; what is taken can be sent",
    _run_items,
    _item_seeds,
    _CHANGED.map(str.encode),
    (*_WORDS, *(json.dumps(one).encode() for one in _VALUES)),
    grows=False,
)
