"""Endpoints that send back what they were given, each in another place of an answer."""

from __future__ import annotations

import json
from itertools import cycle
from typing import TYPE_CHECKING, Final

from codex_doctor.lab import replies
from codex_doctor.lab.endpoint import LabEndpoint
from codex_doctor.lab.wire import Reply, document, json_reply

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from codex_doctor.lab.wire import Behaviour


def _always(make: Callable[[Sequence[str]], Reply]) -> Callable[[Sequence[str]], Behaviour]:
    def position(echoes: Sequence[str]) -> Behaviour:
        reply = make(echoes)
        return lambda _: reply

    return position


def _header(text: str) -> str:
    """Return the text as it may stand in a header."""
    return text.encode("ascii", "backslashreplace").decode().replace("\r", "").replace("\n", " ")


def _all(echoes: Sequence[str]) -> str:
    return "; ".join(f"({echo})" for echo in echoes)


def _error(status: int, members: Mapping[str, object], *headers: tuple[str, str]) -> Reply:
    return json_reply(status, {"error": members}, *headers)


def _members(echoes: Sequence[str]) -> Reply:
    first, *rest = echoes
    names = ("code", "type", "param", "hint", "detail")
    return _error(400, {"message": f"Bad: {_all(rest)}", **dict.fromkeys(names, first)})


def _headers(echoes: Sequence[str]) -> Reply:
    names = ("x-request-id", "server", "x-error", "retry-after", "via", "x-ratelimit-reset")
    pairs = [(name, _header(echo)) for name, echo in zip(names, cycle(echoes), strict=False)]
    return _error(429, {"message": "Slow down."}, *pairs)


def _header_names(echoes: Sequence[str]) -> Reply:
    names = ("".join(c if c.isalnum() else "-" for c in echo)[:200] for echo in echoes)
    return _error(403, {"message": "No."}, *((f"x-{name}", "1") for name in names))


def _reason(echoes: Sequence[str]) -> Reply:
    phrase = _header(_all(echoes))
    head = f'HTTP/1.1 401 {phrase}\r\nwww-authenticate: Bearer realm="{phrase}"\r\n'
    body = json.dumps({"error": {"message": phrase}}).encode()
    length = f"content-type: application/json\r\ncontent-length: {len(body)}\r\n\r\n"
    return Reply(raw=head.encode() + length.encode() + body)


def _events(*events: Mapping[str, object]) -> Reply:
    text = "".join(f"event: {one['type']}\ndata: {json.dumps(one)}\n\n" for one in events)
    return document(200, "text/event-stream", text)


def _failed(echoes: Sequence[str]) -> Reply:
    error = {"code": echoes[0], "message": _all(echoes)}
    return _events(
        {"type": "response.created", "response": {"id": echoes[-1]}},
        {"type": "response.failed", "response": {"id": echoes[-1], "error": error}},
    )


def _unknown_events(echoes: Sequence[str]) -> Reply:
    return _events(
        *({"type": echo, "item_id": echo, "delta": echo} for echo in echoes),
        {"type": "error", "message": _all(echoes), "code": echoes[0]},
    )


def _deltas(echoes: Sequence[str]) -> Reply:
    text = _all(echoes)
    halves = (text[: len(text) // 2], text[len(text) // 2 :])
    return _events(
        {"type": "response.created", "response": {"id": "resp_1"}},
        *({"type": "response.output_text.delta", "delta": half} for half in halves),
        {"type": "response.incomplete", "response": {"incomplete_details": {"reason": text}}},
    )


def _tool(echoes: Sequence[str]) -> Behaviour:
    call = replies.function_call(
        name=echoes[0], arguments=json.dumps({"cmd": _all(echoes)}), call_id=echoes[-1]
    )
    return LabEndpoint(key=None, call=lambda _: replies.turn(call))


def _answer(echoes: Sequence[str]) -> Behaviour:
    return LabEndpoint(key=None, answer=lambda _: replies.turn(replies.message(_all(echoes))))


def _models(echoes: Sequence[str]) -> Behaviour:
    return LabEndpoint(key=None, models=tuple(echo[:300] for echo in echoes))


def _redirect(echoes: Sequence[str]) -> Reply:
    place = _header(echoes[0]).replace(" ", "+")
    return Reply(status=307, headers=(("location", f"http://127.0.0.1:9/{place}?x={place}"),))


def _page(echoes: Sequence[str]) -> Reply:
    text = f"<html><title>{echoes[0]}</title><p>{_all(echoes)}</p></html>"
    return document(502, "text/html", text)


POSITIONS: Final[dict[str, Callable[[Sequence[str]], Behaviour]]] = {
    "members": _always(_members),
    "message": _always(lambda echoes: _error(401, {"message": f"Wrong key {_all(echoes)}."})),
    "string": _always(lambda echoes: json_reply(400, {"error": _all(echoes)})),
    "detail": _always(lambda echoes: json_reply(422, {"detail": [{"msg": _all(echoes)}]})),
    "plain": _always(lambda echoes: document(403, "text/plain", _all(echoes))),
    "page": _always(_page),
    "headers": _always(_headers),
    "header-names": _always(_header_names),
    "reason": _always(_reason),
    "redirect": _always(_redirect),
    "failed": _always(_failed),
    "events": _always(_unknown_events),
    "deltas": _always(_deltas),
    "no-stream": _always(lambda echoes: json_reply(200, {"id": echoes[0], "output": _all(echoes)})),
    "no-http": _always(lambda echoes: Reply(raw=f"{_all(echoes)}\r\n\r\n".encode())),
    "tool": _tool,
    "answer": _answer,
    "models": _models,
}
