"""Leaves out problems: those that another one explains, and those after the first of many."""

from __future__ import annotations

from typing import TYPE_CHECKING

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
            kept.append(problem)
    return tuple(kept)


def _follows(problem: Problem, problems: tuple[Problem, ...]) -> bool:
    """Tell whether another problem explains this one."""
    name = problem.details.get("name")
    slid = [one.details for one in problems if one.kind == "config.key_misplaced"]
    match problem.kind:
        case "config.unknown_key":
            return any(one.details.get("misspelt") == name for one in problems)
        case "config.model_unset":
            return any(one.get("name") == "model" for one in slid)
        case "config.base_url_missing":
            # [model_providers.a.b] leaves the provider "a" without any field.
            return any(one.details.get("dotted") for one in problems)
        case "config.profile_missing":
            return any(one.kind == "config.profile_legacy" for one in problems)
        case _:
            return False
