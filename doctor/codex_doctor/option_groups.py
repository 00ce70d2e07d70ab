"""Options that several commands take, and the line before them."""

from __future__ import annotations

import argparse
from contextlib import suppress
from typing import TYPE_CHECKING, Any

from codex_doctor.words.catalogue import LANGUAGES
from codex_doctor.words.sentence import say

if TYPE_CHECKING:
    from collections.abc import Callable

# Lists: argparse would let one behind the command replace the one before it, so it has a name of
# its own there.
LISTS = ("config", "enable", "disable", "only", "skip", "format")
BEHIND = "_behind"


def add_language(parser: argparse.ArgumentParser) -> None:
    """Add in which language is spoken, which `language` has read before."""
    parser.add_argument("--lang", choices=tuple(LANGUAGES), dest="speech", help=say("option.lang"))


def add_diagnosis_options(parser: argparse.ArgumentParser) -> None:
    """Add what a command takes that diagnoses and writes no report."""
    add_codex_options(parser, place=BEHIND)
    add_run_options(parser, place=BEHIND)
    add_output_options(parser, formats=False)


def add_codex_options(parser: argparse.ArgumentParser, *, place: str = "") -> None:
    """Add the options of Codex; lists that stand behind a command have a name of their own."""
    group = parser.add_argument_group(say("option.codex_group"))
    group.add_argument("-p", "--profile", action=_Once, metavar="NAME", help=say("option.profile"))
    group.add_argument(
        *("-c", "--config"),
        action="append",
        dest=f"config{place}",
        metavar="KEY=VALUE",
        help=say("option.override"),
    )
    group.add_argument("-m", "--model", action=_Once, metavar="ID", help=say("option.model"))
    group.add_argument("-C", "--cd", action=_Once, metavar="DIR", help=say("option.folder"))
    group.add_argument(
        "--local-provider", action=_Once, metavar="NAME", help=say("option.local_provider")
    )
    for name, text in (
        ("--oss", say("option.oss")),
        ("--ignore-user-config", say("option.ignore_user_config")),
        ("--strict-config", say("option.strict_config")),
        ("--ignore-rules", say("option.ignore_rules")),
    ):
        group.add_argument(name, action=_Once, nargs=0, default=False, help=text)
    for name, text in (
        ("--enable", say("option.enable")),
        ("--disable", say("option.disable")),
    ):
        group.add_argument(
            name,
            action="append",
            dest=f"{name[2:]}{place}",
            metavar="FEATURE",
            help=text,
        )
    group.add_argument("--base-url", metavar="URL", help=say("option.base_url"))
    group.add_argument("--env-key", metavar="NAME", help=say("option.env_key"))
    group.add_argument(
        "--codex-version",
        metavar="X.Y.Z",
        help=say("option.codex_version"),
    )


def add_run_options(parser: argparse.ArgumentParser, *, place: str = "") -> None:
    """Add what is done: sent, left out, waited for."""
    group = parser.add_argument_group(say("option.run_group"))
    group.add_argument("--offline", action="store_true", help=say("option.offline"))
    group.add_argument("--confirm", action="store_true", help=say("option.confirm"))
    group.add_argument(
        "--thorough",
        action="store_true",
        help=say("option.thorough"),
    )
    group.add_argument("--dry-run", action="store_true", help=say("option.dry_run"))
    add_choice_of_checks(group.add_argument, place=place)
    group.add_argument(
        "--budget",
        type=_seconds,
        metavar="SECONDS",
        help=say("option.budget"),
    )
    group.add_argument("--fail-on", choices=("error", "warning"), help=say("option.fail_on"))


def add_choice_of_checks(add: Callable[..., object], *, place: str) -> None:
    """Add what is looked at."""
    add("--no-plugins", action="store_true", help=say("option.no_plugins"))
    for name, text in (("only", say("option.only")), ("skip", say("option.skip"))):
        add(f"--{name}", action="append", dest=f"{name}{place}", metavar="CHECK", help=text)


def add_output_options(
    parser: argparse.ArgumentParser, *, place: str = "", formats: bool = True
) -> None:
    """Add how it is shown, in which formats if there is a choice."""
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


class _Once(argparse.Action):
    """An option that Codex refuses where it is given twice (seen with 0.58.0 and 0.171.0)."""

    def __call__(
        self,
        _parser: object,
        options: argparse.Namespace,
        value: Any,
        *_: object,
    ) -> None:
        """Keep its value.

        Raises:
            argparse.ArgumentError: It has one.
        """
        if getattr(options, self.dest, None) not in {None, False}:
            raise argparse.ArgumentError(self, say("usage.once"))
        setattr(options, self.dest, value if self.nargs is None else True)


def _seconds(text: str) -> float:
    with suppress(ValueError):
        value = float(text)
        if 0 < value <= 3600:
            return value
    raise argparse.ArgumentTypeError(say("usage.seconds"))
