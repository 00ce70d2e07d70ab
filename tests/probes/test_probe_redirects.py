"""What goes along with a redirect, and what does not."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from codex_doctor.facts import Secrets
from codex_doctor.lab.listener import accepting
from codex_doctor.platform.deadline import Deadline
from codex_doctor.probes.exchanges.http import Sender
from codex_doctor.probes.exchanges.http_request import Outgoing
from redirecting import Handler, head, redirecting

if TYPE_CHECKING:
    from codex_doctor.facts import Exchange


def sent_at(
    handle: Handler, *, secrets: frozenset[str] = frozenset(), upgrade: bool = False
) -> Exchange:
    """Send one request with a header that is secret to a server of raw bytes."""

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        await handle(reader, writer, await reader.readuntil(b"\r\n\r\n"))

    async def upgraded(exchange: Exchange, _: object) -> Exchange:
        return exchange

    async def run() -> Exchange:
        deadline = Deadline(budget_s=5.0)
        async with accepting(serve) as port:
            url = f"http://127.0.0.1:{port}/v1/responses"
            outgoing = Outgoing(
                purpose="test",
                method="GET",
                url=url,
                shown=url,
                secret_headers=(("x-api-key", b"wq7Zt2mK9xVb4Rn8"),),
                on_upgrade=upgraded if upgrade else None,
            )
            known = Secrets(url=url, known=secrets)
            sender = Sender(secrets=known, deadline=deadline, verify=None, proxy_url=None, log=[])
            async with sender:
                return await sender.send(outgoing)

    return asyncio.run(run())


def test_a_redirect_that_takes_a_secret_along_is_not_followed() -> None:
    handle, seen = redirecting(
        "307 Temporary Redirect", "http://localhost:PORT/?k=wq7Zt2mK9xVb4Rn8"
    )
    exchange = sent_at(handle, secrets=frozenset({"wq7Zt2mK9xVb4Rn8"}))

    assert len(seen) == 1
    assert exchange.status == 307
    assert exchange.redirects[0].startswith("http://localhost:")
    assert "wq7Z" not in str(exchange.redirects)


def test_the_key_does_not_come_back_with_the_request() -> None:
    seen: list[bytes] = []

    async def handle(_: asyncio.StreamReader, writer: asyncio.StreamWriter, request: bytes) -> None:
        seen.append(request)
        port = request.split(b":")[2].split(b"\r\n")[0].decode()
        host = ["localhost", "127.0.0.1"][(len(seen) - 1) % 2]
        answer = head("307 Temporary Redirect", f"Location: http://{host}:{port}/b")
        writer.write(answer if len(seen) < 3 else head("404 Not Found"))
        await writer.drain()

    exchange = sent_at(handle)

    assert [b"x-api-key" in one for one in seen] == [True, False, False]
    assert seen[2].split(b"host: ")[1].startswith(b"127.0.0.1")
    assert exchange.status == 404


def test_a_websocket_follows_no_redirect() -> None:
    handle, seen = redirecting("307 Temporary Redirect", "/v2/responses")

    assert sent_at(handle, upgrade=True).status == 307
    assert len(seen) == 1
