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

from codex_doctor.model import Check, Evidence, Fix, Mistake, Severity
from codex_doctor.words.sentence import say
from codex_doctor_checks.turn.turn_cause import outcome, root_cause
from codex_doctor_checks.turn.turn_words import (
    GATEWAY,
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
    from codex_doctor_checks.turn.root import Root


_PARSER = Fix(
    "Switch on tool calling on the server (vLLM: --enable-auto-tool-choice --tool-call-parser; "
    "llama.cpp: --jinja)."
)
_OTHER_MODEL = Fix("Choose a model that is made for tool calls.")
KINDS = by_id(
    incompatible(
        "tools.never_called",
        "{host} answers with text where a tool call is asked for",
        _PARSER,
        _OTHER_MODEL,
        forms={
            "dropped": Words(
                "{host} drops the tools: even a forced call is answered with text, and the request "
                "counts as many tokens without them",
                (_PARSER, OPERATOR, GATEWAY),
            ),
            "not_obeyed": Words(
                "{model} at {host} answers with text even where a call is forced",
                (_PARSER, _OTHER_MODEL),
            ),
            "not_forced": Words(
                "{model} at {host} answers with text, and {host} refuses to force a call",
                (_PARSER, _OTHER_MODEL),
            ),
        },
    ),
    incompatible(
        "tools.not_called",
        "{model} at {host} can call a tool and answers in words unless it is forced; Codex never "
        "forces a call, so it can answer questions and may run nothing",
        _OTHER_MODEL,
        forms={
            "sometimes": Words(
                "{model} at {host} calls the tool {subject} that it is asked to; in between Codex "
                "answers questions and runs nothing",
                (_OTHER_MODEL,),
            ),
        },
    ),
    incompatible(
        "tools.call_as_text",
        "{host} returns the tool call as text",
        _PARSER,
        _OTHER_MODEL,
    ),
    incompatible(
        "tools.call_shape",
        "{host} returns a tool call that Codex drops: {flaw}",
    ),
    incompatible(
        "tools.arguments_invalid",
        "the arguments of the tool call from {host} cannot be used ({message})",
    ),
    incompatible(
        "tools.call_id_missing",
        "the tool call from {host} has no call_id",
    ),
    incompatible(
        "tools.name_unknown",
        "{host} calls a tool that Codex does not offer: {message}",
        _OTHER_MODEL,
        OPERATOR,
        forms={
            "renamed": Words(
                "{host} calls Codex's tool by another name, {message}, which Codex refuses each "
                "time",
                (
                    Fix(
                        "Update the server or gateway at {host}: its tool parser leaves marks in "
                        "the names of tools."
                    ),
                    OPERATOR,
                ),
            ),
        },
    ),
    incompatible(
        "tools.output_rejected",
        "{host} refuses the request that carries the tool output ({status})",
    ),
    incompatible(
        "tools.output_ignored",
        "{host} does not see the tool output and repeats the call",
    ),
    incompatible(
        "tools.output_fails",
        "{host} fails on the request that carries the tool output",
        forms=dict.fromkeys(
            ("no_answer", "budget"),
            Words(
                "{host} had not answered the request with the tool output after {waited}, when the "
                "time of this diagnosis was over",
                (Fix("Run again with a larger --budget."),),
            ),
        ),
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
        passed="call and output made the round trip",
        finding=lambda root: _finding(root, turn, setup),
    )


def _finding(root: Root, turn: Turn, setup: Setup) -> Finding:
    found = finding_of(root, setup, KINDS)
    found = replace(found, evidence=(*found.evidence, *_asked(turn)))
    is_loss = root.cause.id == "tools.not_called"
    return replace(found, severity=Severity.WARNING) if is_loss else found


def _asked(turn: Turn) -> tuple[Evidence, ...]:
    """Return what was asked when no call came."""
    tried = turn.reluctance
    if tried is None:
        return ()
    forced = "a call" if tried.is_willing else _answered(tried.forced)
    rows = (Evidence("with a forced call", forced, "a call"),)
    if tried.toolless is None:
        return rows
    tokens = [
        one.reading.usage_tokens if one.reading else None for one in (turn.first, tried.toolless)
    ]
    counted = " and ".join("not counted" if one is None else f"{one} tokens" for one in tokens)
    return (*rows, Evidence("with and without tools", counted))


def _answered(exchange: Exchange) -> str:
    is_text = exchange.reading is not None and exchange.reading.ending == "completed"
    return "text" if is_text else f"HTTP {exchange.status}" if exchange.status else exchange.failure


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
