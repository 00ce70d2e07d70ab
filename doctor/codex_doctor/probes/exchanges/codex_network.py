"""The HTTP library's way to a host and its limits, as Codex's library has them.

Left alone ours asks the system's resolver, which sees hosts files and search domains that Codex
does not, and gives up at headers that Codex reads. Codex gives a silent address 30 seconds; here it
has less.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable
from typing import TYPE_CHECKING, Any, Final

from httpcore import (
    AnyIOBackend,
    AsyncHTTP11Connection,
    AsyncNetworkBackend,
    ConnectError,
    ConnectTimeout,
)

from codex_doctor.probes.exchanges.h2_stream import WholeEndStream
from codex_doctor.probes.exchanges.kept_stream import KeptStream

if TYPE_CHECKING:
    import httpx
    from httpcore import AsyncNetworkStream

    from codex_doctor.probes.connections.kept import Open

Resolve = Callable[[str], Awaitable[tuple[str, ...]]]
Take = Callable[[str, int], Awaitable["Open | None"]]
# What an address has that is not the last one; those that answered before come first.
ADDRESS_S = 2.0
# Codex's library gives up at 408 KB of status line and headers, or somewhat later: it looks after
# each read (0.169.0 takes a header of 450 KB and refuses one of 600 KB). And it takes 100 headers.
MAX_HEAD_BYTES: Final = 512 * 1024
MAX_HEADERS: Final = 100
HEAD_TOO_LONG: Final = "Receive buffer too long"  # the words of our library

# A constant of the library, and the only place where it can be told.
setattr(AsyncHTTP11Connection, "MAX_INCOMPLETE_EVENT_SIZE", MAX_HEAD_BYTES)  # noqa: B010 - see above


class CodexNetwork(AsyncNetworkBackend):
    """Connects to what `resolve` gives for a host, unless `take` has an open connection."""

    def __init__(
        self, inner: AsyncNetworkBackend, resolve: Resolve, take: Take | None = None
    ) -> None:
        self._inner = inner
        self._resolve = resolve
        self._take = take

    async def connect_tcp(
        self,
        host: str,
        port: int,
        timeout: float | None = None,
        local_address: str | None = None,
        socket_options: Iterable[Any] | None = None,
    ) -> AsyncNetworkStream:
        """Return a stream to the first address that answers.

        Raises:
            ConnectError: The host has no address, or no address takes connections.
            ConnectTimeout: The last address is silent.
        """
        kept = await self._take(host, port) if self._take else None
        if kept is not None:
            return WholeEndStream(KeptStream(kept))
        *others, last = await self._resolve(host) or ("",)
        if not last:
            raise ConnectError(f"{host} has no address")
        for address in others:
            try:
                return await self._connect(address, port, ADDRESS_S, local_address, socket_options)
            except (ConnectError, ConnectTimeout):
                continue
        return await self._connect(last, port, timeout, local_address, socket_options)

    async def _connect(self, *where: Any) -> AsyncNetworkStream:
        return WholeEndStream(await self._inner.connect_tcp(*where))


def take_network(
    transport: httpx.AsyncHTTPTransport, resolve: Resolve, take: Take | None = None
) -> None:
    """Give a transport a `CodexNetwork`; the library has no public place for this."""
    pool: Any = vars(transport)["_pool"]
    pool._network_backend = CodexNetwork(AnyIOBackend(), resolve, take)
