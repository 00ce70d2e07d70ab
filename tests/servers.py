"""Real servers on loopback for the tests of the probes, healthy or with one fault each.

All are asynchronous context managers that drop every connection when the test is over.
"""

from __future__ import annotations

import asyncio
import socket
import struct
from contextlib import asynccontextmanager, suppress
from typing import TYPE_CHECKING

from msgspec import Struct

from codex_doctor.lab.listener import accepting

if TYPE_CHECKING:
    import ssl
    from collections.abc import AsyncGenerator

    from codex_doctor.lab.listener import Handler


class Listening(Struct):
    """A server that runs."""

    port: int


@asynccontextmanager
async def listen(
    handler: Handler, *, tls: ssl.SSLContext | None = None, host: str = "127.0.0.1"
) -> AsyncGenerator[Listening]:
    """Run `handler` for every connection to a free port."""
    async with accepting(handler, host=host, tls=tls) as port:
        yield Listening(port)


async def stay_silent(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Take everything and never answer."""
    while await reader.read(65536):
        pass


async def close_at_once(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Read a little, then close."""
    await reader.read(1)
    writer.close()


async def reset(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """Read a little, then send a reset."""
    await reader.read(1)
    raw: socket.socket = writer.get_extra_info("socket")
    raw.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    writer.transport.abort()


def say(answer: bytes) -> Handler:
    """Return a handler that reads once, sends `answer` and closes."""

    async def handler(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await reader.read(65536)
        writer.write(answer)
        await writer.drain()
        writer.close()

    return handler


def http_answer(
    status: str = "404 Not Found", *, headers: tuple[str, ...] = (), body: bytes = b""
) -> Handler:
    """Return a handler that answers one HTTP request, and closes on anything else."""

    async def handler(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        request = await reader.readuntil(b"\r\n")
        if b"HTTP/1" in request:
            lines = (f"HTTP/1.1 {status}", *headers, f"Content-Length: {len(body)}", "", "")
            writer.write("\r\n".join(lines).encode() + body)
            await writer.drain()
        writer.close()

    return handler


def proxy(
    *, answer: bytes | None = None, credentials: str | None = None, heard: list[bytes] | None = None
) -> Handler:
    """Return a CONNECT proxy.

    Args:
        answer: What it sends to every CONNECT instead of opening a tunnel.
        credentials: `Basic ...` that it demands, else it answers 407.
        heard: Gets the head of each request.
    """

    async def handler(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        head = await reader.readuntil(b"\r\n\r\n")
        if heard is not None:
            heard.append(head)
        wanted = f"proxy-authorization: {credentials}\r\n".lower().encode()
        if answer is not None:
            writer.write(answer)
        elif credentials is not None and wanted not in head.lower():
            writer.write(b"HTTP/1.1 407 Proxy Authentication Required\r\n\r\n")
        else:
            await _tunnel(head, reader, writer)
        await writer.drain()
        writer.close()

    return handler


async def _tunnel(head: bytes, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    host, _, port = head.split(b" ")[1].decode().rpartition(":")
    try:
        far_reader, far_writer = await asyncio.open_connection(host.strip("[]"), int(port))
    except OSError:
        writer.write(b"HTTP/1.1 502 Bad Gateway\r\n\r\n")
        return
    writer.write(b"HTTP/1.1 200 Connection established\r\n\r\n")
    try:
        await asyncio.gather(_pour(reader, far_writer), _pour(far_reader, writer))
    finally:
        far_writer.transport.abort()
        await asyncio.gather(far_writer.wait_closed(), return_exceptions=True)


async def _pour(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    with suppress(OSError):
        while data := await reader.read(65536):
            writer.write(data)
            await writer.drain()
        writer.write_eof()
