"""Finds the smallest part of Codex's request that an endpoint refuses, by asking without it.

Loaded only when a request is refused. How it is asked is in `seeker`, which part to leave out next
is planned by `reduce`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from codex_doctor.answers.answer import cause_of
from codex_doctor.codex.wire.knobs import knobs_for
from codex_doctor.codex.wire.parts import body_parts, with_instructions, without
from codex_doctor.facts.reduction import RefusedPart
from codex_doctor.model import Confidence
from codex_doctor.probes.experiments.seeker import GaveUpError, Seeker
from codex_doctor.words.told import Told

if TYPE_CHECKING:
    from codex_doctor.answers.cause import Cause
    from codex_doctor.facts import Exchange
    from codex_doctor.facts.reduction import Reduction
    from codex_doctor.probes.exchanges.ask import Asker
    from codex_doctor.probes.experiments.seeker import Parts

_WITH = Told("purpose.with_instructions")
_INSTRUCTIONS = RefusedPart("demanded", "instructions", "instructions")
_REFUSED_PARTS = frozenset(
    f"request.{kind}_rejected" for kind in ("field", "role", "item", "tool_type")
)
_MAX_NAMED = 4
# Answers that say nothing of what is refused: gateways and servers give them for a size too.
_OPAQUE = frozenset(
    {
        "auth.client_blocked",
        "auth.forbidden",
        "http.no_answer",
        "stream.cut",
        "stream.empty",
        "stream.no_completed",
        "tcp.reset",
        "upstream.error",
        "upstream.timeout",
        "upstream.unavailable",
    }
)


def is_silent(cause: Cause, exchange: Exchange) -> bool:
    """Whether a refusal does not say which part of the request it means."""
    if cause.id in _REFUSED_PARTS:
        return not (cause.subject or cause.param)
    return cause.id == "request.rejected" or (
        cause.id == "upstream.error" and exchange.status == 500 and not cause.code
    )


def is_said(cause: Cause) -> bool:
    """Whether the endpoint says outright what it refuses, so that no search can know better."""
    if cause.id == "request.context_too_small":
        return cause.confidence is Confidence.CERTAIN
    return cause.id == "request.prompt_rejected" or bool(cause.form)


def is_opaque(cause: Cause, exchange: Exchange) -> bool:
    """Whether an answer may as well mean the size of the request, or a word in it."""
    return cause.id in _OPAQUE and not exchange.redirects


async def find_refused_part(asker: Asker, cause: Cause, refused: Exchange) -> Reduction | None:
    """Search for what a silent refusal means, and prove what a speaking one names.

    Returns:
        None when nothing was tried: what the endpoint says in so many words outranks what smaller
        requests suggest, and a part that no setting of Codex removes needs no proof.
    """
    seeker = Seeker(asker, refused)
    named = _named(seeker, cause)
    if named is not None:
        is_mended = bool(knobs_for(named, asker.series.version))
        return await _prove(seeker, named, asker.series.model) if is_mended else None
    is_told = cause.id not in _REFUSED_PARTS and cause.runner_up != "request.rejected"
    if is_told and not is_silent(cause, refused):
        return None
    return seeker.reduction(await _search(seeker))


async def find_what_is_blocked(asker: Asker, cause: Cause, refused: Exchange) -> Reduction:
    """Look whether an opaque answer is about a part of the body, its size, or Codex's headers."""
    seeker = Seeker(asker, refused)
    try:
        # The parts of a chat request are not searched.
        found = () if asker.setup.speaks_chat else await seeker.among_parts()
        if not found and cause.id.startswith("auth."):
            found = await seeker.among_headers()
    except GaveUpError:
        found = ()
    return seeker.reduction(found)


async def find_what_hides_route(asker: Asker, refused: Exchange) -> Reduction:
    """Look whether a route that seems to be missing only refuses what Codex sends there."""
    seeker = Seeker(asker, refused)
    try:
        is_there = await seeker.takes_the_least()
        found = is_there and (await seeker.among_parts() or await seeker.among_headers())
    except GaveUpError:
        found = ()
    return seeker.reduction(found or ())


def _named(seeker: Seeker, cause: Cause) -> RefusedPart | None:
    """Return the part that a refusal names."""
    names = (cause.subject, cause.param)
    if cause.id not in _REFUSED_PARTS:
        return None
    parts = [one for one in body_parts(seeker.request) if one.name in names]
    # A field that is null is refused as it is, or whatever it is: the first can be mended.
    return next((one for one in parts if one.kind == "null"), parts[0] if parts else None)


async def _prove(seeker: Seeker, part: RefusedPart, model: str) -> Reduction:
    """Leave out what is named, and what the next refusal names, until the rest is accepted."""
    found: Parts = (part,)
    try:
        while len(found) <= _MAX_NAMED:
            if await seeker.accepts(without(seeker.request, found), _names(found)):
                break
            cause = cause_of(seeker.tried[-1], model=model)
            further = _named(seeker, cause) if cause is not None else None
            if further is None or further in found:
                break
            found = (*found, further)
    except GaveUpError:
        seeker.proof = None
    return seeker.reduction(found)


async def _search(seeker: Seeker) -> Parts:
    """Search the body, then the headers, then for what is missing."""
    try:
        found = await _finer(seeker, await seeker.among_parts()) or await seeker.among_headers()
        smallest = without(seeker.request, body_parts(seeker.request))
        if not found and await seeker.accepts(with_instructions(smallest), _WITH):
            return (_INSTRUCTIONS,)
    except GaveUpError:
        return ()
    return found


async def _finer(seeker: Seeker, found: Parts) -> Parts:
    """Look whether it is how many parts a message has, where all but one message went."""
    parts = [one for one in body_parts(seeker.request) if one.name == "content"]
    if not parts or [one.name for one in found] != ["messages"]:
        return found
    whole = seeker.proof
    try:
        if await seeker.accepts(without(seeker.request, parts), _names(tuple(parts))):
            return tuple(parts)
    except GaveUpError:
        pass
    seeker.proof = whole
    return found


def _names(parts: Parts) -> Told:
    names = tuple(part.name for part in parts)
    return Told("purpose.without", {"names": names})
