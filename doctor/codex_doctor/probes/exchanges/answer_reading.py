"""The body of an answer, of which a model's is read only as far as Codex does; failures are facts.

What the answer means is not its business.
"""

from __future__ import annotations

import asyncio
import math
from contextlib import suppress
from typing import TYPE_CHECKING

from msgspec.structs import replace

from codex_doctor.codex.wire.codings import inflate
from codex_doctor.probes.exchanges.http_failures import FAILURES, broken_words, name_broken
from codex_doctor.probes.exchanges.pieces import BodyPieces

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    import httpx

    from codex_doctor.facts import Exchange, StreamReading
    from codex_doctor.platform.deadline import Deadline
    from codex_doctor.probes.exchanges.http_request import Outgoing
    from codex_doctor.words.told import Words

MAX_STREAM_BYTES = 64 * 1024 * 1024
FAILING_TIMEOUT_S = 2.0  # Codex waits on after an error event, and learns nothing more
_LEAST_WAIT_S = 1.0
# A small question, asked after a silence, still ends before the run does.
_LEAST_SHARE = 1 / 6


def least_s(deadline: Deadline, since_s: float) -> float:
    """Return the seconds that a request of this time is waited for whatever the budget.

    A shorter silence says nothing: the run ends before the endpoint is blamed for it.
    """
    wait_s = min(_LEAST_WAIT_S, _LEAST_SHARE * deadline.budget_s)
    return since_s + wait_s - deadline.now_s()


async def read_answer(
    answered: Exchange, response: httpx.Response, outgoing: Outgoing, *, deadline: Deadline
) -> Exchange:
    """Return the exchange with the answer's body, which begins now."""
    idle_timeout_s, max_bytes = outgoing.idle_timeout_s, outgoing.max_body_bytes
    is_stream = idle_timeout_s is not None and response.is_success
    reader = outgoing.reader(started_s=deadline.now_s()) if is_stream else None
    body, failure = b"", ""
    detail: Words = ""
    coding = answered.header("content-encoding") if is_stream and outgoing.unpacks else ""
    pieces = BodyPieces(response.aiter_raw(), coding)
    deadline_s = answered.started_s + outgoing.timeout_s
    while reader is None or not reader.is_done:
        look_s = max(deadline.look_s(), least_s(deadline, answered.started_s))
        patience_s = min(look_s, max(0.0, deadline_s - deadline.now_s()))
        if reader is not None and idle_timeout_s is not None:
            silent_s = deadline.now_s() - reader.last_event_s
            wait_s = FAILING_TIMEOUT_S if reader.is_failing else idle_timeout_s
            patience_s = min(patience_s, max(0.0, min(wait_s, idle_timeout_s) - silent_s))
        try:
            async with asyncio.timeout(patience_s):
                piece = await anext(pieces, None)
        except TimeoutError:
            if reader is None or deadline.look_s() <= 0:
                failure = "budget"
            elif not reader.is_failing:
                failure = "idle"
            break
        except FAILURES as exc:
            failure, detail = name_broken(exc), broken_words(exc)
            break
        if piece is None:
            break
        body += piece[: max_bytes - len(body)]
        if reader is not None:
            reader.feed(piece, at_s=deadline.now_s())
            deadline.underway.receive(pieces.size, reader.event_count)
        if pieces.size > MAX_STREAM_BYTES or (reader is None and len(body) == max_bytes):
            failure = "endless" if reader is not None and not reader.is_done else ""
            break
    if reader is not None and failure != "budget":
        is_broken = failure in {"framing", "coding"}
        reader.close("cut" if is_broken else failure or "closed")
    reading = reader.reading() if reader is not None else None
    if reading is not None and outgoing.reads_to_end and reading.ending == "completed":
        reading = await _held_open(reading, pieces, idle_timeout_s, deadline)
    return replace(
        answered,
        total_s=deadline.now_s(),
        body=body if is_stream else inflate(body, limit=max_bytes),
        bytes_received=pieces.size,
        unpacked=pieces.coding,
        failure=failure,
        detail=detail,
        reading=reading,
    )


async def _held_open(
    reading: StreamReading,
    chunks: AsyncIterator[bytes],
    idle_timeout_s: float | None,
    deadline: Deadline,
) -> StreamReading:
    """Return the reading of a version that waits for the end of the stream."""
    with suppress(*FAILURES):
        try:
            async with asyncio.timeout(min(deadline.look_s(), idle_timeout_s or math.inf)):
                async for _ in chunks:
                    pass
        except TimeoutError:
            return replace(reading, ending="idle")
    return reading
