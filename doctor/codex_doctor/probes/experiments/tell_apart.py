"""The few further requests that tell causes apart, each only where it decides something.

Loaded only when a turn fails.
"""

from __future__ import annotations

import asyncio
import re
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

from msgspec.structs import replace

from codex_doctor.answers.answer import ROUTE_MISSING, cause_of, is_taken
from codex_doctor.answers.bases import (
    API_VERSION,
    IN_QUERY,
    base_with_route,
    has_route,
    lacks_route,
    other_bases,
)
from codex_doctor.answers.cause import KEY_REFUSED, wants_other_model
from codex_doctor.answers.models import (
    MAX_LIST_BYTES,
    named_ids,
    nearest,
    served_ids,
    words_first,
)
from codex_doctor.codex.urls import CHAT_COMPLETIONS, RESPONSES
from codex_doctor.codex.wire.parts import body_parts, for_model, without
from codex_doctor.model import Confidence
from codex_doctor.probes.exchanges.ask import AUTHORIZATION, KEY_HEADERS, sibling
from codex_doctor.probes.experiments.minimise import (
    find_refused_part,
    find_what_hides_route,
    find_what_is_blocked,
    is_opaque,
    is_said,
    is_silent,
)
from codex_doctor.secrets.key_form import mended_key
from codex_doctor.words.told import Told

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from codex_doctor.answers.cause import Cause
    from codex_doctor.codex.wire.request import Request
    from codex_doctor.facts import Exchange, Turn
    from codex_doctor.probes.exchanges.ask import Asker

_KEY_CAUSES = frozenset({"auth.key_rejected", "auth.no_credential"})
# Answers that only somebody gets whose key was taken, and those that anybody may get.
_BEHIND = ("request.", "model.", "quota.")
_TOLD_TO_ANYBODY = frozenset({"request.rejected", "request.too_large", "quota.rate_limited"})
# Of a gateway that cools down: it says nothing about the route.
_COOLING = frozenset({404, 429, 503})
# Without a key: LiteLLM crashes where it has no database.
_GUARDED = frozenset({401, 403, 500})
# Azure asks for a version in the query of its older addresses.
AZURE_HOSTS = ("azure.com", "azure-api.net")
# Requests for the other API's route, and to see whether this one is only hidden from Codex.
_KEPT_ROOM = 5
# Nobody's; most gateways want such a beginning.
_MADE_UP = b"sk-codex-doctor-made-up-key"
_BEARER = b"Bearer "
# Where the gateways look by themselves that say of a request with a key that it has none.
_GATEWAYS_OWN = ("apikey", "x-litellm-api-key")


class _Route(NamedTuple):
    path: str
    api: str


_ROUTES = (_Route(RESPONSES, "Responses"), _Route(CHAT_COMPLETIONS, "Chat Completions"))


async def tell_apart(turn: Turn, asker: Asker, cause: Cause) -> Turn:
    """Return the turn with what the further requests showed."""
    if cause.id.startswith("model."):
        turn = await _find_model(turn, asker, cause)
        refuses_all = turn.first.status == 401 and turn.models and turn.models.status == 401
        return await _try_key(turn, asker) if refuses_all else turn
    if wants_other_model(cause):
        return await _find_model(turn, asker, cause)
    if cause.id in ROUTE_MISSING or cause.runner_up in ROUTE_MISSING:
        turn = await _find_route(turn, asker, cause)
        if not _is_elsewhere(turn):
            turn = await _unhidden(turn, asker, cause)
            is_there = turn.own is not None or (turn.reduction and turn.reduction.proof)
            # What is redirected costs more than one request.
            return turn if is_there or turn.first.redirects else await _further_bases(turn, asker)
        return turn
    if cause.id in _KEY_CAUSES or (cause.id == "auth.wrong_header" and not cause.form):
        is_unseen = cause.id == "auth.no_credential"
        return await _try_key(turn, asker, *(_GATEWAYS_OWN if is_unseen else ()))
    wants_key = cause.subject.lower().endswith("-key") and cause.form != "bearer"
    if cause.id == "config.gateway_header_missing" and wants_key:
        turn = await _try_key(turn, asker, cause.subject)
        return turn if turn.rekeyed else await _reduced(turn, asker, cause)
    if cause.subject == IN_QUERY:
        ways = (API_VERSION, "")
        return replace(turn, versioned=await _versioned(turn, asker, ways))
    if is_silent(cause, turn.first) or _quotes(cause, turn.model):
        turn = await _find_model(turn, asker, cause)
        if turn.renamed:
            return turn
    if cause.id == "upstream.error" and asker.setup.credential.source == "none":
        return await _try_made_up_key(await _reduced(turn, asker, cause), asker)
    turn = await _reduced(turn, asker, cause)
    is_found = turn.reduction is not None and turn.reduction.proof is not None
    return await _try_key(turn, asker) if cause.id == "auth.forbidden" and not is_found else turn


