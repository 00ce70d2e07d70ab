"""A claim about a cause is as sure as the exchanges behind it: a property over the whole lab."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlsplit

import pytest
from msgspec.structs import replace

from codex_doctor.answers.answer import cause_of, is_accepted
from codex_doctor.answers.bases import has_route, without_routes
from codex_doctor.codex.urls import without_route
from codex_doctor.codex.wire.recorded import find_dialect
from codex_doctor.codex.wire.tools import call_flaw
from codex_doctor.facts.reduction import Reduction, RefusedPart
from codex_doctor.lab.faults import FAULTS
from codex_doctor.model import Confidence
from codex_doctor_checks.turn.proof import Proof
from codex_doctor_checks.turn.turn_cause import root_cause
from endpoint_errors import CASES, MODEL
from eyes import exchange, refused, turn
from turn_runs import run_turn

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    from codex_doctor.facts import Exchange, StreamReading, ToolCall, Turn
    from codex_doctor.lab.fault import Fault
    from codex_doctor_checks.turn.root import Root

pytestmark = pytest.mark.sweep

UNJUDGED = frozenset({"config", "environment", "healthy", "network", "websocket"})
JUDGED = [one for one in FAULTS if one.area not in UNJUDGED and one.name != "output-hangs"]
# The fewest tokens of Codex's tools, in any version.
TOOLS_TOKENS = 300
REFUSED = refused(400, b"Bad Request")
ACCEPTED = exchange()
SMALL = replace(ACCEPTED, bytes_sent=3_000)


def read_calls(one: Exchange) -> tuple[ToolCall, ...]:
    return one.reading.calls if one.reading is not None else ()


def _has_call(one: Exchange) -> bool:
    return bool(read_calls(one))


def _tokens(one: Exchange | None) -> int:
    return (one.reading.usage_tokens or 0) if one is not None and one.reading is not None else 0


def _base_is_there(_: Root, seen: Turn) -> bool:
    return any(has_route(one, seen.model) for one in seen.bases)


def _base_ends_in_a_route(_: Root, seen: Turn) -> bool:
    used = without_route(urlsplit(seen.first.url).path)
    return without_routes(used) != used.rstrip("/")


def _other_api_is_there(_: Root, seen: Turn) -> bool:
    return seen.chat is not None and has_route(seen.chat, seen.model)


def _is_near_a_listed_one(root: Root, seen: Turn) -> bool:
    alone = cause_of(root.exchange, model=seen.model)
    assert alone is not None
    is_said = alone.id == "model.unknown_id" and alone.confidence is Confidence.CERTAIN
    return is_said and bool(root.served) and {*root.served} <= {*seen.served}


def _drops_the_tools(_: Root, seen: Turn) -> bool:
    tried = seen.reluctance
    assert tried is not None
    left, least = _tokens(tried.toolless), _tokens(tried.smallest)
    is_answered = cause_of(tried.forced, model=seen.model) is None and not _has_call(tried.forced)
    return is_answered and _tokens(seen.first) - left < TOOLS_TOKENS <= left - least


def _reading(root: Root) -> StreamReading:
    assert root.exchange.reading is not None
    assert root.exchange.reading.ending == "completed"
    return root.exchange.reading


def _is_silent(root: Root, _: Turn) -> bool:
    return not _reading(root).text and not _reading(root).calls


def _has_a_flaw(root: Root, _: Turn) -> bool:
    return bool(_reading(root).flaws)


def _is_in_words(root: Root, _: Turn) -> bool:
    return bool(_reading(root).text) and not _reading(root).calls


def _calls(seen: Turn) -> list[ToolCall]:
    return [one for sent in (seen.first, *seen.follow_ups) for one in read_calls(sent)]


def _calls_what_is_not_offered(_: Root, seen: Turn) -> bool:
    offered = find_dialect(seen.model, seen.version).tool_names
    return any(one.name not in offered for one in _calls(seen))


def _cannot_be_run(root: Root, seen: Turn) -> bool:
    dialect = find_dialect(seen.model, seen.version)
    flaws = (call_flaw(one, dialect, seen.version)[0] for one in _calls(seen))
    return any(flaws) or _has_a_flaw(root, seen)


def _fails_behind_a_good_one(root: Root, seen: Turn) -> bool:
    alone = cause_of(root.exchange, model=seen.model)
    is_sure = alone is not None and alone.confidence is Confidence.CERTAIN
    return is_sure and root.exchange in seen.follow_ups and bool(read_calls(seen.first))


SHOWN: Final[Mapping[str, Callable[[Root, Turn], bool]]] = {
    "model.case": _is_near_a_listed_one,
    "model.prefix_extra": _is_near_a_listed_one,
    "model.prefix_missing": _is_near_a_listed_one,
    "stream.empty": _is_silent,
    "stream.item_malformed": _has_a_flaw,
    "stream.items_missing": _has_a_flaw,
    "stream.refused": _has_a_flaw,
    "tools.arguments_invalid": _cannot_be_run,
    "tools.call_as_text": _is_in_words,
    "tools.call_id_missing": _has_a_flaw,
    "tools.call_shape": _is_silent,
    "tools.name_unknown": _calls_what_is_not_offered,
    "tools.never_called": _drops_the_tools,
    "tools.output_fails": _fails_behind_a_good_one,
    "tools.output_rejected": _fails_behind_a_good_one,
    "url.double_v1": _base_is_there,
    "url.endpoint_in_base": _base_ends_in_a_route,
    "url.missing_v1": _base_is_there,
    "wire.responses_missing": _other_api_is_there,
}
"""What must be seen for a certain claim that the answer alone does not make for certain."""


def check_proof(proof: Proof, root: Root, seen: Turn) -> None:
    """Check that the thing alone made the difference, as far as the claim says."""
    assert all(one in seen.exchanges for one in (*proof.failed, proof.passed))
    assert root.cause.confidence is proof.confidence
    assert (proof.confidence is Confidence.CERTAIN) == (proof.missing == ())
    assert proof.passed not in proof.failed
    passed = cause_of(proof.passed, model=seen.model) if proof.passed.reading else None
    if root.cause.id in {"tools.not_called", "request.tools_ignored"}:
        assert not any(map(_has_call, proof.failed))
        assert _has_call(proof.passed)
        return
    assert all(cause_of(one, model=seen.model) for one in proof.failed)
    if root.cause.id == "auth.wrong_header" and not is_accepted(proof.passed):
        # What only somebody is told who is let in.
        behind = cause_of(proof.passed, model=seen.model)
        assert behind is not None
        assert not behind.id.startswith("auth.")
    else:
        assert is_accepted(proof.passed)
        assert passed is None
    if proof.twin is not None:
        assert cause_of(proof.twin, model=seen.model) is not None


def check_claim(root: Root, seen: Turn) -> None:
    """Check that what is claimed and what was exchanged agree."""
    if root.proof is not None:
        check_proof(root.proof, root, seen)
        return
    assert seen.rekeyed is None
    found = root.reduction
    assert found is None or not found.proof or found.parts[0].kind == "demanded"
    if root.cause.confidence is not Confidence.CERTAIN:
        return
    alone = cause_of(root.exchange, model=seen.model)
    is_said = alone is not None and alone.id == root.cause.id
    if alone is None or not is_said or alone.confidence is not Confidence.CERTAIN:
        assert root.cause.id in SHOWN, f"nothing shows {root.cause.id}"
        assert SHOWN[root.cause.id](root, seen)


@pytest.mark.parametrize("fault", JUDGED, ids=lambda one: one.name)
def test_claim_and_evidence_agree(fault: Fault, tmp_path: Path) -> None:
    seen, _ = run_turn(fault, tmp_path)

    root = root_cause(seen)
    if root is not None:
        check_claim(root, seen)


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


NOT_FOUND = refused(404, b"")
CRASHED = refused(500, b'{"error": {"message": "boom"}}')
NO_KEY = refused(401, b'{"error": {"message": "Invalid API key"}}')


@pytest.mark.parametrize(
    "seen",
    [
        replace(turn(NOT_FOUND), own=refused(400, b'{"error": {"message": "no model"}}')),
        replace(turn(NOT_FOUND), own=REFUSED, served=("another-model",)),
        replace(turn(CRASHED), made_up=NO_KEY),
        replace(turn(refused(401, b'{"error": {"message": "no model lab-model-1"}}'))),
    ],
)
def test_what_one_further_answer_suggests_is_not_certain(seen: Turn) -> None:
    root = root_cause(seen)

    assert root is not None
    check_claim(root, seen)
    assert root.cause.confidence is not Confidence.CERTAIN
