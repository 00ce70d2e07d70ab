"""The pieces that chat streams for old versions of Codex are made of."""

from __future__ import annotations

import json
from typing import Any, Final

DONE: Final = b"data: [DONE]\n\n"
ARGUMENTS: Final = '{"command":["echo","codex-doctor-ok"]}'
HALF: Final = len(ARGUMENTS) // 2


def chunk(delta: Any, finish: Any = None, **changes: Any) -> bytes:
    """Return one chunk as a good endpoint sends it; members of the chunk may be changed."""
    choice = {"index": 0, "delta": delta, "finish_reason": finish}
    common = {"id": "chatcmpl-1", "object": "chat.completion.chunk", "created": 1, "model": "m"}
    return event({**common, "choices": [choice], **changes})


def event(value: Any) -> bytes:
    """Return a value as an event."""
    return b"data: " + json.dumps(value).encode() + b"\n\n"


def call(**changes: Any) -> dict[str, Any]:
    """Return one entry of `tool_calls`; None removes a member, `function` is merged."""
    function = {"name": "shell", "arguments": ARGUMENTS, **changes.pop("function", {})}
    whole = {"index": 0, "id": "call_1", "type": "function", **changes}
    whole["function"] = {key: one for key, one in function.items() if one != "gone"}
    return {key: one for key, one in whole.items() if one != "gone"}


def calls(*entries: Any) -> bytes:
    """Return a chunk with these tool calls."""
    return chunk({"tool_calls": list(entries)})


def piece(arguments: str, **changes: Any) -> dict[str, Any]:
    """Return a later piece of a call's arguments."""
    return {"index": 0, "function": {"arguments": arguments}, **changes}


def text(content: Any) -> bytes:
    """Return a chunk with text."""
    return chunk({"content": content})


START: Final = chunk({"role": "assistant", "content": None})
CALLED: Final = chunk({}, "tool_calls")
STOP: Final = chunk({}, "stop")
HELLO: Final = text("hello ") + text("world")
WHOLE: Final = START + calls(call()) + CALLED + DONE
SECOND: Final = {"id": "call_2", "index": 1}
