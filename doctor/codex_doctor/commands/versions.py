"""`--codex-version all`: the verdict of every Codex version that is known, range by range.

Versions that resolve to the same set-up and send the same request get one verdict. Each distinct
first request is sent once; the round trip of a tool call is seen with one of them.
"""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from msgspec.structs import replace

from codex_doctor.codex.packages import installed_version
from codex_doctor.codex.resolve import resolve
from codex_doctor.codex.versions import BEHAVIOURS, NEWEST, holds, reaches
from codex_doctor.codex.versions.releases import before, range_starts
from codex_doctor.commands.confirm import confirmed_table, run_codex
from codex_doctor.commands.exits import EXIT_OK, VERDICT_CODES
from codex_doctor.commands.version_looks import Looker, VersionCase, request_likeness
from codex_doctor.judge import judge, unasked
from codex_doctor.model import Verdict
from codex_doctor.platform.outputs import deliver, read_targets
from codex_doctor.platform.streams import tell
from codex_doctor.report.versions import RENDERERS
from codex_doctor.reported import VersionSpan, VersionTable
from codex_doctor.screen import Progress, announce, text_width
from codex_doctor.start import inputs_of
from codex_doctor.words.sentence import say

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Hashable, Iterable, Sequence

    from codex_doctor.facts import Inputs, Secrets, Setup
    from codex_doctor.judge import Judgement
    from codex_doctor.model import Check
    from codex_doctor.pipeline import Selection
    from codex_doctor.platform.deadline import Deadline
    from codex_doctor.platform.outputs import Output
    from codex_doctor.reported import RankedFinding

# Sources of a credential for which auth.command was run.
_COMMAND = "auth.command"


def write_table(
    options: argparse.Namespace, checks: Sequence[Check], selection: Selection, *, unsent: str
) -> int:
    """Write the table where the options say.

    Args:
        options: The command line.
        checks: What was asked for; plugins judge one version alone.
        selection: What the user left out.
        unsent: Why nothing is looked at, "" when something is.
    """
    own = tuple(one for one in checks if not one.plugin)
    if own != checks:
        tell(say("usage.no_plugins"))
    targets = read_targets(options, tuple(RENDERERS))
    options.codex_version = None
    inputs = inputs_of(options)
    if unsent:
        table = leave_unseen()
    else:
        wanted = not (options.json or options.quiet)
        progress = Progress(options.deadline, wanted=wanted, subject=say("progress.versions"))
        table = progress.beside(
            judge_versions(
                inputs,
                own,
                deadline=options.deadline,
                selection=selection.built_in(checks),
                tell=progress.told,
            )
        )
        if options.confirm:
            table = confirmed_table(table, run_codex(inputs, options.deadline, tell=announce))

    def render(target: Output) -> str:
        return RENDERERS[target.kind](table, text_width() if target.is_stdout else None)

    deliver(targets, render, options.deadline)
    found = any(one.finding for one in table.spans)
    is_as_asked = (options.offline or options.only or options.skip) and not (found or unsent)
    is_unknown = table.verdict is Verdict.UNKNOWN and table.confirmation is None
    return EXIT_OK if is_unknown and is_as_asked else VERDICT_CODES[table.verdict]


def likeness(case: VersionCase) -> Hashable:
    """Return what decides the verdict: versions for which it is equal need one look."""
    version = case.inputs.codex_version
    in_turn = tuple(holds(one.name, version) for one in BEHAVIOURS if one.in_turn)
    return repr(case.setup), in_turn, request_likeness(case)


def verdict_with(version: str | None, spans: Sequence[VersionSpan]) -> Verdict:
    """Return what Codex of this version meets (None: the newest known)."""
    fitting = [one for one in spans if reaches(version or NEWEST, one.first)]
    return fitting[-1].verdict if fitting else Verdict.UNKNOWN


