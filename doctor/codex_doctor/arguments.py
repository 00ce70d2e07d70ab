"""The options and commands that there are, as the command line takes them.

Options may stand before a command and behind it; what is said behind it comes later.
"""

from __future__ import annotations

import argparse
from contextlib import suppress
from typing import TYPE_CHECKING

from codex_doctor import __version__
from codex_doctor.documents.names import NAMES
from codex_doctor.parser import COMMAND, Parser
from codex_doctor.platform.deadline import Deadline
from codex_doctor.words.sentence import say

if TYPE_CHECKING:
    from collections.abc import Callable

# Lists: argparse would let one behind the command replace the one before it, so it has a name of
# its own there.
LISTS = ("config", "enable", "disable", "only", "skip", "format")
BEHIND = "_behind"
_EXAMPLES = {
    "codex-doctor": "option.example_diagnose",
    "codex-doctor fix": "option.example_fix",
    "codex-doctor setup": "option.example_setup",
    "codex-doctor bundle": "option.example_bundle",
    "codex-doctor explain --search WORDS\n                        ": "option.example_search",
    "codex-doctor demo": "option.example_demo",
    "codex-doctor help fix": "option.example_help",
}
SHELLS = ("bash", "zsh", "fish", "powershell")


def make_parser() -> Parser:
    """Return the parser of the whole command line."""
    parser = Parser(
        prog="codex-doctor",
        description=_description(),
        epilog=say("option.epilog"),
        # What is not given behind a command keeps what was given before it.
        argument_default=argparse.SUPPRESS,
        allow_abbrev=False,
    )
    version = f"codex-doctor {__version__}"
    parser.add_argument(
        "-V", "--version", action="version", version=version, help=say("option.version")
    )
    _set_defaults(parser)
    _add_commands(parser)
    _add_codex_options(parser)
    _add_run_options(parser)
    _add_output_options(parser)
    return parser


def _description() -> str:
    lines = (f"  {line:22}{say(text)}" for line, text in _EXAMPLES.items())
    return "\n".join((say("option.description"), "", *lines, "", say("option.cost")))


def _set_defaults(parser: argparse.ArgumentParser) -> None:
    for place in ("", BEHIND):
        lists: dict[str, list[str]] = {f"{name}{place}": [] for name in LISTS}
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
        "host_name",
        "anonymize",
        "events",
        "quiet",
    ):
        parser.set_defaults(**{name: False})
    for name in ("profile", "model", "cd", "local_provider", "base_url", "env_key"):
        parser.set_defaults(**{name: None})
    parser.set_defaults(command=None, inputs=None, codex_version=None, deadline=Deadline())
    parser.set_defaults(verbose=0, color="auto", budget=None, fail_on="error")


def _add_commands(parser: argparse.ArgumentParser) -> None:
    commands = parser.add_subparsers(title=say("option.commands"), dest="command", metavar=COMMAND)

    def add(name: str, text: str) -> argparse.ArgumentParser:
        return commands.add_parser(
            name,
            help=text,
            description=f"{text[:1].upper()}{text[1:]}.",
            argument_default=argparse.SUPPRESS,
            allow_abbrev=False,
        )

    _add_output_options(add("checks", say("option.command_checks")), formats=False)
    explain = add("explain", say("option.command_explain"))
    explain.add_argument("id", nargs="?", default=None, metavar="ID", help=say("option.explain_id"))
    explain.add_argument(
        "--search",
        nargs="+",
        default=None,
        metavar="WORDS",
        help=say("option.explain_search"),
    )
    _add_output_options(explain, formats=False)
    fix = add("fix", say("option.command_fix"))
    fix.add_argument("id", nargs="?", default=None, metavar="ID", help=say("option.finding"))
    fix.add_argument("--yes", action="store_true", default=False, help=say("option.yes"))
    fix.add_argument("--undo", action="store_true", default=False, help=say("option.undo"))
    _add_diagnosis_options(fix)
    setup = add("setup", say("option.command_setup"))
    setup.add_argument(
        "preset", nargs="?", default=None, metavar="SERVICE", help=say("option.setup_service")
    )
    setup.add_argument("--yes", action="store_true", default=False, help=say("option.yes"))
    _add_diagnosis_options(setup)
    config = add("config", say("option.command_config"))
    config.add_argument(
        "action", nargs="?", choices=["check"], default=None, help=say("option.config_check")
    )
    _add_codex_options(config, place=BEHIND)
    _add_output_options(config, place=BEHIND)
    repro = add("repro", say("option.command_repro"))
    repro.add_argument(
        "--lang",
        choices=("curl", "python", "node"),
        default="curl",
        help=say("option.repro_lang"),
    )
    _add_codex_options(repro, place=BEHIND)
    _add_run_options(repro, place=BEHIND)
    _add_bundle_commands(add)
    schema = add("schema", say("option.command_schema"))
    schema.add_argument(
        "of",
        nargs="?",
        choices=NAMES,
        default="report",
        metavar="NAME",
        help=say("option.schema_of", names=tuple(NAMES)),
    )
    schema.add_argument("--json", action="store_true", default=False, help=say("option.is_json"))
    demo = add("demo", say("option.command_demo"))
    demo.add_argument(
        "fault", nargs="?", default=None, metavar="FAULT", help=say("option.demo_fault")
    )
    demo.add_argument("--list", action="store_true", default=False, help=say("option.demo_list"))
    demo.add_argument("--serve", action="store_true", default=False, help=say("option.demo_serve"))
    _add_run_options(demo, place=BEHIND)
    _add_output_options(demo, place=BEHIND)
    completion = add("completion", say("option.command_completion"))
    completion.add_argument("shell", choices=SHELLS, metavar="SHELL", help=say("option.shell"))
    about = add("help", say("option.command_help"))
    about.add_argument(
        "about", nargs="?", default=None, metavar="COMMAND", help=say("option.help_command")
    )


