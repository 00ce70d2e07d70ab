"""What a pipeline of checks is: which of them run, why one does not, and how each ended."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from codex_doctor.context import KEYED, SENT, NotSeenError
from codex_doctor.model import (
    Check,
    Crashed,
    DoctorError,
    Failed,
    Finding,
    NotRun,
    Passed,
    PluginError,
    Result,
    Severity,
    Skipped,
    Status,
    TimedOut,
)
from codex_doctor.reported import CheckRow
from codex_doctor.values import exception_words
from codex_doctor.words.nearest import with_nearest
from codex_doctor.words.sentence import say

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence


class Ran(Struct, frozen=True):
    """One check with its result."""

    check: Check
    result: Result
    took_ms: int

    @property
    def findings(self) -> tuple[Finding, ...]:
        """The findings, none unless the check failed."""
        return self.result.findings if isinstance(self.result, Failed) else ()

    @property
    def blocker(self) -> str | None:
        """Id of the finding that stops the checks that need this one, "" when it has none."""
        match self.result:
            case Failed(findings):
                errors = (one.id for one in findings if one.severity is Severity.ERROR)
                return next(errors, None)
            case NotRun(_, blocked_by):
                return blocked_by or ""
            case TimedOut():
                return ""
            case _:
                return None

    def row(self) -> CheckRow:
        """Return the line of the report."""
        check = self.check
        status, summary, blocked_by = _shown(self.result)
        if check.plugin and status in {Status.TIMED_OUT, Status.CRASHED}:
            summary = say("run.plugin", plugin=check.plugin, summary=summary)
        elif status is Status.CRASHED:
            summary = say("run.bug", error=summary)
        title = check.title
        if check.plugin:
            title = say("run.plugin_title", title=title, plugin=check.plugin)
        return CheckRow(check.id, title, status, summary, self.took_ms, blocked_by)


class Selection(Struct, frozen=True):
    """Which checks run: `--only`, `--skip`, and whether anything may be sent.

    Attributes:
        only: Ids of the checks that run, with those they need; empty for all.
        skip: Ids of the checks that do not run.
        offline: Why nothing is sent (`left out by --offline`), "" when something may be.
        keyless: Why nothing is sent with the credential, "" when something may be.
    """

    only: frozenset[str] = frozenset()
    skip: frozenset[str] = frozenset()
    offline: str = ""
    keyless: str = ""

    @property
    def withheld(self) -> frozenset[str]:
        """Names of the facts that may not be looked at."""
        return SENT if self.offline else KEYED if self.keyless else frozenset()

    def left_out(self, checks: Sequence[Check]) -> dict[str, str]:
        """Return why each check that does not run is left out, by id.

        Raises:
            DoctorError: An unknown check name.
        """
        known = {check.id: check for check in checks}
        unknown = sorted((self.only | self.skip) - known.keys())
        if unknown:
            told = say("usage.unknown_check", check=repr(unknown[0]), known=tuple(known))
            raise DoctorError(with_nearest(told, unknown[0], known))
        wanted = _with_needs(self.only, known) if self.only else known.keys()
        reasons: dict[str, str] = {one: say("run.only") for one in known if one not in wanted}
        reasons |= dict.fromkeys(self.skip, say("run.skip"))
        if self.keyless:
            reasons |= {one.id: self.keyless for one in checks if one.sends_key}
        if self.offline:
            reasons |= {one.id: self.offline for one in checks if one.network}
        return reasons

    def built_in(self, checks: Sequence[Check]) -> Selection:
        """Return it for all versions: plugins know none of them, and would run for each.

        Raises:
            DoctorError: A plugin is asked for.
        """
        others = {one.id for one in checks if one.plugin}
        for name in sorted(self.only & others):
            raise DoctorError(say("usage.plugin_check", check=name))
        return replace(self, skip=self.skip - others)


def past_left_out(checks: Sequence[Check], left_out: Collection[str]) -> tuple[Check, ...]:
    """Return the checks; one that needs another one that is left out needs what that one needs."""
    found: dict[str, Check] = {}
    for check in checks:
        needs: list[str] = []
        for need in check.needs:
            needs += found[need].needs if need in left_out and need in found else [need]
        found[check.id] = replace(check, needs=tuple(dict.fromkeys(needs)))
    return tuple(found.values())


def not_run(check: Check, before: Mapping[str, Ran], left_out: Mapping[str, str]) -> NotRun | None:
    """Return why a check does not run, None when nothing keeps it.

    Args:
        check: The check.
        before: Those that have run, by id.
        left_out: Why checks are left out, by id.
    """
    if check.id in left_out:
        return NotRun(left_out[check.id])
    for need in check.needs:
        blocker = before[need].blocker if need in before and need not in left_out else None
        if blocker is not None:
            return NotRun(say("run.needs", check=need), blocker or None)
    return None


def broken_off(exc: Exception) -> Result:
    """Return what it means that a check raised this."""
    if isinstance(exc, NotSeenError):
        return NotRun(say("run.not_looked_at", what=str(exc)))
    return Crashed(str(exc) if isinstance(exc, PluginError) else exception_words(exc))


def _with_needs(ids: Collection[str], known: dict[str, Check]) -> set[str]:
    wanted: set[str] = set()
    queue = list(ids)
    while queue:
        check = known[queue.pop()]
        if check.id not in wanted:
            wanted.add(check.id)
            queue += [need for need in check.needs if need in known]
    return wanted


def _shown(result: Result) -> tuple[Status, str, str | None]:
    """Return status, summary and blocking finding of a result."""
    match result:
        case Passed(summary):
            return Status.PASSED, summary, None
        case Failed(findings, summary):
            severities = {finding.severity for finding in findings}
            if Severity.ERROR in severities:
                status = Status.FAILED
            else:
                status = Status.WARNED if Severity.WARNING in severities else Status.PASSED
            return status, summary or findings[0].cause, None
        case Skipped(reason, blocked_by):
            return Status.NOT_RUN, reason, blocked_by
        case NotRun(reason, blocked_by):
            return Status.NOT_RUN, reason, blocked_by
        case TimedOut(limit_s, of_run):
            if of_run:
                return Status.TIMED_OUT, say("run.budget_over", budget_s=limit_s), None
            return Status.TIMED_OUT, say("run.timed_out", limit_s=limit_s), None
        case Crashed(error):
            return Status.CRASHED, error, None
