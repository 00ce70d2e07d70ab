"""Which finding says why Codex fails, or why that could not be seen."""

from __future__ import annotations

import pytest
from msgspec.structs import replace

from codex_doctor.commands.reports import tell_first
from codex_doctor.facts import Asked, Facts
from codex_doctor.model import Severity, Status, Verdict
from codex_doctor.reported import Report, explaining
from codex_doctor.repro.shown import what_to_show
from eyes import SETUP
from reports import HEALTHY, finding, row

WARNING = finding("installation.codex_missing", severity=Severity.WARNING)
ERROR = finding("tcp.refused", severity=Severity.ERROR)
HINT = finding("codex.hint", severity=Severity.HINT)
LATE = row("auth", Status.TIMED_OUT, summary="not done when the budget of 4 s was over")
SPARED = row("proxy", Status.NOT_RUN, summary="no proxy applies")
BLOCKED = replace(row("auth", Status.NOT_RUN), blocked_by="installation.codex_missing")


def unknown(*findings: object, checks: tuple[object, ...] = (SPARED, LATE)) -> Report:
    """Return a report that could not tell."""
    return replace(HEALTHY, verdict=Verdict.UNKNOWN, findings=findings, checks=checks)


@pytest.mark.parametrize(
    ("report", "told"),
    [
        (unknown(WARNING), None),
        (unknown(HINT), None),
        (unknown(WARNING, ERROR), "tcp.refused"),
        # It is what kept a check from looking.
        (unknown(WARNING, checks=(BLOCKED,)), "installation.codex_missing"),
        (replace(HEALTHY, verdict=Verdict.FAILS, findings=(HINT, ERROR)), "tcp.refused"),
        (replace(HEALTHY, findings=(WARNING,)), "installation.codex_missing"),
        (HEALTHY, None),
    ],
)
def test_a_warning_explains_only_what_it_blocks(report: Report, told: str | None) -> None:
    found = explaining(report)

    assert (found.finding.id if found else None) == told


def test_what_was_not_seen_is_told_in_one_line(capsys: pytest.CaptureFixture[str]) -> None:
    tell_first(unknown(WARNING))

    assert capsys.readouterr().err == (
        "codex-doctor: Not enough could be seen to say whether Codex works here. "
        "Not seen: auth (not done when the budget of 4 s was over)\n"
    )


def test_a_failure_is_told_by_its_finding_and_nothing_by_the_headline(
    capsys: pytest.CaptureFixture[str],
) -> None:
    tell_first(replace(HEALTHY, verdict=Verdict.FAILS, findings=(ERROR,)))
    tell_first(HEALTHY)

    first, second = capsys.readouterr().err.splitlines()
    assert first.startswith("codex-doctor: tcp.refused: ")
    assert second == "codex-doctor: Codex works here."


def test_a_script_shows_no_warning_in_the_place_of_what_was_not_seen() -> None:
    shown = what_to_show(unknown(WARNING), Facts(Asked(), SETUP), None)

    assert shown.nothing == "not enough was seen of the endpoint"
