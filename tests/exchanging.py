"""One request to a server of raw bytes, and what happened."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from codex_doctor.facts import Secrets
from codex_doctor.platform.deadline import Deadline
from codex_doctor.probes.exchanges.http import Sender
from codex_doctor.probes.exchanges.http_request import Outgoing
from servers import listen

if TYPE_CHECKING:
    import ssl

    from codex_doctor.facts import Exchange
    from redirecting import Handler


def answering(*pieces: bytes, gap_s: float = 0.0, hold_s: float = 0.0) -> Handler:
    """Return a handler that writes these bytes and closes."""

    async def handle(_: asyncio.StreamReader, writer: asyncio.StreamWriter, __: bytes) -> None:
        for piece in pieces:
            writer.write(piece)
            await writer.drain()
            await asyncio.sleep(gap_s)
        await asyncio.sleep(hold_s)

    return handle


def exchange_with(
    handle: Handler,
    *,
    budget_s: float = 5.0,
    idle_timeout_s: float | None = 2.0,
    method: str = "POST",
    seen: list[bytes] | None = None,
    unpacks: bool = False,
    reads_to_end: bool = False,
) -> Exchange:
    """Send one request to a server of raw bytes and return what happened."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            request = await reader.readuntil(b"\r\n\r\n")
            if seen is not None:
                seen.append(request)
            await handle(reader, writer, request)
        except (ConnectionError, asyncio.IncompleteReadError):
            pass
        finally:
            writer.close()

    async def run() -> Exchange:
        # `listen` drops what is held: from Python 3.13 on a server that closes waits for it.
        async with listen(serve) as server:
            return await send(f"http://127.0.0.1:{server.port}/v1/responses")

    async def send(url: str) -> Exchange:
        outgoing = Outgoing(
            purpose="test",
            method=method,
            url=url + "?key=secret",
            shown=url,
            headers=(("accept", "text/event-stream"), ("originator", "codex_exec")),
            secret_headers=(("authorization", b"Bearer k\xc3\xa9y "), ("Originator", b"mine")),
            body=b"{}",
            idle_timeout_s=idle_timeout_s,
            unpacks=unpacks,
            reads_to_end=reads_to_end,
        )
        deadline = Deadline(budget_s=budget_s)
        log: list[Exchange] = []
        secrets = Secrets(url=url)
        async with Sender(
            secrets=secrets, deadline=deadline, verify=None, proxy_url=None, log=log
        ) as sender:
            exchange = await sender.send(outgoing)
        assert log[-1] == exchange
        return exchange

    return asyncio.run(run())


async def get(
    url: str,
    *,
    verify: ssl.SSLContext | None = None,
    proxy_url: str | None = None,
    proxy_verify: ssl.SSLContext | None = None,
    log: list[Exchange] | None = None,
) -> Exchange:
    """Ask for a URL and return what happened."""
    async with Sender(
        secrets=Secrets(),
        deadline=Deadline(budget_s=5.0),
        verify=verify,
        proxy_url=proxy_url,
        proxy_verify=proxy_verify,
        log=[] if log is None else log,
    ) as sender:
        return await sender.send(Outgoing(purpose="test", method="GET", url=url, shown=url))
