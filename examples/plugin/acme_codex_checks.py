"""acme -- every answer of the gateway has an id by which its operators find it.

What it looks at
    The response headers of the requests that the doctor sends anyway; it sends none itself.

Why it matters
    A ticket without a request id cannot be looked up, and Codex does not print response headers.

Known limits
    Answers of a proxy in between are taken for the gateway's.

Source
    An example; the header is that of OpenAI's API reference and of many gateways.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from codex_doctor.model import (
    Check,
    Commands,
    Evidence,
    Failed,
    Finding,
    Fix,
    Page,
    Passed,
    Severity,
    Skipped,
)

if TYPE_CHECKING:
    from codex_doctor.context import Context
    from codex_doctor.facts import Turn
    from codex_doctor.model import Outcome

HEADER = "x-request-id"
NO_REQUEST_ID = Page(
    "acme.no_request_id",
    "An answer without a request id",
    f"The gateway of ACME adds {HEADER} to every answer. Where it is missing, something else "
    "answers in its place, or the gateway is older than version 3.",
    recognised=f"An answer of the turn has no header {HEADER}.",
    disproved="The header in every answer.",
    fixes=("Ask the operators which version of the gateway answers.",),
)


async def run(ctx: Context) -> Outcome:
    """Judge the turn of this run."""
    return judge(await ctx.turn())


def judge(turn: Turn) -> Outcome:
    """Return whether every answer of the turn can be looked up."""
    answers = [one for one in turn.exchanges if one.status is not None]
    if not answers:
        return Skipped("there was no answer")
    lacking = [one for one in answers if not one.header(HEADER)]
    if not lacking:
        return Passed(f"every answer has {HEADER}")
    finding = Finding(
        id=NO_REQUEST_ID.id,
        severity=Severity.WARNING,
        cause=f"{len(lacking)} of {len(answers)} answers have no {HEADER}",
        evidence=(Evidence(HEADER, measured="missing", expected="one an answer"),),
        fixes=(
            Fix(
                "Ask the operators which version of the gateway answers.",
                commands=Commands(
                    posix=f"curl -sI {lacking[0].url} | grep -i '^server:'",
                    powershell=f"(Invoke-WebRequest -Method Head {lacking[0].url}).Headers.Server",
                ),
            ),
        ),
    )
    return Failed((finding,))


CHECK = Check(
    id="acme",
    title="Answers of the gateway can be looked up",
    needs=("auth",),
    run=run,
    budget_s=2.0,
    network=True,
    pages=(NO_REQUEST_ID,),
    after="auth",
)
