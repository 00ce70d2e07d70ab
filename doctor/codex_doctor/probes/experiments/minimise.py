"""Finds the smallest part of Codex's request that an endpoint refuses, by asking without it.

Loaded only when a request is refused. Which part to leave out next is planned by `reduce`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from codex_doctor.answers.answer import cause_of
from codex_doctor.codex.wire.knobs import knob_for
from codex_doctor.codex.wire.parts import (
    body_parts,
    header_parts,
    padded,
    with_instructions,
    without,
)
from codex_doctor.codex.wire.reduce import search
from codex_doctor.facts.reduction import Reduction, RefusedPart
from codex_doctor.model import Confidence
from codex_doctor.probes.exchanges.ask import is_accepted

if TYPE_CHECKING:
    from codex_doctor.answers.cause import Cause
    from codex_doctor.codex.wire.request import Request
    from codex_doctor.facts import Exchange
    from codex_doctor.probes.exchanges.ask import Asker

Parts = tuple[RefusedPart, ...]

_SMALLEST = "the smallest request: is Codex's own refused for a part of it"
_PLAIN = "the same request without Codex's headers"
_SMALLER = "a smaller request: which part is refused"
_WITHOUT = "the same request without {names}"
_WITH = "the smallest request with the field instructions"
_HARMLESS = "a request as long with harmless words: is it the size or what is in it"
_INSTRUCTIONS = RefusedPart("demanded", "instructions", "instructions")
# What says nothing about the part that was left out.
_UNCLEAR = frozenset({408, 429, 502, 503, 504})
REFUSED_PARTS = frozenset(
    f"request.{kind}_rejected" for kind in ("field", "role", "item", "tool_type")
)
_MAX_NAMED = 4


def is_silent(cause: Cause, exchange: Exchange) -> bool:
    """Whether a refusal does not say which part of the request it means."""
    if cause.id in REFUSED_PARTS:
        return not (cause.subject or cause.param)
    return cause.id == "request.rejected" or (
        cause.id == "upstream.error" and exchange.status == 500 and not cause.code
    )


def is_said(cause: Cause) -> bool:
    """Whether the endpoint says outright what it refuses, so that no search can know better."""
    if cause.id == "request.context_too_small":
        return cause.confidence is Confidence.CERTAIN
    return cause.id == "request.prompt_rejected" or bool(cause.form)


async def find_refused_part(asker: Asker, cause: Cause) -> Reduction | None:
    """Search for what a silent refusal means, and prove what a speaking one names.

    Returns:
        None when nothing was tried: the refusal is about something else, or it names a part that
        no setting of Codex removes.
    """
    seeker = _Seeker(asker)
    named = seeker.named(cause)
    if named is not None:
        return await seeker.prove(named) if knob_for(named) else None
    return await seeker.search()


async def find_refused_header(asker: Asker) -> Reduction:
    """Look whether a firewall refuses the headers that only Codex sends; no parts: it does not."""
    seeker = _Seeker(asker)
    found = await seeker.among_headers()
    return seeker.reduction(found)


async def find_refused_content(asker: Asker, before: Reduction) -> Reduction:
    """Look whether a refusal is about what stands in the body: one as long as it passes.

    Args:
        asker: Asks.
        before: The search among the headers, which found nothing.
    """
    seeker = _Seeker(asker)
    found = await seeker.in_content()
    reduction = seeker.reduction(found)
    return replace(reduction, tried=(*before.tried, *reduction.tried))


class _GaveUpError(Exception):
    """Nothing more can be told: no room for a further request, or an answer that is unclear."""


class _Seeker:
    """One search; use once."""

    def __init__(self, asker: Asker) -> None:
        self._asker = asker
        self._model = asker.series.model
        self._request = asker.series.request()
        self._tried: list[Exchange] = []
        self._proof: Exchange | None = None

    def named(self, cause: Cause) -> RefusedPart | None:
        """Return the part that a refusal names."""
        names = (cause.subject, cause.param)
        if cause.id not in REFUSED_PARTS:
            return None
        return next((one for one in body_parts(self._request) if one.name in names), None)

    async def prove(self, part: RefusedPart) -> Reduction:
        """Leave out what is named, and what the next refusal names, until the rest is accepted."""
        found: Parts = (part,)
        while len(found) <= _MAX_NAMED and self._asker.room:
            try:
                if await self._accepts(without(self._request, found), _names(found)):
                    break
            except _GaveUpError:
                break
            cause = cause_of(self._tried[-1], model=self._model)
            further = self.named(cause) if cause is not None else None
            if further is None or further in found:
                break
            found = (*found, further)
        return self.reduction(found)

    async def search(self) -> Reduction:
        """Search the body, then the headers, then for what is missing."""
        found: Parts = ()
        try:
            parts = body_parts(self._request)
            smallest = without(self._request, parts)
            if await self._accepts(smallest, _SMALLEST):
                found = await self._halve(parts)
            else:
                found = await self.among_headers()
                if not found and await self._accepts(with_instructions(smallest), _WITH):
                    found = (_INSTRUCTIONS,)
        except _GaveUpError:
            return self.reduction(())
        return self.reduction(found)

    async def in_content(self) -> Parts:
        """Return the place of what a rule about words refuses, or the size, () for neither."""
        parts = body_parts(self._request)
        smallest = without(self._request, parts)
        try:
            if not await self._accepts(smallest, _SMALLEST):
                return ()
            proof = self._proof
            if not await self._accepts(padded(smallest, len(self._request.body)), _HARMLESS):
                self._proof = proof
                return (parts[-1],)
        except _GaveUpError:
            return ()
        proof = self._proof
        try:
            where = ", ".join(_place(part) for part in await self._halve(parts))
        except _GaveUpError:
            where = ""
        self._proof = self._proof or proof
        return (RefusedPart("content", "content", where or "what stands in the body"),)

    async def among_headers(self) -> Parts:
        """Return the headers that have to go, () when they are not the cause."""
        parts = header_parts(self._request)
        try:
            plain = await self._accepts(without(self._request, parts), _PLAIN)
            return await self._halve(parts) if plain else ()
        except _GaveUpError:
            return ()

    def reduction(self, parts: Parts) -> Reduction:
        """Return what was found."""
        return Reduction(parts, self._proof if parts else None, tuple(self._tried))

    async def _halve(self, parts: Parts) -> Parts:
        plan = search(parts)
        try:
            gone = next(plan)
            while True:
                gone = plan.send(await self._accepts(without(self._request, gone), _SMALLER))
        except StopIteration as stop:
            found: Parts = stop.value
            return found

    async def _accepts(self, request: Request, purpose: str) -> bool:
        if self._asker.room == 0:
            raise _GaveUpError
        exchange = await self._asker.small(purpose, request)
        self._tried.append(exchange)
        if exchange.status is None or exchange.status in _UNCLEAR:
            raise _GaveUpError
        accepted = is_accepted(exchange)
        self._proof = exchange if accepted else None
        return accepted


def _place(part: RefusedPart) -> str:
    return "its long texts" if part.kind == "size" else part.where


def _names(parts: Parts) -> str:
    return _WITHOUT.format(names=", ".join(part.name for part in parts))
