"""Runs one Codex turn and, only when it fails, the few requests that tell causes apart.

A healthy turn costs two requests: the first one and the one that carries the tool output. Tool
calls that come back are answered and never executed.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from codex_doctor.answers.answer import cause_of
from codex_doctor.answers.series import deciding, goes_on, last_tries
from codex_doctor.answers.written_calls import writes_call
from codex_doctor.codex.versions import holds
from codex_doctor.codex.wire.items import repeated
from codex_doctor.codex.wire.request import ECHO, tool_output
from codex_doctor.codex.wire.resending import resend_delay_s
from codex_doctor.codex.wire.retries import Retries, retry_delay_s
from codex_doctor.codex.wire.tools import answer_to
from codex_doctor.facts import Exchange, Turn
from codex_doctor.words.told import Told

if TYPE_CHECKING:
    from collections.abc import Mapping

    from codex_doctor.answers.cause import Cause
    from codex_doctor.probes.exchanges.ask import Asker

MAX_FOLLOW_UPS = 3
PATIENCE_S = 5.0  # the longest `retry-after` that is waited for
_FIRST = Told("purpose.turn")
# How endpoints refuse a body; a crash may be a refusal too.
_REFUSALS = frozenset({400, 404, 422, 500})
# Those that are seldom an odd one out.
_PLAIN_REFUSALS = frozenset({400, 401, 403, 404, 405, 422})
_AGAIN = Told("purpose.again")
_CONTROL = Told("purpose.control")
_SAID = ("model.", "quota.")
_AS_LONG = 1.5


class TurnRunner:
    """Runs the turn of one set-up; use once."""

    def __init__(self, asker: Asker) -> None:
        self._asker = asker
        self._model = asker.series.model
        self._replayed: tuple[Mapping[str, Any], ...] = ()

    async def run(self) -> Turn:
        """Run it and return everything that was exchanged."""
        attempts = await self._try(_FIRST)
        first = deciding(attempts, model=self._model)
        if _is_text_only(first):
            attempts += (await self._asker.turn(Told("purpose.no_call")),)
            first = attempts[-1] if self._is_good(attempts[-1]) else first
        turn = await self.finished(self._turn(first, attempts))
        cause = cause_of(first, model=self._model)
        if cause is None and _is_text_only(first):
            return await self._find_out(turn)
        if cause is None or goes_on(turn):
            return await self._judge_replay(turn)
        # Late: a healthy turn asks nothing further.
        from codex_doctor.probes.experiments.tell_apart import tell_apart

        turn = await tell_apart(turn, self._asker, cause)
        if _may_be_chance(turn):
            turn = await self._contradicted(turn)
        return turn if self._is_good(turn.first) else await self._spared(turn, cause)

    async def _spared(self, turn: Turn, cause: Cause | None) -> Turn:
        """Look for a model without the part that is refused, or (None) not seen."""
        from codex_doctor.probes.experiments.plainer import find_plainer, is_of_part

        is_avoidable = cause is None or is_of_part(turn, cause)
        return await find_plainer(turn, self._asker) if is_avoidable else turn

    async def _contradicted(self, turn: Turn) -> Turn:
        """Ask again: what is answered now was not refused for what it is."""
        if self._asker.room == 0:
            return turn
        again = await self._asker.turn(_CONTROL)
        turn = replace(turn, attempts=(*turn.attempts, again))
        if not self._is_good(again):
            return turn
        return await self.finished(replace(turn, first=again, reduction=None, renamed=""))

    async def first(self) -> Turn:
        """Send the first request alone."""
        first = await self._asker.turn(_FIRST)
        return self._turn(first, (first,))

    async def without_key(self) -> Turn | None:
        """Return a turn that ends at a wrong address, asked without a key; None where it does not.

        What else would come of a turn only the key tells.
        """
        from codex_doctor.probes.experiments.tell_apart import ask_route, find_base

        first = await ask_route(self._asker)
        return await find_base(self._turn(first, (first,)), self._asker)

    async def finished(self, turn: Turn) -> Turn:
        """Return a turn with the answers to its tool calls."""
        return replace(turn, follow_ups=await self._follow_ups(turn.first))

    def _turn(self, first: Exchange, attempts: tuple[Exchange, ...]) -> Turn:
        session = self._asker.series
        return Turn(
            model=self._model,
            dialect=session.dialect.kind,
            version=session.version,
            first=first,
            attempts=attempts,
            catalog=session.catalog,
        )

    async def _try(
        self, purpose: Told, replayed: tuple[Mapping[str, Any], ...] = ()
    ) -> tuple[Exchange, ...]:
        """Send a model request, and once more if Codex would, or to see whether it fails again."""
        first = await self._asker.turn(purpose, replayed)
        cause = cause_of(first, model=self._model)
        if cause is None or self._keeps_calls(first):
            return (first,)
        if self._asker.is_thrifty and first.status in _PLAIN_REFUSALS:
            return (first,)
        delay_s, why = self._resend_delay_s(first), _AGAIN
        if delay_s is None and _needs_control(first, cause, is_first=not replayed):
            delay_s, why = 0.0, _CONTROL
        took_s = first.total_s - first.started_s
        # A second try that the budget would cut short could only blur what the first one showed.
        look_s = self._asker.deadline.look_s()
        if delay_s is None or delay_s > PATIENCE_S or delay_s + took_s > look_s:
            return (first,)
        if self._asker.room == 0:
            return (first,)
        await asyncio.sleep(delay_s)
        return (first, await self._asker.turn(why, replayed))

    def _keeps_calls(self, exchange: Exchange) -> bool:
        """Whether the stream broke behind calls, whose output the next request brings."""
        reading = exchange.reading
        return (
            reading is not None
            and bool(reading.calls)
            and holds("broken_calls_kept", self._asker.series.version)
            and self._resend_delay_s(exchange) is not None
        )

    def _resend_delay_s(self, exchange: Exchange) -> float | None:
        setup, version = self._asker.setup, self._asker.series.version
        return resend_delay_s(exchange, setup, version=version, is_chat=setup.speaks_chat)

    async def _follow_ups(self, first: Exchange) -> tuple[Exchange, ...]:
        """Answer the tool calls, as long as calls come back."""
        sent: tuple[Exchange, ...] = ()
        last, series = first, self._asker.series
        for _ in range(MAX_FOLLOW_UPS):
            reading = last.reading
            if reading is None or not reading.calls:
                break
            if reading.ending != "completed" and not self._keeps_calls(last):
                break
            if last is first:
                # An endpoint that is slow once is slow again, which Codex does not mind.
                self._asker.deadline.allow(_AS_LONG * (first.total_s - first.started_s))
            outputs = [
                tool_output(call, answer_to(call, series.dialect, series.version))
                for call in reading.calls
            ]
            self._replayed += (*map(repeated, reading.items), *outputs)
            sent += await self._try(Told("purpose.output"), self._replayed)
            last = sent[-1]
        return sent

    def _is_good(self, exchange: Exchange) -> bool:
        return cause_of(exchange, model=self._model) is None

    async def _find_out(self, turn: Turn) -> Turn:
        """Look why no call comes, unless the model wrote it down."""
        reading = turn.first.reading
        if self._asker.room == 0 or (reading is not None and writes_call(reading.text)):
            return turn
        from codex_doctor.probes.experiments.unwilling import find_out

        turn = await find_out(turn, self._asker)
        sees_moved = turn.reluctance is not None and turn.reluctance.sees_moved
        return await self._spared(turn, None) if sees_moved else turn

    async def _judge_replay(self, turn: Turn) -> Turn:
        """Look which of the replayed items is refused, when the tool output is."""
        tries = last_tries(turn.follow_ups, model=self._model)
        last = deciding(tries, model=self._model) if tries else None
        if last is None or last.status is None or last.status not in _REFUSALS:
            return turn
        if self._asker.setup.speaks_chat:
            return turn  # its messages are not searched
        from codex_doctor.probes.experiments.refused_item import find_refused_replay

        reduction = await find_refused_replay(self._asker, self._replayed)
        if reduction.proof is None or last.status in _PLAIN_REFUSALS or self._asker.room == 0:
            return replace(turn, reduction=reduction)
        again = await self._asker.turn(_CONTROL, self._replayed)
        turn = replace(turn, follow_ups=(*turn.follow_ups, again))
        return turn if self._is_good(again) else replace(turn, reduction=reduction)


def _needs_control(exchange: Exchange, cause: Cause, *, is_first: bool) -> bool:
    """Whether a failure that Codex takes as final may have been an odd one out.

    It takes a refusal so, and every failure where retries are switched off. Not where the endpoint
    says of the first request in so many words that it is about the model or the account.
    """
    status = exchange.status or 0
    by_itself = retry_delay_s(exchange, tries=Retries(1, 1))
    is_final = status >= 400 or by_itself is not None
    is_said = is_first and cause.id.startswith(_SAID)
    return is_final and status != 429 and not is_said


def _may_be_chance(turn: Turn) -> bool:
    """Whether a smaller request, or another server, may have been answered by chance alone.

    So it is with a model that is refused and listed, and where the endpoint failed at first: what
    was left out afterwards is not known to be the reason.
    """
    is_single = len(turn.attempts) == 1 and turn.reduction is None
    if is_single and turn.model in turn.served:
        return True
    is_found = bool(turn.renamed) or (
        turn.reduction is not None and turn.reduction.proof is not None
    )
    return is_found and turn.first.status not in _PLAIN_REFUSALS


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
