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
    answer: Callable[[Seen], Reply],
    *,
    expect: str | None = "websocket.unsupported",
    works: bool = True,
) -> Fault:
    area = "websocket" if expect else "healthy"
    behaviour = with_socket(answer)
    return Fault(name, area, expect=expect, works=works, config=_CONFIG, behaviour=behaviour)


def _status(code: int) -> Callable[[Seen], Reply]:
    return lambda _: json_reply(code, _REFUSAL)


SOCKET_FAULTS: Final = (
    *(_socket(f"socket-{code}", _status(code)) for code in (200, 401, 404, 405, 500, 502)),
    *(
        _socket(
            f"socket-{code}",
            _status(code),
            expect="websocket.fails",
            works=False,
        )
        for code in (400, 429)
    ),
    _socket(
        "socket-reset",
        lambda _: Reply(raw=b"", ending=Ending.RESET),
    ),
    _socket("socket-closed", upgraded),
    _socket(
        "socket-wrong-accept",
        lambda seen: upgraded(seen, accept="bm90aGluZw=="),
    ),
    _socket("socket-silent", fall_silent),
    _socket(
        "socket-error-event",
        refuse_event,
        expect="websocket.fails",
        works=False,
    ),
    _socket("socket-426", _status(426), expect=None),
    _socket("socket-works", converse, expect=None),
)
