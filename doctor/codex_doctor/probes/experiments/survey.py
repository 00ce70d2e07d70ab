"""Looks what an address serves: below which path, which of the two APIs, and which models.

Nothing is asked of a model: each request is an empty object.
"""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from codex_doctor.answers.bases import base_with_route, has_route, other_bases
from codex_doctor.answers.models import MAX_LIST_BYTES, served_ids
from codex_doctor.codex.urls import CHAT_COMPLETIONS, RESPONSES, without_route
from codex_doctor.facts.survey import Survey
from codex_doctor.values import is_table
from codex_doctor.words.told import Told

if TYPE_CHECKING:
    from codex_doctor.facts import Exchange
    from codex_doctor.probes.exchanges.ask import Asker

_APIS = (("responses", RESPONSES), ("chat", CHAT_COMPLETIONS))
_MOST_OTHERS = 6
_GUARDED = frozenset({401, 403})
_KEPT_ROOM = 1


async def survey(asker: Asker) -> Survey:
    """Return what is served at the address of the asker's set-up."""
    parts = urlsplit(asker.url)
    own = parts._replace(path=without_route(parts.path), query="").geturl()
    first: Exchange | None = None
    for api, route in _APIS:
        answer = await asker.side("POST", f"{own}{route}", _purpose(api), key=True)
        first = first or answer
        if answer.status is None:
            break
        base = (
            own if _has_route(answer, asker) else await _elsewhere(asker, answer.body, route, api)
        )
        if base:
            return Survey(base, api, await _models(asker, base), first)
    assert first is not None  # noqa: S101 - there are two APIs
    return Survey("", "", (), first)


async def _elsewhere(asker: Asker, said: bytes, route: str, api: str) -> str:
    """Return another base URL below which the route is, "" when none can be told."""
    room = max(0, asker.room - 2 * _KEPT_ROOM)
    bases = other_bases(asker.url, said, model=asker.series.model)[: min(_MOST_OTHERS, room)]
    urls = [f"{base}{route}" for base in bases]
    answers = await asyncio.gather(
        *(asker.side("POST", url, _purpose(api), key=False) for url in urls)
    )
    seen = [one for one in answers if one.status not in _GUARDED]
    guarded = [url for url, one in zip(urls, answers, strict=True) if one not in seen]
    # A gateway that asks for the key first hides which of its routes there are.
    again = [
        await asker.side("POST", url, _purpose(api), key=True)
        for url in guarded[: max(0, asker.room - _KEPT_ROOM)]
    ]
    found = [one for one in (*again, *seen) if not _is_error(one)]
    return base_with_route(tuple(found), asker.series.model)


async def _models(asker: Asker, base: str) -> tuple[str, ...]:
    answer = await asker.side(
        "GET", f"{base}/models", Told("purpose.models"), max_bytes=MAX_LIST_BYTES, key=True
    )
    is_list = answer.status is not None and 200 <= answer.status < 300
    return served_ids(answer.body) if is_list else ()


def _has_route(answer: Exchange, asker: Asker) -> bool:
    return has_route(answer, asker.series.model) and not _is_error(answer)


def _is_error(answer: Exchange) -> bool:
    """Tell whether a good status stands above an error: LM Studio's answer to unknown routes."""
    if answer.status is None or answer.status >= 300:
        return False
    # Late: such an answer is rare.
    from codex_doctor.answers.untrusted_json import load_json

    value = load_json(answer.body.decode("utf-8", errors="replace"))[1]
    return is_table(value) and bool(value.get("error"))


def _purpose(api: str) -> Told:
    name = "Responses" if api == "responses" else "Chat Completions"
    return Told("purpose.other_api", {"api": name})
