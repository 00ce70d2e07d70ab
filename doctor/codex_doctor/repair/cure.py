"""Applies the first fix of the first cause, looks again, and goes on until Codex works."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from codex_doctor.model import GOOD, DoctorError, Severity
from codex_doctor.repair.changes import plan_changes
from codex_doctor.repair.splices import CannotEditError
from codex_doctor.words.sentence import say

if TYPE_CHECKING:
    from collections.abc import Callable

    from codex_doctor.judge import Judgement
    from codex_doctor.model import Commands, Fix
    from codex_doctor.repair.changes import Change, Ground
    from codex_doctor.repair.journal import Journal
    from codex_doctor.reported import RankedFinding

_MOST_STEPS = 8


class Proposal(Struct, frozen=True):
    """A fix that can be applied here: the finding it is for, and what becomes of which file."""

    found: RankedFinding
    fix: Fix
    changes: tuple[Change, ...]


class Cured(Struct, frozen=True):
    """How a cure ended.

    Attributes:
        applied: The titles of the fixes that are in place, in their order.
        reason: Why it ended before Codex works, "" when it works.
        start: How Codex has to be started from now on, None for as before.
    """

    applied: tuple[str, ...]
    reason: str = ""
    start: Commands | None = None


def cure(
    judged: Judgement,
    *,
    look: Callable[[], Judgement],
    propose: Callable[[Judgement], Proposal],
    agrees: Callable[[Proposal], bool],
    journal: Journal,
    once: bool,
) -> Cured:
    """Apply one fix after the other, each followed by a new diagnosis.

    Args:
        judged: What is wrong now.
        look: Makes a new diagnosis.
        propose: Returns what can be done; raises CannotEditError.
        agrees: Shows a proposal, and tells whether it may be applied.
        journal: Where each step is kept.
        once: Whether one fix is wanted, also where Codex works.
    """
    applied: list[str] = []
    start: Commands | None = None

    def ended(reason: str = "") -> Cured:
        return Cured(tuple(applied), reason, start)

    while judged.verdict not in GOOD or (once and not applied):
        if len(applied) == _MOST_STEPS:
            return ended(say("repair.enough", count=_MOST_STEPS))
        try:
            proposal = propose(judged)
        except CannotEditError as exc:
            return ended(str(exc))
        if not agrees(proposal):
            return ended(say("repair.declined_more" if applied else "repair.declined"))
        title = proposal.fix.title
        try:
            step = journal.apply(proposal.changes, finding=proposal.found.finding.id, title=title)
        except CannotEditError as exc:
            return ended(str(exc))
        after = look()
        if not is_better(judged, after, proposal.found):
            journal.undo(step)
            return ended(say("repair.in_vain", fix=title))
        applied.append(title)
        start = started_by(proposal.fix) or start
        judged = after
        if once:
            break
    return ended()


def started_by(fix: Fix) -> Commands | None:
    """Return how Codex is to be started after the edits of a fix, None for as before."""
    return fix.commands if fix.commands and fix.commands.is_start else None


def is_better(before: Judgement, after: Judgement, found: RankedFinding) -> bool:
    """Tell whether what was found is gone, and nothing stands before what else was there."""
    if after.verdict in GOOD and before.verdict not in GOOD:
        return True
    gone = found.identity not in {one.identity for one in after.findings}
    return gone and (before.verdict not in GOOD or after.verdict in GOOD)


def propose_first(judged: Judgement, *, wanted: str | None, ground: Ground) -> Proposal:
    """Return the first fix of the cause, or of the finding that is wanted.

    Raises:
        CannotEditError: It cannot be applied from here; the message says why.
        DoctorError: There is no such finding.
    """
    found = _found(judged, wanted)
    if not found.finding.fixes:
        raise CannotEditError(say("repair.no_fix", title=found.title))
    fix = found.finding.fixes[0]
    is_whole = fix.commands is None or fix.commands.is_instead or fix.commands.is_start
    if not (fix.edits and is_whole):
        raise CannotEditError(say("repair.yours", fix=fix.title))
    try:
        changes = plan_changes(fix, ground)
    except CannotEditError as exc:
        raise CannotEditError(say("repair.cannot", fix=fix.title, why=str(exc))) from exc
    if all(one.is_none for one in changes):
        raise CannotEditError(say("repair.done"))
    return Proposal(found, fix, changes)


def _found(judged: Judgement, wanted: str | None) -> RankedFinding:
    if wanted is None:
        severe = [one for one in judged.findings if one.finding.severity is not Severity.HINT]
        if not severe:
            raise CannotEditError(say("repair.nothing"))
        return severe[0]
    named = [one for one in judged.findings if one.finding.id == wanted]
    if not named:
        ids = tuple(one.finding.id for one in judged.findings) or (say("repair.none"),)
        raise DoctorError(say("repair.not_found", finding=wanted, found=ids))
    return named[0]
