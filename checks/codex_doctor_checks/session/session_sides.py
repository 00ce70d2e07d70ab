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
from codex_doctor_checks.setup.base_url import set_value
from codex_doctor_checks.turn.turn_words import GATEWAY, OPERATOR, evidence

if TYPE_CHECKING:
    from collections.abc import Iterator

    from codex_doctor.facts import Exchange, Setup
    from codex_doctor.facts.session import SideModel, SideTry

SECONDARY_MODEL = page(
    "session.secondary_model",
    Mistake.MODEL_ID,
)
# How an endpoint refuses what it was sent, and not who sent it or when.
_REFUSALS = frozenset({400, 404, 422, 500})
_OTHERS = ("auth.", "model.", "quota.", "proxy.", "url.")


def judge_sides(sides: tuple[SideTry, ...], setup: Setup) -> Iterator[Finding]:
    """Yield a finding for each side model that is refused."""
    host = setup.endpoint.host if setup.endpoint else "the endpoint"
    for one in sides:
        side = one.side
        proof = _proof(one)
        if not proof:
            continue
        refused = f"{host} does not serve {side.model}, which Codex uses {side.job}"
        unknown = f"Codex starts no sub-agent with {side.model}, which is not in its own list"
        yield Finding(
            id=SECONDARY_MODEL.id,
            severity=Severity.WARNING,
            cause=refused if side.is_known else unknown,
            evidence=proof,
            fixes=(_fix(side, setup),),
            location=side.origin,
        )


def judge_two_calls(sent: tuple[Exchange, ...], setup: Setup, model: str) -> Iterator[Finding]:
    """Yield what is wrong with the outputs of two tool calls in one answer."""
    host = setup.endpoint.host if setup.endpoint else "the endpoint"
    if len(sent) < 2:
        return  # a model that makes one call after the other is no fault
    last = sent[-1]
    cause = cause_of(last, model=model)
    if last.status in _REFUSALS and cause is not None and not cause.id.startswith(_OTHERS):
        yield Finding(
            id="session.history_rejected",
            severity=Severity.WARNING,
            cause=f"{host} takes the output of one tool call and refuses those of two at once",
            evidence=evidence(last),
            fixes=(GATEWAY, OPERATOR),
            confidence=Confidence.LIKELY,
        )
    elif _asks_again(sent):
        yield Finding(
            id="tools.output_ignored",
            severity=Severity.WARNING,
            cause=f"{host} loses an output when two tool calls were made in one answer",
            evidence=(Evidence("the same call after its output", f"{len(sent) - 1} times"),),
            fixes=(GATEWAY, OPERATOR),
            confidence=Confidence.LIKELY,
        )


def _proof(one: SideTry) -> tuple[Evidence, ...]:
    """Return what shows that the model cannot be used; () when it can, or that was not seen."""
    side, exchange = one.side, one.exchange
    if not side.is_known:
        return (Evidence(side.key, side.model, "a model of Codex's own list, or nothing"),)
    if exchange is None or exchange.status is None or exchange.status < 400:
        return ()
    cause = cause_of(exchange, model=side.model)
    if cause is None or not cause.id.startswith("model."):
        return ()
    return (*evidence(exchange), Evidence(side.key, side.model if side.is_set else "not set"))


def _fix(side: SideModel, setup: Setup) -> Fix:
    main = setup.model or ""
    origin = side.origin
    if side.key == "agents.default_subagent_model":
        # Set to the main model it would be refused by Codex, if that is not in Codex's list.
        return Fix(f"Remove {side.key}; sub-agents then use {main}.", edits=_edit(side, None))
    if side.key == "model":
        where = origin.file if origin else "the role's file"
        edits = _edit(side, f'model = "{main}"')
        return Fix(f"Set model to {main} in {where}.", edits=edits)
    title = f"Set {side.key} to {main}, which is served."
    fix = set_value(setup, key=side.key, shown=main, title=title)
    return fix or Fix(f"{title[:-1]}, or turn features.memories off." if not side.is_set else title)


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
