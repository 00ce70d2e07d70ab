"""A request as Codex's library writes it."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import h2.config
import h2.connection
import h2.events
import pytest

from certificates import make_authority, make_certificate
from codex_doctor.facts import Secrets
from codex_doctor.platform.deadline import Deadline
from codex_doctor.probes.exchanges.http import Sender
from codex_doctor.probes.exchanges.http_request import Outgoing, build_request, sent_of
from codex_doctor.probes.tls.handshakes import trust
from servers import listen

if TYPE_CHECKING:
    from pathlib import Path

    from codex_doctor.facts import Exchange

URL = "https://localhost:{port}/v1/responses"


def outgoing(*secret: tuple[str, bytes], url: str = "http://h/v1", body: bytes = b"{}") -> Outgoing:
    return Outgoing(
        purpose="test",
        method="POST",
        url=url,
        shown=url,
        headers=(("accept", "*/*"),),
        secret_headers=secret,
        body=body,
    )


@pytest.mark.parametrize(
    ("name", "value", "expected"),
    [
        ("Content-Length", b"5", ("content-length", "2")),
        ("Transfer-Encoding", b"chunked", ("transfer-encoding", "chunked")),
        ("Transfer-Encoding", b"gzip", ("transfer-encoding", "chunked")),
        ("Host", b"elsewhere", ("host", "elsewhere")),
        ("Accept", b" text/plain\t", ("accept", "text/plain")),
    ],
)
def test_a_header_is_there_once(name: str, value: bytes, expected: tuple[str, str]) -> None:
    headers = build_request(outgoing((name, value))).headers

    assert [pair for pair in headers.multi_items() if pair[0] == expected[0]] == [expected]
    assert ("content-length" in headers) != ("transfer-encoding" in headers)


def test_a_request_without_a_body_says_nothing_about_its_end() -> None:
    request = build_request(outgoing(("Content-Length", b"5"), body=b""))

    assert [name for name, _ in request.headers.multi_items()] == ["host", "accept"]


def test_http_2_has_no_headers_about_the_connection(tmp_path: Path) -> None:
    root = make_authority()
    context = make_certificate(issuer=root).server_context()
    context.set_alpn_protocols(["h2"])
    trusted = trust(ca_file=root.write(tmp_path), ca_variable="SSL_CERT_FILE")
    seen: list[str] = []

    async def serve(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        wire = h2.connection.H2Connection(h2.config.H2Configuration(client_side=False))
        wire.initiate_connection()
        writer.write(wire.data_to_send())
        while data := await reader.read(65536):
            for event in wire.receive_data(data):
                if isinstance(event, h2.events.RequestReceived) and event.headers:
                    seen.extend(name.decode() for name, _ in event.headers)
                elif isinstance(event, h2.events.StreamEnded) and event.stream_id:
                    wire.send_headers(event.stream_id, [(":status", "204")], end_stream=True)
            writer.write(wire.data_to_send())
        writer.close()

    async def run() -> Exchange:
        async with listen(serve, tls=context) as server:
            url = URL.format(port=server.port)
            async with Sender(
                secrets=Secrets(url=url),
                deadline=Deadline(budget_s=5.0),
                verify=trusted.context,
                proxy_url=None,
                log=[],
            ) as sender:
                headers = (("Connection", b"close"), ("TE", b"gzip"), ("x-a", b"1"))
                return await sender.send(outgoing(*headers, url=url))

    assert asyncio.run(run()).status == 204
    assert "x-a" in seen
    assert not {"connection", "te", "host"} & set(seen)


def test_the_log_shows_of_configured_headers_only_what_a_configuration_shows() -> None:
    told = [("X-Team", b"cupboard42"), ("X-Api-Key", b"openai"), ("X-Kind", b"application/json")]

    assert sent_of(outgoing(*told)).headers == (
        ("accept", "*/*"),
        ("X-Team", "[redacted]"),
        ("X-Api-Key", "[redacted]"),
        ("X-Kind", "application/json"),
    )
