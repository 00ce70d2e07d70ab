"""What a turn that fails has proved all the same, check by check."""

from __future__ import annotations

import pytest

from codex_doctor.answers.cause import Cause
from codex_doctor.model import Confidence, Finding, Passed, Skipped
from codex_doctor_checks.turn.proof import Proof
from codex_doctor_checks.turn.root import Root
from codex_doctor_checks.turn.turn_cause import outcome, root_cause
from eyes import exchange, turn

# How far a request came when the endpoint answers with a finding of this area.
PROVED = {
    "auth.key_rejected": "",
    "url.redirect": "",
    "quota.exhausted": "auth",
    "model.unknown_id": "auth wire",
    "request.field_rejected": "auth wire",
    "session.history_rejected": "auth model wire",
    "stream.cut": "auth model wire request",
    "tools.never_called": "auth model wire request stream",
    "stream.error_in_200": "",
}


def never(_: Root) -> Finding:
    raise AssertionError("no stage of this test reports it")


@pytest.mark.parametrize("cause", PROVED)
@pytest.mark.parametrize("stage", ["auth", "model", "wire", "request", "stream"])
def test_a_failed_turn_proves_what_came_before(cause: str, stage: str) -> None:
    root = Root(Cause(id=cause, confidence=Confidence.CERTAIN), exchange())
    if root.stage == stage:
        return

    result = outcome(stage, root, passed="good", finding=never)

    if stage in PROVED[cause].split():
        assert result == Passed("good")
    else:
        assert result == Skipped("the turn ends before it can be judged", blocked_by=cause)


UNREADABLE = (b"", b"\x1f\x8bnot gzip at all", b'{"hello": 1}', b"data: {\r\r")


@pytest.mark.parametrize("body", UNREADABLE)
@pytest.mark.parametrize("stage", ["auth", "model", "wire", "request"])
def test_an_answer_without_an_event_proves_nothing(stage: str, body: bytes) -> None:
    root = root_cause(turn(exchange(body)))

    assert root is not None
    assert root.area == "stream"
    assert isinstance(outcome(stage, root, passed="good", finding=never), Skipped)


@pytest.mark.parametrize("cause", ["request.rejected", "model.unknown_id"])
@pytest.mark.parametrize("stage", ["auth", "wire"])
def test_what_is_only_likely_proves_nothing(stage: str, cause: str) -> None:
    root = Root(Cause(id=cause, confidence=Confidence.LIKELY), exchange())

    assert isinstance(outcome(stage, root, passed="good", finding=never), Skipped)


def test_a_proof_shows_that_the_request_came_through() -> None:
    cause = Cause(id="request.field_rejected", confidence=Confidence.LIKELY)
    root = Root(cause, exchange(), proof=Proof((exchange(),), exchange()))

    assert outcome("wire", root, passed="good", finding=never) == Passed("good")
