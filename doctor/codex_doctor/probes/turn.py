"""Runs one Codex turn and, only when it fails, the few requests that tell causes apart.

A healthy turn costs two requests: the first one and the one that carries the tool output. Tool
calls that come back are answered and never executed.
"""

from __future__ import annotations

import asyncio
import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any
from urllib.parse import urlsplit

from codex_doctor.codex.wire.request import ECHO, Session, tool_output
from codex_doctor.codex.wire.retries import retry_delay_s
from codex_doctor.codex.wire.tools import answer_to
from codex_doctor.endpoint.answer import ROUTE_MISSING, cause_of
from codex_doctor.endpoint.bases import other_bases
from codex_doctor.endpoint.models import served_ids
from codex_doctor.facts import Exchange, Turn
from codex_doctor.probes.http import MAX_BODY_BYTES, Outgoing

if TYPE_CHECKING:
    from collections.abc import Mapping

    from codex_doctor.facts import Secrets, Setup
    from codex_doctor.probes.http import Clock, Sender

MAX_REQUESTS = 12
MAX_FOLLOW_UPS = 3
PATIENCE_S = 5.0  # the longest `retry-after` that is waited for
SIDE_TIMEOUT_S = 10.0
MAX_LIST_BYTES = 8 * 1024 * 1024  # routers list hundreds of models with their prices
_FIRST = "first request of a turn"
_AGAIN = "the same request again, as Codex would"


class TurnRunner:
    """Runs the turn of one set-up; use once."""

    def __init__(
        self, *, sender: Sender, clock: Clock, setup: Setup, secrets: Secrets, session: Session
    ) -> None:
        self._sender = sender
        self._clock = clock
        self._setup = setup
        self._secrets = secrets
        self._session = session

    async def run(self) -> Turn:
        """Run it and return everything that was exchanged."""
        attempts = await self._try(_FIRST)
        first = attempts[-1]
        if _is_text_only(first):
            attempts += (await self._post("the same request again: no tool call came", ()),)
            first = attempts[-1]
        turn = Turn(
            model=self._session.model,
            dialect=self._session.dialect,
            first=first,
            attempts=attempts,
        )
        turn = replace(turn, follow_ups=await self._follow_ups(first))
        return await self._tell_apart(turn)

    async def _try(
        self, purpose: str, replayed: tuple[Mapping[str, Any], ...] = ()
    ) -> tuple[Exchange, ...]:
        """Send a model request, and once more if Codex would."""
        first = await self._post(purpose, replayed)
        if cause_of(first, model=self._session.model) is None:
            return (first,)
        tries = self._setup.request_max_retries + self._setup.stream_max_retries
        delay_s = retry_delay_s(first, tries=tries)
        took_s = first.total_s - first.started_s
        # A second try that the budget would cut short could only blur what the first one showed.
        if delay_s is None or delay_s > PATIENCE_S or delay_s + took_s > self._clock.left_s():
            return (first,)
        await asyncio.sleep(delay_s)
        return (first, await self._post(_AGAIN, replayed))

    async def _follow_ups(self, first: Exchange) -> tuple[Exchange, ...]:
        """Answer the tool calls, as long as calls come back."""
        replayed: tuple[Mapping[str, Any], ...] = ()
        sent: tuple[Exchange, ...] = ()
        last = first
        for _ in range(MAX_FOLLOW_UPS):
            reading = last.reading
            if reading is None or reading.ending != "completed" or not reading.calls:
                break
            outputs = [
                tool_output(call, answer_to(call, model=self._session.model))
                for call in reading.calls
            ]
            replayed += (*reading.items, *outputs)
            sent += await self._try("request with the tool output", replayed)
            last = sent[-1]
        return sent

    async def _post(self, purpose: str, replayed: tuple[Mapping[str, Any], ...]) -> Exchange:
        request = self._session.request(replayed)
        return await self._sender.send(
            Outgoing(
                purpose=purpose,
                method="POST",
                url=self._secrets.url or "",
                shown=self._setup.endpoint.url if self._setup.endpoint else "",
                headers=request.headers,
                secret_headers=self._secrets.headers,
                body=request.body,
                idle_timeout_s=self._setup.idle_timeout_ms / 1000,
            )
        )

    # ----- telling causes apart

    async def _tell_apart(self, turn: Turn) -> Turn:
        cause = cause_of(turn.first, model=turn.model)
        if cause is None:
            return turn
        if cause.id.startswith("model."):
            models = await self._side("GET", _sibling(self._url, "/models"), "list of models")
            return replace(turn, models=models, served=served_ids(models.body))
        if cause.id in ROUTE_MISSING or cause.runner_up in ROUTE_MISSING:
            return await self._find_route(turn)
        return turn

    async def _find_route(self, turn: Turn) -> Turn:
        """Look for the Responses route below other bases, then for the chat route here."""
        room = MAX_REQUESTS - len(turn.exchanges) - 1
        urls = other_bases(self._url)[:room]
        purpose = "is there a Responses API below another base path"
        bases = await asyncio.gather(
            *(self._side("POST", f"{base}/responses", purpose) for base in urls)
        )
        chat = await self._side(
            "POST", _sibling(self._url, "/chat/completions"), "is there a Chat Completions API"
        )
        return replace(turn, bases=tuple(bases), chat=chat)

    @property
    def _url(self) -> str:
        return self._secrets.url or ""

    async def _side(self, method: str, url: str, purpose: str) -> Exchange:
        """Send a cheap request: an empty object, which no endpoint answers with tokens."""
        request = self._session.request()
        skipped = {"accept", "content-type"}
        headers = [pair for pair in request.headers if pair[0] not in skipped]
        headers.append(("accept", "application/json"))
        body = b"" if method == "GET" else json.dumps({}).encode()
        if body:
            headers.append(("content-type", "application/json"))
        return await self._sender.send(
            Outgoing(
                purpose=purpose,
                method=method,
                url=url,
                shown=urlsplit(url)._replace(query="").geturl(),
                headers=tuple(headers),
                secret_headers=self._secrets.headers,
                body=body,
                max_body_bytes=MAX_LIST_BYTES if method == "GET" else MAX_BODY_BYTES,
                timeout_s=SIDE_TIMEOUT_S,
            )
        )


def _is_text_only(exchange: Exchange) -> bool:
    """Whether a model answered in words where a tool call was asked for."""
    reading = exchange.reading
    return (
        reading is not None
        and reading.ending == "completed"
        and bool(reading.text)
        and not reading.calls
        and not any(flaw.kind == "item" for flaw in reading.flaws)
        and ECHO not in reading.text
    )


def _sibling(url: str, route: str) -> str:
    """Return the URL of another route beside `/responses`, with the same query."""
    parts = urlsplit(url)
    return parts._replace(path=parts.path.removesuffix("/responses") + route).geturl()
