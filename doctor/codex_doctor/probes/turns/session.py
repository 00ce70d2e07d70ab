"""Goes on after the first turn as a longer session does; loaded only with `--thorough`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from codex_doctor.answers.answer import is_accepted
from codex_doctor.codex.wire.parts import prompt_at
from codex_doctor.codex.wire.request import OPENAI, Request, encoded
from codex_doctor.facts.session import SessionTry
from codex_doctor.probes.turns.session_sides import (
    ask_for_two_calls,
    played_back,
    try_sides,
    user_message,
)
from codex_doctor.words.told import Told

if TYPE_CHECKING:
    from codex_doctor.facts import Exchange, Turn
    from codex_doctor.facts.session import SideModel, SideTry
    from codex_doctor.probes.exchanges.ask import Asker

# What a session of an hour reaches; each is some thousand tokens.
SIZES = (128 * 1024, 512 * 1024, 1024 * 1024)
_PROMPT = "This is a connection test. Answer with the word done, and call no tool."
_FILLER = "This text is filler of a connection test and asks for nothing. "
_TRIGGER: dict[str, Any] = {"type": "compaction_trigger"}


async def run_session(asker: Asker, turn: Turn, sides: tuple[SideModel, ...] = ()) -> SessionTry:
    """Send what a longer session sends: see `SessionTry`."""
    history = _history(asker, turn)
    asked = (*history, user_message(_PROMPT))
    second_turn = await asker.turn(Told("purpose.second_turn"), asked)
    compaction = None
    if asker.series.provider_name == OPENAI and not asker.setup.speaks_chat:
        compaction = await asker.turn(Told("purpose.compaction"), (*history, _TRIGGER))
    parallel: tuple[Exchange, ...] = ()
    tried: tuple[SideTry, ...] = ()
    if not asker.setup.speaks_chat:
        parallel = await ask_for_two_calls(asker)
        tried = await try_sides(asker, sides)
    sizes: tuple[Exchange, ...] = ()
    for size in SIZES:
        request = grown(asker.series.request(), size, is_chat=asker.setup.speaks_chat)
        sizes += (await asker.small(Told("purpose.sized", {"size_bytes": size}), request),)
        if not is_accepted(sizes[-1]):
            break
    return SessionTry(second_turn, compaction, sizes, parallel, tried)


def grown(request: Request, size: int, *, is_chat: bool) -> Request:
    """Return the request with so much filler in front of the prompt."""
    filler = _FILLER * ((size - len(request.body)) // len(_FILLER))
    if is_chat:
        from codex_doctor.codex.wire.chat import request as chat

        return chat.grown(request, filler)
    body = json.loads(request.body)
    body["input"][prompt_at(body["input"])]["content"].insert(
        0, {"type": "input_text", "text": filler}
    )
    return Request(request.headers, encoded(body))


def _history(asker: Asker, turn: Turn) -> tuple[Any, ...]:
    read = [one.reading for one in (turn.first, *turn.follow_ups) if one.reading is not None]
    return tuple(item for reading in read for item in played_back(reading, asker.series))
