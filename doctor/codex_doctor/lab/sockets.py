"""The lab's WebSocket: the handshake, and the Responses API over text frames (RFC 6455).

Its own few lines of framing, so that it can also do wrong on purpose.
"""

from __future__ import annotations

import json
from base64 import b64encode
from hashlib import sha1
from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from codex_doctor.lab import replies
from codex_doctor.lab.endpoint import LabEndpoint, outputs
from codex_doctor.lab.wire import Ending, Json, Reply, Seen

if TYPE_CHECKING:
    from collections.abc import Callable

    from codex_doctor.lab.wire import Behaviour

_MAGIC: Final = b"258EAFA5-E914-47DA-95CA-C5AB0DC85B11"


def is_upgrade(seen: Seen) -> bool:
    """Tell whether a request wants a WebSocket."""
    return seen.method == "GET" and seen.header("upgrade").lower() == "websocket"


def upgraded(seen: Seen, *, accept: str = "") -> Reply:
    """Accept the handshake; nothing follows yet.

    Args:
        seen: The handshake.
        accept: A Sec-WebSocket-Accept that is wrong.
    """
    key = seen.header("sec-websocket-key").encode()
    right = b64encode(sha1(key + _MAGIC, usedforsecurity=False).digest()).decode()
    lines = (
        "HTTP/1.1 101 Switching Protocols",
        "upgrade: websocket",
        "connection: Upgrade",
        f"sec-websocket-accept: {accept or right}",
    )
    return Reply(raw=("\r\n".join(lines) + "\r\n\r\n").encode())


def frame(value: Json) -> bytes:
    """Write one event as a text frame of a server."""
    data = replies.compact(value)
    if len(data) < 126:
        return bytes([0x81, len(data)]) + data
    return bytes([0x81, 126]) + len(data).to_bytes(2) + data


class Conversation:
    """One open WebSocket of a healthy endpoint; `hear` takes bytes and returns the answer."""

    def __init__(self, endpoint: LabEndpoint) -> None:
        self._endpoint = endpoint
        self._data = bytearray()

    def hear(self, data: bytes) -> bytes:
        """Return what the endpoint answers to these bytes, nothing until a frame is whole."""
        self._data += data
        answer = b""
        while (text := self._next()) is not None:
            answer += b"".join(map(frame, self._events(json.loads(text))))
        return answer

    def _events(self, body: Json) -> replies.Events:
        if body.get("generate") is False:
            return replies.turn()
        return self._endpoint.answer(body) if outputs(body) else self._endpoint.call(body)

    def _next(self) -> bytes | None:
        """Return the next text of the client, None until one is whole."""
        data = self._data
        if len(data) < 2:
            return None
        size = data[1] & 0x7F
        start = {126: 4, 127: 10}.get(size, 2)
        length = int.from_bytes(data[2:start]) if size >= 126 else size
        end = start + 4 + length
        if len(data) < end or data[0] & 0x0F != 1:
            return None
        mask, masked = data[start : start + 4], data[start + 4 : end]
        self._data = data[end:]
        return bytes(byte ^ mask[index % 4] for index, byte in enumerate(masked))


def with_socket(answer: Callable[[Seen], Reply]) -> Behaviour:
    """Return a healthy endpoint that answers the handshake so."""
    known = LabEndpoint()
    return lambda seen: answer(seen) if is_upgrade(seen) else known(seen)


def converse(seen: Seen) -> Reply:
    """Accept the handshake and answer as a good endpoint does."""
    return replace(upgraded(seen), talk=Conversation(LabEndpoint()).hear)


def fall_silent(seen: Seen) -> Reply:
    """Accept the handshake and say nothing more."""
    return replace(upgraded(seen), ending=Ending.HOLD)


def refuse_event(seen: Seen) -> Reply:
    """Accept the handshake and send an error event."""
    error = {"type": "invalid_request_error", "message": "No WebSocket for this model."}
    accepted = upgraded(seen)
    event = frame({"type": "error", "status": 400, "error": error})
    return replace(accepted, raw=(accepted.raw or b"") + event, ending=Ending.HOLD)
