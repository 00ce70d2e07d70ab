"""Runs one Codex turn and, only when it fails, the few requests that tell causes apart.

A healthy turn costs two requests: the first one and the one that carries the tool output. Tool
calls that come back are answered and never executed.
"""

from __future__ import annotations

import asyncio
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from codex_doctor.codex.wire.items import repeated
from codex_doctor.codex.wire.request import ECHO, tool_output
from codex_doctor.codex.wire.retries import retry_delay_s
from codex_doctor.codex.wire.tools import answer_to
from codex_doctor.endpoint.answer import cause_of
from codex_doctor.facts import Exchange, Turn

if TYPE_CHECKING:
    from collections.abc import Mapping

    from codex_doctor.probes.ask import Asker

MAX_FOLLOW_UPS = 3
PATIENCE_S = 5.0  # the longest `retry-after` that is waited for
_FIRST = "first request of a turn"
_AGAIN = "the same request again, as Codex would"


class TurnRunner:
    """Runs the turn of one set-up; use once."""

    def __init__(self, asker: Asker) -> None:
        self._asker = asker
        self._model = asker.session.model

    async def run(self) -> Turn:
        """Run it and return everything that was exchanged."""
        attempts = await self._try(_FIRST)
        first = attempts[-1]
        if _is_text_only(first):
            attempts += (await self._asker.turn("the same request again: no tool call came"),)
            first = attempts[-1]
        turn = Turn(
            model=self._model,
            dialect=self._asker.session.dialect.kind,
            version=self._asker.session.version,
            first=first,
            attempts=attempts,
        )
        turn = replace(turn, follow_ups=await self._follow_ups(first))
        cause = cause_of(first, model=self._model)
        if cause is None:
            return turn
        # Late: a healthy turn asks nothing further.
        from codex_doctor.probes.tell_apart import tell_apart

        return await tell_apart(turn, self._asker, cause)

    async def _try(
        self, purpose: str, replayed: tuple[Mapping[str, Any], ...] = ()
    ) -> tuple[Exchange, ...]:
        """Send a model request, and once more if Codex would."""
        first = await self._asker.turn(purpose, replayed)
        if cause_of(first, model=self._model) is None:
            return (first,)
        setup = self._asker.setup
        tries = setup.request_max_retries + setup.stream_max_retries
        delay_s = retry_delay_s(first, tries=tries)
        took_s = first.total_s - first.started_s
        # A second try that the budget would cut short could only blur what the first one showed.
        if delay_s is None or delay_s > PATIENCE_S or delay_s + took_s > self._asker.clock.left_s():
            return (first,)
        await asyncio.sleep(delay_s)
        return (first, await self._asker.turn(_AGAIN, replayed))

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
                tool_output(call, answer_to(call, self._asker.session.dialect))
                for call in reading.calls
            ]
            replayed += (*map(repeated, reading.items), *outputs)
            sent += await self._try("request with the tool output", replayed)
            last = sent[-1]
        return sent


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
