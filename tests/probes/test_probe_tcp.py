from __future__ import annotations

import asyncio
import socket
from typing import TYPE_CHECKING, cast

import pytest

from codex_doctor.facts import ConnectAttempt, Connection
from codex_doctor.probes.connections import connect as connecting
from codex_doctor.probes.connections import local_ports, tcp
from codex_doctor.probes.connections.connect import connect
from codex_doctor.words.told import said
from codex_doctor_checks.network.tcp import LOCAL_SERVERS
from servers import listen, stay_silent

if TYPE_CHECKING:
    from collections.abc import Iterator

    from codex_doctor.facts.network import Connected


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port: int = one.getsockname()[1]
        return port


@pytest.fixture
def full_port() -> Iterator[int]:
    """Give a port whose queue is full: further attempts get no answer."""
    with socket.socket() as listener:
        listener.bind(("127.0.0.1", 0))
        listener.listen(0)
        address = listener.getsockname()
        waiting = [socket.socket() for _ in range(16)]
        for one in waiting:
            one.setblocking(False)
            one.connect_ex(address)
        yield address[1]
        for one in waiting:
            one.close()


def connected(*addresses: str, port: int, timeout_s: float = 2.0) -> Connection:
    return asyncio.run(connect("host", port, addresses, timeout_s=timeout_s))


def test_a_listening_port_is_open() -> None:
    async def run() -> Connection:
        async with listen(stay_silent) as server:
            return await connect("host", server.port, ("127.0.0.1",), timeout_s=2)

    seen = asyncio.run(run())

    assert seen.is_open
    assert seen.attempts[0].address == f"127.0.0.1:{seen.port}"
    assert said(seen.attempts[0].detail) == ""


def test_a_port_on_which_nothing_listens_is_refused() -> None:
    seen = connected("127.0.0.1", port=free_port())

    assert [one.result for one in seen.attempts] == ["refused"]
    assert said(seen.attempts[0].detail) == "Connection refused"


def test_a_full_queue_is_a_timeout(full_port: int) -> None:
    seen = connected("127.0.0.1", port=full_port, timeout_s=0.3)

    assert [(one.result, said(one.detail)) for one in seen.attempts] == [
        ("timeout", "no answer in time")
    ]


def test_one_silent_address_does_not_hold_up_the_other(full_port: int) -> None:
    with socket.socket(socket.AF_INET6) as second:
        second.bind(("::1", full_port))
        second.listen()
        seen = connected("127.0.0.1", "::1", port=full_port, timeout_s=60)

    assert [one.result for one in seen.attempts] == ["timeout", "open"]
    assert seen.codex_waits_s is not None
    assert 0.3 <= seen.codex_waits_s < 30
    assert said(seen.attempts[0].detail) == "another address answers"
    assert seen.attempts[1].address == f"[::1]:{full_port}"
    assert seen.attempts[0].took_s < 30


def test_a_broadcast_address_is_an_error_and_a_reserved_one_unreachable() -> None:
    results = [
        connected(address, port=9, timeout_s=0.3).attempts[0].result
        for address in ("255.255.255.255", "fe80::1")
    ]

    assert set(results) <= {"unreachable", "error", "timeout"}
    assert results[0] != "timeout"


def test_without_an_address_nothing_is_tried() -> None:
    assert connected(port=1) == Connection("host", 1, ())


def test_a_silent_address_that_codex_waits_for_gets_longer(
    full_port: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tcp, "LONG_GRACE_S", 0.6)
    with socket.socket() as second:
        second.bind(("127.0.0.2", full_port))
        second.listen()
        seen = connected("127.0.0.1", "127.0.0.2", port=full_port, timeout_s=10)

    assert [one.result for one in seen.attempts] == ["timeout", "open"]
    assert seen.attempts[0].took_s > 0.5
    assert seen.codex_waits_s is not None
    assert round(seen.codex_waits_s) == 30


def attempts(*results: str) -> tuple[ConnectAttempt, ...]:
    """Return attempts; `6` before a result makes it IPv6."""
    return tuple(
        ConnectAttempt(
            "[::1]:1" if one.startswith("6") else "127.0.0.1:1",
            cast("Connected", one.lstrip("6")),
            0.01,
        )
        for one in results
    )


