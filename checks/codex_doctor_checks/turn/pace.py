"""Whether a stream that Codex reads to its end comes at an odd pace.

Only what is certain counts: a short answer over a fast line also comes in one burst.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from codex_doctor.facts import Exchange, Turn

_WAIT_S = 2.0
_BURST_S = 0.05
_MIN_EVENTS = 8
_SILENT_S = 10.0


def is_odd(turn: Turn, *, idle_s: float) -> bool:
    """Whether an answer of this turn is buffered or late, or comes close to the idle timeout."""
    odd = buffered(turn) or halting(turn, idle_s=idle_s) or late(turn)
    return odd is not None


def late(turn: Turn) -> Exchange | None:
    """Return the first answer that took long to begin; Codex waits for that without a limit."""
    return next((one for one in (turn.first, *turn.follow_ups) if begins_s(one) > _SILENT_S), None)


def begins_s(exchange: Exchange) -> float:
    """Return the seconds until the headers came."""
    return 0.0 if exchange.first_byte_s is None else exchange.first_byte_s - exchange.started_s


def buffered(turn: Turn) -> Exchange | None:
    """Return the first answer whose headers came at once and whose events came all together.

    A server says response.created when it begins; when that comes no earlier than the end, and
    the headers long before, somebody held it back.
    """
    return next((one for one in (turn.first, *turn.follow_ups) if _is_buffered(one)), None)


def halting(turn: Turn, *, idle_s: float) -> Exchange | None:
    """Return the first answer that was silent for more than half of the idle timeout."""
    limit_s = max(_SILENT_S, idle_s / 2)
    return next((one for one in (turn.first, *turn.follow_ups) if silent_s(one) > limit_s), None)


def silent_s(exchange: Exchange) -> float:
    """Return the longest silence after the headers, in seconds; that at a bad end counts too."""
    reading = exchange.reading
    if reading is None or reading.first_event_s is None or exchange.first_byte_s is None:
        return 0.0
    begins_s = reading.first_event_s - exchange.first_byte_s
    last_s = 0.0 if reading.ending == "completed" else exchange.total_s - reading.last_event_s
    return max(reading.longest_gap_s, begins_s, last_s)


def _is_buffered(exchange: Exchange) -> bool:
    reading = exchange.reading
    if reading is None or reading.first_event_s is None or exchange.first_byte_s is None:
        return False
    return (
        reading.events >= _MIN_EVENTS
        and "response.created" in reading.types
        and reading.first_event_s - exchange.first_byte_s >= _WAIT_S
        and reading.last_event_s - reading.first_event_s <= _BURST_S
    )
