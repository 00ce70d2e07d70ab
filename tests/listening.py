"""A listener on the loopback with a thread for every connection."""

from __future__ import annotations

import socket
import threading
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Generator


@contextmanager
def listening(
    serve: Callable[[socket.socket], None],
    host: str = "127.0.0.1",
    port: int = 0,
    *,
    timeout_s: float = 20.0,
) -> Generator[int]:
    """Serve each connection in a thread of its own; yields the port.

    Args:
        serve: Gets the connection, which is closed afterwards; an OSError ends it.
        host: An IP literal.
        port: 0 for any.
        timeout_s: How long a connection may wait for its other side.
    """
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    listener = socket.create_server((host, port), family=family)

    def run(client: socket.socket) -> None:
        client.settimeout(timeout_s)
        with client, suppress(OSError):
            serve(client)

    def accept() -> None:
        with suppress(OSError):
            while True:
                client, _ = listener.accept()
                threading.Thread(target=run, args=(client,), daemon=True).start()

    threading.Thread(target=accept, daemon=True).start()
    try:
        yield listener.getsockname()[1]
    finally:
        with suppress(OSError):
            listener.shutdown(socket.SHUT_RDWR)
        listener.close()
