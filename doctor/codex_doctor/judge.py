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
from codex_doctor.model import Crashed, Severity
from codex_doctor.pipeline import Ran, Selection, broken_off, not_run
from codex_doctor.sealed import Sealed
from codex_doctor.words.sentence import say

if TYPE_CHECKING:
    from collections.abc import Callable, Coroutine, Sequence

    from codex_doctor.facts import Facts, Setup
    from codex_doctor.model import Check, Mistake, Outcome, Result, Verdict
    from codex_doctor.platform.deadline import Deadline
    from codex_doctor.reported import RankedFinding

T = TypeVar("T")
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
    for check in checks:
        result = not_run(check, done, left_out) or _result(check, ctx)
        done[check.id] = Ran(check, result, 0)
    return conclude(tuple(done.values()))


async def judge_with_others(
    facts: Facts, checks: Sequence[Check], *, selection: Selection, deadline: Deadline
) -> Judgement:
    """Return the same where checks of plugins take part, which are waited for."""
    # Late: an event loop takes longer to load than most facts to judge.
    from codex_doctor.engine import run_checks

    ctx, selection = _recorded(facts, selection)
    return conclude(await run_checks(checks, ctx, deadline=deadline, selection=selection))


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
