"""Builders of response streams for tests; healthy unless a test says otherwise."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from codex_doctor.codex.wire.stream import StreamReader

if TYPE_CHECKING:
    from codex_doctor.facts import StreamReading


def sse(*events: Any, end: str = "\n\n") -> bytes:
    """Return events framed as server-sent events."""
    return "".join(f"data: {json.dumps(event)}{end}" for event in events).encode()


def done(item: Any) -> dict[str, Any]:
    return {"type": "response.output_item.done", "output_index": 0, "item": item}


def delta(text: str) -> dict[str, Any]:
    """Return an event of a kind that comes by the thousand and changes nothing."""
    place = {"item_id": "msg_1", "output_index": 0, "content_index": 0}
    return {"type": "response.output_text.delta", **place, "delta": text}


def message(**changes: Any) -> dict[str, Any]:
    part = {"type": "output_text", "text": "codex-doctor-ok"}
    return {"type": "message", "id": "msg_1", "role": "assistant", "content": [part]} | changes


def call(**changes: Any) -> dict[str, Any]:
    arguments = json.dumps({"cmd": "echo codex-doctor-ok"})
    item = {"type": "function_call", "id": "fc_1", "name": "exec_command", "call_id": "call_1"}
    return item | {"arguments": arguments} | changes


def without(item: dict[str, Any], *names: str) -> dict[str, Any]:
    return {key: value for key, value in item.items() if key not in names}


def completed(**changes: Any) -> dict[str, Any]:
    usage = {"input_tokens": 10, "output_tokens": 2, "total_tokens": 12}
    return {"type": "response.completed", "response": {"id": "resp_1", "usage": usage} | changes}


def read(data: bytes, *, size: int = 0, how: str = "closed") -> StreamReading:
    """Return what the reader makes of the bytes, fed whole or in pieces of this size."""
    reader = StreamReader()
    for start in range(0, len(data), size or len(data) or 1):
        reader.feed(data[start : start + (size or len(data))], at_s=1.0)
    reader.close(how)
    return reader.reading()
