"""`codex-doctor bundle [FILE.zip]`: a diagnosis as one file; `--list` only shows what is in it."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

from msgspec import convert, to_builtins

from codex_doctor.bundle.writing import pack
from codex_doctor.commands.exits import EXIT_UNKNOWN, exit_code
from codex_doctor.commands.looks import all_checks, confirmed_look, host_of, limit
from codex_doctor.commands.questions import Person, Printer
from codex_doctor.documents import bundle as documents
from codex_doctor.documents.index import text_of
from codex_doctor.model import DoctorError, Severity
from codex_doctor.narrow import row
from codex_doctor.platform.outputs import (
    check_new_file,
    write_new_file,
    write_stdout,
    write_stdout_bytes,
)
from codex_doctor.platform.streams import tell
from codex_doctor.report import words
from codex_doctor.screen import text_width
from codex_doctor.start import selection_of
from codex_doctor.words.sentence import say

if TYPE_CHECKING:
    import argparse

    from codex_doctor.bundle.nouns import Member
    from codex_doctor.bundle.writing import Packed
    from codex_doctor.diagnosis import Diagnosis

_STDOUT = "-"


def run(options: argparse.Namespace) -> int:
    """Diagnose, write the bundle and say what is in it.

    Raises:
        DoctorError: The file cannot be written, or must not be.
    """
    if limit():
        return EXIT_UNKNOWN
    checks = all_checks(options)
    selection = selection_of(options)
    selection.left_out(checks)
    to_stdout = options.file == _STDOUT and not options.list
    if to_stdout and (options.json or sys.stdout.isatty()):
        raise DoctorError(say("bundle.not_to_stdout"))
    if not (to_stdout or options.list):
        check_new_file(options.file or _name("ID"), may_replace=options.force)
    diagnosis = confirmed_look(options, checks, selection)
    made = pack(diagnosis, host_of(options))
    code = exit_code(diagnosis.report, crashed=diagnosis.crashed, fail_on=options.fail_on)
    if to_stdout:
        write_stdout_bytes(made.data)
        tell(say("bundle.quote", id=made.manifest.id))
        return code
    file = None
    if not options.list:
        file = _written(options, made, options.file, may_replace=options.force)
    if options.json:
        shown = None if file is None else Printer(diagnosis.known).masked(file)
        fields = {**to_builtins(made.manifest), "file": shown, "bytes": len(made.data)}
        write_stdout(text_of(convert(fields, documents.Bundle)), kind="json")
    else:
        _tell(diagnosis, made, file)
    return code


def offer(options: argparse.Namespace, diagnosis: Diagnosis) -> None:
    """Ask whether a bundle of a failure is wanted, and write it."""
    if not Person(options.deadline).agrees(say("bundle.question")):
        return
    made = pack(diagnosis, host_of(options))
    _tell_files(Printer(diagnosis.known), made, _written(options, made, None))


def _written(
    options: argparse.Namespace, made: Packed, file: str | None, *, may_replace: bool = False
) -> str:
    """Write the bundle, also what was seen until a signal came, and return where it is."""
    name = file or _name(made.manifest.id)
    write_new_file(name, made.data, options.deadline, may_replace=may_replace)
    return name


def _name(bundle_id: str) -> str:
    return f"codex-doctor-{bundle_id}.zip"


def _tell(diagnosis: Diagnosis, made: Packed, file: str | None) -> None:
    printed = Printer(diagnosis.known)
    report = diagnosis.report
    printed(say(words.HEADLINES[report.verdict]))
    severe = (one for one in report.findings if one.finding.severity is not Severity.HINT)
    for ranked in severe:
        printed(say("bundle.finding", id=ranked.finding.id, cause=ranked.finding.cause))
        break
    _tell_files(printed, made, file)


def _tell_files(printed: Printer, made: Packed, file: str | None) -> None:
    size_bytes = len(made.data)
    if file is None:
        printed(say("bundle.listed", size_bytes=size_bytes))
    else:
        printed(say("bundle.wrote", file=file, size_bytes=size_bytes))
    column = max(len(one.name) for one in made.members)
    width = text_width()
    rows = [row(f"  {one.name:<{column}}  ", _about(one), width) for one in made.members]
    printed("\n".join(rows))
    if file is not None:
        printed(say("bundle.quote", id=made.manifest.id))


def _about(member: Member) -> str:
    return say("bundle.row", size_bytes=len(member.data), holds=member.holds)
