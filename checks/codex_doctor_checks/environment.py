"""environment -- the variables that Codex reads are there and hold what they should.

What it looks at
    CODEX_HOME, `$CODEX_HOME/.env`, the variable that env_key names, the variables that Codex
    no longer reads, and the form of the key, which is never shown.

Why it matters
    Codex stops without a request when the key's variable is unset, drops the Authorization
    header in silence when the key holds a line feed, and lets `.env` win over the shell.

Known limits
    An odd key is only a suspect until the endpoint refuses it; the auth check then asks here.

Source
    Runs of Codex 0.20.0 to 0.169.0; RFC 9110 section 5.5 (what a header can carry).
"""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from codex_doctor.model import Check, Failed, Passed, Severity
from codex_doctor_checks.environment_keys import KEY_WORDS
from codex_doctor_checks.environment_pages import PAGES
from codex_doctor_checks.environment_words import WORDS

if TYPE_CHECKING:
    from codex_doctor.context import Context
    from codex_doctor.facts import Problem, Setup
    from codex_doctor.model import Finding, Outcome

# Most telling first: the form that surely spoils a header, then the likely mix-ups.
SUSPECTS = (
    "env.key_control_characters",
    "env.key_bearer_prefix",
    "env.key_quoted",
    "env.key_placeholder",
    "env.key_not_ascii",
    "env.dotenv_shadows",
    "env.header_variable_unset",
    "env.openai_key_not_used",
    "env.dotenv_ignored",
    "env.key_whitespace",
)
"""Kinds that matter only when the endpoint refuses the credential."""

_ALL_WORDS = WORDS | KEY_WORDS


async def run(ctx: Context) -> Outcome:
    """Judge the environment of this run."""
    return judge(ctx.setup, endpoint_is_asked=not ctx.inputs.offline)


def judge(setup: Setup, *, endpoint_is_asked: bool = True) -> Outcome:
    """Return what is wrong with the variables; suspects wait for the endpoint's word."""
    ours = [one for one in setup.problems if one.kind.startswith("env.")]
    findings = tuple(
        finding_for(one)
        for one in ours
        if one.fatal or not (endpoint_is_asked and _is_suspect(one))
    )
    if findings:
        return Failed(findings)
    return Passed("nothing in the environment is in the way")


def finding_for(problem: Problem) -> Finding:
    """Return the finding for one `env.*` problem.

    Raises:
        KeyError: The problem is of another kind.
    """
    return _ALL_WORDS[problem.kind](problem)


def suspects(setup: Setup) -> tuple[Finding, ...]:
    """Return, as errors, what may explain that the endpoint refuses the credential."""
    found = [one for one in setup.problems if not one.fatal and _is_suspect(one)]
    found.sort(key=lambda problem: SUSPECTS.index(problem.kind))
    return tuple(replace(finding_for(one), severity=Severity.ERROR) for one in found)


def _is_suspect(problem: Problem) -> bool:
    if problem.kind == "env.dotenv_shadows":
        return problem.details.get("role") == "key"
    return problem.kind in SUSPECTS


CHECK = Check(
    id="environment",
    title="The variables that Codex reads are right",
    needs=(),
    run=run,
    pages=PAGES,
)
