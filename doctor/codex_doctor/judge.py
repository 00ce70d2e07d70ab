"""Facts in, a judgement out: the pipeline over what was seen, without a probe or an event loop.

`engine` runs the same checks while it looks; both obey the same prerequisites, and `conclude`
serves both.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar, cast

from msgspec.structs import replace

from codex_doctor import ranking
from codex_doctor.codex.credentials.choice import UNUSABLE
from codex_doctor.context import Context
from codex_doctor.eyes.recorded import RecordedEyes
from codex_doctor.facts.active import OPENAI
from codex_doctor.facts.config_problems import KeyMisplaced
from codex_doctor.facts.key_problems import VariableIgnored
from codex_doctor.model import GOOD, Crashed, Evidence, Severity, Verdict
from codex_doctor.patterns import Regex
from codex_doctor.pipeline import Ran, Selection, broken_off, not_run, past_left_out
from codex_doctor.sealed import Sealed
from codex_doctor.words.sentence import Sentence, say

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Iterator, Sequence

    from codex_doctor.facts import Facts, Setup
    from codex_doctor.model import Check, Finding, Fix, Mistake, Outcome, Result
    from codex_doctor.platform.deadline import Deadline
    from codex_doctor.reported import RankedFinding

T = TypeVar("T")
NO_MODEL = "no-such-model"
"""Stands for a model id that only the endpoint knows: it refuses that, and lists what it serves."""
# The line of a fix that sets the model.
_MODEL = Regex(r'model = ("(?:[^"\\]|\\.)*")')
# Labels of what was seen with fixes made.
_AHEAD = frozenset({"repair.ahead.label", "repair.ahead.label_next"})
# Keys that say which host is meant.
_ADDRESSES = frozenset({"base_url", "model_provider", "openai_base_url"})


class RecordedContext(Context):
    """Gives each fact at once, so that no check ever has to wait."""

    def __init__(self, facts: Facts) -> None:
        super().__init__(asked=facts.asked, setup=facts.setup, eyes=RecordedEyes(facts))

    async def _once(self, name: str, look: Callable[[], Coroutine[Any, Any, T]]) -> T:  # noqa: ARG002 - its name in Context
        return await look()


class Judgement(Sealed, frozen=True):
    """What facts mean.

    Attributes:
        ran: Each check with its result, in their order.
        findings: Every finding, the cause first.
    """

    ran: tuple[Ran, ...]
    findings: tuple[RankedFinding, ...]
    verdict: Verdict
    mistakes: dict[Mistake, str]

    @property
    def cause(self) -> RankedFinding | None:
        """The first finding that is more than a hint."""
        severe = (one for one in self.findings if one.finding.severity is not Severity.HINT)
        return next(severe, None)

    @property
    def is_failure(self) -> bool:
        """Whether Codex fails, or what was not looked at is not what the user means."""
        is_unmeant = self.cause is not None and self.cause.finding.is_intent
        return self.verdict not in GOOD and (self.verdict is Verdict.FAILS or is_unmeant)


def judge(
    facts: Facts, checks: Sequence[Check], *, selection: Selection | None = None
) -> Judgement:
    """Return what these facts mean.

    Args:
        facts: What was seen.
        checks: The pipeline; a check may only need checks before it.
        selection: What is left out.
    """
    ctx, selection = _recorded(facts, selection or Selection())
    left_out = selection.left_out(checks)
    done: dict[str, Ran] = {}
    for check in past_left_out(checks, left_out):
        result = not_run(check, done, left_out) or _result(check, ctx)
        done[check.id] = Ran(check, result, 0)
    judged = conclude(tuple(done.values()))
    return leading_on(judged, _judged_ahead(facts.ahead, checks)) if facts.ahead else judged


async def judge_with_others(
    facts: Facts, checks: Sequence[Check], *, selection: Selection, deadline: Deadline
) -> Judgement:
    """Return the same where checks of plugins take part, which are waited for."""
    # Late: an event loop takes longer to load than most facts to judge.
    from codex_doctor.engine import run_checks

    ctx, selection = _recorded(facts, selection)
    judged = conclude(await run_checks(checks, ctx, deadline=deadline, selection=selection))
    own = tuple(one for one in checks if not one.plugin)
    return leading_on(judged, _judged_ahead(facts.ahead, own)) if facts.ahead else judged


def _judged_ahead(facts: Facts, checks: Sequence[Check]) -> Judgement:
    offline = say("run.offline") if facts.asked.offline else ""
    return judge(facts, checks, selection=Selection(offline=offline))


def _recorded(facts: Facts, selection: Selection) -> tuple[RecordedContext, Selection]:
    """Return what the checks are given, and what this set-up lets them look at."""
    if facts.setup.config is not None:
        # Late: of a recording alone.
        from codex_doctor.codex.recording import judge_again

        facts = replace(facts, setup=judge_again(facts.setup))
    return RecordedContext(facts), held_back(selection, facts.setup)


def conclude(ran: Sequence[Ran]) -> Judgement:
    """Return what these results mean together."""
    findings = ranking.rank(ran)
    return Judgement(
        ran=tuple(ran),
        findings=findings,
        verdict=ranking.verdict(ran),
        mistakes=ranking.mistakes(ran, findings),
    )


def leading_on(judged: Judgement, ahead: Judgement) -> Judgement:
    """Return a judgement whose first fix goes on with what stands behind its cause.

    Args:
        judged: What is found.
        ahead: What is found with its first fix made, led on itself.
    """
    cause, further = judged.cause, ahead.cause
    is_good = ahead.verdict in GOOD
    if cause is None or not cause.finding.fixes or not (is_good or ahead.is_failure):
        return judged
    finding = cause.finding
    fix, *others = finding.fixes
    if is_good and _is_open(fix):
        # It would work with any id.
        return judged
    if is_good:
        rows = [Evidence(say("repair.ahead.label"), say("repair.ahead.works"))]
    elif further is None:
        return judged
    elif _is_left(cause, further):
        if further.finding.cause != finding.cause:
            return judged
        # It comes last now.
        rows = [Evidence(say("repair.ahead.label_last"), say("repair.ahead.same"))]
        finding = replace(finding, evidence=(*finding.evidence, *rows), fixes=(*others, fix))
        return _with(judged, cause, finding)
    else:
        shows = say("repair.ahead.next", cause=further.finding.cause)
        rows = [Evidence(say("repair.ahead.label"), shows)]
        step = next(iter(further.finding.fixes), None)
        if step is not None and _goes_on(step):
            steps = (replace(step, then=()), *step.then)
            rows += (
                replace(one, label=say("repair.ahead.label_next"))
                for one in further.finding.evidence
                if isinstance(one.label, Sentence) and one.label.template in _AHEAD
            )
            if NO_MODEL in further.finding.cause:
                # Nobody has that id.
                rows = [replace(one, label=say("repair.ahead.label")) for one in rows[1:]]
            fix = _closed(replace(fix, then=steps))
        elif _is_open(fix):
            return judged
    finding = replace(finding, evidence=(*finding.evidence, *rows), fixes=(fix, *others))
    return _with(judged, cause, finding)


def _with(judged: Judgement, cause: RankedFinding, finding: Finding) -> Judgement:
    led = replace(cause, finding=finding)
    return replace(judged, findings=tuple(led if one is cause else one for one in judged.findings))


def _is_left(cause: RankedFinding, further: RankedFinding) -> bool:
    """Tell whether a fault is there as it was: with its fix made no other key is to blame."""
    if further.identity != cause.identity:
        return False
    first, second = (
        {changed for fix in one.finding.fixes[:1] for changed in _changed(fix)}
        for one in (cause, further)
    )
    return not (first and second and first.isdisjoint(second))


def leaves_model(judged: Judgement) -> bool:
    """Tell whether the first fix of the cause leaves the model's id to the user."""
    return judged.cause is not None and any(map(_is_open, judged.cause.finding.fixes[:1]))


