"""The options of the command line, and what they say about how Codex would be started.

Options may stand before a command and behind it; what is said behind it comes later.
"""

from __future__ import annotations

import argparse
import re
import sys
from contextlib import suppress
from typing import TYPE_CHECKING

from codex_doctor import __version__
from codex_doctor.model import DoctorError
from codex_doctor.parser import Parser, UsageError
from codex_doctor.platform.deadline import Deadline
from codex_doctor.platform.streams import clip

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from codex_doctor.facts import Inputs

_BEHIND = "_behind"
_LISTS = ("config", "enable", "disable", "only", "skip", "format")
_FILES = ("cd", "format", "file", "first", "second")
_SURROGATES = re.compile(r"[\ud800-\udfff]")
SCHEMAS = ("report", "config", "explain", "bundle", "compare")
_SENDING = ("--confirm", "--thorough", "--dry-run")
_CONTRADICTIONS = (
    ("--offline", "--confirm", "one sends nothing, the other runs codex exec, which sends"),
    ("--offline", "--thorough", "one sends nothing, the other sends more than a turn"),
    ("--dry-run", "--confirm", "one sends nothing, the other runs codex exec, which sends"),
    ("--dry-run", "--thorough", "what is sent then depends on the answers"),
    ("fix", "--offline", "a fix is tried by a diagnosis"),
    ("setup", "--offline", "a service is looked at before it is set up"),
    ("setup", "--oss", "what setup writes would not be used"),
    ("setup", "--ignore-user-config", "what setup writes would not be used"),
    ("demo", "--confirm", "the demo runs no Codex; demo FAULT --serve lets you run it"),
    *(
        ("repro", option, "repro tries what it shows, once, and prints a script")
        for option in ("--offline", "--dry-run", "--confirm", "--codex-version all", "--json")
    ),
    *(
        (command, option, f"{command} is about one diagnosis of what is there")
        for command in ("bundle", "compare")
        for option in ("--dry-run", "--codex-version all")
    ),
    *(
        (command, option, f"{command} diagnoses nothing and sends nothing")
        for command in ("config", "checks", "explain", "schema", "replay")
        for option in _SENDING
    ),
)
_EPILOG = """\
exit codes: 0 Codex works here, 1 it fails, 2 wrong usage, or a report could not be written,
3 not enough could be seen (repro: nothing to show), 4 a bug of codex-doctor, 130 interrupted.
Unofficial; not made by OpenAI."""


def read_options(argv: Sequence[str]) -> argparse.Namespace:
    """Return what the command line says; each option of Codex has its name here too.

    Raises:
        SystemExit: It is no command line of ours, or asks for help or the version.
        DoctorError: Options contradict each other, or one is no text.
    """
    parser = _make_parser()
    try:
        options = parser.parse_args(argv)
    except UsageError as exc:
        # Late: a command line that is right needs no mask.
        from codex_doctor.secrets.command_lines import mask_message

        exc.parser.print_usage(sys.stderr)
        message = clip(mask_message(str(exc), argv, known=parser.known())) + exc.hint()
        exc.parser.exit(2, f"{exc.parser.prog}: error: {message}\n")
    for name in _LISTS:
        # argparse would let a list behind the command replace the one before it.
        setattr(options, name, [*getattr(options, name), *getattr(options, f"{name}{_BEHIND}")])
    options.json |= "json" in options.format
    _refuse_bytes(options)
    _refuse_contradictions(options)
    return options


def _refuse_bytes(options: argparse.Namespace) -> None:
    """Refuse what is not UTF-8, as Codex does; only names of files may be anything."""
    for name, value in vars(options).items():
        texts = [value] if isinstance(value, str) else value if name in _LISTS else ()
        if name not in _FILES and any(_SURROGATES.search(text) for text in texts):
            raise DoctorError(f"an argument is not UTF-8 ({name.replace('_', '-')})")


def _refuse_contradictions(options: argparse.Namespace) -> None:
    """Refuse options of which one promises what another breaks."""
    given = {
        f"--{name.replace('_', '-')}" for name, value in vars(options).items() if value is True
    }
    given |= {options.command, f"--codex-version {options.codex_version}"}
    for one, other, why in _CONTRADICTIONS:
        if {one, other} <= given:
            raise DoctorError(f"{one} and {other} exclude each other: {why}")


