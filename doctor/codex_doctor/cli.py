"""The command line: sub-commands, exit codes. The only place that knows every part."""

from __future__ import annotations

import gc
import sys
from typing import TYPE_CHECKING

from codex_doctor.model import DoctorError, Severity, Verdict
from codex_doctor.options import read_options
from codex_doctor.platform.deadline import EXIT_INTERRUPTED, Deadline
from codex_doctor.platform.streams import tell
from codex_doctor.start import inputs_of

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from codex_doctor.diagnosis import Diagnosis
    from codex_doctor.model import Check
    from codex_doctor.pipeline import Selection
    from codex_doctor.platform.outputs import Output

BUDGET_S = 60.0
EXIT_OK, EXIT_FAILS, EXIT_USAGE, EXIT_UNKNOWN, EXIT_OUR_BUG = 0, 1, 2, 3, 4
_VERDICT_CODES = {
    Verdict.WORKS: EXIT_OK,
    Verdict.DEGRADED: EXIT_OK,
    Verdict.FAILS: EXIT_FAILS,
    Verdict.UNKNOWN: EXIT_UNKNOWN,
}
_TEXT_ONLY = frozenset({"checks", "explain"})


def run(argv: list[str], deadline: Deadline | None = None) -> int:
    """Run the command line and return its exit code; never raises."""
    deadline = deadline or Deadline()
    try:
        options = read_options(argv)
        deadline.budget_s = options.budget or BUDGET_S
        options.deadline = deadline
        if options.command in _TEXT_ONLY and (options.json or options.format):
            raise DoctorError(f"{options.command} has no other format than text")
        code = _COMMANDS[options.command](options)
    except DoctorError as exc:
        # Late: the message names what was given, and that may be a key.
        from codex_doctor.secrets.command_lines import mask_message

        tell(mask_message(str(exc), argv))
        return EXIT_USAGE
    if deadline.interrupted:
        tell("interrupted")
        return EXIT_INTERRUPTED
    return code


# ----- commands


def _diagnose(options: argparse.Namespace) -> int:
    if options.dry_run:
        return _dry_run(options)
    # A short life: collecting while modules load costs a tenth of a healthy run.
    gc.set_threshold(1_000_000)
    from codex_doctor.pipeline import Selection
    from codex_doctor.platform.outputs import deliver, read_targets
    from codex_doctor_checks import ALL_CHECKS

    low = _limit()
    selection = Selection(
        only=frozenset(options.only),
        skip=frozenset(options.skip),
        offline=low or ("left out by --offline" if options.offline else ""),
    )
    # A plugin takes a thread.
    checks = ALL_CHECKS if low else _pipeline(options)
    selection.left_out(checks)
    if options.codex_version == "all":
        if any(one.plugin for one in checks):
            tell("checks of plugins take no part in --codex-version all")
        return _every_version(options, selection.built_in(checks), low)
    targets = read_targets(options)
    if low:
        from codex_doctor.diagnosis import leave_unseen

        inputs = inputs_of(options)
        diagnosis = leave_unseen(inputs, checks, options.deadline, selection)
    else:
        diagnosis = _look(options, checks, selection)
    deliver(targets, lambda target: _rendered(diagnosis, target, options), options.deadline)
    if options.confirm and not low:
        _confirm(options, diagnosis.report.verdict)
    return _exit_code(diagnosis, fail_on=options.fail_on)


def _look(options: argparse.Namespace, checks: Sequence[Check], selection: Selection) -> Diagnosis:
    import asyncio

    from codex_doctor.diagnosis import diagnose
    from codex_doctor.screen import Progress, announce

    progress = Progress(wanted=not options.json)
    options.deadline.is_patient = options.budget is None and progress.is_seen
    options.deadline.on_wait = progress.wait
    diagnosis = asyncio.run(
        diagnose(
            inputs_of(options),
            checks,
            deadline=options.deadline,
            selection=selection,
            on_start=progress.show,
            on_command=announce,
        )
    )
    progress.clear()
    return diagnosis


def _limit() -> str:
    """Return the limit of this process that is too low, after it was told, "" when none is."""
    from codex_doctor.platform.limits import too_low

    low = too_low()
    if low:
        tell(low)
    return low


