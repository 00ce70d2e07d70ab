"""Prints what the hostile suite measured, a line each kind."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING, Any

from hostile.case import KINDS

if TYPE_CHECKING:
    import pytest


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Print cases, failures, time and memory of each kind."""
    rows: dict[str, list[tuple[bool, float, float]]] = defaultdict(list)
    for outcome in ("passed", "failed"):
        for report in terminalreporter.getreports(outcome):
            seen: dict[str, Any] = dict(report.user_properties)
            if "kind" in seen:
                rows[seen["kind"]].append((outcome == "passed", seen["took_s"], seen["peak_mb"]))
    if not rows:
        return
    terminalreporter.section("hostile")
    terminalreporter.write_line("kind     cases failed  median s   most s  most MB  about")
    for kind, about in KINDS.items():
        ran = rows.get(kind, [])
        times = sorted(took_s for _, took_s, _ in ran) or [0.0]
        most_mb = max((peak for _, _, peak in ran), default=0.0)
        failed = sum(not passed for passed, _, _ in ran)
        terminalreporter.write_line(
            f"{kind:<8} {len(ran):5d} {failed:6d} {times[len(times) // 2]:9.2f} {times[-1]:8.2f} "
            f"{most_mb:8.0f}  {about}"
        )
