"""What a session does now and then: two tool calls at once, and other models."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from codex_doctor.answers.answer import cause_of
from codex_doctor.model import (
    Confidence,
    Edit,
    Evidence,
    Finding,
    Fix,
    Mistake,
    Severity,
    page,
)
from codex_doctor.words.sentence import fill, say
from codex_doctor_checks.setup.base_url import set_value
from codex_doctor_checks.turn.turn_words import GATEWAY, OPERATOR, evidence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from codex_doctor.facts import Exchange, Setup
    from codex_doctor.facts.session import SideModel, SideTry
    from codex_doctor.words.sentence import Sentence

SECONDARY_MODEL = page("session.secondary_model", Mistake.MODEL_ID)
# What Codex uses a side model for, by the key that sets it.
_JOBS = {
    "review_model": "session.secondary_model.reviews",
    "model": "session.secondary_model.role",
    "agents.default_subagent_model": "session.secondary_model.sub_agents",
    "memories.extract_model": "session.secondary_model.extract",
    "memories.consolidation_model": "session.secondary_model.consolidate",
}
# How an endpoint refuses what it was sent, and not who sent it or when.
_REFUSALS = frozenset({400, 404, 422, 500})
_OTHERS = ("auth.", "model.", "quota.", "proxy.", "url.")


def judge_sides(sides: tuple[SideTry, ...], host: str, setup: Setup) -> Iterator[Finding]:
    """Yield a finding for each side model that is refused."""
    for one in sides:
        side = one.side
        proof = _proof(one)
        if not proof:
            continue
        yield Finding(
            id=SECONDARY_MODEL.id,
            severity=Severity.WARNING,
            cause=_cause(side, host),
            evidence=proof,
            fixes=(_fix(side, setup),),
            location=side.origin,
        )


def _cause(side: SideModel, host: str) -> Sentence:
    if not side.is_known:
        return say("session.secondary_model.unknown", model=side.model)
    return fill(_JOBS[side.key], {"host": host, "model": side.model, "role": side.role})


def judge_two_calls(sent: tuple[Exchange, ...], host: str, model: str) -> Iterator[Finding]:
    """Yield what is wrong with the outputs of two tool calls in one answer."""
    if len(sent) < 2:
        return  # a model that makes one call after the other is no fault
    last = sent[-1]
    cause = cause_of(last, model=model)
    if last.status in _REFUSALS and cause is not None and not cause.id.startswith(_OTHERS):
        yield Finding(
            id="session.history_rejected",
            severity=Severity.WARNING,
            cause=say("session.history_rejected.two_calls", host=host),
            evidence=evidence(last),
            fixes=(Fix(say(GATEWAY)), Fix(say(OPERATOR))),
            confidence=Confidence.LIKELY,
        )
    elif _asks_again(sent):
        yield Finding(
            id="tools.output_ignored",
            severity=Severity.WARNING,
            cause=say("tools.output_ignored.two_calls", host=host),
            evidence=(_called_again(len(sent) - 1),),
            fixes=(Fix(say(GATEWAY)), Fix(say(OPERATOR))),
            confidence=Confidence.LIKELY,
        )


def _called_again(count: int) -> Evidence:
    return Evidence(say("tools.evidence.same_call"), say("tools.evidence.times", count=count))


def _proof(one: SideTry) -> tuple[Evidence, ...]:
    """Return what shows that the model cannot be used; () when it can, or that was not seen."""
    side, exchange = one.side, one.exchange
    if not side.is_known:
        return (Evidence(side.key, side.model, say("session.evidence.own_list")),)
    if exchange is None or exchange.status is None or exchange.status < 400:
        return ()
    cause = cause_of(exchange, model=side.model)
    if cause is None or not cause.id.startswith("model."):
        return ()
    return (
        *evidence(exchange),
        Evidence(side.key, side.model if side.is_set else say("evidence.not_set")),
    )


def _fix(side: SideModel, setup: Setup) -> Fix:
    main = setup.model or ""
    origin = side.origin
    if side.key == "agents.default_subagent_model":
        # Set to the main model it would be refused by Codex, if that is not in Codex's list.
        title = say("session.secondary_model.fix_remove", key=side.key, model=main)
        return Fix(title, edits=_edit(side, None))
    if side.key == "model":
        title = say("session.secondary_model.fix_role", model=main)
        if origin:
            title = say("session.secondary_model.fix_file", model=main, file=origin.file)
        return Fix(title, edits=_edit(side, f'model = "{main}"'))
    if not side.is_set:
        title = say("session.secondary_model.fix_memories", key=side.key, model=main)
    else:
        title = say("session.secondary_model.fix_value", key=side.key, model=main)
    return set_value(setup, key=side.key, shown=main, title=title) or Fix(title)


def _edit(side: SideModel, after: str | None) -> tuple[Edit, ...]:
    origin = side.origin
    if origin is None or origin.line is None:
        return ()
    before = f'{side.key.rpartition(".")[2]} = "{side.model}"'
    return (Edit(origin.file, side.key, before, after, origin.line),)


def _asks_again(sent: tuple[Exchange, ...]) -> bool:
    """Whether each answer to the outputs makes a call that had been answered."""
    made = [
        {(call.name, call.arguments) for call in one.reading.calls} if one.reading else set[Any]()
        for one in sent
    ]
    answered = made[0]
    return all(calls and calls <= answered for calls in made[1:])