def _add_bundle_commands(add: Callable[[str, str], argparse.ArgumentParser]) -> None:
    """Add what makes a file of a diagnosis, and what reads it."""
    bundle = add("bundle", say("option.command_bundle"))
    bundle.add_argument(
        "file", nargs="?", default=None, metavar="FILE.zip", help=say("option.bundle")
    )
    bundle.add_argument("--list", action="store_true", default=False, help=say("option.list"))
    bundle.add_argument("--force", action="store_true", default=False, help=say("option.force"))
    _add_diagnosis_options(bundle)
    replay = add("replay", say("option.command_replay"))
    replay.add_argument("file", metavar="FILE.zip", help=say("option.replayed"))
    group = replay.add_argument_group(say("option.run_group"))
    _add_choice_of_checks(group.add_argument, place=BEHIND)
    replay.add_argument("--fail-on", choices=("error", "warning"), help=say("option.fail_on"))
    _add_output_options(replay, place=BEHIND)
    compare = add("compare", say("option.command_compare"))
    compare.add_argument("first", metavar="A", help=say("option.side"))
    compare.add_argument(
        "second", nargs="?", default="-", metavar="B", help=say("option.other_side")
    )
    _add_diagnosis_options(compare)


def _add_diagnosis_options(parser: argparse.ArgumentParser) -> None:
    """Add what a command takes that diagnoses and writes no report."""
    _add_codex_options(parser, place=BEHIND)
    _add_run_options(parser, place=BEHIND)
    _add_output_options(parser, formats=False)


def _add_codex_options(parser: argparse.ArgumentParser, *, place: str = "") -> None:
    """Add the options of Codex; lists that stand behind a command have a name of their own."""
    group = parser.add_argument_group(say("option.codex_group"))
    group.add_argument("-p", "--profile", metavar="NAME", help=say("option.profile"))
    group.add_argument(
        *("-c", "--config"),
        action="append",
        dest=f"config{place}",
        metavar="KEY=VALUE",
        help=say("option.override"),
    )
    group.add_argument("-m", "--model", metavar="ID", help=say("option.model"))
    group.add_argument("-C", "--cd", metavar="DIR", help=say("option.folder"))
    group.add_argument("--local-provider", metavar="NAME", help=say("option.local_provider"))
    for name, text in (
        ("--oss", say("option.oss")),
        ("--ignore-user-config", say("option.ignore_user_config")),
        ("--strict-config", say("option.strict_config")),
        ("--ignore-rules", say("option.ignore_rules")),
    ):
        group.add_argument(name, action="store_true", help=text)
    for name in ("--enable", "--disable"):
        group.add_argument(
            name,
            action="append",
            dest=f"{name[2:]}{place}",
            metavar="FEATURE",
            help=say("option.feature"),
        )
    group.add_argument("--base-url", metavar="URL", help=say("option.base_url"))
    group.add_argument("--env-key", metavar="NAME", help=say("option.env_key"))
    group.add_argument(
        "--codex-version",
        metavar="X.Y.Z",
        help=say("option.codex_version"),
    )


def _add_run_options(parser: argparse.ArgumentParser, *, place: str = "") -> None:
    group = parser.add_argument_group(say("option.run_group"))
    group.add_argument("--offline", action="store_true", help=say("option.offline"))
    group.add_argument("--confirm", action="store_true", help=say("option.confirm"))
    group.add_argument(
        "--thorough",
        action="store_true",
        help=say("option.thorough"),
    )
    group.add_argument("--dry-run", action="store_true", help=say("option.dry_run"))
    _add_choice_of_checks(group.add_argument, place=place)
    group.add_argument(
        "--budget",
        type=_seconds,
        metavar="SECONDS",
        help=say("option.budget"),
    )
    group.add_argument("--fail-on", choices=("error", "warning"), help=say("option.fail_on"))


def _add_choice_of_checks(add: Callable[..., object], *, place: str) -> None:
    add("--no-plugins", action="store_true", help=say("option.no_plugins"))
    for name, text in (("only", say("option.only")), ("skip", say("option.skip"))):
        add(f"--{name}", action="append", dest=f"{name}{place}", metavar="CHECK", help=text)


def _add_output_options(
    parser: argparse.ArgumentParser, *, place: str = "", formats: bool = True
) -> None:
    group = parser.add_argument_group(say("option.output_group"))
    group.add_argument("--json", action="store_true", help=say("option.json"))
    if formats:
        group.add_argument(
            "--format",
            action="append",
            dest=f"format{place}",
            metavar="NAME[=FILE]",
            help=say("option.format"),
        )
        group.add_argument("--events", action="store_true", help=say("option.events"))
        group.add_argument("-q", "--quiet", action="store_true", help=say("option.quiet"))
    group.add_argument("-v", "--verbose", action="count", help=say("option.verbose"))
    group.add_argument("--color", choices=("auto", "always", "never"), help=say("option.color"))
    group.add_argument("--plain", action="store_true", help=say("option.plain"))
    group.add_argument("--host-name", action="store_true", help=say("option.host_name"))
    group.add_argument("--anonymize", action="store_true", help=say("option.anonymize"))


def _seconds(text: str) -> float:
    with suppress(ValueError):
        value = float(text)
        if 0 < value <= 3600:
            return value
    raise argparse.ArgumentTypeError(say("usage.seconds"))
