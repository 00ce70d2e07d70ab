"""The verdict on a turn whose first answer is one of the recorded chat streams."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from chat_streams import CASES, read_case, seen_by
from codex_doctor.facts import Exchange, Turn
from codex_doctor.facts.turn import CHAT
from codex_doctor_checks.turn.completed import BESIDE
from codex_doctor_checks.turn.turn_cause import root_cause

if TYPE_CHECKING:
    from codex_doctor.facts import StreamReading

STOP = 'data: {"choices":[{"delta":{"content":"codex-doctor-ok"},"finish_reason":"stop"}]}\n\n'
ANSWER = {"stream": STOP, "ending": "end"}


def exchange(reading: StreamReading, data: str) -> Exchange:
    url = "http://127.0.0.1/v1/chat/completions"
    body = data.encode("latin-1")
    return Exchange("", "POST", url, 0.0, 0.0, status=200, body=body, reading=reading)


@pytest.mark.parametrize(("case", "version"), CASES)
def test_a_turn_fails_exactly_where_codex_runs_no_call(case: dict[str, Any], version: str) -> None:
    reading = read_case(case, version)
    first = exchange(reading, case["stream"])
    answer = exchange(read_case(ANSWER, version), STOP)
    turn = Turn(
        model="lab-model-1",
        dialect=CHAT,
        first=first,
        attempts=(first,),
        follow_ups=(answer,) if reading.calls and reading.ending == "completed" else (),
        version=version,
    )
    seen = seen_by(case, version)
    ran = any(one["role"] == "tool" and one["content"] == "{output}" for one in seen["sent"])

    root = root_cause(turn)
    runs = root is None or root.cause.form == BESIDE

    assert runs == (seen["exit"] == "exit 0" and ran)
