"""What an old Codex passed over in an answer that ends well and is empty all the same.

Over Chat Completions whatever it cannot read counts for nothing, and every end is a good end.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from codex_doctor.answers.answer import cause_in_reading, cause_of_document
from codex_doctor.answers.cause import Cause
from codex_doctor.model import Confidence

if TYPE_CHECKING:
    from codex_doctor.facts import Exchange, StreamReading

_SHAPES = {
    "html": "url.wrong_page",
    "anthropic": "wire.other_protocol",
    "responses": "wire.other_protocol",
    "ndjson": "stream.broken_framing",
    "unfinished_event": "stream.broken_framing",
    "half_event": "stream.broken_framing",
    "lone_cr": "stream.broken_framing",
    "not_json": "stream.broken_framing",
}


def passed_over(exchange: Exchange, reading: StreamReading) -> Cause | None:
    """Return what was in the answer that should have been a call, None when nothing is known."""
    if reading.error_code or reading.error_message:
        named = cause_in_reading(reading, model="")
        if named is not None and named.id != "upstream.error":
            return named
        said = reading.error_message or reading.error_code
        return Cause(id="stream.error_in_200", confidence=Confidence.CERTAIN, message=said)
    for flaw in reading.flaws:
        if flaw.kind == "json_document":
            return cause_of_document(exchange, flaw)
        if flaw.kind in _SHAPES and not reading.text:
            kind, detail = _SHAPES[flaw.kind], str(flaw.detail)
            return Cause(id=kind, confidence=Confidence.CERTAIN, seen=detail)
    return None
