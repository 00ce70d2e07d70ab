"""What the options of a command line say, refused where they contradict each other."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from codex_doctor.arguments import make_parser
from codex_doctor.model import DoctorError
from codex_doctor.option_groups import BEHIND, LISTS
from codex_doctor.parser import UsageError
from codex_doctor.patterns import Regex
from codex_doctor.platform.streams import clip, write_stderr
from codex_doctor.words.sentence import fill, say

if TYPE_CHECKING:
    import argparse
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from codex_doctor.facts import Inputs

_FILES = ("cd", "format", "file", "first", "second")
_SURROGATES = Regex(r"[\ud800-\udfff]")
_SENDING = ("--confirm", "--thorough", "--dry-run")
_NO_REPORT = ("checks", "explain", "fix", "setup", "repro", "bundle", "compare", "schema")
_TELLING = (
    *("config", "checks", "explain", "fix", "setup", "repro", "compare", "schema"),
    *("--dry-run", "--codex-version all"),
)
# What excludes what, and the template that says why.
_CONTRADICTIONS = (
    ("--offline", "--confirm", "usage.sends_turn"),
    ("--offline", "--thorough", "usage.sends_more"),
    ("--dry-run", "--confirm", "usage.sends_turn"),
    ("--dry-run", "--thorough", "usage.depends"),
    ("fix", "--offline", "usage.cure_looks"),
    ("setup", "--offline", "usage.setup_looks"),
    ("setup", "--oss", "usage.setup_unused"),
    ("setup", "--ignore-user-config", "usage.setup_unused"),
    ("replay", "--events", "usage.runs_nothing"),
    *((one, "--anonymize", "usage.tells_names") for one in _TELLING),
    *(
        (other, option, "usage.no_report")
        for other in ("config", "--dry-run", "--codex-version all", *_NO_REPORT)
        for option in ("--events", "--quiet")
    ),
    *(
        ("repro", option, "usage.repro_tries")
        for option in ("--offline", "--dry-run", "--confirm", "--codex-version all")
    ),
    *(
        (command, option, "usage.one_diagnosis")
        for command in ("bundle", "compare")
        for option in ("--dry-run", "--codex-version all")
    ),
    *(
        (command, option, "usage.no_diagnosis")
        for command in ("config", "checks", "explain", "schema", "replay", "--serve")
        for option in _SENDING
    ),
)


def read_options(argv: Sequence[str]) -> argparse.Namespace:
    """Return what the command line says; each option of Codex has its name here too.

    Raises:
        SystemExit: It is no command line of ours, or asks for help or the version.
        DoctorError: Options contradict each other, or one is no text.
    """
    parser = make_parser(argv)
    try:
        options = parser.whole(argv)
    except UsageError as exc:
        # Late: a command line that is right needs no mask.
        from codex_doctor.secrets.command_lines import mask_message

        program = exc.parser.prog
        exc.parser.print_usage(sys.stderr)
        write_stderr(say("usage.help", program=program))
        message = exc.said(clip(mask_message(str(exc), argv, known=make_parser().known())))
        write_stderr(say("usage.error", program=program, message=message))
        exc.parser.exit(2)
    for name in LISTS:
        setattr(options, name, [*getattr(options, name), *getattr(options, f"{name}{BEHIND}")])
    options.json |= "json" in options.format
    _refuse_bytes(options)
    _refuse_contradictions(options)
    return options


def _refuse_bytes(options: argparse.Namespace) -> None:
    """Refuse what is not UTF-8, as Codex does; only names of files may be anything."""
    for name, value in vars(options).items():
        texts = [value] if isinstance(value, str) else value if name in LISTS else ()
        if name not in _FILES and any(_SURROGATES.search(text) for text in texts):
            raise DoctorError(say("usage.not_utf8", option=name.replace("_", "-")))


def _refuse_contradictions(options: argparse.Namespace) -> None:
    """Refuse options of which one promises what another breaks."""
    given = {
        f"--{name.replace('_', '-')}" for name, value in vars(options).items() if value is True
    }
    given |= {options.command, f"--codex-version {options.codex_version}"}
    for one, other, why in _CONTRADICTIONS:
        if {one, other} <= given:
            reason = fill(why, {"command": one})
            raise DoctorError(say("usage.contradiction", one=one, other=other, why=reason))


def read_inputs(
    options: argparse.Namespace, *, environ: Mapping[str, str], cwd: Path, home: Path | None
) -> Inputs:
    """Return what a run with these options starts from; `cwd` has `-C` in it already."""
    # Late: most commands need no facts.
    from codex_doctor.facts import Inputs
    from codex_doctor.platform.system import THIS

    return Inputs(
        environ=environ,
        cwd=cwd,
        home=home,
        system_dir=THIS.machine_folder(environ),
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
        host_name=options.host_name,
        anonymize=options.anonymize,
    )


def _switches(options: argparse.Namespace) -> tuple[tuple[str, str], ...]:
    """Return each feature that is switched with its option; Codex takes them in this order."""
    on = [("--enable", name) for name in options.enable]
    return (*on, *(("--disable", name) for name in options.disable))
