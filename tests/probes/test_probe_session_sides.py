from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from codex_doctor.lab import replies
from codex_doctor.lab.endpoint import LabEndpoint, outputs, shell_call
from codex_doctor.lab.fault import CONFIG, changed
from codex_doctor.lab.faults import find_fault
from codex_doctor.lab.faults_session import call_twice_when_asked
from codex_doctor.probes.turns import session
from turn_runs import run_session

if TYPE_CHECKING:
    from pathlib import Path

    from codex_doctor.lab.fault import Fault


@pytest.fixture(autouse=True)
def _no_sizes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(session, "SIZES", ())


def healthy(**changes: object) -> Fault:
    return replace(find_fault("healthy"), **changes)


def test_one_call_after_the_other_is_asked_no_further(tmp_path: Path) -> None:
    tried, _ = run_session(healthy(), tmp_path)

    assert [one.status for one in tried.parallel] == [200]


def test_the_outputs_of_two_calls_go_back_together(tmp_path: Path) -> None:
    tried, requests = run_session(
        healthy(behaviour=LabEndpoint(call=call_twice_when_asked)), tmp_path
    )

    assert [one.status for one in tried.parallel] == [200, 200]
    brought = [[item["call_id"] for item in outputs(seen.json)] for seen in requests]
    assert ["call_lab_2", "call_lab_1"] in brought


def test_calls_that_come_back_are_answered_three_times(tmp_path: Path) -> None:
    endpoint = LabEndpoint(
        call=call_twice_when_asked, answer=lambda body: replies.turn(shell_call(body))
    )
    tried, _ = run_session(healthy(behaviour=endpoint), tmp_path)

    assert len(tried.parallel) == 4


def test_a_request_for_two_calls_may_be_refused(tmp_path: Path) -> None:
    broken = LabEndpoint(call=lambda _: ())
    tried, _ = run_session(healthy(behaviour=broken), tmp_path)

    assert len(tried.parallel) == 1


def test_where_codex_makes_one_call_at_a_time_two_are_not_asked_for(tmp_path: Path) -> None:
    lite = "gpt-6.1-sol"
    config = changed("lab-model-1", lite)
    tried, _ = run_session(healthy(config=config, behaviour=LabEndpoint(models=(lite,))), tmp_path)

    assert tried.parallel == ()


def test_each_side_model_is_asked_for_once(tmp_path: Path) -> None:
    config = f'review_model = "side-1"\n{CONFIG}'
    config += "\n[features]\nmemories = true\n\n[memories]\nextract_model = 'side-1'\n"
    config += "\n[agents]\ndefault_subagent_model = 'side-2'\n"
    tried, requests = run_session(healthy(config=config), tmp_path)

    assert [(one.side.model, one.exchange and one.exchange.status) for one in tried.sides] == [
        ("side-1", 404),
        ("side-2", None),
        ("side-1", 404),
        ("gpt-6.1-terra", 404),
    ]
    asked = [seen.json["model"] for seen in requests]
    assert (asked.count("side-1"), asked.count("side-2")) == (1, 0)


def test_two_outputs_may_be_refused(tmp_path: Path) -> None:
    tried, _ = run_session(find_fault("two-outputs-refused"), tmp_path)

    assert [one.status for one in tried.parallel] == [200, 400]


def test_a_model_for_reviews_may_not_be_served(tmp_path: Path) -> None:
    tried, _ = run_session(find_fault("side-model-not-served"), tmp_path)

    assert [(one.side.key, one.exchange and one.exchange.status) for one in tried.sides] == [
        ("review_model", 404)
    ]
