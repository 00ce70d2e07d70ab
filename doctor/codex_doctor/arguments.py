"""The options and commands that there are, as the command line takes them.

Options may stand before a command and behind it; what is said behind it comes later.
"""

from __future__ import annotations

import argparse
from typing import TYPE_CHECKING, Any

from codex_doctor import __version__
from codex_doctor.documents.names import NAMES
from codex_doctor.option_groups import (
    BEHIND,
    LISTS,
    add_choice_of_checks,
    add_codex_options,
    add_diagnosis_options,
    add_language,
    add_output_options,
    add_run_options,
)
from codex_doctor.parser import COMMAND, Parser
from codex_doctor.platform.deadline import Deadline
from codex_doctor.words.catalogue import LANGUAGES
from codex_doctor.words.sentence import say

if TYPE_CHECKING:
    from collections.abc import Collection

_EXAMPLES = {
    "codex-doctor": "option.example_diagnose",
    "codex-doctor fix": "option.example_fix",
    "codex-doctor setup": "option.example_setup",
    "codex-doctor bundle": "option.example_bundle",
    "codex-doctor explain --search WORDS": "option.example_search",
    "codex-doctor demo": "option.example_demo",
    "codex-doctor help fix": "option.example_help",
}
SHELLS = ("bash", "zsh", "fish", "powershell")


def make_parser(argv: Collection[str] | None = None) -> Parser:
    """Return the parser of the whole command line.

    Args:
        argv: What it is to take apart: commands that it does not name get no options, as to add
            all of them costs a tenth of a short run. None for a parser that knows them all.
    """
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
    add_language(parser)
    _set_defaults(parser)
    _add_commands(parser, argv)
    add_codex_options(parser)
    add_run_options(parser)
    add_output_options(parser)
    return parser


def _description() -> str:
    lines = (f"  {line}\t{say(text)}" for line, text in _EXAMPLES.items())
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
    parser.set_defaults(command=None, stage=None, codex_version=None, deadline=Deadline())
    parser.set_defaults(verbose=0, color="auto", budget=None, fail_on="error")


def _add_commands(parser: Parser, argv: Collection[str] | None) -> None:
    # Its name is given: to find it out, argparse would load what measures the terminal.
    commands = parser.add_subparsers(
        title=say("option.commands"),
        dest="command",
        metavar=COMMAND,
        prog=parser.prog,
    )
    for name, (text, fill) in _COMMANDS.items():
        told = say(text)
        command = commands.add_parser(
            name,
            help=told,
            description=say("measure.sentence", text=told[:1].upper() + told[1:]),
            argument_default=argparse.SUPPRESS,
            allow_abbrev=False,
        )
        if argv is None or name in argv:
            fill(command)
            if name != "repro":
                add_language(command)


def _add_checks(parser: argparse.ArgumentParser) -> None:
    add_output_options(parser, formats=False)


def _add_explain(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("id", nargs="?", default=None, metavar="ID", help=say("option.explain_id"))
    parser.add_argument(
        "--search",
        nargs="+",
        default=None,
        metavar="WORDS",
        help=say("option.explain_search"),
    )
    add_output_options(parser, formats=False)


def _add_fix(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("id", nargs="?", default=None, metavar="ID", help=say("option.finding"))
    parser.add_argument("--yes", action="store_true", default=False, help=say("option.yes"))
    parser.add_argument("--undo", action="store_true", default=False, help=say("option.undo"))
    add_diagnosis_options(parser)


def _add_setup(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "preset", nargs="?", default=None, metavar="SERVICE", help=say("option.setup_service")
    )
    parser.add_argument("--yes", action="store_true", default=False, help=say("option.yes"))
    add_diagnosis_options(parser)


def _add_config(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "action", nargs="?", choices=["check"], default=None, help=say("option.config_check")
    )
    add_codex_options(parser, place=BEHIND)
    add_output_options(parser, place=BEHIND)


def _add_repro(parser: argparse.ArgumentParser) -> None:
    parser.set_defaults(lang="curl")
    parser.add_argument("--json", action="store_true", help=say("option.json"))
    parser.add_argument(
        "--lang",
        action=_ScriptOrSpeech,
        choices=("curl", "python", "node", *LANGUAGES),
        help=say("option.repro_lang"),
    )
    add_codex_options(parser, place=BEHIND)
    add_run_options(parser, place=BEHIND)


class _ScriptOrSpeech(argparse.Action):
    """Takes the language of a script; in which one is spoken, was read before."""

    def __call__(self, _parser: object, options: object, value: object, *_: Any) -> None:
        """Keep what a script is written in."""
        if value not in LANGUAGES:
            setattr(options, self.dest, value)


def _add_bundle(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "file", nargs="?", default=None, metavar="FILE.zip", help=say("option.bundle")
    )
    parser.add_argument("--list", action="store_true", default=False, help=say("option.list"))
    parser.add_argument("--force", action="store_true", default=False, help=say("option.force"))
    add_diagnosis_options(parser)


def _add_replay(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("file", metavar="FILE.zip", help=say("option.replayed"))
    group = parser.add_argument_group(say("option.run_group"))
    add_choice_of_checks(group.add_argument, place=BEHIND)
    parser.add_argument("--fail-on", choices=("error", "warning"), help=say("option.fail_on"))
    add_output_options(parser, place=BEHIND)


def _add_compare(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("first", metavar="A", help=say("option.side"))
    parser.add_argument(
        "second", nargs="?", default="-", metavar="B", help=say("option.other_side")
    )
    add_diagnosis_options(parser)


def _add_schema(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "of",
        nargs="?",
        choices=NAMES,
        default="report",
        metavar="NAME",
        help=say("option.schema_of", names=tuple(NAMES)),
    )
    parser.add_argument("--json", action="store_true", default=False, help=say("option.is_json"))


def _add_demo(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "fault", nargs="?", default=None, metavar="FAULT", help=say("option.demo_fault")
    )
    parser.add_argument("--list", action="store_true", default=False, help=say("option.demo_list"))
    parser.add_argument(
        "--serve", action="store_true", default=False, help=say("option.demo_serve")
    )
    add_codex_options(parser, place=BEHIND)
    add_run_options(parser, place=BEHIND)
    add_output_options(parser, place=BEHIND)


def _add_completion(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("shell", choices=SHELLS, metavar="SHELL", help=say("option.shell"))


def _add_help(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "about", nargs="?", default=None, metavar="COMMAND", help=say("option.help_command")
    )


# Each command as help lists it: the template that says what it does, and what it takes.
_COMMANDS = {
    "checks": ("option.command_checks", _add_checks),
    "explain": ("option.command_explain", _add_explain),
    "fix": ("option.command_fix", _add_fix),
    "setup": ("option.command_setup", _add_setup),
    "config": ("option.command_config", _add_config),
    "repro": ("option.command_repro", _add_repro),
    "bundle": ("option.command_bundle", _add_bundle),
    "replay": ("option.command_replay", _add_replay),
    "compare": ("option.command_compare", _add_compare),
    "schema": ("option.command_schema", _add_schema),
    "demo": ("option.command_demo", _add_demo),
    "completion": ("option.command_completion", _add_completion),
    "help": ("option.command_help", _add_help),
}
