"""Writes the reports of a diagnosis, each in its format."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from codex_doctor.codex.config.environment import show_path
from codex_doctor.model import Verdict
from codex_doctor.platform.outputs import deliver
from codex_doctor.platform.streams import tell
from codex_doctor.report import formats
from codex_doctor.screen import screen_options
from codex_doctor.start import inputs_of

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from codex_doctor.diagnosis import Diagnosis
    from codex_doctor.platform.outputs import Output
    from codex_doctor.reported import Report


def write_reports(
    targets: Sequence[Output], diagnosis: Diagnosis, report: Report, options: argparse.Namespace
) -> None:
    """Write the report to every target.

    Args:
        targets: Where it goes, and in which format.
        diagnosis: What the report is of.
        report: Its report, with what was learned after it.
        options: What the command line says.

    Raises:
        DoctorError: What could not be written, and why.
    """
    asked = {one.kind for one in targets}
    facts = diagnosis.facts() if asked & formats.WITH_FACTS else None
    script = _script(diagnosis, options) if asked & formats.WITH_SCRIPT else ""

    def render(target: Output) -> str:
        look = screen_options(options, to_file=not target.is_stdout)
        if target.kind in formats.WITH_FOLDER:
            look = replace(look, folder=_folder())
        return formats.render(target.kind, report, facts, options=look, script=script)

    deliver(targets, render, options.deadline)


def _script(diagnosis: Diagnosis, options: argparse.Namespace) -> str:
    """Return what shows the failure, tried as `repro` does; "" where nothing was sent."""
    report = diagnosis.report
    if not report.exchanges or report.verdict is Verdict.WORKS:
        return ""
    # Late: it is for one format.
    from codex_doctor.commands.repro import reproduce

    inputs = inputs_of(options)
    made = reproduce(inputs, diagnosis, options.deadline, language="curl", for_operator=True)
    tell(made.said)
    return made.text


def _folder() -> str:
    """Return the working folder as files are shown, "" when it is gone."""
    try:
        here = Path.cwd()
    except FileNotFoundError:
        return ""
    home = os.environ.get("HOME") or os.environ.get("USERPROFILE")
    return show_path(here, Path(home) if home else None)
