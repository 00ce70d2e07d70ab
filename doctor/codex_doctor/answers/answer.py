"""From one exchange to the cause it shows: status, headers, body and stream together.

Pure. What the words of an error body mean is in `classify`; here is which part of an answer
decides, and what the shapes of wrong streams are called.
"""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from codex_doctor.answers.cause import REDIRECTS, Cause
from codex_doctor.answers.texts import show_text
from codex_doctor.model import Confidence
from codex_doctor.values import is_table
from codex_doctor.words.sentence import say
from codex_doctor.words.told import said

if TYPE_CHECKING:
    from codex_doctor.facts import Exchange, Flaw, StreamReading

ROUTE_MISSING = frozenset({"wire.responses_missing", "url.wrong_page", "wire.other_protocol"})

_FAILURES = {
    "connect": ("tcp.reset", Confidence.LIKELY),
    "tls": ("tls.needed", Confidence.POSSIBLE),
    "reset": ("tcp.reset", Confidence.LIKELY),
    "proxy": ("proxy.refuses_target", Confidence.CERTAIN),
    "not_http": ("http.not_http", Confidence.CERTAIN),
    "long_head": ("http.header_limit", Confidence.CERTAIN),
    "http": ("http.broken_framing", Confidence.LIKELY),
    "no_answer": ("http.no_answer", Confidence.POSSIBLE),
}
_ENDINGS = {
    "cut": "stream.cut",
    "idle": "stream.idle_timeout",
    "usage_malformed": "stream.usage_malformed",
    "completed_malformed": "stream.completed_malformed",
    "panic": "stream.broken_framing",
    "endless": "stream.endless",
}
# What the words of an answer without events may say beyond its shape, by the flaw it has.
_TOLD = {
    "html": frozenset({"auth.client_blocked", "proxy.refuses_target"}),
    "ndjson": frozenset({"wire.other_protocol", "wire.chat_shape"}),
}
# A blocker's page is short; a long one may speak of firewalls for other reasons.
_MAX_TOLD = 4096
_MAX_NAMED = 60
_NO_CONTENT = 204
# Flaws that are the cause of whatever ending follows them.
_DECISIVE = frozenset({"bom", "compressed", "not_utf8", "lone_cr"})
_SHAPES = {
    "html": "url.wrong_page",
    "chat_chunk": "wire.chat_shape",
    "anthropic": "wire.other_protocol",
    "other_api": "wire.other_protocol",
    "bare_response": "stream.not_streaming",
    "bare_completed": "stream.completed_malformed",
    "ndjson": "stream.broken_framing",
    "glued_events": "stream.broken_framing",
    "prefixed_event": "stream.broken_framing",
    "unfinished_event": "stream.broken_framing",
    "lone_cr": "stream.broken_framing",
    "double_encoded": "stream.broken_framing",
    "no_type": "stream.broken_framing",
    "half_event": "stream.cut",
    "unreadable": "stream.broken_framing",
    "terminal_event": "stream.no_completed",
}


def cause_of(exchange: Exchange, *, model: str) -> Cause | None:
    """Return why Codex does not finish this request, None when it does."""
    cause = _cause_of(exchange, model)
    # A redirect that turned the POST into a GET, lost the key, or led to where nobody answers, is
    # the cause of what follows.
    if cause is not None and exchange.redirects:
        lost = exchange.method == "GET" or cause.id.startswith("auth.") or exchange.status is None
        if lost or cause.id in ROUTE_MISSING:
            # What is at its end tells what else may be looked for.
            return replace(
                cause, id="url.redirect", confidence=Confidence.CERTAIN, runner_up=cause.id
            )
    return cause


def is_accepted(exchange: Exchange) -> bool:
    """Whether the endpoint takes the request: it answers 2xx, and with no page and not nothing."""
    if exchange.status is None or not 200 <= exchange.status < 300:
        return False
    is_page = exchange.header("content-type").startswith("text/html")
    return (
        not is_page and exchange.status != _NO_CONTENT and exchange.header("content-length") != "0"
    )


def is_taken(exchange: Exchange, *, model: str) -> bool:
    """Tell whether the endpoint takes a request: what fails inside its stream, it does not."""
    is_whole = exchange.reading is None or cause_of(exchange, model=model) is None
    return is_accepted(exchange) and is_whole


def cause_in_reading(reading: StreamReading, *, model: str) -> Cause | None:
    """Return the cause that an error inside the stream names, None when there is none."""
    if not (reading.error_code or reading.error_message):
        return None
    from codex_doctor.answers.classify import classify_error

    cause = classify_error(code=reading.error_code, message=reading.error_message, model=model)
    return cause if cause.id else None


def _cause_of(exchange: Exchange, model: str) -> Cause | None:
    if exchange.status is None:
        return _failed(exchange)
    reading = exchange.reading
    if reading is None:
        return _classified(exchange, model)
    if reading.ending == "completed":
        return None
    if exchange.failure == "budget":
        kind = "stream.slow" if reading.events else "stream.idle_timeout"
        return Cause(id=kind, confidence=Confidence.POSSIBLE, message="")
    return _stream_cause(exchange, reading, model)


def _failed(exchange: Exchange) -> Cause:
    kind, confidence = _FAILURES[exchange.failure]
    return Cause(id=kind, confidence=confidence)


def _classify(exchange: Exchange, body: bytes, *, status: int, model: str) -> Cause:
    # Late: a healthy turn needs none of the rules.
    from codex_doctor.answers.classify import classify

    headers = dict(exchange.headers)
    return classify(status=status, headers=headers, body=body, model=model, in_turn=True)