def _make_parser() -> Parser:
    parser = Parser(
        prog="codex-doctor",
        description="Says whether `codex` works here and now, why not, and what to change.",
        epilog=_EPILOG,
        formatter_class=argparse.RawDescriptionHelpFormatter,
        # What is not given behind a command keeps what was given before it.
        argument_default=argparse.SUPPRESS,
        allow_abbrev=False,
    )
    parser.add_argument("-V", "--version", action="version", version=f"codex-doctor {__version__}")
    _set_defaults(parser)
    _add_codex_options(parser)
    _add_run_options(parser)
    _add_output_options(parser)
    _add_commands(parser)
    return parser


def _set_defaults(parser: argparse.ArgumentParser) -> None:
    for place in ("", _BEHIND):
        lists: dict[str, list[str]] = {f"{name}{place}": [] for name in _LISTS}
        parser.set_defaults(**lists)
    codex = ("oss", "ignore_user_config", "strict_config", "ignore_rules")
    for name in (
        *codex,
        "offline",
        "confirm",
        "thorough",
        "dry_run",
        "json",
        "plain",
        "no_plugins",
    ):
        parser.set_defaults(**{name: False})
    for name in ("profile", "model", "cd", "local_provider", "base_url", "env_key"):
        parser.set_defaults(**{name: None})
    parser.set_defaults(command=None, inputs=None, codex_version=None, deadline=Deadline())
    parser.set_defaults(verbose=0, color="auto", budget=None, fail_on="error")


def _add_commands(parser: argparse.ArgumentParser) -> None:
    commands = parser.add_subparsers(title="commands", dest="command", metavar="command")

    def add(name: str, text: str) -> argparse.ArgumentParser:
        silent = argparse.SUPPRESS
        return commands.add_parser(name, help=text, argument_default=silent, allow_abbrev=False)

    _add_output_options(add("checks", "list the checks in their order"), formats=False)
    explain = add("explain", "explain a finding, list all, or search by what Codex printed")
    explain.add_argument(
        "id", nargs="?", default=None, metavar="ID", help="for example model.prefix_missing"
    )
    explain.add_argument(
        "--search",
        nargs="+",
        default=None,
        metavar="WORDS",
        help="which findings a message of Codex can mean",
    )
    explain.add_argument("--json", action="store_true", help="as JSON, nothing else")
    _add_output_options(explain, formats=False)
    fix = add("fix", "apply the first fix, look again, and go on until Codex works")
    fix.add_argument("id", nargs="?", default=None, metavar="ID", help="the finding to fix")
    fix.add_argument("--yes", action="store_true", default=False, help="do not ask")
    fix.add_argument("--undo", action="store_true", default=False, help="take the last one back")
    _add_codex_options(fix, place=_BEHIND)
    _add_run_options(fix, place=_BEHIND)
    _add_output_options(fix, formats=False)
    setup = add("setup", "set Codex up for a service: ask, look at it, write, verify")
    setup.add_argument(
        "preset", nargs="?", default=None, metavar="SERVICE", help="for example openrouter"
    )
    setup.add_argument("--yes", action="store_true", default=False, help="do not ask")
    _add_codex_options(setup, place=_BEHIND)
    _add_run_options(setup, place=_BEHIND)
    _add_output_options(setup, formats=False)
    config = add("config", "show the effective configuration and where it comes from; send nothing")
    config.add_argument("action", nargs="?", choices=["check"], default=None, help="the same")
    _add_codex_options(config, place=_BEHIND)
    _add_output_options(config, place=_BEHIND)
    repro = add("repro", "print a script that shows the failure outside Codex")
    repro.add_argument(
        "--lang",
        choices=("curl", "python", "node"),
        default="curl",
        help="curl (POSIX sh), or the package openai for Python or Node",
    )
    _add_codex_options(repro, place=_BEHIND)
    _add_run_options(repro, place=_BEHIND)
    _add_bundle_commands(add)
    schema = add("schema", "print the JSON Schema of --json")
    schema.add_argument("of", nargs="?", choices=SCHEMAS, default="report")
    demo = add("demo", "diagnose the embedded endpoint, healthy or broken")
    demo.add_argument("fault", nargs="?", default="healthy", metavar="FAULT")
    demo.add_argument("--list", action="store_true", default=False, help="list the faults")
    demo.add_argument(
        "--serve", action="store_true", default=False, help="only serve it, until Ctrl-C"
    )
    _add_run_options(demo, place=_BEHIND)
    _add_output_options(demo, place=_BEHIND)


