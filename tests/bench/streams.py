"""How fast streams are read; the goal is 100 MB of events a second on one core."""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING, Any

from codex_doctor.codex.wire.stream import StreamReader

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

CHUNK = 64 * 1024
MEGABYTES = 24
WORDS = 'Some words of an answer, with "quotes", \u4e2d\u6587 and\nlines. '


def event(**members: Any) -> bytes:
    data = json.dumps(members, separators=(",", ":"), ensure_ascii=False)
    return f"event: {members['type']}\ndata: {data}\n\n".encode()


def small(number: int) -> bytes:
    """Return a delta as OpenAI writes it."""
    place = {"item_id": "msg_0123456789abcdef", "output_index": 0, "content_index": 0}
    kind = "response.output_text.delta"
    return event(type=kind, sequence_number=number, **place, delta=" word", logprobs=[])


def type_last(number: int) -> bytes:
    """Return a delta as servers write it that sort the members."""
    data = json.loads(small(number).partition(b"data: ")[2])
    kind = data.pop("type")
    return f"data: {json.dumps({**data, 'type': kind}, separators=(',', ':'))}\n\n".encode()


def large(number: int) -> bytes:
    """Return a whole text, once more at its end."""
    return event(type="response.output_text.done", sequence_number=number, text=WORDS * 2000)


def item(number: int) -> bytes:
    part = {"type": "output_text", "text": WORDS.replace('"', "").replace("\n", " ") * 2000}
    whole = {"type": "message", "id": f"msg_{number}", "role": "assistant", "content": [part]}
    return event(type="response.output_item.done", item=whole)


def vendor(number: int) -> bytes:
    """Return an event of a type that no reader knows."""
    return event(type="vendor.progress", at=number, note="still at work", share=0.25)


def two_vendors(number: int) -> bytes:
    """Return one of two such events by turns, the type last."""
    kind = "vendor.progress" if number % 2 else "vendor.trace"
    return b'data: {"at": %d, "note": "still at work", "type": "%b"}\n\n' % (number, kind.encode())


def chat(number: int) -> bytes:
    """Return a chunk of the other API, which Codex ignores."""
    choice = {"index": 0, "delta": {"content": " word"}, "finish_reason": None}
    kind = {"id": "chatcmpl-1", "object": "chat.completion.chunk", "choices": [choice]}
    return f"data: {json.dumps(kind)}\n\n".encode()


PING = b'event: ping\ndata: {"type": "ping"}\n\n'


def held(number: int) -> bytes:
    """Return a delta after the comment that keeps its connection open."""
    return b": ping\n\n" + small(number)


def held_by_events(number: int) -> bytes:
    return PING + small(number)


def answer(number: int) -> bytes:
    """Return a long answer: many small deltas, and the text twice more at its end."""
    return b"".join(map(small, range(2000))) + large(number)


KINDS: dict[str, Callable[[int], bytes]] = {
    "small deltas": small,
    "small deltas, type last": type_last,
    "small deltas, CRLF": lambda number: small(number).replace(b"\n", b"\r\n"),
    "tiny deltas": lambda _: b'data: {"type":"response.output_text.delta","delta":"a"}\n\n',
    "deltas and comments": held,
    "deltas and pings": held_by_events,
    "pings": lambda _: PING,
    "comments": lambda _: b": ping\n\n",
    "comments with a time": lambda number: b": ping - 2026-11-23 10:00:%06d\n\n" % number,
    "empty objects": lambda _: b"data: {}\n\n",
    "unknown types": vendor,
    "unknown types by turns": two_vendors,
    "chunks of a chat": chat,
    "long answers": answer,
    "large events": large,
    "large items": item,
}


def speeds() -> Iterator[tuple[str, float]]:
    """Yield each kind of events, and how many megabytes of it are read in a second."""
    for name, make in KINDS.items():
        some = b"".join(map(make, range(max(1, CHUNK // len(make(0))))))
        data = some * ((MEGABYTES << 20) // len(some))
        yield name, len(data) / 1e6 / min(read_s(data) for _ in range(3))


def read_s(data: bytes) -> float:
    """Return the seconds of one core that it takes to read the bytes."""
    reader = StreamReader()
    started = time.process_time()
    for start in range(0, len(data), CHUNK):
        reader.feed(data[start : start + CHUNK], at_s=start / 1e6)
    return time.process_time() - started
