"""What the probes leave open is the first request's connection: nothing is opened twice."""

from __future__ import annotations

import asyncio
import ssl
from typing import TYPE_CHECKING

import pytest
from httpcore import ConnectError, ReadError, ReadTimeout, WriteError
from msgspec.structs import replace

from certificates import make_certificate
from codex_doctor.eyes.live import LiveEyes
from codex_doctor.facts import Exchange, Secrets
from codex_doctor.platform.deadline import Deadline
from codex_doctor.probes.connections import kept as kept_module
from codex_doctor.probes.connections import tcp
from codex_doctor.probes.connections.kept import KeptConnection, Open
from codex_doctor.probes.exchanges.kept_stream import KeptStream
from eyes import ENDPOINT, INPUTS, SETUP
from servers import listen, reset, stay_silent

if TYPE_CHECKING:
    from collections.abc import Awaitable, Callable
    from pathlib import Path

    from codex_doctor.lab.listener import Handler

ISSUED = make_certificate()
BODY = b'{"error": {"message": "' + b"no such key " * 4000 + b'"}}'
ANSWER = b"HTTP/1.1 401 Unauthorized\r\nContent-Length: %d\r\n\r\n%b" % (len(BODY), BODY)


class Answering:
    """Answers one request for each connection, and notes what each carried."""

    def __init__(self) -> None:
        self.heard: list[bytes] = []

    async def __call__(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        place = len(self.heard)
        self.heard.append(b"")
        while piece := await reader.read(65536):
            self.heard[place] += piece
            head, _, body = self.heard[place].partition(b"\r\n\r\n")
            wanted = [one for one in head.split(b"\r\n") if one.lower().startswith(b"content-len")]
            if wanted and len(body) == int(wanted[0].partition(b":")[2]):
                writer.write(ANSWER)
                await writer.drain()


def first_exchange(
    folder: Path, *, tls: bool, trusted: bool = True
) -> tuple[Exchange, list[bytes]]:
    """Probe an endpoint and send the first request; also what each connection carried."""

    async def run() -> tuple[Exchange, list[bytes]]:
        answering = Answering()
        context = ISSUED.server_context() if tls else None
        async with listen(answering, tls=context) as server:
            scheme = "https" if tls else "http"
            url = f"{scheme}://127.0.0.1:{server.port}/v1"
            there = replace(
                ENDPOINT,
                scheme=scheme,
                host="127.0.0.1",
                port=server.port,
                url=f"{url}/responses",
                ca_file=ISSUED.write(folder) if trusted else None,
                ca_variable="CODEX_CA_CERTIFICATE",
            )
            eyes = LiveEyes(
                inputs=INPUTS,
                setup=replace(SETUP, endpoint=there),
                secrets=Secrets(url=f"{url}/responses"),
                deadline=Deadline(budget_s=20),
            )
            answer = await eyes.lookup()
            await eyes.connection(answer)
            await eyes.tls(answer)
            turn = await eyes.first_request()
            await eyes.close()
            return turn.first, answering.heard

    return asyncio.run(run())


@pytest.mark.parametrize("tls", [False, True])
def test_the_first_request_goes_over_the_connection_of_the_probes(
    tmp_path: Path, *, tls: bool
) -> None:
    exchange, heard = first_exchange(tmp_path, tls=tls)

    assert (exchange.status, exchange.body) == (401, BODY)
    assert len(heard) == 1
    assert heard[0].startswith(b"POST /v1/responses ")


def test_no_request_goes_over_a_connection_whose_certificate_is_refused(tmp_path: Path) -> None:
    exchange, heard = first_exchange(tmp_path, tls=True, trusted=False)

    assert exchange.failure == "tls"
    assert not any(b"POST" in one for one in heard)


def at(look: Callable[[int], Awaitable[None]], handler: Handler = stay_silent) -> None:
    """Run `look` beside a server of this handler, with its port."""

    async def run() -> None:
        async with listen(handler) as server:
            await look(server.port)

    asyncio.run(run())


async def opened(port: int) -> Open:
    return Open("here", port, await tcp.opened("127.0.0.1", port), 0.0)


def test_what_the_server_has_closed_is_not_taken() -> None:
    async def close(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        writer.close()

    async def look(port: int) -> None:
        kept, stream = KeptConnection(), (await opened(port)).stream
        await kept.keep("here", port, stream)
        while not stream[0].at_eof():
            await asyncio.sleep(0.01)
        assert await kept.take("here", port, secured=False) is None
        assert stream[1].is_closing()

    at(look, close)


def test_what_stood_open_too_long_is_not_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(kept_module, "_FRESH_S", -1.0)

    async def look(port: int) -> None:
        kept, stream = KeptConnection(), (await opened(port)).stream
        await kept.keep("here", port, stream)
        assert await kept.take("here", port, secured=False) is None
        assert stream[1].is_closing()

    at(look)


def test_only_what_leads_there_is_taken_and_once() -> None:
    async def look(port: int) -> None:
        kept, stream = KeptConnection(), (await opened(port)).stream
        await kept.keep("here", port, stream)
        assert await kept.take("there", port, secured=False) is None
        assert await kept.take("here", port + 1, secured=False) is None
        assert await kept.take("here", port, secured=True) is None
        taken = await kept.take("here", port, secured=False)
        assert taken
        assert taken.stream is stream
        assert await kept.take("here", port, secured=False) is None
        await tcp.close(stream[1])

    at(look)


def test_a_second_one_takes_the_place_of_the_first() -> None:
    async def look(port: int) -> None:
        kept = KeptConnection()
        first, second = (await opened(port)).stream, (await opened(port)).stream
        await kept.keep("here", port, first)
        await kept.keep("here", port, second)
        assert first[1].is_closing()
        await kept.drop()
        assert second[1].is_closing()

    at(look)


def test_what_came_before_a_reset_is_read_before_it() -> None:
    async def run() -> None:
        reader = tcp.PatientReader()
        reader.feed_data(b"an early answer")
        reader.set_exception(ConnectionResetError(104, "reset"))
        assert await reader.read(8) == b"an early"
        assert await reader.read(64) == b" answer"
        with pytest.raises(ConnectionResetError):
            await reader.read(64)

    asyncio.run(run())


def test_a_reset_is_the_library_s_own_error() -> None:
    async def look(port: int) -> None:
        stream = KeptStream(await opened(port))
        await stream.write(b"ask")
        with pytest.raises(ReadError):
            await stream.read(64)
        with pytest.raises(WriteError):
            await stream.write(b"ask")
        await stream.aclose()

    at(look, reset)


def test_silence_is_the_library_s_own_error() -> None:
    async def look(port: int) -> None:
        stream = KeptStream(await opened(port))
        with pytest.raises(ReadTimeout):
            await stream.read(64, timeout=0.0)
        await stream.aclose()

    at(look)


def test_no_handshake_is_taken_for_one() -> None:
    async def look(port: int) -> None:
        stream = KeptStream(await opened(port))
        with pytest.raises(ConnectError):
            await stream.start_tls(ssl.create_default_context(), "here")
        await stream.aclose()

    at(look)
