"""How an exchange ends that does not end well, and when."""

from __future__ import annotations

import asyncio
import socket
from typing import TYPE_CHECKING

import pytest

from codex_doctor.codex.wire.codings import PIECE_BYTES
from codex_doctor.facts.exchange import Phases
from codex_doctor.lab.streams import as_gzip
from codex_doctor.probes.exchanges.answer_reading import MAX_STREAM_BYTES
from exchanging import answering, exchange_with, get
from redirecting import HEALTHY, head
from servers import listen
from streams import sse

if TYPE_CHECKING:
    from codex_doctor.facts import Exchange


@pytest.mark.parametrize("unpacks", [True, False])
def test_of_a_bomb_no_more_is_read_than_of_an_answer_that_does_not_end(*, unpacks: bool) -> None:
    events = b'data: {"type":"response.output_text.delta","delta":"x"}\n\n' * 2_000_000
    headers = head("200 OK", "Content-Encoding: gzip")
    # Far more time than it takes: what ends it is how much came.
    handler = answering(headers, as_gzip(events))
    exchange = exchange_with(handler, unpacks=unpacks, budget_s=60.0, idle_timeout_s=60.0)

    assert exchange.failure == ("endless" if unpacks else "")
    assert exchange.bytes_received <= MAX_STREAM_BYTES + PIECE_BYTES


def test_our_own_budget_ends_a_stream_and_says_so() -> None:
    exchange = exchange_with(answering(head(), hold_s=9.0), budget_s=0.4, idle_timeout_s=60.0)

    assert exchange.failure == "budget"
    assert exchange.reading is not None
    assert exchange.reading.ending == "open"


def test_no_headers_within_the_budget_is_no_answer() -> None:
    exchange = exchange_with(answering(hold_s=9.0), budget_s=0.3)

    assert (exchange.status, exchange.failure) == (None, "no_answer")


@pytest.mark.parametrize(
    ("answer", "failure"),
    [
        (b"", "reset"),
        (b"SSH-2.0-OpenSSH_9.6\r\n\r\n", "not_http"),
        (b"HTTP/1.1 abc\r\n\r\n", "not_http"),
    ],
)
def test_an_answer_that_is_no_http_is_named(answer: bytes, failure: str) -> None:
    exchange = exchange_with(answering(answer))

    assert (exchange.status, exchange.failure) == (None, failure)


@pytest.mark.parametrize(
    ("answer", "failure"),
    [
        ((head("200 OK", "Content-Length: 9999"), b"data: {}\n\n"), "cut"),
        ((head("200 OK", "Transfer-Encoding: chunked"), b"5\r\nda"), "cut"),
        ((head("200 OK", "Transfer-Encoding: chunked"), b"zz\r\nnonsense\r\n"), "framing"),
    ],
)
def test_a_body_that_breaks_off_is_cut(answer: tuple[bytes, ...], failure: str) -> None:
    exchange = exchange_with(answering(*answer))

    assert exchange.failure == failure
    assert exchange.reading is not None
    assert exchange.reading.ending == "cut"


def test_a_version_that_waits_for_the_end_of_a_stream_finds_none() -> None:
    held = answering(head("200 OK"), HEALTHY, hold_s=3.0)

    for reads_to_end, ending in ((False, "completed"), (True, "idle")):
        exchange = exchange_with(held, idle_timeout_s=0.3, reads_to_end=reads_to_end)
        assert exchange.reading is not None
        assert exchange.reading.ending == ending


def test_a_reset_has_the_systems_name() -> None:
    async def reset(_: asyncio.StreamReader, writer: asyncio.StreamWriter, __: bytes) -> None:
        sock: socket.socket = writer.get_extra_info("socket")
        sock.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\0\0\0\0\0\0\0")
        writer.transport.abort()

    exchange = exchange_with(reset)

    assert exchange.failure == "reset"
    assert "ECONNRESET" in str(exchange.detail)


def refused() -> Exchange:
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        return asyncio.run(get(f"http://127.0.0.1:{held.getsockname()[1]}/v1/responses"))


def test_a_refused_connection_is_a_fact() -> None:
    assert refused().failure == "connect"


FAILED = sse(
    {"type": "response.failed", "response": {"error": {"code": "server_error", "message": "no"}}}
)


@pytest.mark.parametrize("body", [FAILED, b"data: \xff\n\n"])
def test_nobody_waits_for_long_after_a_failure_in_the_stream(
    body: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("codex_doctor.probes.exchanges.answer_reading.FAILING_TIMEOUT_S", 0.2)
    exchange = exchange_with(answering(head(), body, hold_s=3.0), idle_timeout_s=60.0)

    assert exchange.reading is not None
    assert exchange.reading.ending in {"failed", "not_utf8"}
    assert exchange.failure == ""
    assert exchange.total_s < 2.0


def test_a_stream_without_end_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("codex_doctor.probes.exchanges.answer_reading.MAX_STREAM_BYTES", 1 << 20)

    async def drone(_: asyncio.StreamReader, writer: asyncio.StreamWriter, __: bytes) -> None:
        writer.write(head())
        while True:
            writer.write(b'data: {"type":"ping"}\n\n' * 1000)
            await writer.drain()

    exchange = exchange_with(drone)

    assert exchange.failure == "endless"
    assert exchange.reading is not None
    assert exchange.reading.ending == "endless"


def test_the_phases_of_a_request_are_measured_as_far_as_it_got() -> None:
    whole = exchange_with(answering(head("200 OK")), method="GET").phases

    assert whole is not None
    assert whole.connect_s is not None
    assert whole.send_s is not None
    assert whole.tls_s is None
    assert refused().phases == Phases()


def test_a_run_that_is_over_leaves_what_it_was_doing_in_the_log() -> None:
    log: list[Exchange] = []

    async def wait(_: asyncio.StreamReader, __: asyncio.StreamWriter) -> None:
        await asyncio.sleep(20.0)

    async def run() -> None:
        async with listen(wait) as server:
            asked = get(f"http://127.0.0.1:{server.port}/v1/models", log=log)
            with pytest.raises(TimeoutError):
                await asyncio.wait_for(asked, 0.5)

    asyncio.run(run())
    assert [one.failure for one in log] == ["run_over"]
    assert log[0].total_s >= 0.4
