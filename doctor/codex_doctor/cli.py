"""The command line: sub-commands, exit codes. The only place that knows every part."""

from __future__ import annotations

import gc
import sys
from typing import TYPE_CHECKING

from msgspec.structs import replace

from codex_doctor.model import DoctorError, Severity, Verdict
from codex_doctor.options import read_options
from codex_doctor.platform.deadline import EXIT_INTERRUPTED, Deadline
from codex_doctor.platform.streams import tell
from codex_doctor.start import inputs_of, selection_of
from codex_doctor.words.sentence import say

if TYPE_CHECKING:
    import argparse
    from collections.abc import Collection, Sequence

    from codex_doctor.diagnosis import Diagnosis
    from codex_doctor.model import Check
    from codex_doctor.pipeline import Selection
    from codex_doctor.platform.outputs import Output
    from codex_doctor.reported import Report

BUDGET_S = 60.0
EXIT_OK, EXIT_FAILS, EXIT_USAGE, EXIT_UNKNOWN, EXIT_OUR_BUG = 0, 1, 2, 3, 4
_VERDICT_CODES = {
    Verdict.WORKS: EXIT_OK,
    Verdict.DEGRADED: EXIT_OK,
    Verdict.FAILS: EXIT_FAILS,
    Verdict.UNKNOWN: EXIT_UNKNOWN,
}
_TEXT_OR_JSON = frozenset({"checks", "fix", "setup"})


def run(argv: list[str], deadline: Deadline | None = None) -> int:
    """Run the command line and return its exit code; never raises."""
    deadline = deadline or Deadline()
    # A short life: collecting while modules load costs a tenth of a healthy run.
    gc.set_threshold(1_000_000)
    try:
        options = read_options(argv)
        deadline.budget_s = options.budget or BUDGET_S
        options.deadline = deadline
        if options.command in _TEXT_OR_JSON and {*options.format} - {"json"}:
            raise DoctorError(say("usage.text_or_json", command=options.command))
        code = _COMMANDS[options.command](options)
    except DoctorError as exc:
        code = EXIT_USAGE
        if not deadline.interrupted:
            # Late: the message names what was given, and that may be a key.
            from codex_doctor.secrets.command_lines import mask_message

            tell(mask_message(str(exc), argv))
    if deadline.interrupted:
        tell(say("last.interrupted"))
        return EXIT_INTERRUPTED
    return code


# ----- commands


def _diagnose(options: argparse.Namespace) -> int:
    if options.dry_run:
        return _dry_run(options)
    from codex_doctor.commands.reports import tell_first, tried_script, write_reports
    from codex_doctor.platform.outputs import read_targets
    from codex_doctor.report.formats import NAMES
    from codex_doctor_checks import ALL_CHECKS

    low = _limit()
    selection = selection_of(options, unsent=low)
    # A plugin takes a process.
    checks = ALL_CHECKS if low else _pipeline(options)
    left_out = selection.left_out(checks)
    if options.codex_version == "all":
        if any(one.plugin for one in checks):
            tell(say("usage.no_plugins"))
        return _every_version(options, selection.built_in(checks), low)
    targets = read_targets(options, NAMES)
    if low:
        from codex_doctor.diagnosis import leave_unseen

        inputs = inputs_of(options)
        diagnosis = leave_unseen(inputs, checks, options.deadline, selection)
    else:
        diagnosis = _look(options, checks, selection)
    report = diagnosis.report
    if options.confirm and not low:
        report = _confirm(options, report)
    write_reports(
        targets,
        report,
        options,
        facts=diagnosis.facts,
        script=lambda: tried_script(diagnosis, options),
    )
    code = _exit_code(report, crashed=diagnosis.crashed, fail_on=options.fail_on)
    if report.verdict is Verdict.FAILS and options.command is None and not low:
        _offer(options, replace(diagnosis, report=report))
    is_as_asked = report.confirmation is None and not low and _as_asked(diagnosis, left_out)
    code = EXIT_OK if code == EXIT_UNKNOWN and is_as_asked else code
    if options.quiet and code != EXIT_OK:
        tell_first(report)
    return code


def _offer(options: argparse.Namespace, diagnosis: Diagnosis) -> None:
    """Ask for a bundle, where somebody sees the report and can answer; not within a budget."""
    streams = (sys.stdin, sys.stdout, sys.stderr)
    # One that was closed is None, whatever its type says.
    is_seen = all(one and one.isatty() for one in streams) and options.budget is None
    is_for_people = not (options.json or options.format or options.events or options.quiet)
    if is_seen and is_for_people and not options.deadline.interrupted:
        from codex_doctor.commands.bundle import offer

        offer(options, diagnosis)