def _confirm(options: argparse.Namespace, verdict: Verdict) -> None:
    from codex_doctor.commands.confirm import compare, run_codex
    from codex_doctor.screen import announce

    sys.stdout.flush()
    inputs = inputs_of(options)
    announce(compare(run_codex(inputs, options.deadline, tell=announce), verdict))


def _dry_run(options: argparse.Namespace) -> int:
    from codex_doctor.commands.dry_run import as_json, as_text, plan, unplanned
    from codex_doctor.platform.outputs import TEXT_OR_JSON, deliver, read_targets

    low = _limit()
    targets = read_targets(options, TEXT_OR_JSON)
    inputs = inputs_of(options)
    planned = unplanned(low) if low else plan(inputs, options.deadline)
    render = {"json": as_json, "terminal": as_text}
    deliver(targets, lambda one: render[one.kind](planned), options.deadline)
    return EXIT_UNKNOWN if low else EXIT_OK


def _every_version(options: argparse.Namespace, selection: Selection, low: str) -> int:
    import asyncio

    from codex_doctor.codex.packages import installed_version
    from codex_doctor.commands.versions import judge_versions, leave_unseen, verdict_with
    from codex_doctor.platform.outputs import TEXT_OR_JSON, deliver, read_targets
    from codex_doctor.report import versions
    from codex_doctor.screen import announce
    from codex_doctor_checks import ALL_CHECKS

    targets = read_targets(options, TEXT_OR_JSON)
    options.codex_version = None
    inputs = inputs_of(options)
    if low:
        across = leave_unseen()
    else:
        judging = judge_versions(
            inputs,
            ALL_CHECKS,
            deadline=options.deadline,
            selection=selection,
            on_command=announce,
        )
        across = asyncio.run(judging)
    installed = installed_version(inputs.environ)
    render = {"json": versions.render_json, "terminal": versions.render_text}
    deliver(targets, lambda one: render[one.kind](across, installed=installed), options.deadline)
    return _VERDICT_CODES[verdict_with(installed, across)]


def _pipeline(options: argparse.Namespace) -> tuple[Check, ...]:
    """Return the built-in checks and those of plugins."""
    from codex_doctor_checks import ALL_CHECKS

    if options.no_plugins:
        return ALL_CHECKS
    from codex_doctor.plugins import with_plugins

    return with_plugins(ALL_CHECKS, options.deadline)


def _checks(options: argparse.Namespace) -> int:
    for check in _pipeline(options):
        needs = f"  (needs {', '.join(check.needs)})" if check.needs else ""
        plugin = f"  (plugin {check.plugin})" if check.plugin else ""
        print(f"{check.id:<13} {check.title}{needs}{plugin}")
    return EXIT_OK


def _explain(options: argparse.Namespace) -> int:
    from codex_doctor.commands.explain import explain

    print(explain(options.id, others=lambda: _pipeline(options)))
    return EXIT_OK


def _schema(options: argparse.Namespace) -> int:
    if options.of == "config":
        from codex_doctor.report.config_json import config_schema_text as text
    else:
        from codex_doctor.report.json import schema_text as text
    from codex_doctor.platform.outputs import write_stdout

    write_stdout(text(), kind="json")
    return EXIT_OK


def _config(options: argparse.Namespace) -> int:
    gc.set_threshold(1_000_000)
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
    "config": _config,
    "schema": _schema,
    "demo": _demo,
}


# ----- outputs


def _rendered(diagnosis: Diagnosis, target: Output, options: argparse.Namespace) -> str:
    from codex_doctor.screen import rendered, screen_options

    look = screen_options(options, to_file=not target.is_stdout)
    return rendered(diagnosis.report, kind=target.kind, options=look)


def _exit_code(diagnosis: Diagnosis, *, fail_on: str) -> int:
    report = diagnosis.report
    warned = any(one.finding.severity is Severity.WARNING for one in report.findings)
    if report.verdict is Verdict.FAILS or (fail_on == "warning" and warned):
        return EXIT_FAILS
    return EXIT_OUR_BUG if diagnosis.crashed else _VERDICT_CODES[report.verdict]
