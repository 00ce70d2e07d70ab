"""The pace of every stream is in the report, of a healthy run too."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from codex_doctor.diagnosis import diagnose
from codex_doctor.facts import Inputs
from codex_doctor.lab.fault import write_home
from codex_doctor.lab.server import Lab
from codex_doctor.lab.variants import HEALTHY
from codex_doctor.pipeline import Selection
from codex_doctor.platform.deadline import Deadline
from codex_doctor.report import json as json_report
from codex_doctor.report import terminal, words
from codex_doctor.report.options import Options
from codex_doctor.reported import StreamRow
from codex_doctor_checks import ALL_CHECKS
from reports import exchange
from schemas import check_report

if TYPE_CHECKING:
    from pathlib import Path

    from codex_doctor.reported import Report


def healthy(folder: Path) -> Report:
    async def run() -> Report:
        async with Lab(HEALTHY) as lab:
            environ = write_home(HEALTHY, folder / ".codex", lab.values)
            inputs = Inputs(environ=environ, cwd=folder, home=folder, system_dir=folder / "etc")
            done = await diagnose(
                inputs, ALL_CHECKS, deadline=Deadline(budget_s=8.0), selection=Selection()
            )
            return done.report

    return asyncio.run(run())


def test_each_stream_of_a_healthy_run_has_its_pace(tmp_path: Path) -> None:
    report = healthy(tmp_path)

    document = json.loads(json_report.render(report, Options()))
    check_report(document)
    assert len(document["exchanges"]) == 2
    for row in document["exchanges"]:
        stream = row["stream"]
        assert row["first_byte_ms"] <= stream["first_event_ms"] <= row["total_ms"]
        assert stream["marks"][0]["at_ms"] == stream["first_event_ms"]
        assert stream["marks"][-1]["events"] == stream["events"] > 3
    assert "longest gap" in terminal.render(report, Options(width=120, verbose=1))


@pytest.mark.parametrize(
    ("rate", "expect"),
    [
        (None, ["first event 90 ms", "7 events", "longest gap 12 ms"]),
        (41.6, ["first event 90 ms", "7 events", "longest gap 12 ms", "42 events a second"]),
    ],
)
def test_the_pace_is_told_in_words(rate: float | None, expect: list[str]) -> None:
    row = exchange()
    stream = StreamRow(7, 90, 12, rate, ((90, 7),))

    assert words.exchange_facts(replace(row, stream=stream)) == [
        *words.exchange_facts(row),
        *expect,
    ]
