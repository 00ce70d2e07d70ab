from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from codex_doctor.codex.resolve import resolve
from codex_doctor.codex.wire.frames import BETA, read_frames, server_text
from codex_doctor.eyes.live import LiveEyes
from codex_doctor.facts import Inputs
from codex_doctor.lab.fault import write_home
from codex_doctor.lab.faults import find_fault
from codex_doctor.lab.faults_socket import SOCKET_FAULTS
from codex_doctor.lab.server import Lab
from codex_doctor.lab.sockets import upgraded, with_socket
from codex_doctor.lab.wire import Ending, Reply
from codex_doctor.platform.deadline import Deadline
from codex_doctor.probes.exchanges import websocket
from codex_doctor.words.told import tells

if TYPE_CHECKING:
    from pathlib import Path

    from codex_doctor.facts.websocket import SocketTry
    from codex_doctor.lab.fault import Fault
    from codex_doctor.lab.wire import Seen

ENDINGS = {
    "socket-closed": "closed",
    "socket-wrong-accept": "closed",
    "socket-silent": "silent",
    "socket-error-event": "error",
    "socket-works": "completed",
}


def tried(fault: Fault, folder: Path) -> tuple[SocketTry | None, list[Seen]]:
    """Return what the live eyes see of the WebSocket."""

    async def run() -> tuple[SocketTry | None, list[Seen]]:
        async with Lab(fault) as lab:
            environ = write_home(fault, folder / ".codex", lab.values)
            inputs = Inputs(environ=environ, cwd=folder, home=folder, system_dir=folder / "etc")
            setup, secrets = resolve(inputs)
            eyes = LiveEyes(
                inputs=inputs, setup=setup, secrets=secrets, deadline=Deadline(budget_s=20.0)
            )
            return await eyes.websocket(), lab.requests

    return asyncio.run(run())


@pytest.fixture(autouse=True)
def _short(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(websocket, "TIMEOUT_S", 1.5)


@pytest.mark.parametrize("name", [fault.name for fault in SOCKET_FAULTS])
def test_how_each_attempt_ends(name: str, tmp_path: Path) -> None:
    seen, requests = tried(find_fault(name), tmp_path)

    assert seen is not None
    assert seen.ending == ENDINGS.get(name, "refused")
    (request,) = requests
    assert request.header("openai-beta") == BETA
    assert request.header("authorization").startswith("Bearer ")


def test_an_error_event_is_told_with_its_status(tmp_path: Path) -> None:
    seen, _ = tried(find_fault("socket-error-event"), tmp_path)

    assert seen is not None
    assert (seen.status, seen.message) == (400, "No WebSocket for this model.")


def test_where_codex_tries_none_there_is_no_attempt(tmp_path: Path) -> None:
    seen, requests = tried(find_fault("healthy"), tmp_path)

    assert seen is None
    assert requests == []


def socket_that_sends(data: bytes, *, ending: Ending = Ending.CUT) -> Fault:
    def answer(seen: Seen) -> Reply:
        accepted = upgraded(seen)
        return replace(accepted, raw=(accepted.raw or b"") + data, ending=ending)

    return replace(find_fault("socket-works"), behaviour=with_socket(answer))


@pytest.mark.parametrize(
    ("data", "ending", "status"),
    [
        (server_text(b"not json"), "closed", None),
        (server_text(b"[1]"), "closed", None),
        (server_text(b'{"type": "error", "status": "400"}'), "error", None),
        (server_text(b'{"type": "response.failed", "response": {"error": {}}}'), "error", None),
        (server_text(b'{"type": "response.completed"}'), "completed", None),
        (b"\x88\x00", "closed", None),
        (server_text(b"x" * 70_000), "closed", None),
    ],
)
def test_odd_frames_are_no_reason_to_fail(
    data: bytes, ending: str, status: int | None, tmp_path: Path
) -> None:
    seen, _ = tried(socket_that_sends(data), tmp_path)

    assert seen is not None
    assert (seen.ending, seen.status) == (ending, status)


def test_a_wrong_accept_is_seen_and_told(tmp_path: Path) -> None:
    def answer(seen: Seen) -> Reply:
        return upgraded(seen, accept="AAAA")

    fault = replace(find_fault("socket-works"), behaviour=with_socket(answer))
    seen, _ = tried(fault, tmp_path)

    assert seen is not None
    assert seen.ending == "closed"
    assert tells(seen.message, "websocket.wrong_accept")
    # What the server does after the head is no time that Codex waits.
    assert seen.exchange.total_s == seen.exchange.first_byte_s


def test_an_answer_that_has_begun_is_an_answer(tmp_path: Path) -> None:
    data = server_text(b'{"type": "response.created"}')
    seen, _ = tried(socket_that_sends(data, ending=Ending.HOLD), tmp_path)

    assert seen is not None
    assert seen.ending == "completed"


def test_a_reset_after_the_handshake_is_a_close(tmp_path: Path) -> None:
    seen, _ = tried(socket_that_sends(b"", ending=Ending.RESET), tmp_path)

    assert seen is not None
    assert seen.ending == "closed"


@pytest.mark.parametrize("size", [0, 125, 126, 65535, 65536])
def test_frames_are_read_whatever_their_length(size: int) -> None:
    data = server_text(b"a" * size) + server_text(json.dumps({"type": "x"}).encode())

    assert [len(text) for text in read_frames(data).texts] == [size, 13]
    assert len(read_frames(data[:-1]).texts) == 1


def test_parts_of_a_text_are_put_together_and_pings_left_out() -> None:
    data = b"\x01\x02ab" + b"\x89\x01p" + b"\x80\x01c" + b"\x88\x00" + b"\x81\x01z"

    frames = read_frames(data)
    assert frames.texts == (b"abc",)
    assert frames.is_closed