def _is_open(fix: Fix) -> bool:
    """Tell whether a fix leaves the model's id to the user."""
    your = say("fix.your.model")
    return any(your in (edit.after or "") for edit in fix.edits)


def _sets_model(step: Fix) -> str:
    """Return the id that a step sets, as TOML has it, "" where it sets none or more."""
    found = _MODEL.fullmatch(step.edits[0].after or "") if len(step.edits) == 1 else None
    return found[1] if found and not _is_open(step) else ""


def _closed(fix: Fix) -> Fix:
    """Return a fix whose open model id is the one that a later step sets."""
    step = next(filter(_sets_model, fix.then), None)
    if step is None or not _is_open(fix):
        return fix
    open_id = f'"{say("fix.your.model")}"'
    edits = (
        replace(one, after=one.after and one.after.replace(open_id, _sets_model(step)))
        for one in fix.edits
    )
    then = tuple(one for one in fix.then if one is not step)
    title = step.title if len(fix.edits) == 1 else fix.title
    return replace(fix, title=title, risk=step.risk, auto=step.auto, edits=tuple(edits), then=then)


def _changed(fix: Fix) -> Iterator[str]:
    """Yield the keys and the variable that a fix changes."""
    yield from (edit.key for edit in fix.edits if edit.key)
    if fix.commands and fix.commands.variable:
        yield fix.commands.variable.name


def _goes_on(step: Fix) -> bool:
    """Tell whether a fix can be made with others: it is data, and no recipe of many lines."""
    if step.commands is None:
        return bool(step.edits)
    return "\n" not in step.commands.posix


def held_back(selection: Selection, setup: Setup) -> Selection:
    """Return the selection without what this set-up keeps from being sent."""
    if selection.offline:
        return selection
    return replace(selection, offline=silence(setup), keyless=_keyless(setup))


def unasked(setup: Setup) -> str:
    """Return why no turn may be run with this set-up, "" when one may."""
    return silence(setup) or _keyless(setup)


def silence(setup: Setup) -> str:
    """Return why nothing may be sent with this set-up, "" when something may."""
    credential = setup.credential
    if credential.sent and credential.source in UNUSABLE:
        return say(UNUSABLE[credential.source])
    return say("run.no_endpoint") if setup.endpoint is None else ""


def _keyless(setup: Setup) -> str:
    """Return why the credential may not be sent, "" when it may: the host is not the one meant."""
    if setup.endpoint is None or not setup.credential.sent:
        return ""
    if setup.provider_id != OPENAI or setup.provider_origin or "openai_base_url" in setup.values:
        # Who selects the provider `openai`, or moves it, has said which host is meant.
        return ""
    host = setup.endpoint.host
    for problem in setup.problems:
        match problem.about:
            case VariableIgnored(variable=variable):
                return say("run.keyless_variable", host=host, variable=variable)
            case KeyMisplaced(name=name) if name in _ADDRESSES:
                return say("run.keyless_key", host=host, key=name)
            case _:
                continue
    return ""


def _result(check: Check, ctx: RecordedContext) -> Result:
    coroutine = cast("Coroutine[None, None, Outcome]", check.run(ctx))
    try:
        coroutine.send(None)
    except StopIteration as ended:
        outcome: Outcome = ended.value
        return outcome
    except Exception as exc:  # noqa: BLE001 - a check's bug must not end the judging
        return broken_off(exc)
    return Crashed(say("run.waits"))
