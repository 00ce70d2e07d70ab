"""What is sent, and what is made of an answer."""

from __future__ import annotations

import time

import pytest

from codex_doctor.lab.streams import as_gzip
from codex_doctor.probes.exchanges.http import MAX_REDIRECTS
from codex_doctor.probes.exchanges.http_request import MAX_BODY_BYTES
from exchanging import answering, exchange_with
from redirecting import HEALTHY, head, redirecting


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
    exchange = exchange_with(answering(head(), HEALTHY, hold_s=60.0))

    assert time.monotonic() - started < 30
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
def test_the_words_of_an_error_are_unpacked_for_every_version(*, unpacks: bool) -> None:
    refused = b'{"error": {"message": "no"}}'
    headers = head("400 Bad Request", "Content-Encoding: gzip")
    exchange = exchange_with(answering(headers, as_gzip(refused)), unpacks=unpacks)

    assert (exchange.body, exchange.failure, exchange.reading) == (refused, "", None)


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


def test_an_answer_that_is_no_model_stream_is_not_read_as_one() -> None:
    exchange = exchange_with(answering(head(), b'{"data": []}'), idle_timeout_s=None)

    assert exchange.reading is None
    assert exchange.body == b'{"data": []}'
