"""Asks for what a session does now and then: two tool calls at once, and other models."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from codex_doctor.codex.wire.items import repeated
from codex_doctor.codex.wire.request import tool_output
from codex_doctor.codex.wire.tools import answer_to
from codex_doctor.facts.session import SideTry
from codex_doctor.words.told import Told

if TYPE_CHECKING:
    from codex_doctor.codex.wire.request import RequestSeries
    from codex_doctor.facts import Exchange, StreamReading
    from codex_doctor.facts.session import SideModel
    from codex_doctor.probes.exchanges.ask import Asker

MAX_FOLLOW_UPS = 3
_TWO = (
    "This is a connection test. Make exactly two tool calls in one answer: run `echo "
    "codex-doctor-ok`, and run `echo codex-doctor-two`. Then answer with their outputs."
)


async def ask_for_two_calls(asker: Asker) -> tuple[Exchange, ...]:
    """Ask for two tool calls in one answer and, if two come, send both outputs back.

    Returns:
        The request that asks, and those that carry the outputs, as long as calls come back; ()
        where Codex asks for one call after the other.
    """
    if not asker.series.dialect.body.get("parallel_tool_calls"):
        return ()
    replayed: tuple[Any, ...] = (user_message(_TWO),)
    sent: tuple[Exchange, ...] = (await asker.turn(Told("purpose.two_calls"), replayed),)
    while len(sent) <= MAX_FOLLOW_UPS:
        reading = sent[-1].reading
        if reading is None or reading.ending != "completed" or not reading.calls:
            break
        if len(sent) == 1 and len(reading.calls) == 1:
            break
        replayed += played_back(reading, asker.series)
        sent += (await asker.turn(Told("purpose.two_outputs"), replayed),)
    return sent


async def try_sides(asker: Asker, sides: tuple[SideModel, ...]) -> tuple[SideTry, ...]:
    """Ask for each of the models once, with a small request."""
    asked: dict[str, Exchange] = {}
    for side in sides:
        if side.is_known and side.model not in asked and asker.room > 0:
            request = replace(asker.series, model=side.model).request()
            asked[side.model] = await asker.small(side.job, request)
    return tuple(SideTry(side, asked.get(side.model) if side.is_known else None) for side in sides)


def played_back(reading: StreamReading, series: RequestSeries) -> tuple[Any, ...]:
    """Return the items of an answer and the outputs of its calls, as Codex sends them."""
    dialect, version = series.dialect, series.version
    outputs = [tool_output(call, answer_to(call, dialect, version)) for call in reading.calls]
    return (*map(repeated, reading.items), *outputs)


def user_message(text: str) -> dict[str, Any]:
    """Return what the user says, as an input item."""
    content = [{"type": "input_text", "text": text}]
    return {"type": "message", "role": "user", "content": content}
