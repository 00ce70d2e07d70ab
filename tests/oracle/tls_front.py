"""TLS in front of the lab, and a proxy for names that no name server knows, for the oracle.

The front sees how each handshake ends, so that a Codex that was refused need not be waited for.
"""

from __future__ import annotations

import select
import socket
import ssl
from contextlib import contextmanager
from typing import TYPE_CHECKING

from msgspec import Struct, field

from listening import listening

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Iterable

HOST = "127.0.0.1"
TIMEOUT_S = 20.0


class Front(Struct):
    """A running front: its port, and how each handshake ended ("" for a good one)."""

    port: int
    endings: list[str] = field(default_factory=list[str])

    @property
    def refused(self) -> bool:
        """Whether there were handshakes and none of them was good."""
        return bool(self.endings) and all(self.endings)


@contextmanager
def tls_front(context: ssl.SSLContext, behind: int) -> Generator[Front]:
    """End TLS and pass on what comes to the port `behind`."""

    def serve(client: socket.socket) -> None:
        try:
            secure = context.wrap_socket(client, server_side=True)
            if context.verify_mode is ssl.CERT_REQUIRED:
                secure.recv(0)
        except OSError as exc:
            front.endings.append(str(exc) or type(exc).__name__)
            return
        front.endings.append("")
        with secure, socket.create_connection((HOST, behind)) as far:
            join(secure, far)

    with listening(serve) as port:
        front = Front(port)
        yield front


@contextmanager
def name_proxy(behind: Callable[[], int]) -> Generator[int]:
    """Run a CONNECT proxy that takes every name for the loopback; `.invalid` it refuses."""

    def serve(client: socket.socket) -> None:
        head = b""
        while b"\r\n\r\n" not in head:
            data = client.recv(65536)
            if not data:
                return
            head += data
        target = head.split(b" ", 2)[1].decode()
        if not target.endswith(f":{behind()}"):
            client.sendall(b"HTTP/1.1 403 Forbidden\r\n\r\n")
            return
        with socket.create_connection((HOST, behind())) as far:
            client.sendall(b"HTTP/1.1 200 Connection established\r\n\r\n")
            join(client, far)

    with listening(serve) as port:
        yield port


def join(one: socket.socket, other: socket.socket) -> None:
    """Pass on what comes from either side until both have ended.

    One thread for both directions: two may not use one TLS connection at the same time.
    """
    sinks = {one: other, other: one}
    for source in sinks:
        source.setblocking(False)
    while sinks and (ready := _readable(sinks)):
        for source in ready:
            if not _pass_on(source, sinks[source]):
                # Not that of an SSLSocket, which ends the reading too.
                socket.socket.shutdown(sinks.pop(source), socket.SHUT_WR)


def _readable(sources: Iterable[socket.socket]) -> list[socket.socket]:
    """Wait for something to read; what TLS has already taken in is invisible to select."""
    taken: list[socket.socket] = [
        one for one in sources if isinstance(one, ssl.SSLSocket) and one.pending()
    ]
    return taken or select.select(sources, [], [], TIMEOUT_S)[0]


def _pass_on(source: socket.socket, sink: socket.socket) -> bool:
    """Pass on what is there; return whether more can come."""
    try:
        data = source.recv(65536)
    except (BlockingIOError, ssl.SSLWantReadError):
        return True
    sink.settimeout(TIMEOUT_S)
    sink.sendall(data)
    sink.setblocking(False)
    return bool(data)