def _look(options: argparse.Namespace, checks: Sequence[Check], selection: Selection) -> Diagnosis:
    import asyncio

    from codex_doctor.diagnosis import diagnose
    from codex_doctor.screen import Progress, announce

    progress = Progress(wanted=not (options.json or options.events or options.quiet))
    watch = None
    if options.events:
        from codex_doctor.commands.events import EventLines

        watch = EventLines(options.deadline)
    options.deadline.is_patient = options.budget is None and progress.is_seen
    options.deadline.on_wait = progress.wait
    diagnosis = asyncio.run(
        diagnose(
            inputs_of(options),
            checks,
            deadline=options.deadline,
            selection=selection,
            on_start=watch.began if watch else progress.show,
            on_command=_silent if options.quiet else announce,
            watch=watch,
        )
    )
    progress.clear()
    return diagnosis


def _silent(_: str) -> None:
    """Say nothing."""


def _repro(options: argparse.Namespace) -> int:
    from codex_doctor.commands.repro import write_script

    return EXIT_UNKNOWN if _limit() else write_script(options, _pipeline(options), look=_look)


def _bundle(options: argparse.Namespace) -> int:
    from codex_doctor.commands.bundle import make_bundle

    if _limit():
        return EXIT_UNKNOWN
    diagnosis = make_bundle(options, _pipeline(options), _confirmed_look)
    return _exit_code(diagnosis.report, crashed=diagnosis.crashed, fail_on=options.fail_on)


def _confirmed_look(
    options: argparse.Namespace, checks: Sequence[Check], selection: Selection
) -> Diagnosis:
    diagnosis = _look(options, checks, selection)
    if not options.confirm:
        return diagnosis
    return replace(diagnosis, report=_confirm(options, diagnosis.report))


def _replay(options: argparse.Namespace) -> int:
    from codex_doctor.commands.replay import replayed
    from codex_doctor.commands.reports import tell_first, write_reports
    from codex_doctor.platform.outputs import read_targets
    from codex_doctor.report.formats import NAMES

    targets = read_targets(options, NAMES, reads=options.file)
    again = replayed(options, lambda: _pipeline(options))
    write_reports(targets, again.report, options, facts=lambda: again.facts)
    code = _exit_code(again.report, crashed=again.crashed, fail_on=options.fail_on)
    if options.quiet and code != EXIT_OK:
        tell_first(again.report)
    return code


def _compare(options: argparse.Namespace) -> int:
    from codex_doctor.commands.compare import compare

    if "-" in {options.first, options.second} and _limit():
        return EXIT_UNKNOWN
    compare(options, lambda: _pipeline(options), _confirmed_look)
    return EXIT_OK


def _limit() -> str:
    """Return the limit of this process that is too low, after it was told, "" when none is."""
    from codex_doctor.platform.limits import too_low

    low = too_low()
    if low:
        tell(low)
    return low


def _confirm(options: argparse.Namespace, report: Report) -> Report:
    from codex_doctor.commands.confirm import confirmed, run_codex
    from codex_doctor.screen import announce

    told = _silent if options.quiet else announce
    ran = run_codex(inputs_of(options), options.deadline, tell=told)
    return confirmed(report, ran)


def _dry_run(options: argparse.Namespace) -> int:
    from codex_doctor.commands.dry_run import as_json, as_text, plan, unplanned
    from codex_doctor.platform.outputs import TEXT_OR_JSON, deliver, read_targets
    from codex_doctor.screen import text_width

    low = _limit()
    targets = read_targets(options, TEXT_OR_JSON)
    every = options.codex_version == "all"
    options.codex_version = None if every else options.codex_version
    inputs = inputs_of(options)
    planned = unplanned(low) if low else plan(inputs, options.deadline, every_version=every)

    def render(target: Output) -> str:
        if target.kind == "json":
            return as_json(planned)
        return as_text(planned, width=text_width() if target.is_stdout else None)

    deliver(targets, render, options.deadline)
    return EXIT_UNKNOWN if low else EXIT_OK


