"""Writes the reports of a diagnosis, each in its format, or one on the screen."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from codex_doctor.codex.config.environment import show_path
from codex_doctor.commands.events import EventLines
from codex_doctor.model import Verdict
from codex_doctor.platform.home import home_folder
from codex_doctor.platform.outputs import deliver, write_stdout
from codex_doctor.platform.streams import tell
from codex_doctor.report import formats, words
from codex_doctor.reported import Cost, explaining
from codex_doctor.reporting import cost_of, noted
from codex_doctor.screen import screen_options
from codex_doctor.start import inputs_of
from codex_doctor.words.sentence import say

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Sequence

    from codex_doctor.diagnosis import Diagnosis
    from codex_doctor.facts import Facts
    from codex_doctor.platform.outputs import Output
    from codex_doctor.reported import Report


# What these write, they write while it runs, or on stderr.
_SAID_OTHERWISE = frozenset({"events", "quiet"})


def write_reports(
    targets: Sequence[Output],
    report: Report,
    options: argparse.Namespace,
    *,
    facts: Callable[[], Facts],
    script: Callable[[], tuple[str, Cost]] = lambda: ("", Cost(0, 0, None)),
) -> None:
    """Write the report to every target.

    Args:
        targets: Where it goes, and in which format.
        report: What was found.
        options: What the command line says.
        facts: Gives what was seen, redacted, to the formats that show it.
        script: Gives what shows the failure outside Codex, and what trying it cost.

    Raises:
        DoctorError: What could not be written, and why.
    """
    asked = {one.kind for one in targets}
    seen = facts() if asked & formats.WITH_FACTS else None
    report = noted(report, left_out=seen.left_out if seen else 0)
    shows = ""
    if asked & formats.WITH_SCRIPT:
        shows, cost = script()
        report = replace(report, cost=_together(report.cost, cost))

    def render(target: Output) -> str:
        if target.kind in _SAID_OTHERWISE:
            return ""
        look = screen_options(options, to_file=not target.is_stdout)
        if target.kind in formats.WITH_FOLDER:
            look = replace(look, folder=_folder())
        return formats.render(target.kind, report, seen, options=look, script=shows)

    if options.events:
        EventLines(options.deadline).report(report)
    deliver(targets, render, options.deadline)


def print_report(report: Report, options: argparse.Namespace) -> None:
    """Print a report as the screen can show it."""
    screen = screen_options(options, to_file=False)
    write_stdout(formats.render("terminal", report, options=screen), kind="terminal")


def tell_first(report: Report) -> None:
    """Say in one line on stderr what is wrong, or what was not seen."""
    first = explaining(report)
    if first is not None:
        tell(say("bundle.finding", id=first.finding.id, cause=first.finding.cause))
        return
    headline = say(words.HEADLINES[report.verdict])
    if report.verdict is Verdict.UNKNOWN:
        tell(say("report.unseen", headline=headline, unseen=words.unseen(report)))
    else:
        tell(headline)


def _together(one: Cost, other: Cost) -> Cost:
    tokens = [cost.tokens for cost in (one, other) if cost.tokens is not None]
    return Cost(
        requests=one.requests + other.requests,
        bytes_sent=one.bytes_sent + other.bytes_sent,
        tokens=sum(tokens) if tokens else None,
    )


def tried_script(diagnosis: Diagnosis, options: argparse.Namespace) -> tuple[str, Cost]:
    """Return what shows the failure, tried as `repro` does, and the cost of that.

    Where nothing was sent, nothing is tried either, and there is no script.
    """
    report = diagnosis.report
    if not report.exchanges or report.verdict is Verdict.WORKS:
        return "", cost_of(())
    # Late: it is for one format.
    from codex_doctor.commands.repro import reproduce

    inputs = inputs_of(options)
    made = reproduce(inputs, diagnosis, options.deadline, language="curl", for_operator=True)
    tell(made.said)
    return diagnosis.shown(made.text), cost_of(made.exchanges)


def _folder() -> str:
    """Return the working folder as files are shown, "" when it is gone."""
    try:
        here = Path.cwd()
    except FileNotFoundError:
        return ""
    return show_path(here, home_folder(os.environ))
