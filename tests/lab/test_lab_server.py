"""The server of the embedded endpoint: it reads requests well and writes what it is told."""

from __future__ import annotations

import asyncio
import gc
import json
import socket
import ssl
import time
from http.client import HTTPResponse
from typing import TYPE_CHECKING

import httpx
import pytest
import trustme

from codex_doctor.lab.endpoint import LabEndpoint
from codex_doctor.lab.server import Lab, serving
from codex_doctor.lab.wire import Behaviour, Ending, Framing, Reply, Seen, document, json_reply

if TYPE_CHECKING:
    from pathlib import Path
from lab.wire_client import first_body, get, listen, post, send


def always(reply: Reply) -> Behaviour:
    return lambda _: reply


def test_a_request_is_recorded_with_its_headers_and_body() -> None:
    with serving(LabEndpoint()) as lab:
        httpx.post(f"{lab.base_url}/responses?a=1", json={"x": 1}, headers={"X-Lab": "yes"})

        (seen,) = lab.requests
    assert (seen.method, seen.path) == ("POST", "/v1/responses?a=1")
    assert seen.header("x-lab") == "yes"
    assert seen.header("x-absent") == ""
    assert seen.json == {"x": 1}


@pytest.mark.parametrize("body", [b"", b"{", b"[1]", b"\xff"])
def test_a_body_that_is_no_json_object_counts_as_empty(body: bytes) -> None:
    assert Seen("POST", "/", (), body).json == {}


def test_a_connection_serves_many_requests() -> None:
    with serving(LabEndpoint()) as lab, httpx.Client() as client:
        statuses = [client.get(f"{lab.origin}/v1/models").status_code for _ in range(3)]

        assert statuses == [401, 401, 401]
        assert len(lab.requests) == 3


def test_a_client_that_takes_it_for_a_proxy_gets_an_answer_and_may_go_on() -> None:
    with (
        serving(LabEndpoint()) as lab,
        socket.create_connection(("127.0.0.1", lab.port), timeout=5) as client,
    ):
        for line in (b"CONNECT h:443", b"CONNECT h:443", b"GET /v1/models"):
            client.sendall(line + b" HTTP/1.1\r\nhost: h:443\r\n\r\n")
            answer = HTTPResponse(client)
            answer.begin()
            assert answer.status in {401, 404}
            answer.read()

    assert len(lab.requests) == 3


def test_the_endpoint_runs_inside_an_event_loop_as_well() -> None:
    async def ask() -> int:
        async with Lab(LabEndpoint()) as lab, httpx.AsyncClient() as client:
            return (await client.get(f"{lab.base_url}/models")).status_code

    assert asyncio.run(ask()) == 401


def test_the_endpoint_speaks_tls(tmp_path: Path) -> None:
    authority = trustme.CA()
    pem = tmp_path / "server.pem"
    authority.issue_cert("127.0.0.1").private_key_and_cert_chain_pem.write_to_path(str(pem))
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(pem)
    trust = ssl.create_default_context(cadata=authority.cert_pem.bytes().decode())

    with serving(LabEndpoint(), tls=context) as lab:
        answer = httpx.get(f"{lab.base_url}/models", verify=trust)

    assert lab.base_url.startswith("https://")
    assert answer.status_code == 401


def test_nothing_listens_on_the_dead_port() -> None:
    with serving(LabEndpoint()) as lab, pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", lab.dead_port), timeout=5)


def test_a_request_that_is_no_http_gets_400() -> None:
    with serving(LabEndpoint()) as lab:
        heard = send(lab, b"not http\r\n\r\n")

    assert heard.status == 400
    assert heard.end == "closed"


def test_a_client_that_leaves_is_no_request() -> None:
    with serving(LabEndpoint()) as lab:
        heard = [send(lab, b"", silence_s=0.1), send(lab, b"GET / HT", silence_s=0.1)]

        assert [one.data for one in heard] == [b"", b""]
    assert lab.requests == []


def test_a_reset_is_a_real_reset() -> None:
    reply = Reply(chunks=(b"some",), ending=Ending.RESET)
    with serving(always(reply)) as lab:
        heard = post(lab, {})

    assert heard.body == b"4\r\nsome\r\n"
    assert heard.end == "reset"


