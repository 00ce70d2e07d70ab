"""What an attempt to open a WebSocket showed; only for providers with which Codex makes one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from codex_doctor.facts.turn import Exchange


@dataclass(frozen=True, slots=True)
class SocketTry:
    """The handshake and what followed.

    Attributes:
        exchange: The handshake.
        ending: `refused` (no handshake), `completed` (or an answer that has begun), `error`,
            `closed` or `silent`.
        status: Status that an error event names, None without one.
        message: The error in the server's words.
    """

    exchange: Exchange
    ending: str
    status: int | None = None
    message: str = ""
