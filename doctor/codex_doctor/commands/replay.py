"""`codex-doctor replay FILE.zip`: what a bundle saw, judged here and now; sends nothing."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from codex_doctor.bundle.reading import read_bundle, read_file
from codex_doctor.bundle.replay import replay
from codex_doctor.commands.exits import exit_code
from codex_doctor.commands.reports import write_reports
from codex_doctor.platform.outputs import read_targets
from codex_doctor.report.formats import NAMES
from codex_doctor_checks import ALL_CHECKS

if TYPE_CHECKING:
    import argparse


def run(options: argparse.Namespace) -> int:
    """Report what the bundle's facts mean; checks of plugins judge what they look at themselves.

    Raises:
        DoctorError: It is no bundle that can be read.
    """
    targets = read_targets(options, NAMES, reads=options.file)
    again = replay(read_bundle(read_file(Path(options.file)), options.file), ALL_CHECKS)
    write_reports(targets, again.report, options, facts=lambda: again.facts)
    return exit_code(again.report, crashed=False, fail_on=options.fail_on)
