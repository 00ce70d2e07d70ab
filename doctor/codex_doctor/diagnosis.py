"""One diagnosis from inputs to report: resolve, look, judge, rank, redact."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING, Protocol, TypeVar

from msgspec.structs import replace

from codex_doctor import engine
from codex_doctor.codex.resolve import resolve_whole
from codex_doctor.context import Context
from codex_doctor.facts import Asked, CodexFact, Facts
from codex_doctor.judge import conclude, held_back, judge
from codex_doctor.model import Crashed, NotRun, TimedOut
from codex_doctor.platform.host import look_at_host
from codex_doctor.reporting import exchange_row, host_row, make_report, noted
from codex_doctor.sealed import Sealed
from codex_doctor.secrets.allowance import Allowance
from codex_doctor.secrets.redact import redact, redact_facts

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from codex_doctor.anonymous import Names
    from codex_doctor.codex.resolve import Resolved
    from codex_doctor.facts import Inputs
    from codex_doctor.judge import Judgement
    from codex_doctor.model import Check
    from codex_doctor.pipeline import Ran, Selection
    from codex_doctor.platform.deadline import Deadline
    from codex_doctor.reported import CheckRow, ExchangeRow, Report

T = TypeVar("T")
_UNSEEN = (NotRun, TimedOut, Crashed)


class Diagnosis(Sealed, frozen=True):
    """A report without a secret, what was seen for it, and what the exit code needs besides.

    Attributes:
        unseen: Ids of the checks that did not come to a result.
        judged: What was found, its texts as they are: for the eyes of no one.
        names: What hides names, where that is asked for.
    """

    report: Report
    crashed: bool
    unseen: frozenset[str]
    judged: Judgement
    seen: Facts
    known: frozenset[str]
    resolved: Resolved
    deadline: Deadline
    names: Names | None = None

    def shown(self, value: T) -> T:
        """Return it without the names that may not be told."""
        return _hidden(value, self.names)

    def facts(self) -> Facts:
        """Return what was seen, without a secret: it may be written, and judged again."""
        # Late: most runs write no facts.
        from codex_doctor.codex.recording import record

        setup = record(self.seen.setup, self.resolved.subject)
        allowance = Allowance(self.deadline.left_s())
        seen = replace(self.seen, setup=setup)
        masked = redact_facts(seen, known=self.known, allowance=allowance)
        return self.shown(replace(masked, left_out=allowance.left_out))


class Watch(Protocol):
    """Who is told what happens while it runs."""

    def check(self, row: CheckRow, /) -> None:
        """Hear how a check ended."""

    def exchange(self, place: int, row: ExchangeRow, /) -> None:
        """Hear that a request was sent, and again when it has ended."""


async def diagnose(
    inputs: Inputs,
    checks: Sequence[Check],
    *,
    deadline: Deadline,
    selection: Selection,
    on_start: Callable[[Check], None] = lambda _: None,
    on_command: Callable[[str], None] = lambda _: None,
    watch: Watch | None = None,
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
    """
    # Late, because --version, explain and the like need no probe: httpx alone costs 120 ms.
    from codex_doctor.eyes.live import LiveEyes
    from codex_doctor.eyes.watched import WatchedLog
    from codex_doctor.probes.machine.installation import find_codex

    installation = await find_codex(inputs, deadline)
    inputs = with_version(inputs, installation.codex)
    resolved = resolve_whole(inputs, deadline=deadline, tell=on_command)
    setup, secrets = resolved.setup, resolved.secrets
    eyes = LiveEyes(
        inputs=inputs, setup=setup, secrets=secrets, deadline=deadline, installation=installation
    )
    names = _names(inputs)
    if names is not None:
        names.learn(setup)

    def shown(row: T) -> T:
        return _hidden(redact(row, known=secrets.known), names)

    def on_end(ran: Ran) -> None:
        if watch is not None:
            watch.check(shown(ran.row()))

    if watch is not None:
        told = watch.exchange
        eyes.exchanges = WatchedLog(lambda place, one: told(place, shown(exchange_row(one))))
    allowed = held_back(selection, setup)
    if not deadline.interrupted:
        selection = allowed
    ctx = Context(asked=asked_of(inputs), setup=setup, eyes=eyes, withheld=allowed.withheld)
    ran = await engine.run_checks(
        checks,
        ctx,
        deadline=deadline,
        selection=selection,
        on_start=on_start,
        on_end=on_end,
    )
    await ctx.close()
    await eyes.close()
    facts = replace(ctx.facts(), exchanges=tuple(eyes.exchanges), sent=tuple(eyes.carried))
    return _done(facts, conclude(ran), resolved, inputs, deadline, names=names)


def leave_unseen(
    inputs: Inputs, checks: Sequence[Check], deadline: Deadline, selection: Selection
) -> Diagnosis:
    """Judge the configuration alone: no probe, no program, no event loop."""
    resolved = resolve_whole(replace(inputs, offline=True))
    facts = Facts(asked=asked_of(inputs), setup=resolved.setup)
    judged = judge(facts, checks, selection=selection)
    return _done(facts, judged, resolved, inputs, deadline, names=_names(inputs))


def _names(inputs: Inputs) -> Names | None:
    """Return what hides names, None where they may be told."""
    if not inputs.anonymize:
        return None
    # Late: few runs hide any.
    from codex_doctor.anonymous import names_of

    return names_of(inputs, look_at_host(inputs.environ, named=True).name)


def _hidden(value: T, names: Names | None) -> T:
    return names.hide(value) if names else value


def _done(
    facts: Facts,
    judged: Judgement,
    resolved: Resolved,
    inputs: Inputs,
    deadline: Deadline,
    *,
    names: Names | None,
) -> Diagnosis:
    took_ms = round(deadline.now_s() * 1000)
    texts = {one.shown: one.text for one in resolved.subject.layered.documents if one.text}
    report = make_report(
        facts, judged, texts=texts, at=datetime.now(UTC), took_ms=took_ms, host=host_row(inputs)
    )
    allowance = Allowance(deadline.left_s())
    shown = redact(report, known=resolved.secrets.known, allowance=allowance)
    shown = noted(shown, left_out=allowance.left_out)
    return Diagnosis(
        report=_hidden(shown, names),
        crashed=any(isinstance(one.result, Crashed) and not one.check.plugin for one in judged.ran),
        unseen=frozenset(one.check.id for one in judged.ran if isinstance(one.result, _UNSEEN)),
        judged=judged,
        seen=facts,
        known=resolved.secrets.known,
        resolved=resolved,
        deadline=deadline,
        names=names,
    )


def asked_of(inputs: Inputs) -> Asked:
    """Return what decides the meaning of facts; no value of a variable is in it."""
    return Asked(
        codex_version=inputs.codex_version, offline=inputs.offline, thorough=inputs.thorough
    )


def with_version(inputs: Inputs, codex: CodexFact) -> Inputs:
    """Return inputs whose rules are those of the Codex that runs here, if its version is known."""
    return replace(inputs, codex_version=codex.version) if codex.source == "installed" else inputs
