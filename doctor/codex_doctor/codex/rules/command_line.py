"""Lays the other options of the command line beside a problem with one of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from codex_doctor.facts.config_problems import NoConfig, UnknownKey
from codex_doctor.facts.options import OSS, options_at, options_without
from codex_doctor.facts.provider_problems import ProviderUndefined

if TYPE_CHECKING:
    from codex_doctor.codex.config.layers import Layered
    from codex_doctor.facts import Problem
    from codex_doctor.facts.configuration import Given


def with_options(
    given: Given, layered: Layered, problems: tuple[Problem, ...]
) -> tuple[Problem, ...]:
    """Return the problems; those with an option have the others beside them."""
    if not given.options:
        return problems
    return tuple(_with_others(one, given, layered) for one in problems)


def _with_others(problem: Problem, given: Given, layered: Layered) -> Problem:
    place, about = _place(problem), problem.about
    if place == OSS and isinstance(about, ProviderUndefined) and about.reason != "misspelt":
        about = replace(about, nearest=passed_over(layered))
    others = options_without(place, given.options)
    if others is None:
        return replace(problem, about=about)
    # Late: only where an option is wrong.
    from codex_doctor.codex.rules.meant_options import meant_option

    own = options_at(place, given.options)
    meant = meant_option(problem, own, layered, given.codex_version)
    return replace(problem, about=about, other_options=others, instead=meant)


def passed_over(layered: Layered) -> str:
    """Return the provider that the files select, "" when they select or define none."""
    named = (
        one.table["model_provider"]
        for one in reversed(layered.documents)
        if one.name != "options" and "model_provider" in one.table
    )
    provider = next(named, "")
    return str(provider) if provider in layered.table("model_providers") else ""


def _place(problem: Problem) -> str:
    match problem.about:
        case UnknownKey(option=option, name=name) if option:
            return f"{option} {name}"
        case ProviderUndefined(reason="oss_unset"):
            return OSS
        case NoConfig(left_out=option) if option:
            return option
        case _:
            return problem.location.file if problem.location else problem.key
