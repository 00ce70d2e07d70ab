"""The command line: options, sub-commands, exit codes. The only place that knows every part."""

from __future__ import annotations

import argparse
import gc
import os
import sys
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

from codex_doctor import __version__
from codex_doctor.model import DoctorError, Severity, Verdict

if TYPE_CHECKING:
    from codex_doctor.diagnosis import Diagnosis
    from codex_doctor.engine import Selection
    from codex_doctor.facts import Inputs

EXIT_OK, EXIT_FAILS, EXIT_USAGE, EXIT_UNKNOWN, EXIT_OUR_BUG, EXIT_INTERRUPTED = 0, 1, 2, 3, 4, 130
FORMATS = ("terminal", "json", "markdown")
_BEHIND = "_behind"
_EPILOG = """\
exit codes: 0 Codex works here, 1 it fails, 2 wrong usage, 3 not enough could be seen,
4 a bug of codex-doctor, 130 interrupted. Unofficial; not made by OpenAI."""


def run(argv: list[str]) -> int:
    """Run the command line and return its exit code; never raises."""
    try:
        options = _parser().parse_args(argv)
        code = _COMMANDS[options.command](options)
        sys.stdout.flush()
    except DoctorError as exc:
        print(f"codex-doctor: {exc}", file=sys.stderr)
        return EXIT_USAGE
    except KeyboardInterrupt:
        print("codex-doctor: interrupted", file=sys.stderr)
        return EXIT_INTERRUPTED
    except BrokenPipeError:
        # The reader has gone (`| head`); the interpreter's last flush must not complain.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return EXIT_OK
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
            budget_s=options.budget,
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
    announce("running codex exec once, read-only, in an empty folder")
    inputs = options.inputs or _inputs(options)
    announce(compare(run_codex(inputs, budget_s=options.budget), verdict))


def _dry_run(options: argparse.Namespace) -> int:
    from codex_doctor.dry_run import as_json, as_text, plan

    planned = plan(options.inputs or _inputs(options))
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
            budget_s=options.budget,
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
    from codex_doctor.screen import announce, config_text

    options.offline = True  # whatever the configuration names is not run
    asks = bool(options.verbose)
    shown = look(_inputs(options), login_shell=asks, tell=announce)
    sys.stdout.write(config_text(shown, options))
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
    from codex_doctor.facts import Inputs

    cwd = Path(options.cd) if options.cd else Path.cwd()
    if not cwd.is_dir():
        raise DoctorError(f"--cd {options.cd}: there is no such folder")
    if options.codex_version is not None:
        from codex_doctor.codex.versions import is_version

        if not is_version(options.codex_version):
            raise DoctorError(f"--codex-version {options.codex_version}: not a version, nor all")
    home = os.environ.get("HOME") or os.environ.get("USERPROFILE")
    return Inputs(
        environ=dict(os.environ),
        cwd=cwd.absolute(),
        home=Path(home) if home else None,
        profile=options.profile,
        overrides=_overrides(options),
        model=options.model,
        base_url=options.base_url,
        env_key=options.env_key,
        codex_version=options.codex_version,
        offline=options.offline,
        thorough=options.thorough,
        oss=options.oss,
        local_provider=options.local_provider,
        ignore_user_config=options.ignore_user_config,
        strict_config=options.strict_config,
    )


def _overrides(options: argparse.Namespace) -> tuple[str, ...]:
    """Return what `-c`, `--enable` and `--disable` set; Codex makes `-c` of the last two."""
    on = [f"features.{name}=true" for name in (*options.enable, *options.enable_behind)]
    off = [f"features.{name}=false" for name in (*options.disable, *options.disable_behind)]
    return (*options.config, *options.config_behind, *on, *off)


def _writers(options: argparse.Namespace) -> list[tuple[str, str]]:
    """Return format and file of each report; an empty file name is the standard output."""
    chosen = list(options.format) or (["json"] if options.json else ["terminal"])
    writers = [(kind, file) for kind, _, file in (one.partition("=") for one in chosen)]
    for kind, _ in writers:
        if kind not in FORMATS:
            raise DoctorError(f"unknown format {kind!r}; the formats are {', '.join(FORMATS)}")
    if sum(not file for _, file in writers) > 1:
        raise DoctorError("only one format can go to the standard output; give others a file")
    if all(file for _, file in writers) and not options.json:
        writers.insert(0, ("terminal", ""))
    return writers


def _write(diagnosis: Diagnosis, *, kind: str, file: str, options: argparse.Namespace) -> None:
    from codex_doctor.screen import rendered, screen_options

    look = screen_options(options, to_file=bool(file))
    text = rendered(diagnosis.report, kind=kind, options=look)
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
    if diagnosis.interrupted:
        return EXIT_INTERRUPTED
    warned = any(one.finding.severity is Severity.WARNING for one in report.findings)
    if report.verdict is Verdict.FAILS or (fail_on == "warning" and warned):
        return EXIT_FAILS
    if diagnosis.crashed:
        return EXIT_OUR_BUG
    return EXIT_UNKNOWN if report.verdict is Verdict.UNKNOWN else EXIT_OK


