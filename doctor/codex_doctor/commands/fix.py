"""`codex-doctor fix [ID]`: apply the first fix, look again, go on; `--undo` takes a step back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from codex_doctor.codex.config.environment import find_codex_home
from codex_doctor.commands.looks import fresh_looks, print_report
from codex_doctor.commands.questions import Person, can_ask
from codex_doctor.model import DoctorError, Verdict
from codex_doctor.platform.streams import tell
from codex_doctor.repair.changes import Ground, show_diff
from codex_doctor.repair.cure import Cured, cure, propose_first
from codex_doctor.repair.journal import Journal
from codex_doctor.secrets.redact import redact
from codex_doctor.start import inputs_of
from codex_doctor.words.sentence import say

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Sequence

    from codex_doctor.commands.looks import Look
    from codex_doctor.diagnosis import Diagnosis
    from codex_doctor.judge import Judgement
    from codex_doctor.model import Check
    from codex_doctor.repair.cure import Proposal
    from codex_doctor.reported import Report


class _Shown(Struct, frozen=True):
    """What people see of a proposal."""

    cause: str
    fix: str
    text: str


class Fixer:
    """One run of the command.

    Args:
        options: The command line.
        look: Makes a diagnosis, within a budget of its own.
    """

    def __init__(self, options: argparse.Namespace, look: Callable[[], Diagnosis]) -> None:
        self._options = options
        self._look = look
        self._inputs = inputs_of(options)
        self._person = Person(options.deadline)
        home = find_codex_home(self._inputs)
        if home.path is None:
            raise DoctorError(f"there is no folder {home.shown}, so there is nothing to fix in it")
        self._ground = Ground(home.path, self._inputs.home, (self._inputs.system_dir,))
        self._journal = Journal(home.path, options.deadline)

    def undo(self) -> None:
        """Take the last step back.

        Raises:
            DoctorError: There is none, or a file of it was changed since.
        """
        step = self._journal.undo()
        for one in step.files:
            print(say("repair.restored" if one.copy else "repair.removed", file=one.path))
        print(say("repair.undone", fix=step.title))

    def run(self) -> Cured:
        """Apply what may be applied; every step is told."""
        return cure(
            self._judged(),
            look=self._judged,
            propose=lambda one: propose_first(one, wanted=self._options.id, ground=self._ground),
            agrees=self._agrees,
            journal=self._journal,
            once=self._options.id is not None,
        )

    def _judged(self) -> Judgement:
        self.last = self._look()
        return self.last.judged

    def _agrees(self, proposal: Proposal) -> bool:
        diffs = "\n".join(map(show_diff, proposal.changes))
        shown = _Shown(proposal.found.finding.cause, proposal.fix.title, diffs)
        shown = redact(shown, known=self.last.known)
        print(f"{shown.cause}.\n{shown.fix}\n\n{shown.text}\n")
        if self._options.dry_run or self._options.deadline.interrupted:
            return False
        return self._options.yes or self._person.agrees(say("repair.question"))


def fix(options: argparse.Namespace, checks: Sequence[Check], look: Look) -> Verdict:
    """Run the command, say what was done, and return the verdict at its end.

    Raises:
        DoctorError: Nothing can be done, and why.
    """
    fixer = Fixer(options, fresh_looks(options, checks, look))
    if options.undo:
        fixer.undo()
        return Verdict.WORKS
    if not (options.yes or options.dry_run or can_ask()):
        raise DoctorError("fix asks before it changes a file: use a terminal, --yes, or --dry-run")
    cured = fixer.run()
    _tell(cured, fixer.last.report, options)
    return fixer.last.report.verdict


def _tell(cured: Cured, report: Report, options: argparse.Namespace) -> None:
    for title in cured.applied:
        print(say("repair.applied", fix=title))
    if cured.reason:
        print(cured.reason)
    if report.verdict is Verdict.WORKS:
        print(say("repair.works"))
    elif report.verdict is not Verdict.DEGRADED:
        print_report(report, options)
    if cured.applied:
        tell(say("repair.how_to_undo"))
