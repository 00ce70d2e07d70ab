from __future__ import annotations

import asyncio
import socket
import time
from typing import TYPE_CHECKING

import pytest

from codex_doctor.codex.wire.codings import PIECE_BYTES
from codex_doctor.facts import Secrets
from codex_doctor.facts.exchange import Phases
from codex_doctor.lab.streams import as_gzip
from codex_doctor.platform.deadline import Deadline
from codex_doctor.probes.exchanges.http import MAX_REDIRECTS, MAX_STREAM_BYTES, Sender
from codex_doctor.probes.exchanges.http_request import MAX_BODY_BYTES, Outgoing
from redirecting import HEALTHY, Handler, head, redirecting
from servers import listen
from streams import sse

if TYPE_CHECKING:
    from codex_doctor.facts import Exchange


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


def test_an_exchange_has_what_was_sent_and_what_came() -> None:
    seen: list[bytes] = []
    exchange = exchange_with(answering(head("200 OK", "X-One: a"), HEALTHY), seen=seen)

    assert exchange.status == 200
    assert exchange.header("x-one") == "a"
    assert exchange.header("x-two") == ""
    assert exchange.body == HEALTHY
    assert exchange.bytes_sent == 2
    assert exchange.reading is not None
    assert exchange.reading.ending == "completed"
    assert exchange.first_byte_s is not None
    assert exchange.url.endswith("/v1/responses")


def test_a_cookie_or_token_of_an_answer_is_not_kept_and_a_challenge_is() -> None:
    fields = ("Set-Cookie: sid=cupboard42; Path=/", "X-Session-Token: cupboard42")
    challenge = 'Bearer realm="lab"'
    exchange = exchange_with(
        answering(head("401 No", *fields, f"WWW-Authenticate: {challenge}"), b"")
    )

    assert "cupboard42" not in repr(exchange)
    assert exchange.header("set-cookie") == "[redacted]"
    assert exchange.header("www-authenticate") == challenge


def test_nothing_is_sent_that_codex_does_not_send() -> None:
    seen: list[bytes] = []
    exchange_with(answering(head(), HEALTHY), seen=seen)

    names = [line.split(b":")[0].lower() for line in seen[0].split(b"\r\n")[1:-2]]
    own = [b"accept", b"authorization", b"content-length", b"host", b"originator"]
    assert sorted(names) == own, "a configured header replaces Codex's own"
    assert b"authorization: Bearer k\xc3\xa9y\r\n" in seen[0]


def test_reading_stops_at_the_terminal_event() -> None:
    started = time.monotonic()
    exchange = exchange_with(answering(head(), HEALTHY, hold_s=30.0))

    assert time.monotonic() - started < 5
    assert exchange.failure == ""


@pytest.mark.parametrize("piece", [b"", b": ping\n\n"])
def test_a_stream_without_events_is_idle(piece: bytes) -> None:
    exchange = exchange_with(
        answering(head(), *([piece] * 20), gap_s=0.1, hold_s=9.0), idle_timeout_s=0.5
    )

    assert exchange.failure == "idle"
    assert exchange.reading is not None
    assert exchange.reading.ending == "idle"


@pytest.mark.parametrize("unpacks", [True, False])
def test_a_stream_is_unpacked_as_the_version_does_that_asks(*, unpacks: bool) -> None:
    headers = head("200 OK", "Content-Encoding: gzip")
    exchange = exchange_with(answering(headers, as_gzip(HEALTHY)), unpacks=unpacks)

    assert exchange.reading is not None
    ending, coding = ("completed", "gzip") if unpacks else ("not_utf8", "")
    assert (exchange.reading.ending, exchange.unpacked, exchange.failure) == (ending, coding, "")
    assert exchange.body == (HEALTHY if unpacks else as_gzip(HEALTHY))
    assert exchange.bytes_received == len(exchange.body)


