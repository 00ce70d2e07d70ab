from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from codex_doctor.lab.endpoint import LabEndpoint, items
from codex_doctor.lab.fault import changed
from codex_doctor.lab.faults import find_fault
from codex_doctor.lab.faults_silent import BAD_REQUEST
from codex_doctor.lab.wire import document
from codex_doctor.probes.turns import session
from turn_runs import run_session

if TYPE_CHECKING:
    from pathlib import Path

    from codex_doctor.lab.wire import Json, Reply


@pytest.fixture(autouse=True)
def _small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(session, "SIZES", (48 * 1024, 64 * 1024, 96 * 1024))


def test_the_second_turn_brings_the_whole_history(tmp_path: Path) -> None:
    tried, requests = run_session(find_fault("healthy"), tmp_path)

    body = json.loads(requests[2].body)
    first = json.loads(requests[0].body)
    later = body["input"][len(first["input"]) :]
    assert [item["type"] for item in later] == [
        "function_call",
        "function_call_output",
        "message",
        "message",
    ]
    assert later[-1]["role"] == "user"
    assert tried.second_turn.status == 200
    assert tried.compaction is None


def test_the_sizes_grow_until_one_is_refused(tmp_path: Path) -> None:
    def refuse(body: Json) -> Reply | None:
        large = len(json.dumps(body)) > 60 * 1024
        return document(413, "text/plain", "too large") if large else None

    fault = replace(find_fault("healthy"), behaviour=LabEndpoint(refuse=refuse))
    tried, _ = run_session(fault, tmp_path)

    assert [one.status for one in tried.sizes] == [200, 413]
    assert tried.sizes[0].bytes_sent > 46 * 1024


def test_a_provider_that_is_named_openai_is_asked_for_a_compaction(tmp_path: Path) -> None:
    config = changed('name = "Lab"', 'name = "OpenAI"')
    tried, requests = run_session(replace(find_fault("healthy"), config=config), tmp_path)

    assert tried.compaction is not None
    asked = [one.json for one in requests if items(one.json)]
    assert any(items(body)[-1]["type"] == "compaction_trigger" for body in asked)


def test_a_turn_that_was_not_read_has_no_history(tmp_path: Path) -> None:
    fault = replace(find_fault("healthy"), behaviour=LabEndpoint(refuse=lambda _: BAD_REQUEST))
    tried, requests = run_session(fault, tmp_path)

    assert tried.second_turn.status == 400
    assert requests[-1].method == "POST"
