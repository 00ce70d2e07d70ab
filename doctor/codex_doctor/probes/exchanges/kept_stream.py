"""A connection that a probe has opened, as the HTTP library wants to have it."""

from __future__ import annotations

import asyncio
import ssl
from typing import TYPE_CHECKING, Any

from httpcore import (
    AsyncNetworkStream,
    ConnectError,
    ReadError,
    ReadTimeout,
    WriteError,
    WriteTimeout,
)

from codex_doctor.probes.connections import tcp

if TYPE_CHECKING:
    from codex_doctor.probes.connections.kept import Open

_PIECE = 1 << 16


class KeptStream(AsyncNetworkStream):
    """Reads and writes through an open connection, and through its TLS if it has one."""

    def __init__(self, kept: Open) -> None:
        self._host = kept.host
        self._reader, self._writer = kept.stream
        self._tls = kept.tls

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Return what comes next, nothing at the end.

        Raises:
            ReadError: The connection is lost.
            ReadTimeout: Nothing comes in time.
            ssl.SSLError: What comes is no TLS of this session.
        """
        try:
            async with asyncio.timeout(timeout):
                return await self._read(max_bytes)
        except TimeoutError as exc:
            raise ReadTimeout(str(exc)) from exc
        except ssl.SSLError:
            raise
        except OSError as exc:
            raise ReadError(str(exc)) from exc

    async def _read(self, max_bytes: int) -> bytes:
        if self._tls is None:
            return await self._reader.read(max_bytes)
        while True:
            try:
                return self._tls.session.read(max_bytes)
            except ssl.SSLWantReadError:
                await self._flush()
                data = await self._reader.read(_PIECE)
                if not data:
                    return b""
                self._tls.incoming.write(data)
            except ssl.SSLZeroReturnError:
                return b""

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Send the bytes.

        Raises:
            WriteError: The connection is lost.
            WriteTimeout: The other side does not take them in time.
        """
        try:
            async with asyncio.timeout(timeout):
                if self._tls is None:
                    self._writer.write(buffer)
                elif buffer:
                    self._tls.session.write(buffer)
                await self._flush()
        except TimeoutError as exc:
            raise WriteTimeout(str(exc)) from exc
        except ssl.SSLError:
            raise
        except OSError as exc:
            raise WriteError(str(exc)) from exc

    async def _flush(self) -> None:
        if self._tls is not None:
            self._writer.write(self._tls.outgoing.read())
        await self._writer.drain()

    async def aclose(self) -> None:
        """Close the connection."""
        await tcp.close(self._writer)

    async def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,  # noqa: ARG002 - nothing is waited for
    ) -> AsyncNetworkStream:
        """Return itself: the handshake is done.

        Raises:
            ConnectError: It was not, or with another host, or judged by something else.
        """
        session = self._tls.session if self._tls else None
        if session is None or session.context is not ssl_context or server_hostname != self._host:
            raise ConnectError("no such handshake was done over this connection")
        return self

    def get_extra_info(self, info: str) -> Any:
        """Return what the library asks about: `ssl_object`, the addresses, the socket."""
        if info == "ssl_object":
            return self._tls.session if self._tls else None
        names = {"client_addr": "sockname", "server_addr": "peername", "socket": "socket"}
        return self._writer.get_extra_info(names[info]) if info in names else None
