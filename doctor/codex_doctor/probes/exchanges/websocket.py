"""One attempt to open the WebSocket that Codex tries first with some providers.

Asks as Codex asks when it warms up: the whole request, for which nothing is generated.
"""

from __future__ import annotations

import asyncio
import json
import time
from base64 import b64encode
from functools import partial
from secrets import token_bytes
from typing import TYPE_CHECKING, Any

import httpcore
from msgspec.structs import replace

from codex_doctor.codex.wire.frames import BETA, accept_for, client_text, read_frames
from codex_doctor.facts.websocket import SocketTry
from codex_doctor.probes.exchanges.http_request import MAX_BODY_BYTES, Outgoing
from codex_doctor.values import is_table
from codex_doctor.words.told import Told

if TYPE_CHECKING:
    from httpcore import AsyncNetworkStream

    from codex_doctor.codex.wire.request import RequestSeries
    from codex_doctor.facts import Exchange, Secrets, Setup
    from codex_doctor.probes.exchanges.http import Sender

TIMEOUT_S = 5.0
_PURPOSE = Told("purpose.websocket")
_DROPPED = frozenset({"accept", "content-type"})


async def try_websocket(
    sender: Sender, *, setup: Setup, secrets: Secrets, series: RequestSeries
) -> SocketTry:
    """Open the WebSocket, warm it up as Codex does, and return what happened."""
    request = series.request()
    key = b64encode(token_bytes(16))
    headers = [one for one in request.headers if one[0] not in _DROPPED]
    headers += [
        ("connection", "Upgrade"),
        ("upgrade", "websocket"),
        ("sec-websocket-version", "13"),
        ("sec-websocket-key", key.decode()),
        ("openai-beta", BETA),
    ]
    create = {"type": "response.create", "generate": False, **json.loads(request.body)}
    text = json.dumps(create, ensure_ascii=False, separators=(",", ":"))
    exchange = await sender.send(
        Outgoing(
            purpose=_PURPOSE,
            method="GET",
            url=secrets.url or "",
            shown=setup.endpoint.url if setup.endpoint else "",
            headers=tuple(headers),
            secret_headers=secrets.headers,
            timeout_s=TIMEOUT_S,
            is_peek=True,
            on_upgrade=partial(_converse, client_text(text.encode("utf-8", "replace"))),
        )
    )
    return _read(exchange, accept=accept_for(key))


async def _converse(question: bytes, answered: Exchange, stream: AsyncNetworkStream) -> Exchange:
    """Send the question and read until its answer ends; the bytes become the body."""
    data, failure, detail = b"", "", ""
    begun_s = time.monotonic()
    try:
        async with asyncio.timeout(TIMEOUT_S):
            await stream.write(question)
            while _last(data) is None and not read_frames(data).is_closed:
                chunk = await stream.read(65536)
                data += chunk
                if not chunk or len(data) > MAX_BODY_BYTES:
                    break
    except TimeoutError:
        failure = "idle"
    except (httpcore.NetworkError, httpcore.ProtocolError) as exc:
        failure, detail = "cut", str(exc)
    total_s = (answered.first_byte_s or answered.started_s) + time.monotonic() - begun_s
    return replace(
        answered,
        body=data,
        bytes_sent=len(question),
        bytes_received=len(data),
        failure=failure,
        detail=detail,
        total_s=total_s,
    )


def _read(exchange: Exchange, *, accept: str) -> SocketTry:
    if exchange.status != 101:
        return SocketTry(exchange, "refused")
    if exchange.header("sec-websocket-accept") != accept:
        # Codex hangs up at the head.
        ended = replace(exchange, total_s=exchange.first_byte_s or exchange.total_s)
        return SocketTry(ended, "closed", message=Told("websocket.wrong_accept"))
    last = _last(exchange.body)
    if last is None:
        if exchange.failure != "idle":
            return SocketTry(exchange, "closed", message=exchange.detail)
        # An answer that has begun is one, however long it takes.
        begun = bool(read_frames(exchange.body).texts)
        return SocketTry(exchange, "completed" if begun else "silent")
    if last["type"] == "response.completed":
        return SocketTry(exchange, "completed")
    error = last.get("error") or last.get("response", {}).get("error")
    message = error.get("message") if is_table(error) else None
    status = last.get("status")
    return SocketTry(
        exchange,
        "error",
        status=status if isinstance(status, int) else None,
        message=message if isinstance(message, str) else "",
    )


def _last(data: bytes) -> dict[str, Any] | None:
    """Return the event that ends the answer, None when it has not come."""
    for text in read_frames(data).texts:
        try:
            event = json.loads(text)
        except (ValueError, RecursionError):
            continue
        if is_table(event) and event.get("type") in {
            "response.completed",
            "response.failed",
            "error",
        }:
            return event
    return None
