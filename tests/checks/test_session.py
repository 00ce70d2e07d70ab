from __future__ import annotations

import asyncio

from msgspec.structs import replace

from codex_doctor.context import Context
from codex_doctor.facts.session import SessionTry
from codex_doctor.looking import asked_of
from codex_doctor.model import Failed, Finding, Passed, Severity, Skipped
from codex_doctor_checks.session import session
from eyes import ANSWER, ENDPOINT, INPUTS, SETUP, ToldEyes, context, exchange, refused, turn
from streams import completed, done, sse

HEALTHY = exchange(ANSWER)
COMPACTED = exchange(sse(done({"type": "compaction", "encrypted_content": "x"}), completed()))
TOO_LARGE = refused(413, b"Request Entity Too Large")


def found(tried: SessionTry) -> tuple[Finding, ...]:
    outcome = session.judge(tried, ENDPOINT, SETUP, model="lab-model-1")
    return outcome.findings if isinstance(outcome, Failed) else ()


def test_without_thorough_nothing_is_asked() -> None:
    assert isinstance(asyncio.run(session.run(context())), Skipped)


def test_with_thorough_the_session_is_judged() -> None:
    inputs = replace(INPUTS, thorough=True)
    eyes = ToldEyes(turn())
    outcome = asyncio.run(session.run(Context(asked=asked_of(inputs), setup=SETUP, eyes=eyes)))

    assert isinstance(outcome, Passed)
    assert eyes.looks == ["turn", "session"]


def test_all_that_works_passes_with_the_largest_size() -> None:
    tried = SessionTry(HEALTHY, COMPACTED, (replace(HEALTHY, bytes_sent=512 * 1024),))

    assert session.judge(tried, ENDPOINT, SETUP, model="m") == Passed(
        "a second turn, and requests of up to 524.3 kB"
    )


def test_a_second_turn_that_is_refused_is_an_error() -> None:
    (finding,) = found(SessionTry(refused(400, b"no")))

    assert (finding.id, finding.severity) == ("session.history_rejected", Severity.ERROR)


def test_a_second_turn_that_the_budget_cuts_says_nothing_about_the_endpoint() -> None:
    begun = replace(exchange(sse({"type": "response.created"})), failure="budget")

    assert isinstance(session.judge(SessionTry(begun), ENDPOINT, SETUP, model="m"), Skipped)


def test_an_ordinary_answer_is_no_compaction() -> None:
    for answer in (HEALTHY, refused(404, b"{}"), exchange(b"")):
        (finding,) = found(SessionTry(HEALTHY, answer))
        assert (finding.id, finding.severity) == ("session.compact_missing", Severity.WARNING)


def test_a_limit_of_the_body_is_a_warning_with_the_size_that_passes() -> None:
    passed = replace(HEALTHY, bytes_sent=128 * 1024)
    refusal = replace(TOO_LARGE, bytes_sent=512 * 1024)

    (finding,) = found(SessionTry(HEALTHY, None, (passed, refusal)))
    assert finding.id == "request.too_large"
    assert finding.evidence[-1].measured == "131.1 kB"
    (finding,) = found(SessionTry(HEALTHY, None, (refusal,)))
    assert finding.evidence[-1].measured == "Codex's first request"


def test_another_refusal_of_a_large_request_says_nothing_about_its_size() -> None:
    window = refused(400, b'{"error": {"code": "context_length_exceeded", "message": "too long"}}')

    assert found(SessionTry(HEALTHY, None, (window,))) == ()
