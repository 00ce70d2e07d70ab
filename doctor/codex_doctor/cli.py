"""The command line: sub-commands, exit codes. The only place that knows every part."""

from __future__ import annotations

import gc
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

from codex_doctor.deadline import EXIT_INTERRUPTED, Deadline
from codex_doctor.model import DoctorError, Severity, Verdict
from codex_doctor.options import read_inputs, read_options

if TYPE_CHECKING:
    import argparse

    from codex_doctor.diagnosis import Diagnosis
    from codex_doctor.engine import Selection
    from codex_doctor.facts import Inputs

EXIT_OK, EXIT_FAILS, EXIT_USAGE, EXIT_UNKNOWN, EXIT_OUR_BUG = 0, 1, 2, 3, 4
FORMATS = ("terminal", "json", "markdown")
_TEXT_ONLY = frozenset({"checks", "explain"})


def run(argv: list[str], deadline: Deadline | None = None) -> int:
    """Run the command line and return its exit code; never raises."""
    deadline = deadline or Deadline()
    try:
        options = read_options(argv)
        deadline.budget_s = options.budget
        options.deadline = deadline
        if options.command in _TEXT_ONLY and (options.json or options.format):
            raise DoctorError(f"{options.command} has no other format than text")
        code = _COMMANDS[options.command](options)
        sys.stdout.flush()
    except DoctorError as exc:
        print(f"codex-doctor: {exc}", file=sys.stderr)
        return EXIT_USAGE
    except BrokenPipeError:
        # The reader has gone (`| head`); the interpreter's last flush must not complain.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return EXIT_OK
    if deadline.interrupted:
        print("codex-doctor: interrupted", file=sys.stderr)
        return EXIT_INTERRUPTED
    return code


# ----- commands


def _diagnose(options: argparse.Namespace) -> int:
    if options.dry_run:
        return _dry_run(options)
    # A short life: collecting while modules load costs a tenth of a healthy run.
    gc.set_threshold(1_000_000)
    import asyncio

    from codex_doctor.diagnosis import diagnose
    from codex_doctor.engine import Selection
    from codex_doctor.screen import Progress, announce
    from codex_doctor_checks import ALL_CHECKS

    selection = Selection(
        only=frozenset(options.only),
        skip=frozenset(options.skip),
        offline="left out by --offline" if options.offline else "",
    )
    selection.left_out(ALL_CHECKS)
    if options.codex_version == "all":
        return _every_version(options, selection)
    writers = _writers(options)
    progress = Progress(wanted=not options.json)
    diagnosis = asyncio.run(
        diagnose(
            options.inputs or _inputs(options),
            ALL_CHECKS,
            deadline=options.deadline,
            selection=selection,
            on_start=progress.show,
            on_command=announce,
        )
    )
    progress.clear()
    for kind, file in writers:
        _write(diagnosis, kind=kind, file=file, options=options)
    if options.confirm:
        _confirm(options, diagnosis.report.verdict)
    return _exit_code(diagnosis, fail_on=options.fail_on)


def _confirm(options: argparse.Namespace, verdict: Verdict) -> None:
    from codex_doctor.confirm import compare, run_codex
    from codex_doctor.screen import announce

    sys.stdout.flush()
    inputs = options.inputs or _inputs(options)
    announce(compare(run_codex(inputs, options.deadline, tell=announce), verdict))


def _dry_run(options: argparse.Namespace) -> int:
    from codex_doctor.dry_run import as_json, as_text, plan

    planned = plan(options.inputs or _inputs(options), options.deadline)
    sys.stdout.write(as_json(planned) if options.json else as_text(planned))
    return EXIT_OK


def _every_version(options: argparse.Namespace, selection: Selection) -> int:
    import asyncio

    from codex_doctor.across import judge_versions
    from codex_doctor.codex.packages import installed_version
    from codex_doctor.report import versions
    from codex_doctor.screen import announce
    from codex_doctor_checks import ALL_CHECKS

    options.codex_version = None
    inputs = options.inputs or _inputs(options)
    across = asyncio.run(
        judge_versions(
            inputs,
            ALL_CHECKS,
            deadline=options.deadline,
            selection=selection,
            on_command=announce,
        )
    )
    installed = installed_version(inputs.environ)
    render = versions.render_json if options.json else versions.render_text
    sys.stdout.write(render(across, installed=installed))
    return EXIT_OK if across.works_with(installed) else EXIT_FAILS