def _add_bundle_commands(add: Callable[[str, str], argparse.ArgumentParser]) -> None:
    """Add what makes a file of a diagnosis, and what reads it."""
    bundle = add("bundle", "diagnose, and write all that was seen into a file for a ticket")
    bundle.add_argument("file", nargs="?", default=None, metavar="FILE.zip")
    bundle.add_argument(
        "--list", action="store_true", default=False, help="only show what would be in it"
    )
    bundle.add_argument(
        "--force", action="store_true", default=False, help="replace a file that is there"
    )
    bundle.add_argument("--json", action="store_true", help="as JSON, nothing else")
    _add_codex_options(bundle, place=_BEHIND)
    _add_run_options(bundle, place=_BEHIND)
    _add_output_options(bundle, formats=False)
    replay = add("replay", "judge what a bundle saw once more, here and now; send nothing")
    replay.add_argument("file", metavar="FILE.zip")
    replay.add_argument("--fail-on", choices=("error", "warning"), help="when to exit with 1")
    _add_output_options(replay, place=_BEHIND)
    compare = add("compare", "say what differs between two bundles, reports, or this machine")
    compare.add_argument("first", metavar="A", help="a bundle, a report in JSON, or - for here")
    compare.add_argument("second", nargs="?", default="-", metavar="B", help="the same; here")
    compare.add_argument("--json", action="store_true", help="as JSON, nothing else")
    _add_codex_options(compare, place=_BEHIND)
    _add_run_options(compare, place=_BEHIND)
    _add_output_options(compare, formats=False)


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
        ("--ignore-rules", "leave the rules for commands out"),
    ):
        group.add_argument(name, action="store_true", help=text)
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


def _add_run_options(parser: argparse.ArgumentParser, *, place: str = "") -> None:
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
    group.add_argument("--no-plugins", action="store_true", help="leave the checks of others out")
    for name, text in (("only", "run this check and what it needs"), ("skip", "leave it out")):
        group.add_argument(
            f"--{name}", action="append", dest=f"{name}{place}", metavar="CHECK", help=text
        )
    group.add_argument(
        "--budget",
        type=_seconds,
        metavar="SECONDS",
        help="time for all (60); a second request gets what the first needed",
    )
    group.add_argument("--fail-on", choices=("error", "warning"), help="when to exit with 1")


def _add_output_options(
    parser: argparse.ArgumentParser, *, place: str = "", formats: bool = True
) -> None:
    group = parser.add_argument_group("what comes out")
    if formats:
        group.add_argument("--json", action="store_true", help="as JSON, nothing else")
        group.add_argument(
            "--format",
            action="append",
            dest=f"format{place}",
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


def read_inputs(
    options: argparse.Namespace, *, environ: Mapping[str, str], cwd: Path, home: Path | None
) -> Inputs:
    """Return what a run with these options starts from; `cwd` has `-C` in it already."""
    # Late: most commands need no facts.
    from codex_doctor.facts import Inputs

    return Inputs(
        environ=environ,
        cwd=cwd,
        home=home,
        profile=options.profile,
        overrides=tuple(options.config),
        switches=_switches(options),
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
        ignore_rules=options.ignore_rules,
    )


def _switches(options: argparse.Namespace) -> tuple[tuple[str, str], ...]:
    """Return each feature that is switched with its option; Codex takes them in this order."""
    on = [("--enable", name) for name in options.enable]
    return (*on, *(("--disable", name) for name in options.disable))
