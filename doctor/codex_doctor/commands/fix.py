"""`codex-doctor fix [ID]`: apply the first fix, look again, go on; `--undo` takes a step back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from codex_doctor.codex.config.environment import find_codex_home
from codex_doctor.commands.questions import Person, can_ask
from codex_doctor.model import DoctorError, Verdict
from codex_doctor.platform.streams import tell
from codex_doctor.repair.changes import show_diff
from codex_doctor.repair.cure import Cured, cure, propose_first
from codex_doctor.repair.journal import Journal
from codex_doctor.secrets.redact import redact
from codex_doctor.start import inputs_of
from codex_doctor.words.sentence import say

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable

    from codex_doctor.diagnosis import Diagnosis
    from codex_doctor.judge import Judgement
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
            propose=lambda judged: propose_first(
                judged,
                wanted=self._options.id,
                home=self._inputs.home,
                locked=(self._inputs.system_dir,),
            ),
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


def fix(options: argparse.Namespace, look: Callable[[], Diagnosis]) -> Report:
    """Run the command and say what was done; return the last report.

    Raises:
        DoctorError: Nothing can be done, and why.
    """
    if not (options.yes or options.dry_run or can_ask()):
        raise DoctorError("fix asks before it changes a file: use a terminal, --yes, or --dry-run")
    fixer = Fixer(options, look)
    cured = fixer.run()
    for title in cured.applied:
        print(say("repair.applied", fix=title))
    report = fixer.last.report
    if cured.reason:
        print(cured.reason)
    if report.verdict is Verdict.WORKS:
        print(say("repair.works"))
    if cured.applied:
        tell(say("repair.how_to_undo"))
    return report
