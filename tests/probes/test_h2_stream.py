"""HTTP/2 leaves in the pieces in which Codex's library writes it."""

from __future__ import annotations

import asyncio
import ssl
from typing import Any

import h2.config
import h2.connection
import h2.events
import pytest
from httpcore import AsyncHTTP2Connection, AsyncNetworkStream, Origin, Request

from codex_doctor.probes.exchanges.h2_stream import WholeEndStream

BODY = b"x" * 40_000
ORIGIN = Origin(b"https", b"lab.test", 443)


class Server(AsyncNetworkStream):
    """A server for HTTP/2 that answers what has ended, and keeps each piece that came."""

    def __init__(self, agreed: str = "h2") -> None:
        self.agreed = agreed
        self.pieces: list[bytes] = []
        self.bodies: list[bytes] = []
        config = h2.config.H2Configuration(client_side=False)
        self._h2 = h2.connection.H2Connection(config)
        self._h2.initiate_connection()
        self._body = b""

    async def write(self, buffer: bytes, timeout: float | None = None) -> None:
        if not buffer:
            return
        self.pieces.append(buffer)
        if self.agreed != "h2":
            return
        for event in self._h2.receive_data(buffer):
            if isinstance(event, h2.events.DataReceived):
                self._body += event.data or b""
                length = event.flow_controlled_length or 0
                self._h2.acknowledge_received_data(length, event.stream_id or 0)
            elif isinstance(event, h2.events.StreamEnded):
                assert event.stream_id is not None
                self.bodies.append(self._body)
                self._body = b""
                self._h2.send_headers(event.stream_id, [(":status", "200")])
                self._h2.send_data(event.stream_id, b"done", end_stream=True)

    async def read(self, max_bytes: int, timeout: float | None = None) -> bytes:
        return self._h2.data_to_send(max_bytes)

    async def start_tls(self, *_: Any, **__: Any) -> AsyncNetworkStream:
        return self

    def get_extra_info(self, info: str) -> Any:
        assert info == "ssl_object"
        return self

    def selected_alpn_protocol(self) -> str:
        return self.agreed


async def secured(server: Server) -> AsyncNetworkStream:
    return await WholeEndStream(server).start_tls(ssl.create_default_context())


@pytest.mark.parametrize("content", [BODY, b"y", b""])
def test_a_request_ends_in_one_piece_with_what_it_ends(content: bytes) -> None:
    async def run(server: Server) -> list[bytes]:
        connection = AsyncHTTP2Connection(ORIGIN, await secured(server))
        headers = [("host", "lab.test"), ("content-length", str(len(content)))]
        answers: list[bytes] = []
        for _ in range(2):
            request = Request("POST", "https://lab.test/v1", headers=headers, content=content)
            response = await connection.handle_async_request(request)
            answers.append(await response.aread())
            await response.aclose()
        return answers

    server = Server()

    assert asyncio.run(run(server)) == [b"done"] * 2
    assert server.bodies == [content] * 2
    # An acknowledgement of settings alone is as short as an end.
    ends = [piece for piece in server.pieces if len(piece) == 9 and piece[3:4] == b"\0"]
    assert ends == []


def test_over_anything_else_what_is_written_leaves_at_once() -> None:
    async def run(server: Server) -> None:
        stream = await secured(server)
        for piece in (b"a" * 20, b"b" * 9, b"c"):
            await stream.write(piece)

    server = Server("http/1.1")
    asyncio.run(run(server))

    assert server.pieces == [b"a" * 20, b"b" * 9, b"c"]
