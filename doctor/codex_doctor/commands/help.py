"""`codex-doctor help [COMMAND]`: what `--help` says."""

from __future__ import annotations

from typing import TYPE_CHECKING

from codex_doctor.arguments import make_parser
from codex_doctor.commands.exits import EXIT_OK

if TYPE_CHECKING:
    import argparse


def run(options: argparse.Namespace) -> int:
    """Print the help of a command, or of the whole program.

    Raises:
        DoctorError: There is no such command.
    """
    parser = make_parser()
    (parser.command(options.about) if options.about else parser).print_help()
    return EXIT_OK