def test_of_two_headers_of_one_name_the_first_counts() -> None:
    headers = ("Content-Encoding: identity", "Content-Encoding: gzip")
    exchange = exchange_with(answering(head("200 OK", *headers), HEALTHY), unpacks=True)

    assert (exchange.unpacked, exchange.failure) == ("", "")


@pytest.mark.parametrize("coding", ["gzip", "zstd"])
def test_a_stream_that_cannot_be_unpacked_says_why(coding: str) -> None:
    headers = head("200 OK", f"Content-Encoding: {coding}")
    exchange = exchange_with(answering(headers, HEALTHY), unpacks=True)

    assert exchange.reading is not None
    assert (exchange.reading.ending, exchange.failure) == ("cut", "coding")
    assert exchange.reading.message.endswith("network error: error decoding response body")
    assert str(exchange.detail) == f"{coding}: its bytes are something else"


@pytest.mark.parametrize("unpacks", [True, False])
def test_of_a_bomb_no_more_is_read_than_of_an_answer_that_does_not_end(*, unpacks: bool) -> None:
    events = b'data: {"type":"response.output_text.delta","delta":"x"}\n\n' * 2_000_000
    headers = head("200 OK", "Content-Encoding: gzip")
    exchange = exchange_with(answering(headers, as_gzip(events)), unpacks=unpacks)

    assert exchange.failure == ("endless" if unpacks else "")
    assert exchange.bytes_received <= MAX_STREAM_BYTES + PIECE_BYTES


@pytest.mark.parametrize("unpacks", [True, False])
def test_the_words_of_an_error_are_unpacked_for_every_version(*, unpacks: bool) -> None:
    refused = b'{"error": {"message": "no"}}'
    headers = head("400 Bad Request", "Content-Encoding: gzip")
    exchange = exchange_with(answering(headers, as_gzip(refused)), unpacks=unpacks)

    assert (exchange.body, exchange.failure, exchange.reading) == (refused, "", None)


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


def test_an_error_body_is_read_and_bounded() -> None:
    exchange = exchange_with(answering(head("500 Oops"), b"x" * (2 * MAX_BODY_BYTES)))

    assert exchange.reading is None
    assert len(exchange.body) == MAX_BODY_BYTES


@pytest.mark.parametrize(
    ("headers", "failure"),
    [
        ([f"X-{number}: y" for number in range(97)], ""),
        ([f"X-{number}: y" for number in range(150)], "long_head"),
        (["X-Trace: " + "y" * 300_000], ""),
        (["X-Trace: " + "y" * 700_000], "long_head"),
    ],
)
def test_more_headers_than_codex_reads_are_a_failure_of_their_own(
    headers: list[str], failure: str
) -> None:
    exchange = exchange_with(answering(head("200 OK", *headers), HEALTHY))

    assert exchange.failure == failure
    assert (exchange.status is None) is bool(failure)


def test_what_is_kept_of_a_header_is_bounded() -> None:
    exchange = exchange_with(answering(head("200 OK", "X-Trace: " + "y" * 300_000), HEALTHY))

    assert len(exchange.header("x-trace")) == 8192


@pytest.mark.parametrize(
    ("status", "method", "has_key"),
    [("307 Temporary Redirect", b"POST", True), ("302 Found", b"GET", True)],
)
def test_a_redirect_on_the_same_host_is_followed_as_codex_does(
    status: str, method: bytes, has_key: bool
) -> None:
    handle, seen = redirecting(status, "/v2/responses")
    exchange = exchange_with(handle)

    assert seen[1].startswith(method + b" /v2/responses")
    assert (b"authorization" in seen[1]) is has_key
    assert len(exchange.redirects) == 1
    assert exchange.status == 200


def test_the_key_does_not_follow_a_redirect_to_another_host() -> None:
    handle, seen = redirecting("308 Permanent Redirect", "http://localhost:PORT/v1/responses")
    exchange_with(handle)

    assert seen[1].startswith(b"POST /v1/responses")
    assert b"authorization" not in seen[1]


