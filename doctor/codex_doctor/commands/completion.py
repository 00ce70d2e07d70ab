"""`codex-doctor completion SHELL`: what lets a shell complete our command lines."""

from __future__ import annotations

from typing import TYPE_CHECKING

import shtab

from codex_doctor.arguments import make_parser
from codex_doctor.codex.versions.releases import RELEASES
from codex_doctor.commands.exits import EXIT_OK
from codex_doctor.commands.looks import all_checks
from codex_doctor.lab.faults import FAULTS
from codex_doctor.option_groups import BEHIND
from codex_doctor.pages.assemble import by_id
from codex_doctor.platform.outputs import write_stdout
from codex_doctor.repair.presets import PRESETS
from codex_doctor.report.formats import NAMES

if TYPE_CHECKING:
    import argparse
    from collections.abc import Mapping, Sequence

# Arguments that are files or folders, by where argparse puts them.
_PATHS = {"cd": shtab.DIRECTORY, "file": shtab.FILE, "first": shtab.FILE, "second": shtab.FILE}


def run(options: argparse.Namespace) -> int:
    """Print the script.

    It holds every name there is now, those of plugins too: a shell that completes starts nothing.
    """
    parser = make_parser()
    commands = parser.commands()
    names = {**_names(options), "about": list(commands)}
    for one in (parser, *commands.values()):
        for action in one.actions():
            _name(action, names)
    write_stdout(shtab.complete(parser, shell=options.shell), kind="text")
    return EXIT_OK


def _name(action: argparse.Action, names: Mapping[str, Sequence[str]]) -> None:
    """Give an argument the values that there are for it."""
    dest = action.dest.removesuffix(BEHIND)
    if dest in names:
        action.choices = names[dest]
    elif dest in _PATHS:
        action.complete = _PATHS[dest]  # type: ignore[attr-defined]


def _names(options: argparse.Namespace) -> dict[str, Sequence[str]]:
    checks = all_checks(options)
    ids = [one.id for one in checks]
    return {
        "id": list(by_id(checks)),
        "fault": [one.name for one in FAULTS],
        "preset": [one.id for one in PRESETS],
        "only": ids,
        "skip": ids,
        "format": NAMES,
        "codex_version": ["all", *reversed(RELEASES)],
    }
