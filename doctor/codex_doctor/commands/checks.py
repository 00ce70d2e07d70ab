"""`codex-doctor checks`: what a diagnosis looks at, in this order."""

from __future__ import annotations

from typing import TYPE_CHECKING

from codex_doctor.commands.exits import EXIT_OK
from codex_doctor.commands.looks import all_checks
from codex_doctor.report.narrow import row
from codex_doctor.screen import text_width
from codex_doctor.words.sentence import say

if TYPE_CHECKING:
    import argparse


def run(options: argparse.Namespace) -> int:
    """Print one line a check."""
    for check in all_checks(options):
        parts = [check.title]
        parts += [say("check_list.needs", checks=check.needs)] if check.needs else []
        parts += [say("check_list.plugin", plugin=check.plugin)] if check.plugin else []
        print(row(f"{check.id:<13} ", "  ".join(parts), text_width()))
    return EXIT_OK
