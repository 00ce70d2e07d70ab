"""What an attempt to open a WebSocket showed; only for providers with which Codex makes one."""

from __future__ import annotations

from msgspec import Struct

from codex_doctor.facts.exchange import Exchange
from codex_doctor.words.told import Words


class SocketTry(Struct, frozen=True):
    """The handshake and what followed.

    Attributes:
        exchange: The handshake.
        ending: `refused` (no handshake), `completed` (or an answer that has begun), `error`,
            `closed` or `silent`.
        status: Status that an error event names, None without one.
        message: The error in the server's words, or what was wrong with how it closed.
    """

    exchange: Exchange
    ending: str
    status: int | None = None
    message: Words = ""