def _classified(exchange: Exchange, model: str) -> Cause:
    status = exchange.status or 0
    cause = _classify(exchange, exchange.body, status=status, model=model)
    if status in REDIRECTS:
        return Cause(id="url.redirect", confidence=Confidence.CERTAIN, message=cause.message)
    return cause if cause.id else replace(cause, id="request.rejected")


def _stream_cause(exchange: Exchange, reading: StreamReading, model: str) -> Cause:
    ending = reading.ending
    if exchange.failure == "framing":
        return _seen("http.broken_framing", said(exchange.detail))
    if ending == "incomplete":
        kind = "stream.refused" if reading.error_code == "content_filter" else "stream.incomplete"
        return _certain(kind, reading.error_code)
    found = next((flaw for flaw in reading.flaws if flaw.kind in _DECISIVE), None)
    if found is not None or ending == "not_utf8":
        detail = said(found.detail) if found is not None else reading.message
        if packed := _packed(exchange, detail if found and found.kind == "compressed" else ""):
            return _shaped("stream.compressed", packed)
        return _seen("stream.broken_framing", detail)
    ignored = any(flaw.kind == "error_event" for flaw in reading.flaws)
    if ending == "failed" or ignored or (ending in {"cut", "idle"} and reading.error_message):
        named = cause_in_reading(reading, model=model)
        # An error that Codex ignores is the fault itself, unless its words name a deeper one.
        if named is None or (ignored and named.id == "upstream.error"):
            unnamed = _certain("stream.error_in_200", reading.error_message)
            return unnamed if unnamed.message else replace(unnamed, form="unsaid")
        return named
    if exchange.failure == "coding":
        return _shaped("stream.broken_coding", said(exchange.detail))
    if ending in _ENDINGS:
        return _seen(_ENDINGS[ending], reading.message)
    return _closed(exchange, reading, model)


def _closed(exchange: Exchange, reading: StreamReading, model: str) -> Cause:
    """Name an answer that ended without a terminal event by what came instead."""
    for flaw in reading.flaws:
        if flaw.kind in {"json_document", "error_object"}:
            return _document_cause(exchange, flaw, model)
        if flaw.kind in _SHAPES:
            told = _told_cause(exchange, model) if flaw.kind in _TOLD else None
            if told is not None and told.id in _TOLD[flaw.kind]:
                return told
            seen = _seen(_SHAPES[flaw.kind], said(flaw.detail))
            return replace(seen, message=_title(exchange)) if flaw.kind == "html" else seen
    if not exchange.body.strip():
        # Caddy says so for every path that it has no route for.
        return replace(_certain("stream.empty", ""), runner_up="wire.responses_missing")
    is_stream = reading.events or "event-stream" in exchange.header("content-type")
    told = None if is_stream else _told_cause(exchange, model)
    return told or _seen("stream.no_completed", reading.message)


def _title(exchange: Exchange) -> str:
    """Return what a page is called, harmless."""
    from codex_doctor.answers.body import read_body

    return show_text(read_body(exchange.body, headers=dict(exchange.headers)).title)


def _told_cause(exchange: Exchange, model: str) -> Cause | None:
    """Return what the words of a short answer say, None when they say nothing."""
    if not exchange.body.strip() or len(exchange.body) > _MAX_TOLD:
        return None
    cause = _classify(exchange, exchange.body, status=200, model=model)
    return cause if cause.id else None


def _document_cause(exchange: Exchange, flaw: Flaw, model: str) -> Cause:
    document = _document(exchange.body if flaw.kind == "json_document" else b"")
    if document.get("choices") is not None:
        return _certain("wire.chat_shape", str(document.get("object", "choices")))
    if document.get("object") == "response" or "output" in document:
        return _certain("stream.not_streaming", "")
    body = exchange.body if document else json.dumps({"error": said(flaw.detail)}).encode()
    from codex_doctor.answers.body import read_body

    cause = _classify(exchange, body, status=200, model=model)
    if cause.id not in {"", "upstream.error"}:
        return cause
    is_error = bool(cause.message) and (bool(document) or flaw.kind == "error_object")
    is_error = is_error and not read_body(body, headers={}).is_guessed
    kind = "stream.error_in_200" if is_error else "stream.not_streaming"
    return _certain(kind, cause.message)


def cause_of_document(exchange: Exchange, flaw: Flaw) -> Cause:
    """Return why a version that speaks Chat Completions got one document instead of a stream."""
    if "choices" in _document(exchange.body):
        return _certain("stream.not_streaming", "")
    return _document_cause(exchange, flaw, "")


def _document(body: bytes) -> dict[str, Any]:
    try:
        document = json.loads(body)
    except (ValueError, RecursionError):
        return {}
    return document if is_table(document) else {}


def _packed(exchange: Exchange, magic: str) -> str:
    """Return in what the bytes that Codex reads are compressed, "" when they are not.

    Args:
        exchange: The answer.
        magic: What their beginning says they are, "" for nothing.
    """
    named = exchange.header("content-encoding")
    if exchange.unpacked:
        if not magic:
            return ""
        return say("stream.compressed.twice", packing=magic, unpacked=exchange.unpacked)
    if named not in {"", "identity"}:
        return f"content-encoding: {show_text(named, limit=_MAX_NAMED)}"
    return say("stream.compressed.unsaid", packing=magic) if magic else ""


def _shaped(kind: str, words: str) -> Cause:
    """Return a cause that is said in words of ours, of which the endpoint says nothing."""
    return Cause(id=kind, confidence=Confidence.CERTAIN, subject=words)


def _seen(kind: str, seen: str) -> Cause:
    """Return a cause that the answer shows without a word of the endpoint's about it."""
    return Cause(id=kind, confidence=Confidence.CERTAIN, seen=seen)


def _certain(kind: str, message: str) -> Cause:
    return Cause(id=kind, confidence=Confidence.CERTAIN, message=message)
