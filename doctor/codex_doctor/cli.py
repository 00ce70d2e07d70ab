"""The command line of one run: its options, the command that it names, and the exit code."""

from __future__ import annotations

import gc
from importlib import import_module
from typing import TYPE_CHECKING

from codex_doctor.commands.exits import EXIT_USAGE
from codex_doctor.model import DoctorError
from codex_doctor.options import read_options
from codex_doctor.platform.deadline import EXIT_INTERRUPTED, Deadline
from codex_doctor.platform.streams import tell
from codex_doctor.words.sentence import say

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable

BUDGET_S = 60.0
_TEXT_OR_JSON = frozenset({"checks", "fix", "setup"})


def run(argv: list[str], deadline: Deadline | None = None) -> int:
    """Run the command line and return its exit code; never raises."""
    deadline = deadline or Deadline()
    # A short life: collecting while modules load costs a tenth of a healthy run.
    gc.set_threshold(1_000_000)
    try:
        options = read_options(argv)
        options.words = argv
        deadline.budget_s = options.budget or BUDGET_S
        options.deadline = deadline
        if options.command in _TEXT_OR_JSON and {*options.format} - {"json"}:
            raise DoctorError(say("usage.text_or_json", command=options.command))
        code = command_of(options.command or "diagnose")(options)
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


def command_of(name: str) -> Callable[[argparse.Namespace], int]:
    """Return the command of a name; its module is loaded now, and no other's."""
    command: Callable[[argparse.Namespace], int] = import_module(
        f"codex_doctor.commands.{name}"
    ).run
    return command
