"""Requests go to the addresses that are given for a host, whatever the system's resolver says."""

from __future__ import annotations

import asyncio
import socket
from typing import TYPE_CHECKING

from msgspec.structs import replace

from certificates import make_authority, make_certificate
from codex_doctor.eyes import live
from codex_doctor.facts import DnsAnswer, Secrets
from codex_doctor.lab.listener import accepting
from codex_doctor.platform.deadline import Deadline
from codex_doctor.probes.exchanges import codex_network
from codex_doctor.probes.exchanges.http import Sender
from codex_doctor.probes.exchanges.http_request import Outgoing
from codex_doctor.probes.names import dns
from codex_doctor.probes.tls.handshakes import trust
from eyes import ENDPOINT, INPUTS, SETUP
from servers import http_answer, listen, proxy

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

    from codex_doctor.facts import Exchange
    from codex_doctor.lab.listener import Handler
    from codex_doctor.probes.exchanges.codex_network import Resolve

NAME = "gw.codex-doctor.test"
OTHER = "other.codex-doctor.test"


def giving(**addresses: tuple[str, ...]) -> Resolve:
    """Return a resolver that knows `gw` and `other`."""

    async def resolve(host: str) -> tuple[str, ...]:
        return addresses.get(host.partition(".")[0], ())

    return resolve


def noting(heard: list[bytes], status: str, *headers: str) -> Handler:
    """Return a handler that notes the request and answers it."""

    async def handler(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        heard.append(await reader.readuntil(b"\r\n\r\n"))
        writer.write("\r\n".join((f"HTTP/1.1 {status}", *headers, "", "")).encode())
        await writer.drain()
        writer.close()

    return handler


def asked(url: str) -> Outgoing:
    return Outgoing(purpose="test", method="GET", url=url, shown=url)


async def sent(url: str, resolve: Resolve, proxy_url: str | None = None) -> Exchange:
    deadline = Deadline(budget_s=5.0)
    async with Sender(
        secrets=Secrets(),
        deadline=deadline,
        verify=None,
        proxy_url=proxy_url,
        log=[],
        resolve=resolve,
    ) as sender:
        return await sender.send(asked(url))


def test_a_name_that_only_codex_knows_is_connected_to() -> None:
    heard: list[bytes] = []

    async def run() -> Exchange:
        async with listen(noting(heard, "200 OK")) as server:
            return await sent(f"http://{NAME}:{server.port}/v1", giving(gw=("127.0.0.1",)))

    assert asyncio.run(run()).status == 200
    assert f"host: {NAME}:".encode() in heard[0]


def test_an_address_that_refuses_is_followed_by_the_next() -> None:
    async def run() -> Exchange:
        async with listen(http_answer("200 OK")) as server:
            url = f"http://{NAME}:{server.port}/v1"
            return await sent(url, giving(gw=("127.0.0.2", "127.0.0.1")))

    assert asyncio.run(run()).status == 200


def test_an_address_that_is_silent_is_followed_by_the_next(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(codex_network, "ADDRESS_S", 0.2)

    async def run() -> Exchange:
        with socket.socket() as full, socket.socket() as waiting:
            # One connection fills the queue; a further one gets no answer.
            full.bind(("127.0.0.2", 0))
            port = full.getsockname()[1]
            full.listen(0)
            waiting.connect(("127.0.0.2", port))
            async with accepting(http_answer("200 OK"), port=port):
                url = f"http://{NAME}:{port}/v1"
                return await sent(url, giving(gw=("127.0.0.2", "127.0.0.1")))

    assert asyncio.run(run()).status == 200


def test_a_name_without_an_address_is_a_fact() -> None:
    exchange = asyncio.run(sent(f"http://{NAME}:1/v1", giving()))

    assert (exchange.failure, exchange.detail) == ("connect", f"{NAME} has no address")


def test_a_redirect_to_another_host_is_resolved_too() -> None:
    heard: list[bytes] = []

    async def run() -> Exchange:
        async with listen(noting(heard, "200 OK")) as second:
            location = f"Location: http://{OTHER}:{second.port}/v1"
            async with listen(http_answer("307 Temporary Redirect", headers=(location,))) as first:
                url = f"http://{NAME}:{first.port}/v1"
                return await sent(url, giving(gw=("127.0.0.1",), other=("127.0.0.1",)))

    exchange = asyncio.run(run())

    assert (exchange.status, len(exchange.redirects)) == (200, 1)
    assert f"host: {OTHER}:".encode() in heard[0]


def test_the_certificate_is_asked_for_by_name(tmp_path: Path) -> None:
    root = make_authority()
    server_context = make_certificate(issuer=root, names=(NAME,)).server_context()
    trusted = trust(ca_file=root.write(tmp_path), ca_variable="SSL_CERT_FILE")
    resolve = giving(gw=("127.0.0.1",), other=("127.0.0.1",))

    async def run() -> tuple[Exchange, ...]:
        async with (
            listen(http_answer("200 OK"), tls=server_context) as server,
            Sender(
                secrets=Secrets(),
                deadline=Deadline(budget_s=5.0),
                verify=trusted.context,
                proxy_url=None,
                log=[],
                resolve=resolve,
            ) as sender,
        ):
            urls = [f"https://{host}:{server.port}/v1" for host in (NAME, OTHER)]
            return tuple([await sender.send(asked(url)) for url in urls])

    good, bad = asyncio.run(run())

    assert good.status == 200
    assert bad.failure == "tls"


def test_the_proxy_is_resolved_here_and_the_endpoint_by_the_proxy() -> None:
    heard: list[bytes] = []

    async def run() -> Exchange:
        async with listen(proxy(heard=heard)) as between:
            url, way = "https://unknown.invalid/v1", f"http://{NAME}:{between.port}"
            return await sent(url, giving(gw=("127.0.0.1",)), way)

    asyncio.run(run())

    assert heard[0].startswith(b"CONNECT unknown.invalid:443 ")


def test_live_eyes_look_a_name_up_once_and_prefer_what_answers(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    looked: list[str] = []

    async def lookup(host: str, **_: object) -> DnsAnswer:
        looked.append(host)
        return DnsAnswer(host, ("127.0.0.2", "127.0.0.1"), "NOERROR", 0.0)

    monkeypatch.setattr(dns, "lookup", lookup)

    async def run() -> tuple[Exchange, str]:
        async with listen(http_answer("401 Unauthorized")) as server:
            url = f"http://{NAME}:{server.port}/v1/responses"
            there = replace(ENDPOINT, scheme="http", host=NAME, port=server.port, url=url)
            eyes = live.LiveEyes(
                inputs=INPUTS,
                setup=replace(SETUP, endpoint=there),
                secrets=Secrets(url=url),
                deadline=Deadline(budget_s=5),
            )
            connection = await eyes.connection(await eyes.lookup())
            return (await eyes.first_request()).first, connection.attempts[0].result

    first, refused = asyncio.run(run())

    assert (first.status, refused) == (401, "refused")
    assert looked == [NAME]
