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
    "websocket.skipped": "Codex tries no WebSocket with this provider",
    "websocket.passed": "opens and answers",
    "websocket.passed_over": "refused with status {status}: Codex uses HTTP at once",
    "websocket.fails": "{host} answers the WebSocket that Codex tries first with status {status}",
    "websocket.unsupported": (
        "{host} has no WebSocket for Codex, which costs {cost_s:time} at every start"
    ),
    "websocket.unsupported.fix_setting": (
        "Remove supports_websockets from [model_providers.{provider}]."
    ),
    "websocket.unsupported.fix_provider": (
        "Give the endpoint a provider of its own, [model_providers.NAME] with base_url, in place "
        "of openai_base_url."
    ),
    "websocket.evidence.asked": "asked",
    "websocket.evidence.request": "GET {url} (upgrade: websocket)",
    "websocket.evidence.answer": "HTTP 101, or 426 for HTTP at once",
    "websocket.evidence.then_error": "HTTP {status}, then an error event",
    "websocket.evidence.then_closed": "HTTP {status}, then closed",
    "websocket.evidence.then_silent": "HTTP {status}, then silent",
    "websocket.wrong_accept": "its Sec-WebSocket-Accept does not fit the key that was sent",
    "websocket.evidence.seen": "seen",
    "websocket.evidence.costs": "costs",
    "websocket.evidence.cost": "about {cost_s:time}: {attempts:attempt|attempts}",
}
