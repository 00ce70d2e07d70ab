"""The words of the findings `websocket.*`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

WORDS: Final[Mapping[str, str]] = {
    "websocket.unsupported.title": "No WebSocket where Codex tries one first",
    "websocket.unsupported.text": (
        "With this provider Codex opens a WebSocket before it uses HTTP. When that fails it "
        "tries again, once more than stream_max_retries says and with growing pauses, then "
        "falls back to HTTP; the turn works, later than it should. A handshake that hangs "
        "costs 15 seconds each time, and silence after it stream_idle_timeout_ms."
    ),
    "websocket.fails.title": "The WebSocket ends the turn",
    "websocket.fails.text": (
        "With this provider Codex opens a WebSocket before it uses HTTP. A handshake that is "
        "answered with status 400 or 429, and an error event with such a status, end the turn; "
        "Codex does not fall back to HTTP then."
    ),
}