async def _reduced(turn: Turn, asker: Asker, cause: Cause) -> Turn:
    """Look for a part of the request, or its size, that is refused without a word."""
    if is_said(cause):
        return turn  # a smaller request passes a small window too, and says nothing about it
    is_chat = asker.setup.speaks_chat
    if not is_chat and (is_silent(cause, turn.first) or cause.id.startswith("request.")):
        return replace(turn, reduction=await find_refused_part(asker, cause, turn.first))
    if is_opaque(cause, turn.first) and (not is_chat or cause.id.startswith("auth.")):
        return replace(turn, reduction=await find_what_is_blocked(asker, cause, turn.first))
    return turn


def _quotes(cause: Cause, model: str) -> bool:
    """Whether an endpoint fails with the model id on its lips."""
    is_vague = cause.id in {"upstream.error", "upstream.unavailable", "request.rejected"}
    return (
        is_vague
        and re.search(rf"(?<![\w.-]){re.escape(model)}(?![\w.-])", cause.message) is not None
    )


def _is_elsewhere(turn: Turn) -> bool:
    """Whether a route was found, or another reason why this one is missing."""
    is_other_model = turn.own is not None and turn.model not in turn.served
    has_other = turn.chat is not None and has_route(turn.chat, turn.model)
    has_base = bool(base_with_route(turn.bases, turn.model))
    return is_other_model or turn.versioned is not None or has_other or has_base


async def _unhidden(turn: Turn, asker: Asker, cause: Cause) -> Turn:
    """Look whether the route is there after all, for other requests than Codex's."""
    is_said = cause.id in ROUTE_MISSING and cause.confidence is Confidence.CERTAIN
    if is_said or asker.setup.speaks_chat or turn.first.redirects or asker.room == 0:
        return turn
    return replace(turn, reduction=await find_what_hides_route(asker, turn.first))


# ----- the model id


async def _find_model(turn: Turn, asker: Asker, cause: Cause | None = None) -> Turn:
    """Look for the id in the list of models, and ask for what comes near.

    Args:
        turn: The turn.
        asker: Asks the endpoint.
        cause: What the answer means. One that the words name is asked for where nothing else comes
            near; and where they do not say that the id is unknown, or it is listed, another one.
    """
    if asker.room == 0:
        return turn
    turn = await list_models(turn, asker)
    served = turn.served
    near = nearest(turn.model, served)
    candidates = near.candidates if near else ()
    if cause is not None and not candidates and (turn.model not in served or _is_its(cause, turn)):
        candidates = named_ids(cause.message, turn.model)
        is_unlisted = cause.id == "model.unknown_id" and turn.model not in served
        # A wording of its own says what else is to be done.
        is_worded = cause.form and not wants_other_model(cause)
        if not (candidates or is_unlisted or is_worded):
            candidates = tuple(one for one in served if one != turn.model)[:1]
    asked: tuple[Exchange, ...] = ()
    accepted = ""
    for candidate in candidates:
        if asker.room == 0:
            break
        request = for_model(_smallest(asker), candidate)
        purpose = Told("purpose.is_served", {"model": candidate})
        asked += (await asker.like(turn.first, purpose, request),)
        if is_taken(asked[-1], model=candidate):
            accepted = candidate
            break
    return replace(turn, renamed=accepted, side=asked)


async def list_models(turn: Turn, asker: Asker) -> Turn:
    """Return the turn with the ids that the endpoint lists."""
    url = sibling(asker.url, "/models")
    purpose = Told("purpose.models")
    models = await asker.side("GET", url, purpose, max_bytes=MAX_LIST_BYTES, key=True)
    return replace(turn, models=models, served=words_first(served_ids(models.body)))


def _is_its(cause: Cause, turn: Turn) -> bool:
    """Whether it is this very model that is refused, and not one that it stands for."""
    is_model = cause.id.startswith("model.") and cause.subject in {"", turn.model}
    return is_model or wants_other_model(cause)


# ----- the route


