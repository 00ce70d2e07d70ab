"""One diagnosis from inputs to report: look, rank, redact."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, TypeVar

from msgspec.structs import replace

from codex_doctor.looking import Look, SetUpAt, hidden, seen_offline
from codex_doctor.model import Crashed, NotRun, TimedOut
from codex_doctor.platform.host import look_at_host
from codex_doctor.reporting import host_row, make_report, noted
from codex_doctor.sealed import Sealed
from codex_doctor.secrets.allowance import Allowance
from codex_doctor.secrets.redact import redact

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from codex_doctor.anonymous import Names
    from codex_doctor.codex.resolve import Resolved
    from codex_doctor.facts import CodexFact, Facts, Inputs
    from codex_doctor.judge import Judgement
    from codex_doctor.looking import Sight, Watch
    from codex_doctor.model import Check
    from codex_doctor.pipeline import Selection
    from codex_doctor.platform.deadline import Deadline
    from codex_doctor.reported import Report

T = TypeVar("T")
_UNSEEN = (NotRun, TimedOut, Crashed)


class Diagnosis(Sealed, frozen=True):
    """A report without a secret, what was seen for it, and what the exit code needs besides.

    Attributes:
        unseen: Ids of the checks that did not come to a result.
        names: What hides names, where that is asked for.
    """

    report: Report
    crashed: bool
    unseen: frozenset[str]
    whole: Sight
    deadline: Deadline
    names: Names | None = None

    @property
    def judged(self) -> Judgement:
        """What was found, its texts as they are: for the eyes of no one."""
        return self.whole.judged

    @property
    def seen(self) -> Facts:
        """What was seen, its texts as they are."""
        return self.whole.facts

    @property
    def known(self) -> frozenset[str]:
        """Every secret that may be in what was seen."""
        return self.whole.known

    @property
    def resolved(self) -> Resolved:
        """The set-up that was looked at, with its secrets."""
        return self.whole.resolved

    def shown(self, value: T) -> T:
        """Return it without the names that may not be told."""
        return hidden(value, self.names)

    def facts(self) -> Facts:
        """Return what was seen, without a secret: it may be written, and judged again."""
        allowance = Allowance(self.deadline.left_s())
        masked = self.whole.recorded(allowance, known=self.known)
        return self.shown(replace(masked, left_out=allowance.left_out))


async def diagnose(
    inputs: Inputs,
    checks: Sequence[Check],
    *,
    deadline: Deadline,
    selection: Selection,
    on_start: Callable[[Check], None] = lambda _: None,
    on_command: Callable[[str], None] = lambda _: None,
    watch: Watch | None = None,
    foresee: Callable[[Sight, SetUpAt], SetUpAt | None] | None = None,
) -> Diagnosis:
    """Run the pipeline on these inputs.

    Args:
        inputs: The frozen snapshot of what the run starts from.
        checks: The pipeline.
        deadline: The end of the run.
        selection: What the user left out.
        on_start: Called when a check starts, for progress.
        on_command: Called before a program that the configuration names is run.
        watch: Is told what happens, without a secret.
        foresee: Returns the set-up with its first fix made, None where that cannot be foreseen;
            what is behind a cause is looked at then. Without it nobody does.
    """
    # Late, because --version, explain and the like need no probe.
    from codex_doctor.probes.machine.installation import find_codex

    installation = await find_codex(inputs, deadline)
    start = SetUpAt(with_version(inputs, installation.codex))
    look = Look(deadline, installation, _names(inputs), on_command)
    seen = await look.at(start, checks, selection, watch=watch, on_start=on_start)
    if foresee is not None:
        # A plugin is a process, and none says which fix it would make.
        own = [one for one in checks if not one.plugin]
        seen = await look.ahead(seen, start, foresee, own, selection, watch=watch)
    return _done(seen, start.inputs, deadline, names=look.names)


def leave_unseen(
    inputs: Inputs, checks: Sequence[Check], deadline: Deadline, selection: Selection
) -> Diagnosis:
    """Judge the configuration alone: no probe, no program, no event loop."""
    seen = seen_offline(SetUpAt(inputs), checks, selection)
    return _done(seen, inputs, deadline, names=_names(inputs))


def _names(inputs: Inputs) -> Names | None:
    """Return what hides names, None where they may be told."""
    if not inputs.anonymize:
        return None
    # Late: few runs hide any.
    from codex_doctor.anonymous import names_of

    return names_of(inputs, look_at_host(inputs.environ, named=True).name)


def _done(seen: Sight, inputs: Inputs, deadline: Deadline, *, names: Names | None) -> Diagnosis:
    took_ms = round(deadline.now_s() * 1000)
    report = make_report(
        seen.facts,
        seen.foreseen,
        texts=[*seen.texts()],
        at=datetime.now(UTC),
        took_ms=took_ms,
        host=host_row(inputs),
    )
    allowance = Allowance(deadline.left_s())
    shown = redact(report, known=seen.known, allowance=allowance)
    shown = noted(shown, left_out=allowance.left_out)
    ran = seen.judged.ran
    return Diagnosis(
        report=hidden(shown, names),
        crashed=any(isinstance(one.result, Crashed) and not one.check.plugin for one in ran),
        unseen=frozenset(one.check.id for one in ran if isinstance(one.result, _UNSEEN)),
        whole=seen,
        deadline=deadline,
        names=names,
    )


def with_version(inputs: Inputs, codex: CodexFact) -> Inputs:
    """Return inputs whose rules are those of the Codex that runs here, if its version is known."""
    return replace(inputs, codex_version=codex.version) if codex.source == "installed" else inputs
