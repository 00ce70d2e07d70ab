"""The exit codes of the program, and which of them a report means."""

from __future__ import annotations

from typing import TYPE_CHECKING

from codex_doctor.model import Severity, Verdict

if TYPE_CHECKING:
    from codex_doctor.reported import Report

EXIT_OK, EXIT_FAILS, EXIT_USAGE, EXIT_UNKNOWN, EXIT_OUR_BUG = 0, 1, 2, 3, 4
VERDICT_CODES = {
    Verdict.WORKS: EXIT_OK,
    Verdict.DEGRADED: EXIT_OK,
    Verdict.FAILS: EXIT_FAILS,
    Verdict.UNKNOWN: EXIT_UNKNOWN,
}


def exit_code(report: Report, *, crashed: bool, fail_on: str) -> int:
    """Return the code of a report; a bug of ours shows where nothing else is wrong."""
    warned = any(one.finding.severity is Severity.WARNING for one in report.findings)
    if report.verdict is Verdict.FAILS or (fail_on == "warning" and warned):
        return EXIT_FAILS
    return EXIT_OUR_BUG if crashed else VERDICT_CODES[report.verdict]
