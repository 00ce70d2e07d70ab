"""What commands share that diagnose more than once: a look with the whole budget, a report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from codex_doctor.pipeline import Selection
from codex_doctor.platform.outputs import write_stdout
from codex_doctor.report.terminal import render
from codex_doctor.screen import screen_options

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Sequence

    from codex_doctor.diagnosis import Diagnosis
    from codex_doctor.model import Check
    from codex_doctor.reported import Report

    Look = Callable[[argparse.Namespace, Sequence[Check], Selection], Diagnosis]


def fresh_looks(
    options: argparse.Namespace, checks: Sequence[Check], look: Look
) -> Callable[[], Diagnosis]:
    """Return what makes a diagnosis; how long a person thinks in between counts for none."""
    budget_s = options.deadline.budget_s

    def fresh() -> Diagnosis:
        options.deadline.budget_s = options.deadline.now_s() + budget_s
        return look(options, checks, Selection())

    return fresh


def print_report(report: Report, options: argparse.Namespace) -> None:
    """Print a report as the screen can show it."""
    screen = screen_options(options, to_file=False)
    write_stdout(render(report, screen), kind="terminal")
