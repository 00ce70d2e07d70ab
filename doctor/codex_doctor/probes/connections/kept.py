"""The connection that a probe leaves open for the first request, so that it is opened once."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from codex_doctor.probes.connections import tcp

if TYPE_CHECKING:
    import ssl

    from codex_doctor.probes.connections.tcp import Stream

# A server may close a connection on which nothing is asked.
_FRESH_S: Final = 2.0


class Secured(Struct, frozen=True):
    """TLS over a stream: the session, and what comes in and goes out of it."""

    session: ssl.SSLObject
    incoming: ssl.MemoryBIO
    outgoing: ssl.MemoryBIO


class Open(Struct, frozen=True):
    """An open connection, and when it was last seen to be good, of the monotonic clock.

    Attributes:
        tls: None where no handshake was done over it.
    """

    host: str
    port: int
    stream: Stream
    at_s: float
    tls: Secured | None = None

    @property
    def is_good(self) -> bool:
        """Whether a request may still be sent over it."""
        reader, writer = self.stream
        is_fresh = time.monotonic() < self.at_s + _FRESH_S
        return is_fresh and not writer.is_closing() and not reader.at_eof()


class KeptConnection:
    """At most one open connection; whoever takes it closes it."""

    def __init__(self) -> None:
        self._open: Open | None = None

    async def keep(self, host: str, port: int, stream: Stream, tls: Secured | None = None) -> None:
        """Leave a connection open, in the place of one that was kept before."""
        await self.drop()
        self._open = Open(host, port, stream, time.monotonic(), tls)

    async def take(self, host: str, port: int, *, secured: bool) -> Open | None:
        """Return the connection if it leads there and is still good.

        Args:
            host: The host as the configuration names it.
            port: The port.
            secured: Whether a handshake must have been done over it, or none.
        """
        kept = self._open
        if kept is None or (kept.host, kept.port, kept.tls is not None) != (host, port, secured):
            return None
        if not kept.is_good:
            await self.drop()
            return None
        self._open = None
        return kept

    async def drop(self) -> None:
        """Close it, if there is one."""
        kept, self._open = self._open, None
        if kept is not None:
            await tcp.close(kept.stream[1])
