"""tools -- a tool call comes, can be run, and its output is accepted and used.

What it looks at
    The call that the first request asks for, and the request that carries its output. The call is
    answered, never executed.

Why it matters
    Codex works through tool calls alone; an endpoint that only talks is of no use to it.

Known limits
    A model may choose to talk. The doctor asks twice before it says that no call came.

Source
    Calls fed to the real Codex 0.169.0: what it runs, drops, or answers with an error.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from codex_doctor.model import Check, Fix, Mistake
from codex_doctor_checks.turn.turn_cause import outcome, root_cause
from codex_doctor_checks.turn.turn_words import OPERATOR, by_id, incompatible, pages, say

if TYPE_CHECKING:
    from codex_doctor.context import Context
    from codex_doctor.facts import Setup, Turn
    from codex_doctor.model import Outcome


_PARSER = Fix(
    "Switch on tool calling on the server (vLLM: --enable-auto-tool-choice --tool-call-parser; "
    "llama.cpp: --jinja)."
)
_OTHER_MODEL = Fix("Choose a model that is made for tool calls.")
KINDS = by_id(
    incompatible(
        "tools.never_called",
        "No tool call comes",
        "The request offers tools and asks for one call, and the answer is plain text. Either the "
        "endpoint drops the tools or the model does not use them.",
        "{host} answers with text where a tool call is asked for",
        _PARSER,
        _OTHER_MODEL,
    ),
    incompatible(
        "tools.call_as_text",
        "The call comes back as text",
        "The model writes the call into its answer and the server does not turn it into a call. "
        "Codex prints the text and runs nothing.",
        "{host} returns the tool call as text",
        _PARSER,
        _OTHER_MODEL,
    ),
    incompatible(
        "tools.call_shape",
        "A call in another API's shape",
        "Codex takes items of the types function_call and custom_tool_call with name, arguments "
        "and call_id; others are dropped without a word. Over Chat Completions it takes tool_calls "
        'in the delta that end with finish_reason "tool_calls".',
        "{host} returns a tool call that Codex drops: {flaw}",
    ),
    incompatible(
        "tools.arguments_invalid",
        "The arguments of the call cannot be used",
        "arguments must be a string that holds a JSON object with the fields of the tool.",
        "the arguments of the tool call from {host} cannot be used ({message})",
    ),
    incompatible(
        "tools.call_id_missing",
        "The call has no call_id",
        "Codex needs a call_id to send the output back, and drops a call without one.",
        "the tool call from {host} has no call_id",
    ),
    incompatible(
        "tools.name_unknown",
        "A tool that was not offered",
        "The name of the call is not among the tools of the request. Codex answers that the call "
        "is unsupported.",
        "{host} calls a tool that Codex does not offer: {message}",
        _OTHER_MODEL,
        OPERATOR,
    ),
    incompatible(
        "tools.output_rejected",
        "The tool output is refused",
        "The first request works, and the one that carries the call and its output is refused.",
        "{host} refuses the request that carries the tool output ({status})",
    ),
    incompatible(
        "tools.output_ignored",
        "The tool output is not seen",
        "The endpoint answers the tool output with the same call again and again: a loop without "
        "end in Codex.",
        "{host} does not see the tool output and repeats the call",
    ),
    incompatible(
        "tools.output_fails",
        "The request with the tool output fails",
        "The first request works; the one that carries the tool output crashes, hangs or breaks.",
        "{host} fails on the request that carries the tool output",
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
        finding=lambda root: say(root, setup, KINDS),
    )


CHECK = Check(
    id="tools",
    title="A tool call makes the round trip",
    needs=("stream",),
    run=run,
    network=True,
    pages=pages(KINDS),
    proves_turn=True,
    clears=Mistake.NOT_COMPATIBLE,
)
