"""`codex-doctor` without a command: the diagnosis, its report, and a bundle for who wants one."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from codex_doctor.commands.exits import EXIT_OK, EXIT_UNKNOWN, exit_code
from codex_doctor.commands.looks import all_checks, confirmed_look, limit
from codex_doctor.commands.reports import tell_first, tried_script, write_reports
from codex_doctor.model import Severity, Verdict
from codex_doctor.platform.outputs import read_targets
from codex_doctor.report.formats import NAMES
from codex_doctor.start import inputs_of, selection_of

if TYPE_CHECKING:
    import argparse
    from collections.abc import Collection

    from codex_doctor.diagnosis import Diagnosis


def run(options: argparse.Namespace) -> int:
    """Diagnose and write the reports; also what the options make of it: a plan, a table."""
    if options.dry_run:
        from codex_doctor.commands.dry_run import write_plan

        return write_plan(options)
    low = limit()
    selection = selection_of(options, unsent=low)
    # A plugin takes a process.
    checks = all_checks(options, with_plugins=not low)
    left_out = selection.left_out(checks)
    if options.codex_version == "all":
        from codex_doctor.commands.versions import write_table

        return write_table(options, checks, selection, unsent=low)
    targets = read_targets(options, NAMES)
    if low:
        from codex_doctor.diagnosis import leave_unseen

        diagnosis = leave_unseen(inputs_of(options), checks, options.deadline, selection)
    else:
        diagnosis = confirmed_look(options, checks, selection)
    report = diagnosis.report
    write_reports(
        targets,
        report,
        options,
        facts=diagnosis.facts,
        script=lambda: tried_script(diagnosis, options),
    )
    code = exit_code(report, crashed=diagnosis.crashed, fail_on=options.fail_on)
    if report.verdict is Verdict.FAILS and options.command is None and not low:
        _go_on(options, diagnosis)
    is_as_asked = report.confirmation is None and not low and _as_asked(diagnosis, left_out)
    code = EXIT_OK if code == EXIT_UNKNOWN and is_as_asked else code
    if options.quiet and code:
        tell_first(report)
    return code


def _go_on(options: argparse.Namespace, diagnosis: Diagnosis) -> None:
    """Say to people what mends it, and ask for a bundle those who see the report and can answer."""
    is_for_people = not (options.json or options.format or options.events or options.quiet)
    if not is_for_people or options.deadline.interrupted:
        return
    # Late: most runs find nothing.
    from codex_doctor.commands import bundle, fix

    fix.point_at(options, diagnosis)
    streams = (sys.stdin, sys.stdout, sys.stderr)
    # One that was closed is None, whatever its type says. Within a budget nobody is waited for.
    if all(one and one.isatty() for one in streams) and options.budget is None:
        bundle.offer(options, diagnosis)


def _as_asked(diagnosis: Diagnosis, left_out: Collection[str]) -> bool:
    """Tell whether all was seen but what the user left out, and nothing was found."""
    errors = any(one.finding.severity is Severity.ERROR for one in diagnosis.report.findings)
    return bool(diagnosis.unseen) and diagnosis.unseen <= set(left_out) and not errors