@pytest.mark.parametrize("location", ["ftp://127.0.0.1/x", "", "http://[1::zz]/", "https:", "/é"])
def test_a_redirect_to_nowhere_is_the_answer(location: str) -> None:
    handle, _ = redirecting("307 Temporary Redirect", location)
    exchange = exchange_with(handle)

    assert exchange.status == 307
    assert exchange.redirects == ()


def test_a_redirect_loop_ends_after_ten_hops() -> None:
    answer = answering(head("308 Permanent Redirect", "Location: /again", "Content-Length: 0"))
    exchange = exchange_with(answer)

    assert exchange.status == 308
    assert len(exchange.redirects) == MAX_REDIRECTS


def test_a_refused_connection_is_a_fact() -> None:
    async def run() -> Exchange:
        with socket.socket() as held:
            held.bind(("127.0.0.1", 0))
            url = f"http://127.0.0.1:{held.getsockname()[1]}/v1/responses"
            outgoing = Outgoing(purpose="test", method="GET", url=url, shown=url)
            deadline = Deadline(budget_s=5.0)
            secrets = Secrets(url=url)
            async with Sender(
                secrets=secrets, deadline=deadline, verify=None, proxy_url=None, log=[]
            ) as sender:
                return await sender.send(outgoing)

    assert asyncio.run(run()).failure == "connect"


def test_an_answer_that_is_no_model_stream_is_not_read_as_one() -> None:
    exchange = exchange_with(answering(head(), b'{"data": []}'), idle_timeout_s=None)

    assert exchange.reading is None
    assert exchange.body == b'{"data": []}'


FAILED = sse(
    {"type": "response.failed", "response": {"error": {"code": "server_error", "message": "no"}}}
)


@pytest.mark.parametrize("body", [FAILED, b"data: \xff\n\n"])
def test_nobody_waits_for_long_after_a_failure_in_the_stream(
    body: bytes, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("codex_doctor.probes.exchanges.http.FAILING_TIMEOUT_S", 0.2)
    exchange = exchange_with(answering(head(), body, hold_s=3.0), idle_timeout_s=60.0)

    assert exchange.reading is not None
    assert exchange.reading.ending in {"failed", "not_utf8"}
    assert exchange.failure == ""
    assert exchange.total_s < 2.0


def test_a_stream_without_end_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("codex_doctor.probes.exchanges.http.MAX_STREAM_BYTES", 1 << 20)

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
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        refused = sent_to(f"http://127.0.0.1:{one.getsockname()[1]}/v1/responses").phases

    assert whole is not None
    assert whole.connect_s is not None
    assert whole.send_s is not None
    assert whole.tls_s is None
    assert refused == Phases()


def sent_to(url: str) -> Exchange:
    async def run() -> Exchange:
        async with Sender(
            secrets=Secrets(), deadline=Deadline(budget_s=5.0), verify=None, proxy_url=None, log=[]
        ) as sender:
            return await sender.send(Outgoing(purpose="test", method="GET", url=url, shown=url))

    return asyncio.run(run())


def test_a_run_that_is_over_leaves_what_it_was_doing_in_the_log() -> None:
    log: list[Exchange] = []

    async def wait(_: asyncio.StreamReader, __: asyncio.StreamWriter) -> None:
        await asyncio.sleep(20.0)

    async def run() -> None:
        async with (
            listen(wait) as server,
            Sender(
                secrets=Secrets(),
                deadline=Deadline(budget_s=20.0),
                verify=None,
                proxy_url=None,
                log=log,
            ) as sender,
        ):
            url = f"http://127.0.0.1:{server.port}/v1/models"
            outgoing = Outgoing(purpose="test", method="GET", url=url, shown=url)
            with pytest.raises(TimeoutError):
                await asyncio.wait_for(sender.send(outgoing), 0.5)

    asyncio.run(run())
    assert [one.failure for one in log] == ["run_over"]
    assert log[0].total_s >= 0.4
