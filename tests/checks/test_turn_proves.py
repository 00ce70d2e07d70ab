"""What a turn that fails has proved all the same, check by check."""

from __future__ import annotations

import pytest

from codex_doctor.answers.cause import Cause
from codex_doctor.model import Confidence, Finding, Passed, Skipped
from codex_doctor_checks.turn.root import Root
from codex_doctor_checks.turn.turn_cause import outcome
from eyes import exchange

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
