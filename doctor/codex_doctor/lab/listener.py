"""A listener that knows each connection from the moment it is accepted, so that it can end it.

asyncio's own server leaves the socket open of a connection that it accepted just before it stopped.
"""

from __future__ import annotations

import asyncio
import socket
from contextlib import asynccontextmanager, suppress
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import ssl
    from collections.abc import AsyncGenerator, Awaitable, Callable

    Handler = Callable[[asyncio.StreamReader, asyncio.StreamWriter], Awaitable[None]]

HOST: Final = "127.0.0.1"
_BACKLOG: Final = 100


@asynccontextmanager
async def accepting(
    handler: Handler, *, host: str = HOST, port: int = 0, tls: ssl.SSLContext | None = None
) -> AsyncGenerator[int]:
    """Run `handler` for every connection; end them all, whatever they are doing, when it is over.

    Args:
        handler: Gets the two streams of a connection, which is over when it returns.
        host: Address to listen at.
        port: Port to listen at; 0 for a free one.
        tls: Context of the handshake that comes first.

    Yields:
        The port.

    Raises:
        OSError: The port is taken.
    """
    listener = socket.create_server((host, port), backlog=_BACKLOG)
    listener.setblocking(False)
    loop = asyncio.get_running_loop()
    connections: dict[asyncio.Task[None], socket.socket] = {}

    def accept() -> None:
        try:
            connection, _ = listener.accept()
        except (BlockingIOError, ConnectionError):  # the client is gone again
            return
        task = loop.create_task(_serve(connection, handler, tls))
        connections[task] = connection
        task.add_done_callback(end)

    def end(task: asyncio.Task[None]) -> None:
        connections.pop(task).close()

    loop.add_reader(listener, accept)
    try:
        yield listener.getsockname()[1]
    finally:
        loop.remove_reader(listener)
        listener.close()
        tasks = [*connections]
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)


async def _serve(connection: socket.socket, handler: Handler, tls: ssl.SSLContext | None) -> None:
    loop = asyncio.get_running_loop()
    reader = asyncio.StreamReader()
    protocol = asyncio.StreamReaderProtocol(reader)
    with suppress(OSError, EOFError, asyncio.CancelledError):
        transport, _ = await loop.connect_accepted_socket(lambda: protocol, connection, ssl=tls)
        writer = asyncio.StreamWriter(transport, protocol, reader, loop)
        try:
            await handler(reader, writer)
            writer.close()
            await writer.wait_closed()
        finally:
            transport.abort()
