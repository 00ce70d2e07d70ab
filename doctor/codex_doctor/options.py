"""The options of the command line, and what they say about how Codex would be started."""

from __future__ import annotations

import argparse
from contextlib import suppress
from typing import TYPE_CHECKING

from codex_doctor import __version__

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

    from codex_doctor.facts import Inputs

_BEHIND = "_behind"
_EPILOG = """\
exit codes: 0 Codex works here, 1 it fails, 2 wrong usage, 3 not enough could be seen,
4 a bug of codex-doctor, 130 interrupted. Unofficial; not made by OpenAI."""


def make_parser() -> argparse.ArgumentParser:
    """Return the parser of the command line; each option of Codex has its name here too."""
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