async def _find_route(turn: Turn, asker: Asker, cause: Cause) -> Turn:
    """Look for the route of this version here and below other bases, then for the other API's."""
    if asker.room == 0:
        return turn
    used, other = _routes(asker)
    is_missing = "wire.responses_missing" in {cause.id, cause.runner_up}
    if is_missing and turn.first.status == 404:
        purpose = Told("purpose.api_at_all", {"api": used.api})
        own = await asker.side("POST", asker.url, purpose, key=True)
        if own.status not in _COOLING and has_route(own, turn.model):
            # Then it is the model that has none, or what the endpoint passes the request on to.
            return replace(await _find_model(turn, asker), own=own)
    parts = urlsplit(asker.url)
    is_azure = "/openai/" in parts.path or parts.netloc.endswith(AZURE_HOSTS)
    if turn.first.status == 404 and is_azure and IN_QUERY not in parts.query:
        versioned = await _versioned(turn, asker, (API_VERSION,))
        if versioned is not None:
            return replace(turn, versioned=versioned)
    urls = _other_urls(turn, asker, used)
    purpose = Told("purpose.other_base", {"api": used.api})
    # Of one alone nothing can be told.
    bases = await _keyless(urls[:2], purpose, asker) if asker.room > 1 else []
    if base_with_route(tuple(bases), turn.model):
        # What is behind it needs the room that is left.
        return replace(turn, bases=tuple(bases))
    # A gateway that asks for the key first hides which of its routes there are.
    hides = len(bases) > 1 and all(one.status in _GUARDED for one in bases)
    if not hides:
        room = max(0, asker.room - _KEPT_ROOM)
        bases += await _keyless(urls[2:][:room], purpose, asker)
    guarded = [url for url, one in zip(urls, bases, strict=False) if one.status in _GUARDED]
    is_told = len(guarded) < 2 and bool(base_with_route(tuple(bases), turn.model))
    chat = None
    if asker.room and not is_told:
        purpose = Told("purpose.other_api", {"api": other.api})
        chat = await asker.side("POST", sibling(asker.url, other.path), purpose, key=True)
    if len(guarded) > 1:
        keyed = Told("purpose.other_base_keyed", {"api": used.api})
        hidden = urls if hides else guarded
        again = await _first_keyed(hidden, keyed, turn, asker)
        bases = [*again, *(one for one in bases if one.status not in _GUARDED)]
        return replace(turn, bases=tuple(bases), chat=chat, side=tuple(again))
    return replace(turn, bases=tuple(bases), chat=chat)


async def ask_route(asker: Asker) -> Exchange:
    """Ask whether there is the route of this version at all, and show no key."""
    used, _ = _routes(asker)
    purpose = Told("purpose.api_at_all", {"api": used.api})
    return await asker.side("POST", asker.url, purpose, key=False)


async def find_base(turn: Turn, asker: Asker) -> Turn | None:
    """Look for the base path that has the route, and show no key; None where none is found."""
    if not lacks_route(turn.first, turn.model):
        return None
    for most in (2, asker.room):
        turn = await _further_bases(turn, asker, most=most)
        if base_with_route(turn.bases, turn.model):
            return turn
    return None


def _routes(asker: Asker) -> tuple[_Route, _Route]:
    """Return the route that is used, and the other API's."""
    first, second = _ROUTES
    return (second, first) if asker.setup.speaks_chat else (first, second)


def _other_urls(turn: Turn, asker: Asker, route: _Route) -> list[str]:
    # Of where a redirect leads, not of this address, is what a page there names.
    said = b"" if turn.first.redirects else turn.first.body
    bases = other_bases(asker.url, said, model=turn.model)
    return [f"{base}{route.path}" for base in bases]


async def _further_bases(turn: Turn, asker: Asker, *, most: int | None = None) -> Turn:
    """Look below the bases that were not asked yet, as many as there is room for."""
    used, _ = _routes(asker)
    left = _other_urls(turn, asker, used)[len(turn.bases) :][: asker.room][:most]
    purpose = Told("purpose.other_base", {"api": used.api})
    return replace(turn, bases=(*turn.bases, *await _keyless(left, purpose, asker)))


async def _keyless(urls: Sequence[str], purpose: Told, asker: Asker) -> list[Exchange]:
    """Ask at several addresses at once, and show none of them the key."""
    asked = (asker.side("POST", url, purpose, key=False) for url in urls)
    return [*await asyncio.gather(*asked)]