def _checks(_: argparse.Namespace) -> int:
    from codex_doctor_checks import ALL_CHECKS

    for check in ALL_CHECKS:
        needs = f"  (needs {', '.join(check.needs)})" if check.needs else ""
        print(f"{check.id:<13} {check.title}{needs}")
    return EXIT_OK


def _explain(options: argparse.Namespace) -> int:
    from codex_doctor.explain import explain

    print(explain(options.id))
    return EXIT_OK


def _schema(options: argparse.Namespace) -> int:
    if options.of == "config":
        from codex_doctor.report.config_json import config_schema_text as text
    else:
        from codex_doctor.report.json import schema_text as text

    print(text(), end="")
    return EXIT_OK


def _config(options: argparse.Namespace) -> int:
    gc.set_threshold(1_000_000)
    from codex_doctor.configuration import look
    from codex_doctor.screen import announce, config_text, screen_options

    options.offline = True  # whatever the configuration names is not run
    asks = bool(options.verbose)
    writers = _writers(options, formats=FORMATS[:2])
    shown = look(_inputs(options), login_shell=asks, deadline=options.deadline, tell=announce)
    for kind, file in writers:
        screen = screen_options(options, to_file=bool(file))
        _put(config_text(shown, kind=kind, options=screen), kind=kind, file=file)
    return EXIT_OK if shown.starts else EXIT_FAILS


def _demo(options: argparse.Namespace) -> int:
    from codex_doctor.demo import demonstrate

    return demonstrate(options, diagnose=_diagnose)


_COMMANDS = {
    None: _diagnose,
    "checks": _checks,
    "explain": _explain,
    "config": _config,
    "schema": _schema,
    "demo": _demo,
}


# ----- inputs and outputs


def _inputs(options: argparse.Namespace) -> Inputs:
    cwd = Path(options.cd) if options.cd else Path.cwd()
    if not cwd.is_dir():
        raise DoctorError(f"--cd {options.cd}: there is no such folder")
    if options.codex_version is not None:
        from codex_doctor.codex.versions import is_version

        if not is_version(options.codex_version):
            raise DoctorError(f"--codex-version {options.codex_version}: not a version, nor all")
    home = os.environ.get("HOME") or os.environ.get("USERPROFILE")
    return read_inputs(
        options,
        environ=dict(os.environ),
        cwd=cwd.absolute(),
        home=Path(home) if home else None,
    )


def _writers(
    options: argparse.Namespace, *, formats: tuple[str, ...] = FORMATS
) -> list[tuple[str, str]]:
    """Return format and file of each report; an empty file name is the standard output."""
    chosen = list(options.format) or (["json"] if options.json else ["terminal"])
    writers = [(kind, file) for kind, _, file in (one.partition("=") for one in chosen)]
    for kind, _ in writers:
        if kind not in formats:
            raise DoctorError(f"unknown format {kind!r}; the formats are {', '.join(formats)}")
    if sum(not file for _, file in writers) > 1:
        raise DoctorError("only one format can go to the standard output; give others a file")
    if all(file for _, file in writers) and not options.json:
        writers.insert(0, ("terminal", ""))
    return writers


def _write(diagnosis: Diagnosis, *, kind: str, file: str, options: argparse.Namespace) -> None:
    from codex_doctor.screen import rendered, screen_options

    look = screen_options(options, to_file=bool(file))
    _put(rendered(diagnosis.report, kind=kind, options=look), kind=kind, file=file)


def _put(text: str, *, kind: str, file: str) -> None:
    if not file:
        sys.stdout.write(text)
        return
    try:
        Path(file).write_text(text, encoding="utf-8")
    except OSError as exc:
        raise DoctorError(f"--format {kind}={file}: {exc.strerror}") from exc
    print(f"codex-doctor: wrote {file}", file=sys.stderr)


def _exit_code(diagnosis: Diagnosis, *, fail_on: str) -> int:
    report = diagnosis.report
    warned = any(one.finding.severity is Severity.WARNING for one in report.findings)
    if report.verdict is Verdict.FAILS or (fail_on == "warning" and warned):
        return EXIT_FAILS
    if diagnosis.crashed:
        return EXIT_OUR_BUG
    return EXIT_UNKNOWN if report.verdict is Verdict.UNKNOWN else EXIT_OK
