"""Faults of the WebSocket that Codex tries first with some providers, and healthy ones."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from codex_doctor.lab.fault import CONFIG, Fault
from codex_doctor.lab.sockets import (
    converse,
    fall_silent,
    refuse_event,
    upgraded,
    with_socket,
)
from codex_doctor.lab.wire import Ending, Reply, Seen, json_reply

if TYPE_CHECKING:
    from collections.abc import Callable

_CONFIG: Final = CONFIG + "supports_websockets = true\n"
_REFUSAL: Final = {"error": {"message": "No."}}


def _socket(
    name: str,
    title: str,
    answer: Callable[[Seen], Reply],
    *,
    expect: str | None = "websocket.unsupported",
    works: bool = True,
) -> Fault:
    area = "websocket" if expect else "healthy"
    behaviour = with_socket(answer)
    return Fault(name, area, title, expect=expect, works=works, config=_CONFIG, behaviour=behaviour)


def _status(code: int) -> Callable[[Seen], Reply]:
    return lambda _: json_reply(code, _REFUSAL)


SOCKET_FAULTS: Final = (
    *(
        _socket(f"socket-{code}", f"The handshake is answered with {code}.", _status(code))
        for code in (200, 401, 404, 405, 500, 502)
    ),
    *(
        _socket(
            f"socket-{code}",
            f"The handshake is answered with {code}, which ends the turn.",
            _status(code),
            expect="websocket.fails",
            works=False,
        )
        for code in (400, 429)
    ),
    _socket(
        "socket-reset",
        "The connection is reset at the handshake.",
        lambda _: Reply(raw=b"", ending=Ending.RESET),
    ),
    _socket("socket-closed", "The WebSocket closes at once.", upgraded),
    _socket(
        "socket-wrong-accept",
        "The handshake is answered for another key.",
        lambda seen: upgraded(seen, accept="bm90aGluZw=="),
    ),
    _socket("socket-silent", "The WebSocket opens and stays silent.", fall_silent),
    _socket(
        "socket-error-event",
        "The WebSocket opens and sends an error.",
        refuse_event,
        expect="websocket.fails",
        works=False,
    ),
    _socket("socket-426", "The handshake is answered with 426.", _status(426), expect=None),
    _socket("socket-works", "The WebSocket works.", converse, expect=None),
)
