"""What holds when a check passes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

WORDS: Final[Mapping[str, str]] = {
    "check.dns": "The host name has an address",
    "check.proxy": "The proxy lets Codex through",
    "check.tls": "The TLS handshake works",
    "check.session": "What comes after the first turn",
    "check.websocket": "The WebSocket that Codex tries first",
    "check.config": "The configuration is read as it is meant",
    "check.credentials": "The credential is the one that is meant",
    "check.environment": "The variables that Codex reads are right",
    "check.installation": "Codex is installed",
    "check.auth": "The endpoint accepts the credential",
    "check.model": "The endpoint serves the model",
    "check.request": "The endpoint accepts Codex's request",
    "check.stream": "Codex can read the stream",
    "check.tools": "A tool call makes the round trip",
    "check.wire": "The endpoint speaks the Responses API",
    "check.tcp": "The endpoint takes connections",
}
