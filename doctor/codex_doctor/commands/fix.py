"""`codex-doctor fix [ID]`: apply the first fix, look again, go on; `--undo` takes a step back."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

from msgspec.structs import replace

from codex_doctor.codex.config.environment import find_codex_home
from codex_doctor.commands.changes_json import fix_json, undone_json
from codex_doctor.commands.exits import EXIT_OK, EXIT_UNKNOWN, VERDICT_CODES
from codex_doctor.commands.looks import all_checks, fresh_looks, limit
from codex_doctor.commands.questions import InterruptedAnswerError, Person, Printer, can_ask
from codex_doctor.commands.reports import print_report
from codex_doctor.judge import leaves_model
from codex_doctor.model import DoctorError, Verdict
from codex_doctor.narrow import pointer, row
from codex_doctor.options import read_options
from codex_doctor.pages.assemble import by_id, whole_id
from codex_doctor.platform.outputs import write_stdout
from codex_doctor.platform.streams import tell
from codex_doctor.platform.system import THIS
from codex_doctor.repair.changes import ground_of, show_diff
from codex_doctor.repair.cure import Cured, cure, propose_first, started_by
from codex_doctor.repair.journal import Journal
from codex_doctor.repair.splices import CannotEditError
from codex_doctor.screen import text_width
from codex_doctor.secrets.command_lines import show_command
from codex_doctor.secrets.redact import redact
from codex_doctor.shell_words import powershell_word
from codex_doctor.start import inputs_of
from codex_doctor.words.sentence import say

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from codex_doctor.diagnosis import Diagnosis
    from codex_doctor.facts import Inputs
    from codex_doctor.judge import Judgement
    from codex_doctor.model import Commands
    from codex_doctor.repair.cure import Proposal


# Options of Codex, by which it is started.
_OF_CODEX = (
    "config",
    "disable",
    "enable",
    "ignore_rules",
    "ignore_user_config",
    "local_provider",
    "model",
    "oss",
    "profile",
    "strict_config",
)


class Fixer:
    """One run of the command.

    Args:
        options: The command line.
        look: Makes a diagnosis, within a budget of its own.
        look_ahead: Makes one that sees what is behind the cause too, None for none.
        wanted: Id of the finding to mend, None for all that stands in the way.

    Attributes:
        last: The last diagnosis.
        proposed: What was shown.
    """

    def __init__(
        self,
        options: argparse.Namespace,
        look: Callable[[], Diagnosis],
        *,
        look_ahead: Callable[[], Diagnosis] | None = None,
        wanted: str | None = None,
    ) -> None:
        self._options = options
        self._look = look
        self._look_ahead = look_ahead
        self._wanted = wanted
        self._person = Person(options.deadline)
        self._ground = ground_of(inputs_of(options))
        self._journal = Journal(self._ground.codex_home, options.deadline)
        self.proposed: list[Proposal] = []

    def run(self, seen: Diagnosis | None = None) -> Cured:
        """Apply what may be applied; every step is told.

        Args:
            seen: What is wrong now, None to look.
        """
        self.last = seen or self._look()
        return cure(
            self.last.judged,
            look=self._judged,
            propose=self._proposed,
            agrees=self._agrees,
            journal=self._journal,
            once=self._wanted is not None,
        )

    def masked(self, text: str) -> str:
        """Return a sentence without a secret, on one line."""
        return redact(str(text), known=self.last.known)

    def start_of(self, cured: Cured) -> str:
        """Return how Codex has to be started from now on, "" for as before."""
        if cured.start is None:
            return ""
        return self.masked(cured.start.powershell if THIS.is_windows else cured.start.posix)

    def _judged(self) -> Judgement:
        self.last = self._look()
        return self.last.judged

    def _proposed(self, judged: Judgement) -> Proposal:
        if self._look_ahead is not None and leaves_model(judged):
            # Which one the endpoint serves is seen where it is asked for one.
            self.last = self._look_ahead()
            judged = self.last.whole.foreseen
        ground = replace(self._ground, secrets=self.last.known)
        proposal = propose_first(judged, wanted=self._wanted, ground=ground)
        # The journal keeps it, and every later line repeats it.
        title = self.masked(proposal.fix.title)
        return replace(proposal, fix=replace(proposal.fix, title=title))

    def _agrees(self, proposal: Proposal) -> bool:
        self.proposed.append(proposal)
        if not self._options.json:
            diffs = Printer(self.last.known).masked("\n".join(map(show_diff, proposal.changes)))
            cause = say("repair.cause", cause=self.masked(proposal.found.finding.cause))
            for line in (cause, proposal.fix.title):
                print(row("", line, text_width()))
            print(f"\n{diffs}\n")
        if self._options.dry_run or self._options.deadline.interrupted:
            return False
        agreed = self._options.yes or self._person.agrees(say("repair.question"))
        start = started_by(proposal.fix)
        if agreed and start is not None:
            self._start_with(start)
        return agreed

    def _start_with(self, start: Commands) -> None:
        """Let further looks see Codex as it is started from now on."""
        given = vars(read_options(shlex.split(start.posix)[1:]))
        vars(self._options).update({name: given[name] for name in _OF_CODEX})


def run(options: argparse.Namespace) -> int:
    """Apply fixes, or take the last step back; say what was done.

    Raises:
        DoctorError: Nothing can be done, and why.
    """
    if options.undo:
        _undo(options)
        return EXIT_OK
    return EXIT_UNKNOWN if limit() else VERDICT_CODES[_fix(options)]


def point_at(options: argparse.Namespace, diagnosis: Diagnosis) -> None:
    """Say which command makes the first change that a diagnosis found, where there is one."""
    ground = replace(ground_of(inputs_of(options)), secrets=diagnosis.known)
    try:
        # With --offline, for example, it would be refused.
        read_options(["fix", *options.words])
        propose_first(diagnosis.judged, wanted=None, ground=ground)
    except (DoctorError, CannotEditError):
        return
    # Masked it would be another command.
    if show_command(options.words) == " ".join(options.words):
        word = powershell_word if THIS.is_windows else shlex.quote
        command = " ".join(["codex-doctor", "fix", *map(word, options.words)])
        Printer(diagnosis.known)(pointer(say("repair.can_mend"), command, text_width()))


def _undo(options: argparse.Namespace) -> None:
    step = Journal(_home(inputs_of(options)), options.deadline).undo()
    if options.json:
        write_stdout(undone_json(step), kind="json")
        return
    for one in step.files:
        print(say("repair.restored" if one.copy else "repair.removed", file=one.path))
    print(say("repair.undone", fix=step.title))


def _fix(options: argparse.Namespace) -> Verdict:
    """Return the verdict at the end."""
    # A question about what is not shown would be none.
    if not (options.yes or options.dry_run or (can_ask() and not options.json)):
        raise DoctorError(say("repair.needs_consent"))
    checks = all_checks(options)
    looks = fresh_looks(options, checks)
    wanted = whole_id(options.id, by_id(checks)) if options.id else None
    ahead = fresh_looks(options, checks, ahead=True)
    fixer = Fixer(options, looks, look_ahead=ahead, wanted=wanted)
    try:
        cured = fixer.run()
    except InterruptedAnswerError:
        # The last one was shown, and no more.
        made = [one.fix.title for one in fixer.proposed[:-1]]
        _tell_applied(made)
        if made:
            tell(say("repair.how_to_undo"))
        raise
    if options.json:
        last = fixer.last
        printer, start = Printer(last.known), fixer.start_of(cured)
        text = fix_json(cured, fixer.proposed, last.report, printer, start)
        write_stdout(text, kind="json")
    else:
        _tell(cured, fixer, options)
    return fixer.last.report.verdict


def _tell(cured: Cured, fixer: Fixer, options: argparse.Namespace) -> None:
    report = fixer.last.report
    _tell_applied(cured.applied)
    if cured.reason:
        print(row("", fixer.masked(cured.reason), text_width()))
    if report.verdict is Verdict.WORKS:
        print(row("", say("repair.works"), text_width()))
    elif report.verdict is Verdict.DEGRADED and not cured.reason:
        print(row("", say("report.degraded"), text_width()))
    else:
        print_report(report, options)
    if cured.start is not None:
        print(say("repair.start", command=fixer.start_of(cured)))
    if cured.applied:
        tell(say("repair.how_to_undo"))


def _tell_applied(titles: Sequence[str]) -> None:
    for title in titles:
        print(row("", say("repair.applied", fix=title), text_width()))


def _home(inputs: Inputs) -> Path:
    home = find_codex_home(inputs)
    if home.path is None:
        raise DoctorError(say("repair.no_folder", folder=home.shown))
    return home.path