@pytest.mark.parametrize(
    ("results", "waits_s"),
    [
        ((), None),
        (("refused",), None),
        (("open",), 0.01),
        (("refused", "open"), 0.02),
        (("timeout", "open"), 30.01),
        (("timeout", "timeout", "open"), 60.01),
        (("6timeout", "open"), 0.31),
        (("6refused", "open"), 0.02),
        (("6timeout", "timeout", "open"), 30.31),
        (("6timeout", "6open", "open"), 0.31),
        (("6refused", "6open", "timeout"), 0.02),
        (("6timeout", "timeout"), None),
    ],
)
def test_codex_tries_one_address_of_a_family_after_the_other(
    results: tuple[str, ...], waits_s: float | None
) -> None:
    assert tcp.codex_waits_s(attempts(*results)) == pytest.approx(waits_s)


def test_what_listens_near_is_looked_at_when_nothing_does(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    async def run() -> tuple[Connection, int]:
        async with listen(stay_silent) as other:
            missing = free_port()
            monkeypatch.setattr(local_ports, "USUAL_PORTS", (missing, free_port(), other.port))
            return await connect("h", missing, ("127.0.0.1",), timeout_s=2), other.port

    seen, port = asyncio.run(run())

    assert [one.port for one in seen.listening] == [port]


@pytest.mark.parametrize("is_near", [True, False])
def test_the_port_of_https_is_looked_at_where_that_of_http_does_not_answer(
    is_near: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    def is_own(_: str) -> bool:
        return is_near

    async def run() -> tuple[Connection, int]:
        async with listen(stay_silent) as server:
            ports = {"http": free_port(), "https": server.port}
            monkeypatch.setattr(connecting, "DEFAULT_PORTS", ports)
            seen = await connect("host", ports["http"], ("127.0.0.1",), timeout_s=2)
            return seen, server.port

    monkeypatch.setattr(connecting, "is_own", is_own)
    seen, https = asyncio.run(run())

    assert (https in [one.port for one in seen.listening]) is not is_near


@pytest.mark.parametrize(
    ("address", "own"),
    [("127.0.0.1", True), ("::", True), ("192.0.2.77", False), ("2001:db8::1", False)],
)
def test_an_address_of_this_machine_is_told_from_another(address: str, own: bool) -> None:
    assert tcp.is_own(address) is own


def test_every_usual_port_has_a_name_in_the_check() -> None:
    assert set(local_ports.USUAL_PORTS) == set(LOCAL_SERVERS)


def test_the_first_address_that_answers_gives_the_stream(full_port: int) -> None:
    async def run() -> tuple[str, int]:
        with socket.socket(socket.AF_INET6) as second:
            second.bind(("::1", full_port))
            second.listen()
            _, writer = await tcp.open_stream(("127.0.0.1", "::1"), full_port, timeout_s=5)
            peer = writer.get_extra_info("peername")
            await tcp.close(writer)
            return str(peer[0]), int(peer[1])

    assert asyncio.run(run()) == ("::1", full_port)


def test_of_two_open_addresses_the_slower_one_is_closed() -> None:
    async def run() -> None:
        async with listen(stay_silent) as server:
            twice = ("127.0.0.1", "127.0.0.1")
            _, writer = await tcp.open_stream(twice, server.port, timeout_s=5)
            await tcp.close(writer)

    asyncio.run(run())


def test_no_stream_is_an_oserror_of_the_right_kind(full_port: int) -> None:
    async def open_stream(port: int, *addresses: str) -> None:
        await tcp.open_stream(addresses, port, timeout_s=0.2)

    with pytest.raises(ConnectionRefusedError):
        asyncio.run(open_stream(free_port(), "127.0.0.1"))
    with pytest.raises(TimeoutError):
        asyncio.run(open_stream(full_port, "127.0.0.1"))
    with pytest.raises(OSError, match="no address"):
        asyncio.run(open_stream(1))
