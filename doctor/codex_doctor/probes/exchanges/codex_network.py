"""The HTTP library's way to a host: to the addresses that Codex would take, in its order.

Left alone the library asks the system's resolver, which sees hosts files and search domains that
Codex does not. Codex gives a silent address 30 seconds; here it has less.
"""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable
from typing import TYPE_CHECKING, Any

from httpcore import AnyIOBackend, AsyncNetworkBackend, ConnectError, ConnectTimeout

if TYPE_CHECKING:
    import httpx
    from httpcore import AsyncNetworkStream

Resolve = Callable[[str], Awaitable[tuple[str, ...]]]
# What an address has that is not the last one; those that answered before come first.
ADDRESS_S = 2.0


class CodexNetwork(AsyncNetworkBackend):
    """Connects to what `resolve` gives for a host."""

    def __init__(self, inner: AsyncNetworkBackend, resolve: Resolve) -> None:
        self._inner = inner
        self._resolve = resolve

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
        *others, last = await self._resolve(host) or ("",)
        if not last:
            raise ConnectError(f"{host} has no address")
        for address in others:
            try:
                return await self._inner.connect_tcp(
                    address, port, ADDRESS_S, local_address, socket_options
                )
            except (ConnectError, ConnectTimeout):
                continue
        return await self._inner.connect_tcp(last, port, timeout, local_address, socket_options)


def take_network(transport: httpx.AsyncHTTPTransport, resolve: Resolve) -> None:
    """Let a transport resolve names by `resolve`; the library has no public place for this."""
    pool: Any = vars(transport)["_pool"]
    pool._network_backend = CodexNetwork(AnyIOBackend(), resolve)
