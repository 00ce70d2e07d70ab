"""What may explain that the endpoint refuses the credential; not a check.

An odd key is no fault by itself: many endpoints take it. Only a refusal makes it one.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from codex_doctor.facts.key_problems import DotenvShadows
from codex_doctor.facts.provider_problems import OfProvider

if TYPE_CHECKING:
    from codex_doctor.facts import Problem

# Kinds that matter only when the endpoint refuses the credential. Most telling first: the form that
# surely spoils a header, then the likely mix-ups.
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


def is_suspect(problem: Problem) -> bool:
    """Tell whether the problem waits for the endpoint's word."""
    match problem.about:
        case DotenvShadows(is_key=is_key):
            return is_key
        case OfProvider(reason="builtin"):
            return False
        case _:
            return problem.kind in SUSPECTS
