"""Goes on after the first turn as a longer session does; loaded only with `--thorough`."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from codex_doctor.codex.wire.items import repeated
from codex_doctor.codex.wire.request import OPENAI, Request, tool_output
from codex_doctor.codex.wire.tools import answer_to
from codex_doctor.facts.session import SessionTry
from codex_doctor.probes.ask import is_accepted

if TYPE_CHECKING:
    from codex_doctor.facts import Exchange, Turn
    from codex_doctor.probes.ask import Asker

# What a session of an hour reaches; each is some thousand tokens.
SIZES = (128 * 1024, 512 * 1024, 1024 * 1024)
_PROMPT = "This is a connection test. Answer with the word done, and call no tool."
_FILLER = "This text is filler of a connection test and asks for nothing. "
_TRIGGER: dict[str, Any] = {"type": "compaction_trigger"}


async def run_session(asker: Asker, turn: Turn) -> SessionTry:
    """Send a second turn, the request for a compaction, and larger and larger requests."""
    history = _history(asker, turn)
    asked = (*history, _message(_PROMPT))
    second_turn = await asker.turn("first request of a second turn", asked)
    compaction = None
    if asker.session.provider_name == OPENAI:
        compaction = await asker.turn("compaction of the history", (*history, _TRIGGER))
    sizes: tuple[Exchange, ...] = ()
    for size in SIZES:
        request = _grown(asker.session.request(), size)
        sizes += (await asker.small(f"a request of {size // 1024} KB", request),)
        if not is_accepted(sizes[-1]):
            break
    return SessionTry(second_turn, compaction, sizes)


def _history(asker: Asker, turn: Turn) -> tuple[Any, ...]:
    items: list[Any] = []
    for exchange in (turn.first, *turn.follow_ups):
        reading = exchange.reading
        if reading is None:
            continue
        items += map(repeated, reading.items)
        items += [
            tool_output(call, answer_to(call, asker.session.dialect)) for call in reading.calls
        ]
    return tuple(items)


def _message(text: str) -> dict[str, Any]:
    content = [{"type": "input_text", "text": text}]
    return {"type": "message", "role": "user", "content": content}


def _grown(request: Request, size: int) -> Request:
    """Return the request with so much filler in front of the prompt."""
    body = json.loads(request.body)
    filler = _FILLER * ((size - len(request.body)) // len(_FILLER))
    body["input"][-1]["content"].insert(0, {"type": "input_text", "text": filler})
    text = json.dumps(body, ensure_ascii=False, separators=(",", ":"))
    return Request(request.headers, text.encode("utf-8", "replace"))
