"""Asks with smaller requests which part of Codex's own is refused, or whether its size is.

Each request stays in the size class of the refused one: what is taken away is made up for by
filler, so that a part is never blamed for what only the size did.
"""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from codex_doctor.answers.answer import cause_of, is_accepted
from codex_doctor.codex.wire.parts import body_parts, header_parts, padded, without
from codex_doctor.codex.wire.reduce import search
from codex_doctor.facts.reduction import Reduction, RefusedPart
from codex_doctor.probes.exchanges.ask import SMALL_TIMEOUT_S
from codex_doctor.words.told import Told

if TYPE_CHECKING:
    from codex_doctor.codex.wire.request import Request
    from codex_doctor.facts import Exchange
    from codex_doctor.probes.exchanges.ask import Asker

Parts = tuple[RefusedPart, ...]

_SMALLEST = Told("purpose.for_a_part")
_SMALL = Told("purpose.for_its_size")
_HARMLESS = Told("purpose.harmless")
_PLAIN = Told("purpose.plain")
_LEAST = Told("purpose.least")
_SMALLER = Told("purpose.smaller")
_OF_SIZE = Told("purpose.of_size")
# What says nothing about what was changed, unless Codex's own request was answered so.
_UNCLEAR = frozenset({408, 429, 502, 503, 504})
# Filler is only added for what would make another request of it.
_ALIKE = 0.9
_CONTENT = RefusedPart("content", "content", Told("part.texts"))
_MAX_STEPS = 4
_CLOSE_BYTES = 2048
_KEPT_ROOM = 1
# How long silence has to last before it counts, beside the time of an answer.
_SILENCE_S = 1.5
_SILENCE_FACTOR = 10


class GaveUpError(Exception):
    """Nothing more can be told: no room for a further request, or an answer that is unclear."""


class Attempt(NamedTuple):
    """Whether a request was accepted, and what came back."""

    accepted: bool
    exchange: Exchange


class Seeker:
    """One search for what is refused; use once.

    Args:
        asker: Asks the endpoint.
        refused: How Codex's own request was refused: what is answered alike is refused too.
    """

    def __init__(self, asker: Asker, refused: Exchange) -> None:
        self._asker = asker
        self._refused = refused
        self._timeout_s = SMALL_TIMEOUT_S
        self.request = asker.series.request()
        self.tried: list[Exchange] = []
        self.proof: Exchange | None = None
        self.twin: Exchange | None = None
        self._known: tuple[Parts, Exchange | None] = ((), None)

    @property
    def is_silence(self) -> bool:
        """Whether the refusal is that nothing comes."""
        return self._refused.failure == "no_answer"

    @cached_property
    def _parts(self) -> Parts:
        return body_parts(self.request)[:-1]

    @cached_property
    def _size(self) -> RefusedPart:
        return body_parts(self.request)[-1]

    async def among_parts(self) -> Parts:
        """Return the parts of the body that have to go, or its size; () for neither."""
        if self.is_silence:
            return await self._size_alone()
        if await self.accepts(without(self.request, self._parts), _SMALLEST):
            return await self._halve(self._parts)
        small = await self._ask(self._smallest, _SMALL)
        if not small.accepted:
            return ()
        harmless = await self._ask(padded(self._smallest, len(self.request.body)), _HARMLESS)
        if harmless.accepted:
            self.proof = harmless.exchange
            return (_CONTENT,)
        self.twin = harmless.exchange
        return await self._by_size(small)

    async def takes_the_least(self) -> bool:
        """Return whether the smallest request is taken that has nothing of Codex's."""
        least = without(self._smallest, header_parts(self.request))
        return (await self._ask(least, _LEAST)).accepted

    async def _size_alone(self) -> Parts:
        """Look whether a small request is answered at once where a large one is met by silence."""
        self._timeout_s = 2 * _SILENCE_S
        small = await self._ask(self._smallest, _SMALL)
        took_s = small.exchange.total_s - small.exchange.started_s
        self._timeout_s = max(_SILENCE_S, _SILENCE_FACTOR * took_s)
        waited_s = self._refused.total_s - self._refused.started_s
        if not small.accepted or waited_s < _SILENCE_FACTOR * took_s:
            return ()
        whole = len(self.request.body)
        if await self.accepts(padded(self._smallest, whole), _OF_SIZE):
            return ()
        self.twin = self.tried[-1]
        return await self._by_size(small)

    async def _by_size(self, small: Attempt) -> Parts:
        """Return the size if a small request is accepted, and close in on the limit."""
        if not small.accepted or self.twin is None:
            return ()
        self.proof = small.exchange
        for _ in range(_MAX_STEPS):
            low, high = self.proof.bytes_sent, self.twin.bytes_sent
            if high - low <= _CLOSE_BYTES or self._asker.room <= _KEPT_ROOM:
                break
            try:
                middle = await self._ask(padded(self._smallest, (low + high) // 2), _OF_SIZE)
            except GaveUpError:
                break
            if middle.accepted:
                self.proof = middle.exchange
            else:
                self.twin = middle.exchange
        return (self._size,)

    @property
    def _smallest(self) -> Request:
        return without(self.request, (*self._parts, self._size))

    async def among_headers(self) -> Parts:
        """Return the headers that have to go, () when they are not the cause.

        Where there is no room to tell them apart, all that the last accepted request is without.
        """
        parts = header_parts(self.request)
        try:
            if not await self.accepts(without(self.request, parts), _PLAIN):
                return ()
            return await self._halve(parts)
        except GaveUpError:
            found, self.proof = self._known
            return found

    def reduction(self, parts: Parts) -> Reduction:
        """Return what was found."""
        if not parts:
            return Reduction((), None, tuple(self.tried))
        twin = self.twin if parts[0].kind == "size" else None
        return Reduction(parts, self.proof, tuple(self.tried), twin)

    async def _halve(self, parts: Parts) -> Parts:
        plan = search(parts)
        self._known = (parts, self.proof)
        try:
            gone = next(plan)
            while True:
                accepted = await self.accepts(without(self.request, gone), _SMALLER)
                self._known = (gone, self.proof) if accepted else self._known
                gone = plan.send(accepted)
        except StopIteration as stop:
            found: Parts = stop.value
            return found

    async def accepts(self, request: Request, purpose: Told) -> bool:
        """Ask with a request of the same size class; an accepted one becomes the proof.

        Raises:
            GaveUpError: There is no room for it, or the answer tells nothing.
        """
        whole = len(self.request.body)
        is_alike = len(request.body) >= _ALIKE * whole
        answer = await self._ask(request if is_alike else padded(request, whole), purpose)
        self.proof = answer.exchange if answer.accepted else None
        return answer.accepted

    async def _ask(self, request: Request, purpose: Told) -> Attempt:
        if self._asker.room == 0:
            raise GaveUpError
        reads = self._refused.status is not None and self._refused.status < 300
        if reads:
            exchange = await self._asker.read(purpose, request)
            accepted = cause_of(exchange, model=self._asker.series.model) is None
        else:
            exchange = await self._asker.small(purpose, request, timeout_s=self._timeout_s)
            accepted = is_accepted(exchange)
        self.tried.append(exchange)
        if not accepted and self._is_unclear(exchange):
            raise GaveUpError
        return Attempt(accepted, exchange)

    def _is_unclear(self, exchange: Exchange) -> bool:
        if (exchange.status, exchange.failure) == (self._refused.status, self._refused.failure):
            return False
        return exchange.status is None or exchange.status in _UNCLEAR
