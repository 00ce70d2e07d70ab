"""The verdict on a turn whose first answer is one of the recorded chat streams."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from codex_doctor.codex.versions import reaches
from codex_doctor.codex.wire.chat.stream import ChatReader
from codex_doctor.facts import Exchange, Turn
from codex_doctor.facts.turn import CHAT
from codex_doctor_checks.turn_cause import root_cause

FILE = Path(__file__).parent.parent / "data" / "codex_chat_streams.json"
RECORDED: dict[str, Any] = json.loads(FILE.read_text("utf-8"))
CASES = [
    pytest.param(case, version, id=f"{case['name']}-{version}")
    for case in RECORDED["streams"]
    for version in RECORDED["versions"]
]
HOW = {"end": "closed", "cut": "cut", "hold": "idle"}
ANSWER = b'data: {"choices":[{"delta":{"content":"codex-doctor-ok"},"finish_reason":"stop"}]}\n\n'


def exchange(data: bytes, version: str, *, how: str) -> Exchange:
    reader = ChatReader(version)
    reader.feed(data)
    reader.close(how)
    url = "http://127.0.0.1/v1/chat/completions"
    return Exchange("", "POST", url, 0.0, 0.0, status=200, body=data, reading=reader.reading())


@pytest.mark.parametrize(("case", "version"), CASES)
def test_a_turn_fails_exactly_where_codex_runs_no_call(case: dict[str, Any], version: str) -> None:
    first = exchange(case["stream"].encode("latin-1"), version, how=HOW[case["ending"]])
    answer = exchange(ANSWER, version, how="closed")
    has_calls = first.reading is not None and bool(first.reading.calls)
    follow_ups = (answer,) if has_calls else ()
    turn = Turn(
        model="lab-model-1",
        dialect=CHAT,
        first=first,
        attempts=(first,),
        follow_ups=follow_ups,
        version=version,
    )
    seen = next(seen for since, seen in reversed(case["codex"]) if reaches(version, since))
    ran = any(one["role"] == "tool" and one["content"] == "{output}" for one in seen["sent"])

    assert (root_cause(turn) is None) == (seen["exit"] == "exit 0" and ran)