# ----- options


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="codex-doctor",
        description="Says whether `codex` works here and now, why not, and what to change.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("-V", "--version", action="version", version=f"codex-doctor {__version__}")
    parser.set_defaults(command=None, inputs=None, verbose=0, color="auto")
    for place in ("", _BEHIND):
        lists: dict[str, list[str]] = {
            f"{name}{place}": [] for name in ("config", "enable", "disable")
        }
        parser.set_defaults(**lists)
    parser.set_defaults(oss=False, local_provider=None)
    parser.set_defaults(ignore_user_config=False, strict_config=False)
    _add_codex_options(parser)
    _add_run_options(parser)
    _add_output_options(parser, formats=True)
    commands = parser.add_subparsers(title="commands", dest="command", metavar="")
    commands.add_parser("checks", help="list the checks in their order")
    explain = commands.add_parser("explain", help="explain a finding")
    explain.add_argument("id", metavar="ID", help="for example model.prefix_missing")
    config = commands.add_parser(
        "config",
        help="show the effective configuration and where it comes from; send nothing",
        # What is not given here keeps what was given before the command.
        argument_default=argparse.SUPPRESS,
        allow_abbrev=False,
    )
    config.add_argument("action", nargs="?", choices=["check"], default=None, help="the same")
    _add_codex_options(config, place=_BEHIND)
    _add_output_options(config, formats=False)
    schema = commands.add_parser("schema", help="print the JSON Schema of --json")
    schema.add_argument("of", nargs="?", choices=("report", "config"), default="report")
    demo = commands.add_parser("demo", help="diagnose the embedded endpoint, healthy or broken")
    demo.add_argument("fault", nargs="?", default="healthy", metavar="FAULT")
    demo.add_argument("--list", action="store_true", help="list the faults")
    demo.add_argument("--serve", action="store_true", help="only serve it, until Ctrl-C")
    return parser


def _add_codex_options(parser: argparse.ArgumentParser, *, place: str = "") -> None:
    """Add the options of Codex; lists that stand behind a command have a name of their own."""
    group = parser.add_argument_group("what Codex would be started with")
    group.add_argument("-p", "--profile", metavar="NAME", help="configuration profile")
    group.add_argument(
        *("-c", "--config"),
        action="append",
        dest=f"config{place}",
        metavar="KEY=VALUE",
        help="override a value",
    )
    group.add_argument("-m", "--model", metavar="ID", help="model id")
    group.add_argument("-C", "--cd", metavar="DIR", help="folder in which Codex would start")
    group.add_argument("--local-provider", metavar="NAME", help="the provider of --oss")
    for name, text in (
        ("--oss", "use a local provider"),
        ("--ignore-user-config", "leave the user's config.toml out"),
        ("--strict-config", "refuse unknown keys"),
    ):
        # Not set is no value: the sub-command must not undo what stood before it.
        group.add_argument(name, action="store_true", default=argparse.SUPPRESS, help=text)
    for name in ("--enable", "--disable"):
        group.add_argument(
            name,
            action="append",
            dest=f"{name[2:]}{place}",
            metavar="FEATURE",
            help="switch a feature",
        )
    group.add_argument("--base-url", metavar="URL", help="an endpoint that is not configured yet")
    group.add_argument("--env-key", metavar="NAME", help="the variable that holds its key")
    group.add_argument(
        "--codex-version",
        metavar="X.Y.Z",
        help="judge by this version's rules; all: by every one's",
    )


def _add_run_options(parser: argparse.ArgumentParser) -> None:
    group = parser.add_argument_group("what runs")
    group.add_argument("--offline", action="store_true", help="send nothing")
    group.add_argument(
        "--confirm", action="store_true", help="run the real codex exec once as well (costs tokens)"
    )
    group.add_argument(
        "--thorough",
        action="store_true",
        help="also a second turn and large requests (tokens)",
    )
    group.add_argument(
        "--dry-run", action="store_true", help="print what would be sent, and send nothing"
    )
    for name, text in (("only", "run this check and what it needs"), ("skip", "leave it out")):
        group.add_argument(f"--{name}", action="append", default=[], metavar="CHECK", help=text)
    group.add_argument(
        "--budget", type=_seconds, default=60.0, metavar="SECONDS", help="time for all (60)"
    )
    group.add_argument(
        "--fail-on", choices=("error", "warning"), default="error", help="when to exit with 1"
    )


def _add_output_options(parser: argparse.ArgumentParser, *, formats: bool) -> None:
    group = parser.add_argument_group("what comes out")
    group.add_argument("--json", action="store_true", help="as JSON, nothing else")
    if formats:
        group.add_argument(
            "--format",
            action="append",
            default=[],
            metavar="KIND[=FILE]",
            help="terminal, json, or markdown (to attach to a ticket)",
        )
    group.add_argument("-v", "--verbose", action="count", help="all that was seen")
    group.add_argument("--color", choices=("auto", "always", "never"))
    group.add_argument("--plain", action="store_true", help="no columns, no escape sequences")


def _seconds(text: str) -> float:
    with suppress(ValueError):
        value = float(text)
        if 0 < value <= 3600:
            return value
    raise argparse.ArgumentTypeError("a number of seconds above 0, 3600 at most")
