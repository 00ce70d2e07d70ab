"""Servers of raw bytes for the tests of the HTTP probe, such that redirect among them."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable

from streams import call, completed, done, sse

HEALTHY = sse(done(call()), completed())
Handler = Callable[[asyncio.StreamReader, asyncio.StreamWriter, bytes], Awaitable[None]]


def head(status: str = "200 OK", *headers: str) -> bytes:
    return "\r\n".join((f"HTTP/1.1 {status}", *headers, "", "")).encode()


def redirecting(status: str, location: str) -> tuple[Handler, list[bytes]]:
    """Return a handler that redirects the first request and answers the second one."""
    seen: list[bytes] = []

    async def handle(_: asyncio.StreamReader, writer: asyncio.StreamWriter, request: bytes) -> None:
        seen.append(request)
        if len(seen) == 1:
            target = location.replace(
                "PORT", request.lower().split(b"host: 127.0.0.1:")[1][:5].decode()
            )
            writer.write(head(status, f"Location: {target}", "Content-Length: 0"))
        else:
            writer.write(head() + HEALTHY)
        await writer.drain()

    return handle, seen
