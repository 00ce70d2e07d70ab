"""What commands share that diagnose: which checks there are, one look, a look once more."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from codex_doctor.pipeline import Selection
from codex_doctor.platform.host import look_at_host
from codex_doctor.platform.limits import too_low
from codex_doctor.platform.streams import tell
from codex_doctor.screen import Progress, announcer
from codex_doctor.start import inputs_of

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Sequence

    from codex_doctor.commands.look_ahead import Foresight
    from codex_doctor.diagnosis import Diagnosis
    from codex_doctor.model import Check
    from codex_doctor.platform.host import Host


def limit() -> str:
    """Return the limit of this process that is too low, after it was told, "" when none is."""
    low = too_low()
    if low:
        tell(low)
    return low


def all_checks(options: argparse.Namespace, *, with_plugins: bool = True) -> tuple[Check, ...]:
    """Return the built-in checks, and those of plugins where they are wanted."""
    # Late: a plan needs none, and their pages are in the language of now.
    from codex_doctor_checks import ALL_CHECKS

    if options.no_plugins or not with_plugins:
        return ALL_CHECKS
    from codex_doctor.plugins import listing

    return listing.with_plugins(ALL_CHECKS, options.deadline)


def host_of(options: argparse.Namespace) -> Host:
    """Return what this machine is, its name only where that may be told."""
    return look_at_host(inputs_of(options).environ, named=options.host_name)


def look(
    options: argparse.Namespace,
    checks: Sequence[Check],
    selection: Selection,
    *,
    foresee: Foresight | None = None,
) -> Diagnosis:
    """Diagnose once, and show what is being looked at; `foresee` as in `diagnose`."""
    # Late: who only lists the checks makes none.
    from codex_doctor.diagnosis import diagnose

    progress = Progress(
        options.deadline, wanted=not (options.json or options.events or options.quiet)
    )
    watch = None
    if options.events:
        from codex_doctor.commands.events import EventLines

        watch = EventLines(options.deadline)
    options.deadline.is_patient = options.budget is None and progress.is_seen

    return progress.beside(
        diagnose(
            inputs_of(options),
            checks,
            deadline=options.deadline,
            selection=selection,
            on_start=watch.began if watch else progress.begin,
            on_command=announcer(options, progress.told),
            watch=watch,
            foresee=foresee,
        )
    )


def confirmed_look(
    options: argparse.Namespace, checks: Sequence[Check], selection: Selection
) -> Diagnosis:
    """Diagnose once and see what is behind the cause; let the real Codex try where asked to."""
    diagnosis = look(options, checks, selection, foresee=_foresight(options))
    if not options.confirm:
        return diagnosis
    from codex_doctor.commands.confirm import confirm

    return replace(diagnosis, report=confirm(options, diagnosis.report))


def _foresight(options: argparse.Namespace) -> Foresight:
    # Late: who only lists the checks changes nothing.
    from codex_doctor.commands.look_ahead import Foresight
    from codex_doctor.repair.changes import ground_of

    return Foresight(ground_of(inputs_of(options)))


def fresh_looks(
    options: argparse.Namespace, checks: Sequence[Check], *, ahead: bool = False
) -> Callable[[], Diagnosis]:
    """Return what makes a diagnosis; how long a person thinks in between counts for none.

    Args:
        options: The command line.
        checks: The pipeline.
        ahead: Whether what is behind a cause is looked at.
    """
    budget_s = options.deadline.budget_s

    def fresh() -> Diagnosis:
        options.deadline.budget_s = options.deadline.now_s() + budget_s
        foresee = _foresight(options) if ahead else None
        return look(options, checks, Selection(), foresee=foresee)

    return fresh