async def _first_keyed(
    urls: Sequence[str], purpose: Told, turn: Turn, asker: Asker
) -> list[Exchange]:
    """Ask at one address after the other, with the key, until one has the route."""
    asked: list[Exchange] = []
    while len(asked) < len(urls) and asker.room:
        asked.append(await asker.side("POST", urls[len(asked)], purpose, key=True))
        # Who refuses a key may do so at any path.
        is_guarded = asked[-1].status in _GUARDED
        if turn.first.status == 404 and not is_guarded and has_route(asked[-1], turn.model):
            break
    return asked


async def _versioned(turn: Turn, asker: Asker, versions: Iterable[str]) -> Exchange | None:
    """Look for the route with these versions in its query, "" for none; return what takes one."""
    parts = urlsplit(asker.url)
    others = [one for one in parts.query.split("&") if not one.startswith(f"{IN_QUERY}=")]
    for version in versions:
        query = "&".join((*filter(None, others), *([f"{IN_QUERY}={version}"] * bool(version))))
        url = parts._replace(query=query).geturl()
        if url == asker.url or asker.room == 0:
            continue
        purpose = Told("purpose.api_version" if version else "purpose.no_api_version")
        answer = await asker.side("POST", url, purpose, key=True)
        cause = cause_of(answer, model=turn.model)
        if has_route(answer, turn.model) and not (cause and cause.subject == IN_QUERY):
            return answer
    return None


# ----- the key


async def _try_key(turn: Turn, asker: Asker, *named: str) -> Turn:
    """Look whether the key is needed at all, and whether another header carries it.

    The ones that the endpoint has named come first.
    """
    request = _smallest(asker)
    carrier = asker.key_header
    if not carrier or asker.room < 1 + len(KEY_HEADERS):
        return turn
    keyless = asker.keyless_headers
    purpose = Told("purpose.keyless")
    without_key = await asker.like(turn.first, purpose, request, secret_headers=keyless)
    turn = replace(turn, keyless=without_key, side=(without_key,))
    if is_taken(without_key, model=turn.model):
        return turn
    key = next(value for name, value in asker.secret_headers if name.lower() == carrier)
    bare = key.removeprefix(_BEARER)
    if mended_key(bare.decode("utf-8", "replace")) is not None:
        return turn  # quotes or blanks, which no header makes right
    others = dict.fromkeys((*named, *KEY_HEADERS, AUTHORIZATION))
    # Who reads Authorization may want the key without a scheme.
    ways = {one: _BEARER + bare if one == AUTHORIZATION != carrier else bare for one in others}
    for name in [one for one in ways if one.lower() != carrier or ways[one] != key][: asker.room]:
        purpose = Told("purpose.key_header", {"header": name})
        headers = (*keyless, (name, ways[name]))
        moved = await asker.like(turn.first, purpose, request, secret_headers=headers)
        turn = replace(turn, side=(*turn.side, moved))
        if is_taken(moved, model=turn.model) or _is_behind(moved, turn.model):
            return replace(turn, key_header=name, rekeyed=moved)
    return turn


async def _try_made_up_key(turn: Turn, asker: Asker) -> Turn:
    """Look whether what fails without a credential fails for want of one.

    Many gateways read the header before they look whether it is there.
    """
    found = turn.reduction is not None and turn.reduction.proof is not None
    if found or asker.room == 0:
        return turn
    tried = await asker.like(
        turn.first,
        Told("purpose.made_up_key"),
        asker.series.request(),
        secret_headers=(*asker.keyless_headers, (AUTHORIZATION, _BEARER + _MADE_UP)),
    )
    turn = replace(turn, side=(*turn.side, tried))
    cause = cause_of(tried, model=turn.model)
    is_refused = cause is not None and cause.id in KEY_REFUSED
    return replace(turn, made_up=tried) if is_taken(tried, model=turn.model) or is_refused else turn


def _is_behind(moved: Exchange, model: str) -> bool:
    """Whether an answer speaks of what only somebody who is let in is told."""
    if moved.status == 401:
        return False  # RFC 9110 section 15.5.2: it is about the credential, whatever it says
    cause = cause_of(moved, model=model)
    return cause is not None and cause.id.startswith(_BEHIND) and cause.id not in _TOLD_TO_ANYBODY


def _smallest(asker: Asker) -> Request:
    request = asker.series.request()
    if asker.setup.speaks_chat:
        from codex_doctor.codex.wire.chat.request import smallest

        return smallest(request)
    return without(request, body_parts(request))
