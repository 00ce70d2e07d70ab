"""What a stream shows of itself: its pace, its bytes, and who stands in front of the endpoint."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from codex_doctor.answers.texts import show_text
from codex_doctor.model import Confidence, Evidence, Fix, Severity
from codex_doctor.words.sentence import say
from codex_doctor_checks.turn.pace import begins_s, buffered, halting, late, silent_s
from codex_doctor_checks.turn.root import Root
from codex_doctor_checks.turn.turn_words import finding_of

if TYPE_CHECKING:
    from codex_doctor.facts import Exchange, Setup, StreamReading, Turn
    from codex_doctor.model import Finding
    from codex_doctor.words.sentence import Sentence
    from codex_doctor_checks.turn.turn_words import Kind

_FRONTS = ("server", "via", "x-accel-buffering", "cf-ray", "x-cache", "x-powered-by")
_EXCERPT = 120
_MOMENTS = 6


def odd_pace(turn: Turn, setup: Setup, kinds: dict[str, Kind]) -> Finding:
    """Return the warning about a stream that works and comes at an odd pace."""
    from codex_doctor.answers.cause import Cause

    held, halts = buffered(turn), halting(turn, idle_s=setup.idle_timeout_ms / 1000)
    exchange = held or halts or late(turn) or turn.first
    kind = "stream.buffered" if held else "stream.slow"
    root = Root(Cause(id=kind, confidence=Confidence.LIKELY), exchange)
    found = finding_of(root, setup, kinds)
    if not held and not halts:
        host = setup.endpoint.host if setup.endpoint else exchange.url
        cause = say("stream.slow.late", host=host, begins_s=begins_s(exchange))
        fixes = (Fix(say("stream.slow.fix_loaded")),)
        found = replace(found, cause=cause, confidence=Confidence.CERTAIN, fixes=fixes)
    elif not held:
        idle_s = setup.idle_timeout_ms / 1000
        cause = say("stream.slow.halting", silent_s=silent_s(exchange), idle_s=idle_s)
        found = replace(found, cause=cause, confidence=Confidence.CERTAIN)
    evidence = (*found.evidence, *shown_bytes(exchange))
    return replace(found, severity=Severity.WARNING, evidence=evidence)


def shown_bytes(exchange: Exchange) -> tuple[Evidence, ...]:
    """Return the bytes that Codex stumbles over, the pace, and who is in front, as far as known."""
    reading = exchange.reading
    if reading is None:
        return ()
    shown = [flaw.excerpt for flaw in reading.flaws if flaw.excerpt]
    evidence = [
        Evidence(say("stream.evidence.bytes"), show_text(text, limit=_EXCERPT))
        for text in shown[:1]
    ]
    if reading.first_event_s is not None:
        pace = _pace(exchange, reading, reading.first_event_s)
        evidence.append(Evidence(say("stream.evidence.pace"), pace))
    fronts = [f"{name}: {exchange.header(name)}" for name in _FRONTS if exchange.header(name)]
    if fronts:
        shown_fronts = show_text(", ".join(fronts), limit=_EXCERPT)
        evidence.append(Evidence(say("stream.evidence.in_front"), shown_fronts))
    return tuple(evidence)


def _pace(exchange: Exchange, reading: StreamReading, first_event_s: float) -> Sentence:
    began_s = exchange.started_s
    step = max(1, len(reading.marks) // _MOMENTS)
    moments = tuple(
        say("measure.labelled", label=f"{at - began_s:.2f} s", text=str(count))
        for at, count in reading.marks[::step]
    )
    took_s, silence_s = reading.last_event_s - first_event_s, silent_s(exchange)
    if took_s <= 1:
        return say("stream.evidence.moments", moments=moments, silence_s=silence_s)
    return say(
        "stream.evidence.moments_rate",
        moments=moments,
        silence_s=silence_s,
        bytes_per_s=exchange.bytes_received / took_s,
    )
