"""`codex-doctor replay FILE.zip`: what a bundle saw, judged here and now; sends nothing."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from codex_doctor.bundle.reading import read_bundle, read_file
from codex_doctor.bundle.replay import replay
from codex_doctor.commands.exits import exit_code
from codex_doctor.commands.looks import all_checks
from codex_doctor.commands.reports import tell_first, write_reports
from codex_doctor.platform.outputs import read_targets
from codex_doctor.report.formats import NAMES
from codex_doctor.reporting import cost_of
from codex_doctor.start import selection_of

if TYPE_CHECKING:
    import argparse

    from codex_doctor.reported import Cost


def run(options: argparse.Namespace) -> int:
    """Report what the bundle's facts mean; checks of plugins judge them too.

    Raises:
        DoctorError: It is no bundle that can be read, or there is no such check.
    """
    targets = read_targets(options, NAMES, reads=options.file)
    bundle = read_bundle(read_file(Path(options.file)), options.file)
    again = replay(bundle, all_checks(options), selection_of(options), options.deadline)
    report, facts = again.report, again.facts
    if options.anonymize:
        from codex_doctor.anonymous import Names

        names = Names()
        report, facts = names.hide(report), names.hide(facts)

    def script() -> tuple[str, Cost]:
        # Late: it is for one format.
        from codex_doctor.repro.recorded import recorded_script

        return recorded_script(report, facts), cost_of(())

    write_reports(targets, report, options, facts=lambda: facts, script=script)
    code = exit_code(again.report, crashed=False, fail_on=options.fail_on)
    if options.quiet and code:
        tell_first(again.report)
    return code
