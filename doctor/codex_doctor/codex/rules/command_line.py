"""Lays the other options of the command line beside a problem with one of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from codex_doctor.facts.config_problems import ProviderUndefined, UnknownKey
from codex_doctor.facts.options import options_without

if TYPE_CHECKING:
    from codex_doctor.facts import Problem
    from codex_doctor.facts.configuration import Given


def with_options(given: Given, problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
    """Return the problems; those with an option have the others beside them."""
    if not given.options:
        return problems
    return tuple(
        replace(one, other_options=options_without(_place(one), given.options)) for one in problems
    )


def _place(problem: Problem) -> str:
    match problem.about:
        case UnknownKey(option=option, name=name) if option:
            return f"{option} {name}"
        case ProviderUndefined(reason="oss_unset"):
            return "--oss"
        case _:
            return problem.location.file if problem.location else problem.key
