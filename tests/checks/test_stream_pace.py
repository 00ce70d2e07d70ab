from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from codex_doctor.codex.wire.stream import StreamReader
from codex_doctor.model import Confidence, Failed, Passed, Severity
from codex_doctor.words.measures import span
from codex_doctor_checks.turn import stream
from codex_doctor_checks.turn.pace import silent_s
from eyes import SETUP, exchange, turn
from streams import call, completed, delta, done, read, sse

if TYPE_CHECKING:
    from codex_doctor.facts import Exchange

CREATED = {"type": "response.created", "response": {"id": "resp_1"}}
PIECES = [sse(one) for one in (CREATED, *[delta("x")] * 8, done(call()), completed())]
IDLE_S = SETUP.idle_timeout_ms / 1000


def timed(*times_s: float, headers: tuple[tuple[str, str], ...] = ()) -> Exchange:
    """Return the answer whose events came at these times; the last time is that of the rest."""
    reader = StreamReader()
    for number, piece in enumerate(PIECES):
        reader.feed(piece, at_s=times_s[min(number, len(times_s) - 1)])
    seen = exchange(b"".join(PIECES))
    shown = (*seen.headers, *headers)
    return replace(
        seen, reading=reader.reading(), first_byte_s=0.1, headers=shown, bytes_received=5000
    )


@pytest.mark.parametrize(
    "times_s",
    [(0.1,), (0.1, 0.2, 0.3), (1.5,), (3.0, 3.2), (0.1, 9.0)],
    ids=["at once", "in a row", "short wait", "spread", "thinking"],
)
def test_an_ordinary_pace_is_fine(times_s: tuple[float, ...]) -> None:
    outcome = stream.judge(turn(timed(*times_s)), SETUP)

    assert isinstance(outcome, Passed)


def test_headers_at_once_and_all_events_together_much_later_are_a_buffer() -> None:
    fronts = (("server", "nginx"), ("via", "1.1 proxy"))
    outcome = stream.judge(turn(timed(4.0, headers=fronts)), SETUP)

    assert isinstance(outcome, Failed)
    (finding,) = outcome.findings
    assert (finding.id, finding.severity) == ("stream.buffered", Severity.WARNING)
    shown = {one.label: one.measured for one in finding.evidence}
    assert shown["in front"] == "server: nginx, via: 1.1 proxy"
    assert shown["pace"].startswith("events by time 3.90 s: 11; longest silence 3.9 s")


def test_a_silence_of_half_the_idle_timeout_is_a_risk() -> None:
    outcome = stream.judge(turn(timed(0.1, 0.2, 0.2 + IDLE_S * 0.6)), SETUP)

    assert isinstance(outcome, Failed)
    (finding,) = outcome.findings
    assert (finding.id, finding.severity) == ("stream.slow", Severity.WARNING)
    assert finding.confidence is Confidence.CERTAIN
    assert f"Codex gives up after {span(IDLE_S)}" in finding.cause
    pace = next(one.measured for one in finding.evidence if one.label == "pace")
    assert pace.endswith(" bytes/s")


def test_the_bytes_that_codex_stumbles_over_are_shown_and_harmless() -> None:
    body = sse(CREATED) + b'data: {"type":"error","message":"\x1b[31mno"}\n\ndata: \x1b[2J\xff\n\n'
    outcome = stream.judge(turn(replace(exchange(body), reading=read(body))), SETUP)

    assert isinstance(outcome, Failed)
    shown = {one.label: one.measured for one in outcome.findings[0].evidence}
    assert "\x1b" not in shown["bytes"]
    assert shown["bytes"].startswith('{"type":"error"')


def test_an_answer_that_does_not_end_is_named() -> None:
    seen = replace(exchange(b""), reading=read(sse(delta("x")), how="endless"), failure="endless")
    outcome = stream.judge(turn(seen), SETUP)

    assert isinstance(outcome, Failed)
    assert outcome.findings[0].id == "stream.endless"


def test_the_silence_at_a_bad_end_is_a_silence() -> None:
    reader = StreamReader()
    reader.feed(PIECES[0], at_s=0.2)
    reader.close("idle")
    seen = replace(exchange(), reading=reader.reading(), first_byte_s=0.1, total_s=9.2)

    assert silent_s(seen) == pytest.approx(9.0)
