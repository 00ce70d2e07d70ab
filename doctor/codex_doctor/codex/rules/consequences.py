"""Leaves out problems: those that another one explains, and those after the first of many."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from codex_doctor.facts.config_problems import KeyMisplaced, ModelUnset, UnknownKey, WrongType
from codex_doctor.facts.provider_problems import (
    BaseUrlMissing,
    ProfileLegacy,
    ProfileMissing,
    ProviderNameMissing,
    ProviderUndefined,
)

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from codex_doctor.facts import Problem

_MAX_PROBLEMS = 20


def few(problems: Iterable[Problem]) -> Iterator[Problem]:
    """Yield the first problems, of those that stop Codex and of the others as many."""
    counts = {True: 0, False: 0}
    for one in problems:
        counts[one.fatal] += 1
        if counts[one.fatal] <= _MAX_PROBLEMS:
            yield one


def drop_consequences(problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
    """Return the problems without doubles and without those that follow from another one."""
    seen: set[tuple[str, str, str]] = set()
    kept: list[Problem] = []
    for problem in problems:
        key = (problem.kind, problem.key, str(problem.location))
        if key not in seen and not _follows(problem, problems):
            seen.add(key)
            stops = any(one.fatal and _is_emptied(one, problem.about) for one in problems)
            kept.append(replace(problem, fatal=problem.fatal or stops))
    return tuple(kept)


def _says(about: object, name: str) -> bool:
    """Tell whether a problem says of a key that it is misspelt."""
    match about:
        case BaseUrlMissing(misspelt=misspelt):
            return misspelt == name
        case ProviderUndefined(reason="table" | "bare", nearest=table):
            return table == name
        case _:
            return False


def _stands_in(about: object, table: str) -> bool:
    """Tell whether a key of the top level slid into this table."""
    return isinstance(about, KeyMisplaced) and about.table == table and not about.belongs


def _is_emptied(problem: Problem, about: object) -> bool:
    """Tell whether a key slid away: below what should be no table, or from beside what wants it."""
    if not isinstance(about, KeyMisplaced) or not isinstance(problem.about, WrongType):
        return False
    return about.table == problem.key or (not about.belongs and about.name == problem.about.wants)


def _follows(problem: Problem, problems: tuple[Problem, ...]) -> bool:
    """Tell whether another problem explains this one."""
    facts = [one.about for one in problems]
    match problem.about:
        case UnknownKey(name=name) | KeyMisplaced(name=name):
            # A table that Codex does not know is of interest for what stands in it.
            return any(_says(one, name) or _stands_in(one, problem.key) for one in facts)
        case ModelUnset():
            return any(isinstance(one, KeyMisplaced) and one.name == "model" for one in facts)
        case BaseUrlMissing():
            # [model_providers.a.b] leaves the provider "a" without any field. A number is there.
            return any(isinstance(one, ProviderNameMissing) and one.dotted for one in facts) or any(
                isinstance(one.about, WrongType) and one.key == problem.key for one in problems
            )
        case WrongType():
            return any(_is_emptied(problem, one) for one in facts)
        case ProfileMissing():
            return any(isinstance(one, ProfileLegacy) for one in facts)
        case _:
            return False