async def judge_versions(
    inputs: Inputs,
    checks: Sequence[Check],
    *,
    deadline: Deadline,
    selection: Selection,
    tell: Callable[[str], None] = lambda _: None,
) -> VersionTable:
    """Judge every known range of versions with one set of looks at the endpoint.

    Args:
        inputs: What the run starts from; its version does not count.
        checks: The pipeline.
        deadline: The end of the run; what is not seen by then stays unknown.
        selection: What the user left out.
        tell: Called with a line for people before a program that the configuration names is run,
            and before more than one turn is sent.
    """
    starts = range_starts()
    # A session costs more than a comparison of versions is worth.
    inputs = replace(inputs, thorough=False)
    cases = _cases(inputs, starts, deadline, tell)
    looker = Looker(deadline, tell)
    # Which Codex is installed says nothing about the other versions.
    installed_only = {one.id for one in checks if one.is_installed_only}
    selection = replace(selection, skip=selection.skip | installed_only)
    unique = list({likeness(one): one for one in reversed(cases)}.values())
    if not selection.offline:
        await looker.look([one for one in unique if not unasked(one.setup)])
        await looker.look_around(checks, selection)
    judged = {
        likeness(one): judge(looker.facts(one), checks, selection=selection) for one in unique
    }
    rows = [(start, judged[likeness(case)]) for start, case in zip(starts, cases, strict=True)]
    spans = tuple(_spans(rows))
    installed = installed_version(inputs.environ)
    return VersionTable(
        spans=spans,
        requests=sum(one.was_sent for one in looker.exchanges),
        took_ms=round(deadline.now_s() * 1000),
        installed=installed,
        verdict=verdict_with(installed, spans),
    )


def first_requests(inputs: Inputs, deadline: Deadline) -> Iterable[VersionCase]:
    """Yield the set-ups whose first requests differ, the newest first, with the newest version.

    No command of the configuration is run.
    """
    cases = _cases(replace(inputs, offline=True), range_starts(), deadline, lambda _: None)
    sending = [
        one
        for one in cases
        if not unasked(one.setup) and not any(problem.fatal for problem in one.setup.problems)
    ]
    unlike = {request_likeness(one)[0]: one for one in sending}
    return reversed(unlike.values())


def leave_unseen() -> VersionTable:
    """Return what is known of every version when nothing is looked at."""
    unseen = VersionSpan(range_starts()[0], NEWEST, Verdict.UNKNOWN)
    return VersionTable((unseen,), 0, 0, installed=None, verdict=Verdict.UNKNOWN)


def _cases(
    inputs: Inputs, starts: Sequence[str], deadline: Deadline, tell: Callable[[str], None]
) -> list[VersionCase]:
    """Resolve the set-up for each version; a command of the configuration is run once."""
    cases: list[VersionCase] = []
    ran: tuple[Setup, Secrets] | None = None
    for start in reversed(starts):
        given = replace(inputs, codex_version=start)
        setup, secrets = resolve(replace(given, offline=True))
        if setup.credential.source == _COMMAND and not inputs.offline:
            # The newest version that runs it does so for all.
            ran = ran or resolve(given, deadline=deadline, tell=tell)
            setup = replace(setup, credential=ran[0].credential, problems=ran[0].problems)
            secrets = replace(secrets, headers=ran[1].headers)
        cases.append(VersionCase(given, setup, secrets))
    return cases[::-1]


def _spans(rows: Iterable[tuple[str, Judgement]]) -> Iterable[VersionSpan]:
    """Yield the rows with the next ones that say the same joined to them."""
    for _, group in groupby(rows, key=lambda row: (row[1].verdict, _id(row[1].cause))):
        (start, judged), *_ = same = list(group)
        yield VersionSpan(start, _last_before(same[-1][0]), judged.verdict, judged.cause)


def _last_before(start: str) -> str:
    """Return the last release of the range that begins here."""
    later = [one for one in range_starts() if reaches(one, start) and one != start]
    return before(later[0]) if later else NEWEST


def _id(finding: RankedFinding | None) -> str:
    return finding.finding.id if finding else ""
