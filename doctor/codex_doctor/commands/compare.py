"""`codex-doctor compare A B`: two bundles, reports in JSON, or this machine."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from codex_doctor.bundle.comparing import compare_sides
from codex_doctor.bundle.comparison_text import as_json, as_text
from codex_doctor.bundle.reading import is_zip, read_bundle, read_file
from codex_doctor.bundle.replay import replay
from codex_doctor.bundle.sides import read_side, side_of
from codex_doctor.bundle.writing import versions_of
from codex_doctor.commands.exits import EXIT_OK, EXIT_UNKNOWN
from codex_doctor.commands.looks import all_checks, confirmed_look, host_of, limit
from codex_doctor.model import DoctorError
from codex_doctor.platform.outputs import write_stdout
from codex_doctor.screen import text_width
from codex_doctor.secrets.redact import redact
from codex_doctor.start import selection_of
from codex_doctor.words.sentence import say

if TYPE_CHECKING:
    import argparse

    from codex_doctor.bundle.sides import Side

HERE = "-"


def run(options: argparse.Namespace) -> int:
    """Print what differs.

    Raises:
        DoctorError: One of them cannot be read, or both are this machine.
    """
    names = (options.first, options.second)
    if HERE in names and limit():
        return EXIT_UNKNOWN
    if names == (HERE, HERE):
        raise DoctorError(say("compare.like_itself"))
    # Files first: nothing is sent for one that cannot be read.
    sides = {one: _read(options, one) for one in names if one != HERE}
    known: frozenset[str] = frozenset()
    if HERE in names:
        sides[HERE], known = _here(options)
    found = redact(compare_sides(*(sides[one] for one in names)), known=known)
    if options.json:
        write_stdout(as_json(found), kind="json")
    else:
        write_stdout(as_text(found, text_width()), kind="text")
    return EXIT_OK


def _read(options: argparse.Namespace, file: str) -> Side:
    data = read_file(Path(file))
    if not is_zip(data):
        return read_side(data, file)
    bundle = read_bundle(data, file)
    report = replay(bundle, all_checks(options, with_plugins=False)).report
    name = str(say("compare.bundle", id=bundle.manifest.id))
    return side_of(report, bundle.facts, bundle.versions, name)


def _here(options: argparse.Namespace) -> tuple[Side, frozenset[str]]:
    """Return this machine as a side, and its secrets."""
    checks = all_checks(options)
    selection = selection_of(options)
    selection.left_out(checks)
    diagnosis = confirmed_look(options, checks, selection)
    versions = versions_of(diagnosis, host_of(options))
    side = side_of(diagnosis.report, diagnosis.facts(), versions, str(say("compare.here")))
    return side, diagnosis.known
