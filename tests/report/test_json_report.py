"""The report for programs keeps its contract."""

from __future__ import annotations

import json
from datetime import datetime, timedelta, timezone
from typing import TYPE_CHECKING, Any

import pytest
from msgspec.structs import replace

from codex_doctor.report.json import render
from codex_doctor.report.options import Options
from codex_doctor.secrets.redact import redact
from golden_files import assert_golden
from report_cases import (
    SECRET,
    degraded,
    hostile,
    network_dead,
    offline,
    prefix_missing,
    toml_syntax,
)
from reports import HEALTHY
from schemas import check_report

if TYPE_CHECKING:
    from codex_doctor.reported import Report

REPORTS = {
    "healthy": HEALTHY,
    "degraded": degraded(),
    "prefix-missing": prefix_missing(),
    "toml-syntax": toml_syntax(),
    "network-dead": network_dead(),
    "offline": offline(),
    "hostile": redact(hostile(), known=frozenset({SECRET})),
}


def rendered(report: Report) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(render(report, Options()))
    return document


@pytest.mark.parametrize("name", REPORTS)
def test_every_report_is_valid_under_its_schema(name: str) -> None:
    text = render(REPORTS[name], Options())

    check_report(json.loads(text))
    assert_golden(f"{name}.json", text)


def test_the_fields_are_those_of_the_contract() -> None:
    document = rendered(network_dead())

    assert list(document) == [
        "schema",
        "schema_version",
        "generated_at",
        "tool",
        "codex",
        "target",
        "verdict",
        "mistakes",
        "findings",
        "checks",
        "exchanges",
        "cost",
        "timings",
        "confirmation",
        "host",
    ]
    assert list(document["findings"][0]) == [
        "id",
        "severity",
        "confidence",
        "title",
        "cause",
        "mistake",
        "check",
        "location",
        "evidence",
        "fixes",
        "words",
    ]


def test_the_time_is_utc() -> None:
    local = datetime(2026, 3, 1, 1, 0, tzinfo=timezone(timedelta(hours=8)))

    assert rendered(replace(HEALTHY, generated_at=local))["generated_at"] == "2026-02-28T17:00:00Z"


def test_no_console_encoding_can_break_the_text() -> None:
    text = render(REPORTS["hostile"], Options())

    assert text.isascii()
    assert text.endswith("}\n")
    assert SECRET not in text
