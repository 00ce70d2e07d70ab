"""The embedded endpoint's server: HTTP/1.1 on a free port of the loopback.

h11 reads the requests; the answers are written byte by byte, so that a fault can break anything.
What the answers say is decided by the behaviour it is given, not here.
"""

from __future__ import annotations

import asyncio
import socket
import struct
import threading
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Self

import h11

from codex_doctor.lab.listener import HOST, accepting
from codex_doctor.lab.wire import Behaviour, Ending, Reply, Seen, json_reply

if TYPE_CHECKING:
    import ssl
    from collections.abc import Generator

TICK_S = 0.5
# Time for the bytes before a reset to reach the client; a reset may overtake them.
RESET_AFTER_S = 0.05
_LINGER_NONE = struct.pack("ii", 1, 0)


class Lab:
    """A running endpoint; `async with Lab(behaviour)` starts and stops it.

    Attributes:
        requests: Every request so far, in order of arrival.
        port: Port of the loopback; 0 before the start.
        dead_port: Port that is held without listening: connections to it are refused.
    """

    def __init__(self, behaviour: Behaviour, *, tls: ssl.SSLContext | None = None) -> None:
        self.requests: list[Seen] = []
        self.port = 0
        self.dead_port = 0
        self._behaviour = behaviour
        self._tls = tls

    @property
    def origin(self) -> str:
        """Scheme, host and port."""
        return f"{'https' if self._tls else 'http'}://{HOST}:{self.port}"

    @property
    def base_url(self) -> str:
        """The base_url of a configuration that is right."""
        return f"{self.origin}/v1"

    @property
    def values(self) -> dict[str, str]:
        """What a fault's texts may name in braces."""
        return {
            "base_url": self.base_url,
            "origin": self.origin,
            "port": str(self.port),
            "dead_port": str(self.dead_port),
        }

    async def __aenter__(self) -> Self:
        """Start to listen."""
        self._dead = socket.socket()
        self._dead.bind((HOST, 0))
        self.dead_port = self._dead.getsockname()[1]
        self._listening = accepting(self._converse, tls=self._tls)
        self.port = await self._listening.__aenter__()
        return self

    async def __aexit__(self, *_: object) -> None:
        """Stop, whatever the connections are doing."""
        self._dead.close()
        await self._listening.__aexit__(None, None, None)

    async def _converse(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        # Nothing waits in our buffers, so that a reset or a pause comes where it should. One
        # byte and not none: with 0 a TLS transport pauses on an empty buffer, for ever.
        writer.transport.set_write_buffer_limits(high=1, low=0)
        parser = h11.Connection(h11.SERVER)
        while True:
            try:
                seen = await _receive(reader, parser)
            except h11.RemoteProtocolError as exc:
                await _send(writer, json_reply(400, {"error": {"message": str(exc)}}))
                return
            if seen is None:
                return
            self.requests.append(seen)
            reply = self._behaviour(seen)
            await asyncio.sleep(reply.delay_s)
            await _send(writer, reply)
            if not (reply.reusable and _next_cycle(parser)):
                await _end(reader, writer, reply)
                return


async def _receive(reader: asyncio.StreamReader, parser: h11.Connection) -> Seen | None:
    """Read one request; None when the client has closed."""
    head: h11.Request | None = None
    body = bytearray()
    while True:
        event = parser.next_event()
        if event is h11.NEED_DATA:
            parser.receive_data(await reader.read(65536))
        elif isinstance(event, h11.Request):
            head = event
        elif isinstance(event, h11.Data):
            body += event.data
        elif isinstance(event, h11.EndOfMessage) and head is not None:
            headers = tuple(
                (name.decode(), value.decode("latin-1")) for name, value in head.headers
            )
            return Seen(head.method.decode(), head.target.decode(), headers, bytes(body))
        else:
            return None


def _next_cycle(parser: h11.Connection) -> bool:
    """Tell the parser that the request was answered; False when the client wants to close."""
    # No 2xx: behind one to CONNECT a tunnel begins, and no answer of ours opens one.
    parser.send(h11.Response(status_code=400, headers=[("content-length", "0")]))
    parser.send(h11.EndOfMessage())
    if parser.our_state is not h11.DONE:
        return False
    parser.start_next_cycle()
    return True


async def _send(writer: asyncio.StreamWriter, reply: Reply) -> None:
    for number, piece in enumerate(reply.pieces):
        if number and reply.gap_s:
            await asyncio.sleep(reply.gap_s)
        writer.write(piece)
        await writer.drain()


async def _end(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, reply: Reply) -> None:
    while reply.talk is not None and (data := await reader.read(65536)):
        writer.write(reply.talk(data))
        await writer.drain()
    if reply.ending is Ending.RESET:
        await asyncio.sleep(RESET_AFTER_S)
        # abort() alone sends an ordinary FIN.
        raw: socket.socket = writer.get_extra_info("socket")
        raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, _LINGER_NONE)
        writer.transport.abort()
    while reply.ending is Ending.HOLD and not reader.at_eof():
        with suppress(TimeoutError):
            async with asyncio.timeout(TICK_S):
                await reader.read()
        writer.write(reply.beat)
        await writer.drain()


@contextmanager
def serving(behaviour: Behaviour, *, tls: ssl.SSLContext | None = None) -> Generator[Lab]:
    """Run the endpoint in a thread of its own, for callers without an event loop."""
    lab = Lab(behaviour, tls=tls)
    started = threading.Event()
    stops: list[tuple[asyncio.AbstractEventLoop, asyncio.Event]] = []

    async def run() -> None:
        async with lab:
            stop = asyncio.Event()
            stops.append((asyncio.get_running_loop(), stop))
            started.set()
            await stop.wait()

    thread = threading.Thread(target=asyncio.run, args=(run(),), name="lab", daemon=True)
    thread.start()
    started.wait()
    try:
        yield lab
    finally:
        loop, stop = stops[0]
        loop.call_soon_threadsafe(stop.set)
        thread.join()
