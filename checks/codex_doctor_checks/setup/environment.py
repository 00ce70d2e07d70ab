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

from typing import TYPE_CHECKING

from codex_doctor.model import (
    Check,
    Evidence,
    Failed,
    Finding,
    Fix,
    Passed,
    Severity,
    Stage,
    page,
)
from codex_doctor.words.sentence import say
from codex_doctor_checks.setup.environment_forms import FORM_WORDS
from codex_doctor_checks.setup.environment_keys import KEY_WORDS
from codex_doctor_checks.setup.environment_words import WORDS
from codex_doctor_checks.setup.suspects import is_suspect

if TYPE_CHECKING:
    from codex_doctor.context import Context
    from codex_doctor.facts import Problem, Setup
    from codex_doctor.model import Outcome

PAGES = (
    page("env.key_unset"),
    page("env.key_empty"),
    page("env.key_name_is_key"),
    page("env.key_control_characters"),
    page("env.key_whitespace"),
    page("env.key_quoted"),
    page("env.key_assignment"),
    page("env.key_bearer_prefix"),
    page("env.key_not_ascii"),
    page("env.key_placeholder"),
    page("env.key_expired"),
    page("env.base_url_ignored"),
    page("env.openai_key_not_used"),
    page("env.dotenv_shadows"),
    page("env.dotenv_ignored"),
    page("env.header_variable_unset"),
    page("env.shell_only"),
    page("env.codex_home_invalid", stage=Stage.HOME),
)
_ALL_WORDS = WORDS | FORM_WORDS | KEY_WORDS


async def run(ctx: Context) -> Outcome:
    """Judge the environment of this run."""
    return judge(ctx.setup, endpoint_is_asked=not ctx.asked.offline)


def judge(setup: Setup, *, endpoint_is_asked: bool = True) -> Outcome:
    """Return what is wrong with the variables; suspects wait for the endpoint's word."""
    ours = [one for one in setup.problems if one.kind.startswith("env.")]
    findings = tuple(
        finding_for(one) for one in ours if one.fatal or not (endpoint_is_asked and is_suspect(one))
    )
    if findings:
        return Failed(findings)
    return Passed(say("env.passed"))


def finding_for(problem: Problem) -> Finding:
    """Return the finding for one `env.*` problem.

    Raises:
        KeyError: The problem is of another kind.
    """
    return _ALL_WORDS[problem.kind](problem)


def shell_only(names: tuple[str, ...]) -> Finding:
    """Return the hint that these variables exist in this shell and in no login shell."""
    return Finding(
        id="env.shell_only",
        severity=Severity.HINT,
        cause=say("env.shell_only", names=names),
        evidence=tuple(
            Evidence(name, say("env.evidence.set_here"), say("env.evidence.set_at_login"))
            for name in names
        ),
        fixes=(Fix(say("env.shell_only.fix")),),
    )


CHECK = Check(
    id="environment",
    title=say("check.environment"),
    needs=(),
    run=run,
    pages=PAGES,
)
