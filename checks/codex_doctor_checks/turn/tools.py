"""tools -- a tool call comes, can be run, and its output is accepted and used.

What it looks at
    The call that the first request asks for, and the request that carries its output. The call is
    answered, never executed.

Why it matters
    Codex works through tool calls alone; an endpoint that only talks is of no use to it.

Known limits
    A model may choose to talk. The doctor asks twice, then forces a call; where the endpoint does
    not count tokens it cannot tell tools that were dropped from a model that does not obey.

Source
    Calls fed to the real Codex 0.169.0: what it runs, drops, or answers with an error.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from codex_doctor.model import Check, Evidence, Mistake, Severity
from codex_doctor.words.sentence import say
from codex_doctor_checks.turn.completed import BESIDE
from codex_doctor_checks.turn.proof import said
from codex_doctor_checks.turn.turn_cause import outcome, root_cause
from codex_doctor_checks.turn.turn_words import (
    BUDGET,
    GATEWAY,
    LOG_IN,
    OPERATOR,
    Words,
    by_id,
    finding_of,
    incompatible,
    pages,
)

if TYPE_CHECKING:
    from codex_doctor.context import Context
    from codex_doctor.facts import Exchange, Setup, Turn
    from codex_doctor.model import Finding, Outcome
    from codex_doctor.words.sentence import Sentence
    from codex_doctor_checks.turn.root import Root


_PARSER = "tools.never_called.fix_parser"
_OTHER_MODEL = "tools.never_called.fix_model"
_PAGE = Words("tools.output_fails.page", (LOG_IN, OPERATOR))
KINDS = by_id(
    incompatible(
        "tools.never_called",
        _PARSER,
        _OTHER_MODEL,
        forms={
            "dropped": Words("tools.never_called.dropped", (_PARSER, OPERATOR, GATEWAY)),
            "not_obeyed": Words("tools.never_called.not_obeyed", (_PARSER, _OTHER_MODEL)),
            "not_forced": Words("tools.never_called.not_forced", (_PARSER, _OTHER_MODEL)),
        },
    ),
    incompatible(
        "tools.not_called",
        _OTHER_MODEL,
        forms={"sometimes": Words("tools.not_called.sometimes", (_OTHER_MODEL,))},
    ),
    incompatible("tools.call_as_text", _PARSER, _OTHER_MODEL),
    incompatible("tools.call_shape"),
    incompatible(
        "tools.arguments_invalid",
        forms={BESIDE: Words("tools.arguments_invalid.beside", (OPERATOR, GATEWAY))},
    ),
    incompatible("tools.call_id_missing"),
    incompatible(
        "tools.name_unknown",
        _OTHER_MODEL,
        OPERATOR,
        forms={
            "renamed": Words(
                "tools.name_unknown.renamed", ("tools.name_unknown.fix_parser", OPERATOR)
            ),
            "kind": Words("tools.name_unknown.kind", (OPERATOR, GATEWAY)),
            BESIDE: Words("tools.name_unknown.beside", (_OTHER_MODEL, OPERATOR)),
        },
    ),
    incompatible("tools.output_rejected", forms={"page": _PAGE}),
    incompatible(
        "tools.output_ignored",
        forms={"more": Words("tools.output_ignored.more", ("tools.output_ignored.fix_confirm",))},
    ),
    incompatible(
        "tools.output_fails",
        forms={
            "page": _PAGE,
            "no_answer": Words("tools.output_fails.budget", (BUDGET,)),
            "budget": Words("tools.output_fails.budget", (BUDGET,)),
        },
    ),
)


async def run(ctx: Context) -> Outcome:
    """Judge the turn."""
    return judge(await ctx.turn(), ctx.setup)


def judge(turn: Turn, setup: Setup) -> Outcome:
    """Return whether a tool call makes its round trip."""
    return outcome(
        "tools",
        root_cause(turn),
        passed=say("tools.passed"),
        finding=lambda root: _finding(root, turn, setup),
    )


def _finding(root: Root, turn: Turn, setup: Setup) -> Finding:
    found = finding_of(root, setup, KINDS)
    found = replace(found, evidence=(*found.evidence, *_asked(turn)))
    is_loss = root.cause.id == "tools.not_called" or root.cause.form == BESIDE
    return replace(found, severity=Severity.WARNING) if is_loss else found


def _asked(turn: Turn) -> tuple[Evidence, ...]:
    """Return what was asked when no call came."""
    tried = turn.reluctance
    if tried is None:
        return ()
    a_call = say("tools.evidence.a_call")
    forced = a_call if tried.is_willing else _answered(tried.forced)
    rows = (Evidence(say("tools.evidence.forced"), forced, a_call),)
    if tried.toolless is None:
        return rows
    counted = tuple(_counted(one) for one in (turn.first, tried.toolless))
    return (*rows, Evidence(say("tools.evidence.toolless"), say("evidence.list", parts=counted)))


def _counted(exchange: Exchange) -> Sentence:
    tokens = exchange.reading.usage_tokens if exchange.reading else None
    if tokens is None:
        return say("tools.evidence.not_counted")
    return say("evidence.tokens", tokens=tokens)


def _answered(exchange: Exchange) -> str:
    is_text = exchange.reading is not None and exchange.reading.ending == "completed"
    return say("tools.evidence.text") if is_text else said(exchange)


CHECK = Check(
    id="tools",
    title=say("check.tools"),
    needs=("stream",),
    run=run,
    network=True,
    sends_key=True,
    pages=pages(KINDS),
    proves_turn=True,
    clears=Mistake.NOT_COMPATIBLE,
)