def test_a_cut_closes_before_the_framing_ends() -> None:
    with serving(always(Reply(chunks=(b"some",), ending=Ending.CUT))) as lab:
        heard = post(lab, {})

    assert heard.body == b"4\r\nsome\r\n"
    assert heard.end == "closed"


@pytest.mark.parametrize(
    ("framing", "beat"), [(Framing.CHUNKED, b"3\r\n:\n\n\r\n"), (Framing.CLOSE, b":\n\n")]
)
def test_a_held_connection_ticks_until_the_client_leaves(framing: Framing, beat: bytes) -> None:
    reply = Reply(framing=framing, ending=Ending.HOLD, tick=b":\n\n")
    with (
        serving(always(reply)) as lab,
        socket.create_connection(("127.0.0.1", lab.port), timeout=5) as client,
    ):
        client.sendall(b"GET / HTTP/1.1\r\nhost: lab\r\n\r\n")
        heard = b""
        while not heard.endswith(beat * 2):
            heard += client.recv(100)


def test_a_held_connection_without_a_tick_is_silent() -> None:
    with serving(always(Reply(ending=Ending.HOLD))) as lab:
        heard = send(lab, b"GET / HTTP/1.1\r\nhost: lab\r\n\r\n", silence_s=1.2)

    assert heard.end == "silent"
    assert heard.body == b""


def test_the_server_stops_while_a_connection_hangs() -> None:
    began = time.monotonic()
    with serving(always(Reply(raw=b"", ending=Ending.HOLD))) as lab:
        client = socket.create_connection(("127.0.0.1", lab.port), timeout=5)
        client.sendall(b"GET / HTTP/1.1\r\nhost: lab\r\n\r\n")
        while not lab.requests:
            time.sleep(0.01)

    with client:
        assert listen(client).end in {"closed", "reset"}
    assert time.monotonic() - began < 20


def test_delay_and_gap_are_kept() -> None:
    reply = Reply(chunks=(b"a", b"b"), delay_s=0.1, gap_s=0.05)
    began = time.monotonic()
    with serving(always(reply)) as lab:
        heard = post(lab, {})

    assert heard.body == b"1\r\na\r\n1\r\nb\r\n0\r\n\r\n"
    assert time.monotonic() - began >= 0.25


def test_a_length_need_not_be_true() -> None:
    reply = Reply(chunks=(b"abc",), framing=Framing.LENGTH, length=9, ending=Ending.CUT)
    with serving(always(reply)) as lab:
        heard = post(lab, {})

    assert b"content-length: 9\r\n" in heard.data
    assert heard.body == b"abc"


def test_a_connection_that_was_just_accepted_is_closed_at_the_end() -> None:
    # Where it is not, the garbage collector complains, and pytest makes that a failure.
    for _ in range(100):
        with serving(LabEndpoint()) as lab:
            client = socket.create_connection(("127.0.0.1", lab.port))
        client.close()
    gc.collect()


def test_a_close_delimited_answer_says_so() -> None:
    with serving(always(Reply(chunks=(b"abc",), framing=Framing.CLOSE, version="1.0"))) as lab:
        heard = post(lab, {})

    assert heard.data.startswith(b"HTTP/1.0 200 OK\r\n")
    assert b"connection: close\r\n" in heard.data
    assert (heard.body, heard.end) == (b"abc", "closed")


def test_an_unknown_status_has_no_phrase() -> None:
    with serving(always(Reply(status=599, early=b"HTTP/1.1 103 Early Hints\r\n\r\n"))) as lab:
        heard = post(lab, {})

    assert heard.status == 103
    assert heard.body.startswith(b"HTTP/1.1 599 \r\n")


def test_a_document_carries_its_type_and_headers() -> None:
    reply = document(403, "text/html", "<p>é</p>", ("server", "lab"))
    with serving(always(reply)) as lab:
        heard = get(lab, "/")

    assert heard.status == 403
    assert b"content-type: text/html\r\nserver: lab\r\ncontent-length: 9\r\n" in heard.data
    assert json_reply(200, {"é": 1}).chunks == ('{"é": 1}'.encode(),)


def test_a_large_body_arrives_whole() -> None:
    with serving(LabEndpoint()) as lab:
        post(lab, first_body(padding="x" * 300_000))

        assert len(lab.requests[0].body) == len(json.dumps(first_body(padding="x" * 300_000)))
