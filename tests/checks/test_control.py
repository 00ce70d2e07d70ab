from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from codex_doctor.model import Confidence
from eyes import exchange, refused, turn
from turn_judges import error, found

if TYPE_CHECKING:
    from codex_doctor.facts import Exchange

UNKNOWN = refused(401, error("The model `lab-model-1` is not found"))
NO_ACCESS = refused(401, error("key not allowed to access model lab-model-1"))


@pytest.mark.parametrize(
    ("first", "models", "expected", "confidence"),
    [
        (UNKNOWN, None, "auth.key_rejected", Confidence.LIKELY),
        (UNKNOWN, refused(401, b""), "auth.key_rejected", Confidence.LIKELY),
        (UNKNOWN, refused(404, b""), "auth.key_rejected", Confidence.LIKELY),
        (UNKNOWN, exchange(b"{}"), "model.unknown_id", Confidence.LIKELY),
        (NO_ACCESS, None, "model.no_access", Confidence.CERTAIN),
        (NO_ACCESS, exchange(b"{}"), "model.no_access", Confidence.CERTAIN),
        (NO_ACCESS, refused(401, b""), "auth.key_rejected", Confidence.LIKELY),
    ],
)
def test_what_401_says_of_the_model_needs_a_control(
    first: Exchange, models: Exchange | None, expected: str, confidence: Confidence
) -> None:
    name, finding = found(replace(turn(first), models=models))

    assert (name, finding.id) == (expected.partition(".")[0], expected)
    assert finding.confidence is confidence


def test_another_model_that_answers_with_the_key_proves_that_it_is_the_model() -> None:
    _, finding = found(replace(turn(UNKNOWN), models=refused(401, b""), renamed="lab-model-2"))

    assert (finding.id, finding.confidence) == ("model.unknown_id", Confidence.CERTAIN)


def test_other_statuses_say_nothing_of_the_key() -> None:
    seen = turn(refused(404, UNKNOWN.body))

    assert found(replace(seen, models=refused(401, b"")))[1].id == "model.unknown_id"
