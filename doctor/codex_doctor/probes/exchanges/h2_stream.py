"""Writes HTTP/2 as Codex's library does: the end of a request in one piece with what it ends.

Ours sends it as a frame of its own. A gateway that takes each piece as it comes (haproxy) then
holds the request back, for more to come, by 40 to 200 ms. Seen with Codex 0.171.0 and haproxy 2.6.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from httpcore import AsyncNetworkStream

if TYPE_CHECKING:
    import ssl

_FRAME_HEAD: Final = 9  # RFC 9113 section 4.1; a frame without a payload is nothing else


class WholeEndStream(AsyncNetworkStream):
    """A connection on which what is written over HTTP/2 waits for the next write or read.

    Args:
        inner: The connection.
        is_h2: Whether HTTP/2 was agreed on.
    """

    def __init__(self, inner: AsyncNetworkStream, *, is_h2: bool = False) -> None:
        self._inner = inner
        self._is_h2 = is_h2
        self._held = b""

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        """Send what waits, and return what comes next, nothing at the end."""
        if self._held:
            held, self._held = self._held, b""
            await self._inner.write(held, timeout)
        return await self._inner.read(max_bytes, timeout)

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:
        """Send the bytes; over HTTP/2 what waits, and these too if they are but an end."""
        now = buffer
        if self._is_h2:
            is_end = len(buffer) == _FRAME_HEAD
            now, self._held = (self._held + buffer, b"") if is_end else (self._held, buffer)
        await self._inner.write(now, timeout)

    async def aclose(self) -> None:
        """Close the connection."""
        await self._inner.aclose()

    async def start_tls(
        self,
        ssl_context: ssl.SSLContext,
        server_hostname: str | None = None,
        timeout: float | None = None,
    ) -> AsyncNetworkStream:
        """Return the connection with TLS."""
        secured = await self._inner.start_tls(ssl_context, server_hostname, timeout)
        agreed = secured.get_extra_info("ssl_object").selected_alpn_protocol()
        return WholeEndStream(secured, is_h2=agreed == "h2")

    def get_extra_info(self, info: str) -> Any:
        """Return what the library asks about."""
        return self._inner.get_extra_info(info)
