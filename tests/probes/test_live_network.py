"""What the live eyes make of names and connections on this machine."""

from __future__ import annotations

import asyncio
import os
import socket
import sys
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from certificates import make_certificate
from codex_doctor.eyes import live
from codex_doctor.facts import Secrets
from codex_doctor.platform.deadline import Deadline
from codex_doctor.words.told import said
from eyes import ENDPOINT, INPUTS, SETUP
from servers import http_answer, listen, stay_silent

if TYPE_CHECKING:
    from codex_doctor.facts import Connection, DnsAnswer, TlsHandshake, Turn

TLS = make_certificate().server_context()


def eyes_at(host: str, port: int) -> live.LiveEyes:
    setup = replace(SETUP, endpoint=replace(ENDPOINT, scheme="http", host=host, port=port))
    return live.LiveEyes(
        inputs=INPUTS, setup=setup, secrets=Secrets(), deadline=Deadline(budget_s=9)
    )


async def looked(host: str, port: int) -> tuple[DnsAnswer, Connection]:
    eyes = eyes_at(host, port)
    answer = await eyes.lookup()
    connection = await eyes.connection(answer)
    await eyes.close()
    return answer, connection


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port


def test_a_name_of_the_hosts_file_is_connected_to() -> None:
    async def run() -> tuple[DnsAnswer, Connection]:
        async with listen(stay_silent) as server:
            return await looked("localhost", server.port)

    answer, connection = asyncio.run(run())

    assert "127.0.0.1" in answer.addresses
    assert connection.is_open


def test_the_port_that_a_name_ends_with_is_tried() -> None:
    async def run() -> tuple[DnsAnswer, DnsAnswer]:
        async with listen(stay_silent) as server:
            typed = await eyes_at(f"localhost;{server.port}", 80).lookup()
            return typed, await eyes_at("no-such-name.invalid", 80).lookup()

    typed, other = asyncio.run(run())

    if typed.rcode == "NXDOMAIN":
        assert typed.meant is not None
        assert typed.meant.is_open
    assert other.meant is None


def test_an_address_that_refuses_leaves_no_doubt() -> None:
    _, connection = asyncio.run(looked("127.0.0.1", free_port()))
    _, named = asyncio.run(looked("localhost", free_port()))

    assert not connection.is_open
    assert (connection.doubt, named.doubt) == (None, None)


def test_a_connection_that_opens_late_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(live, "DOUBT_AFTER_S", 0.0)

    async def run() -> Connection:
        async with listen(stay_silent) as server:
            return (await looked("localhost", server.port))[1]

    assert asyncio.run(run()).is_open


@pytest.mark.skipif(sys.platform != "linux", reason="who holds a port is read from /proc")
@pytest.mark.parametrize("is_loopback", [True, False])
def test_who_holds_a_port_that_speaks_something_else_is_told(*, is_loopback: bool) -> None:
    async def greet(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.write(b"SSH-2.0-test\r\n")
        await writer.drain()
        writer.close()

    async def run() -> Turn:
        async with listen(greet) as server:
            url = f"http://127.0.0.1:{server.port}/v1/responses"
            there = replace(
                ENDPOINT,
                scheme="http",
                host="127.0.0.1",
                port=server.port,
                url=url,
                is_loopback=is_loopback,
            )
            setup = replace(SETUP, endpoint=there, request_max_retries=0, stream_max_retries=0)
            return await live.LiveEyes(
                inputs=INPUTS, setup=setup, secrets=Secrets(url=url), deadline=Deadline(budget_s=9)
            ).turn()

    turn = asyncio.run(run())

    assert turn.spoken == "other"
    assert (f"(process {os.getpid()})" in said(turn.holder)) is is_loopback


@pytest.mark.skipif(sys.platform != "linux", reason="who holds a port is read from /proc")
def test_who_holds_a_port_that_speaks_no_tls_is_told() -> None:
    async def run() -> tuple[TlsHandshake | None, TlsHandshake | None]:
        async with listen(http_answer()) as plain, listen(http_answer(), tls=TLS) as secure:
            return await shaken(plain.port), await shaken(secure.port)

    plain, secure = asyncio.run(run())

    assert plain
    assert (plain.result, f"(process {os.getpid()})" in said(plain.holder)) == ("plain_http", True)
    assert secure
    assert (secure.result, secure.holder) == ("self_signed", "")


async def shaken(port: int) -> TlsHandshake | None:
    there = replace(ENDPOINT, host="127.0.0.1", port=port, is_loopback=True)
    eyes = live.LiveEyes(
        inputs=INPUTS,
        setup=replace(SETUP, endpoint=there),
        secrets=Secrets(),
        deadline=Deadline(budget_s=9),
    )
    return await eyes.tls(await eyes.lookup())


def test_eyes_that_share_names_look_each_up_once() -> None:
    async def run() -> tuple[DnsAnswer, DnsAnswer]:
        names: dict[str, asyncio.Future[DnsAnswer]] = {}
        eyes = [
            live.LiveEyes(
                inputs=INPUTS,
                setup=replace(SETUP, endpoint=replace(ENDPOINT, scheme="http", host="localhost")),
                secrets=Secrets(),
                deadline=Deadline(budget_s=9),
                names=names,
            )
            for _ in range(2)
        ]
        first, second = await asyncio.gather(*(one.lookup() for one in eyes))
        return first, second

    first, second = asyncio.run(run())

    assert first is second
