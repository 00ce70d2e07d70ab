"""What may explain that the endpoint refuses the credential; not a check.

An odd key is no fault by itself: many endpoints take it. Only a refusal makes it one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from codex_doctor.facts.config_problems import KeyMisplaced, OfProvider
from codex_doctor.facts.key_problems import DotenvShadows
from codex_doctor.model import Severity

if TYPE_CHECKING:
    from codex_doctor.facts import Problem, Setup
    from codex_doctor.model import Finding

# Most telling first: the form that surely spoils a header, then the likely mix-ups.
SUSPECTS = (
    "env.key_control_characters",
    "env.key_empty",
    "credentials.command_failed",
    "credentials.auth_json_invalid",
    "env.key_assignment",
    "env.key_bearer_prefix",
    "env.key_quoted",
    "env.key_placeholder",
    "env.key_not_ascii",
    "env.key_expired",
    "auth.key_of_other_service",
    "env.dotenv_shadows",
    "env.header_variable_unset",
    "credentials.not_inherited",
    "env.openai_key_not_used",
    "env.dotenv_ignored",
    "credentials.overridden",
    "config.openai_auth_required",
    "env.key_whitespace",
)
"""Kinds that matter only when the endpoint refuses the credential."""


def find_suspects(setup: Setup) -> tuple[Finding, ...]:
    """Return, as errors, what may explain that the endpoint refuses the credential."""
    from codex_doctor_checks.setup import config, credentials, environment

    found = [one for one in setup.problems if not one.fatal and is_suspect(one)]
    found.sort(key=lambda problem: SUSPECTS.index(problem.kind))
    say = {"env": environment.finding_for, "config": config.finding_for}
    return tuple(
        replace(
            say.get(one.kind.partition(".")[0], credentials.finding_for)(one),
            severity=Severity.ERROR,
        )
        for one in found
    )


def find_slid_model(setup: Setup) -> Finding | None:
    """Return, as an error, the model id that slid into another table and so is not sent."""
    from codex_doctor_checks.setup import config

    for one in setup.problems:
        if isinstance(one.about, KeyMisplaced) and one.about.name == "model":
            return replace(config.finding_for(one), severity=Severity.ERROR)
    return None


def is_suspect(problem: Problem) -> bool:
    """Tell whether the problem waits for the endpoint's word."""
    match problem.about:
        case DotenvShadows(is_key=is_key):
            return is_key
        case OfProvider(reason="builtin"):
            return False
        case _:
            return problem.kind in SUSPECTS
