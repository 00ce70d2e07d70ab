"""A claim about a cause is as sure as the exchanges behind it: a property over the whole lab."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest
from msgspec.structs import replace

from codex_doctor.answers.answer import cause_of
from codex_doctor.facts.reduction import Reduction, RefusedPart
from codex_doctor.lab.faults import FAULTS
from codex_doctor.model import Confidence
from codex_doctor_checks.turn.proof import Proof
from codex_doctor_checks.turn.turn_cause import root_cause
from endpoint_errors import CASES, MODEL
from eyes import exchange, refused, turn
from turn_runs import run_turn

if TYPE_CHECKING:
    from pathlib import Path

    from codex_doctor.facts import Exchange, Turn
    from codex_doctor.lab.fault import Fault
    from codex_doctor_checks.turn.root import Root

pytestmark = pytest.mark.sweep

AREAS = frozenset({"auth", "model", "request", "session", "tools", "upstream", "url", "wire"})
JUDGED = [one for one in FAULTS if one.area in AREAS and one.name != "output-hangs"]
# What other answers show: the list of models, a route that is there, an output that is refused.
SHOWN_BY_OTHERS = frozenset({"model", "url", "wire", "tools"})
REFUSED = refused(400, b"Bad Request")
ACCEPTED = exchange()
SMALL = replace(ACCEPTED, bytes_sent=3_000)


def check_proof(root: Root, seen: Turn) -> None:
    """Check that what is claimed and what was exchanged agree."""
    sent = seen.exchanges
    proof = root.proof
    if proof is None:
        assert seen.rekeyed is None
        found = root.reduction
        assert found is None or not found.proof or found.parts[0].kind == "demanded"
        alone = cause_of(root.exchange, model=seen.model)
        # Nothing was derived: it is what one answer shows, or what lists and routes tell.
        is_shown = alone is None or alone.id == root.cause.id or root.area in SHOWN_BY_OTHERS
        assert is_shown or root.cause.confidence is not Confidence.CERTAIN
        return
    assert all(one in sent for one in (*proof.failed, proof.passed))
    assert root.cause.confidence is proof.confidence
    assert (proof.confidence is Confidence.CERTAIN) == (proof.missing == ())
    if root.cause.id.startswith("tools.") or root.cause.id == "request.tools_ignored":
        return  # there the unchanged request is answered, in words
    assert all(cause_of(one, model=seen.model) for one in proof.failed)
    assert proof.passed.status is not None
    if proof.twin is not None:
        assert cause_of(proof.twin, model=seen.model) is not None


@pytest.mark.parametrize("fault", JUDGED, ids=lambda one: one.name)
def test_claim_and_evidence_agree(fault: Fault, tmp_path: Path) -> None:
    seen, _ = run_turn(fault, tmp_path)

    root = root_cause(seen)
    if root is not None:
        check_proof(root, seen)


@pytest.mark.parametrize("case", CASES, ids=lambda one: str(one["product"]))
def test_one_answer_alone_proves_no_claim_about_a_part(case: dict[str, Any]) -> None:
    body = case["body"]
    data = body.encode() if isinstance(body, str) else json.dumps(body).encode()
    answer = refused(case["status"], data)
    seen = replace(turn(answer), model=MODEL)

    root = root_cause(seen)

    alone = cause_of(answer, model=MODEL)
    assert (root is None) is (alone is None)
    if root is not None and alone is not None:
        assert root.proof is None
        is_surer = root.cause.confidence is Confidence.CERTAIN
        assert not is_surer or alone.confidence is Confidence.CERTAIN


@pytest.mark.parametrize(
    ("failed", "passed", "twin", "missing"),
    [
        ((REFUSED, REFUSED), ACCEPTED, None, ()),
        ((REFUSED,), ACCEPTED, None, ("the unchanged request a second time",)),
        ((REFUSED, REFUSED), SMALL, None, ("a request of the same size",)),
        ((REFUSED, REFUSED), SMALL, replace(REFUSED, bytes_sent=4_000), ()),
        (
            (REFUSED,),
            SMALL,
            None,
            ("the unchanged request a second time", "a request of the same size"),
        ),
    ],
)
def test_what_was_not_tried_makes_a_claim_less_sure(
    failed: tuple[Exchange, ...],
    passed: Exchange,
    twin: Exchange | None,
    missing: tuple[str, ...],
) -> None:
    proof = Proof(failed, passed, twin)

    assert proof.missing == missing
    assert proof.confidence is (Confidence.LIKELY if missing else Confidence.CERTAIN)
    shown = {one.label: one.measured for one in proof.evidence()}
    assert shown.get("not tried", "") == " and ".join(missing)
    assert ("the same again" in shown) is (len(failed) > 1)


@pytest.mark.parametrize(
    ("attempts", "confidence"), [(1, Confidence.LIKELY), (2, Confidence.CERTAIN)]
)
def test_a_part_is_only_certain_when_the_unchanged_request_was_refused_again(
    attempts: int, confidence: Confidence
) -> None:
    part = RefusedPart("tool", "namespace", 'tools[4].type = "namespace"')
    seen = replace(
        turn(REFUSED),
        attempts=(REFUSED,) * attempts,
        reduction=Reduction((part,), ACCEPTED, (ACCEPTED,)),
    )

    root = root_cause(seen)

    assert root is not None
    assert root.cause.confidence is confidence