def _every_version(options: argparse.Namespace, selection: Selection, low: str) -> int:
    import asyncio

    from codex_doctor.commands.versions import judge_versions, leave_unseen
    from codex_doctor.platform.outputs import deliver, read_targets
    from codex_doctor.report import versions
    from codex_doctor.screen import announce, text_width
    from codex_doctor_checks import ALL_CHECKS

    targets = read_targets(options, tuple(versions.RENDERERS))
    options.codex_version = None
    inputs = inputs_of(options)
    if low:
        across = leave_unseen()
    else:
        judging = judge_versions(
            inputs, ALL_CHECKS, deadline=options.deadline, selection=selection, tell=announce
        )
        across = asyncio.run(judging)
        if options.confirm:
            from codex_doctor.commands.confirm import confirmed_table, run_codex

            across = confirmed_table(across, run_codex(inputs, options.deadline, tell=announce))

    def render(target: Output) -> str:
        return versions.RENDERERS[target.kind](across, text_width() if target.is_stdout else None)

    deliver(targets, render, options.deadline)
    found = any(one.finding for one in across.spans)
    is_as_asked = (options.offline or options.only or options.skip) and not (found or low)
    is_unknown = across.verdict is Verdict.UNKNOWN and across.confirmation is None
    return EXIT_OK if is_unknown and is_as_asked else _VERDICT_CODES[across.verdict]


def _pipeline(options: argparse.Namespace) -> tuple[Check, ...]:
    """Return the built-in checks and those of plugins."""
    from codex_doctor_checks import ALL_CHECKS

    if options.no_plugins:
        return ALL_CHECKS
    from codex_doctor.plugins.listing import with_plugins

    return with_plugins(ALL_CHECKS, options.deadline)


def _checks(options: argparse.Namespace) -> int:
    from codex_doctor.commands.checks import as_json, as_text
    from codex_doctor.platform.outputs import write_stdout
    from codex_doctor.screen import text_width

    checks = _pipeline(options)
    text = as_json(checks) if options.json else as_text(checks, text_width())
    write_stdout(text, kind="json" if options.json else "text")
    return EXIT_OK


def _explain(options: argparse.Namespace) -> int:
    from codex_doctor.commands.explain import answer
    from codex_doctor.screen import text_width

    text, found = answer(options, lambda: _pipeline(options), width=text_width())
    print(text)
    return EXIT_OK if found else EXIT_UNKNOWN


def _fix(options: argparse.Namespace) -> int:
    from codex_doctor.commands.fix import fix, undo

    if options.undo:
        undo(options)
        return EXIT_OK
    return EXIT_UNKNOWN if _limit() else _VERDICT_CODES[fix(options, _pipeline(options), _look)]


def _set_up(options: argparse.Namespace) -> int:
    from codex_doctor.commands.setup import set_up

    return EXIT_UNKNOWN if _limit() else _VERDICT_CODES[set_up(options, _pipeline(options), _look)]


def _schema(options: argparse.Namespace) -> int:
    from codex_doctor.documents.schema import schema_text
    from codex_doctor.platform.outputs import write_stdout

    write_stdout(schema_text(options.of), kind="json")
    return EXIT_OK


def _config(options: argparse.Namespace) -> int:
    from codex_doctor.commands.config import look
    from codex_doctor.platform.outputs import TEXT_OR_JSON, deliver, read_targets
    from codex_doctor.screen import announce, config_text, screen_options

    options.offline = True  # whatever the configuration names is not run
    asks = bool(options.verbose)
    targets = read_targets(options, TEXT_OR_JSON)
    shown = look(inputs_of(options), login_shell=asks, deadline=options.deadline, tell=announce)

    def render(target: Output) -> str:
        screen = screen_options(options, to_file=not target.is_stdout)
        return config_text(shown, kind=target.kind, options=screen)

    deliver(targets, render, options.deadline)
    if shown.starts is None:
        return EXIT_UNKNOWN
    return EXIT_OK if shown.starts else EXIT_FAILS


def _demo(options: argparse.Namespace) -> int:
    from codex_doctor.commands.demo import demonstrate

    if _limit():
        return EXIT_UNKNOWN
    return demonstrate(options, diagnose=_diagnose)


_COMMANDS = {
    None: _diagnose,
    "checks": _checks,
    "explain": _explain,
    "fix": _fix,
    "setup": _set_up,
    "config": _config,
    "repro": _repro,
    "bundle": _bundle,
    "replay": _replay,
    "compare": _compare,
    "schema": _schema,
    "demo": _demo,
}


# ----- exit codes


def _exit_code(report: Report, *, crashed: bool, fail_on: str) -> int:
    warned = any(one.finding.severity is Severity.WARNING for one in report.findings)
    if report.verdict is Verdict.FAILS or (fail_on == "warning" and warned):
        return EXIT_FAILS
    return EXIT_OUR_BUG if crashed else _VERDICT_CODES[report.verdict]


def _as_asked(diagnosis: Diagnosis, left_out: Collection[str]) -> bool:
    """Tell whether all was seen but what the user left out, and nothing was found."""
    errors = any(one.finding.severity is Severity.ERROR for one in diagnosis.report.findings)
    return bool(diagnosis.unseen) and diagnosis.unseen <= set(left_out) and not errors
