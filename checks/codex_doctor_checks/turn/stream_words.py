"""What a stream shows of itself: its pace, its bytes, and who stands in front of the endpoint."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from codex_doctor.answers.texts import show_text
from codex_doctor.model import Confidence, Evidence, Fix, Severity
from codex_doctor_checks.turn.pace import begins_s, buffered, halting, late, silent_s
from codex_doctor_checks.turn.root import Root
from codex_doctor_checks.turn.turn_words import finding_of

if TYPE_CHECKING:
    from codex_doctor.facts import Exchange, Setup, Turn
    from codex_doctor.model import Finding
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
        host = setup.endpoint.host if setup.endpoint else "the endpoint"
        cause = (
            f"{host} takes {begins_s(exchange):.0f} s to begin its answer; until then Codex waits "
            "and shows nothing"
        )
        fixes = (Fix("Let the server keep the model loaded, or choose a faster one."),)
        found = replace(found, cause=cause, confidence=Confidence.CERTAIN, fixes=fixes)
    elif not held:
        idle_s = setup.idle_timeout_ms / 1000
        cause = f"no event came for {silent_s(exchange):.0f} s; Codex gives up after {idle_s:.0f} s"
        found = replace(found, cause=cause, confidence=Confidence.CERTAIN)
    evidence = (*found.evidence, *shown_bytes(exchange))
    return replace(found, severity=Severity.WARNING, evidence=evidence)


def shown_bytes(exchange: Exchange) -> tuple[Evidence, ...]:
    """Return the bytes that Codex stumbles over, the pace, and who is in front, as far as known."""
    reading = exchange.reading
    if reading is None:
        return ()
    shown = [flaw.excerpt for flaw in reading.flaws if flaw.excerpt]
    evidence = [Evidence("bytes", show_text(text, limit=_EXCERPT)) for text in shown[:1]]
    if reading.first_event_s is not None:
        evidence.append(Evidence("pace", _pace(exchange)))
    fronts = [f"{name}: {exchange.header(name)}" for name in _FRONTS if exchange.header(name)]
    if fronts:
        evidence.append(Evidence("in front", show_text(", ".join(fronts), limit=_EXCERPT)))
    return tuple(evidence)


def _pace(exchange: Exchange) -> str:
    reading = exchange.reading
    if reading is None or reading.first_event_s is None:
        return ""
    began_s = exchange.started_s
    step = max(1, len(reading.marks) // _MOMENTS)
    moments = ", ".join(f"{at - began_s:.2f} s: {count}" for at, count in reading.marks[::step])
    took_s = reading.last_event_s - reading.first_event_s
    rate = f", {exchange.bytes_received / took_s:.0f} bytes/s" if took_s > 1 else ""
    return f"events by time {moments}; longest silence {silent_s(exchange):.2f} s{rate}"
