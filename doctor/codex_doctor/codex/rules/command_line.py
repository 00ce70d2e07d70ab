"""Which option of the command line a problem is about, and which others stay as they are."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from codex_doctor.facts.config_problems import ProviderUndefined, UnknownKey

if TYPE_CHECKING:
    from codex_doctor.facts import Problem
    from codex_doctor.facts.configuration import Given

_OVERRIDE = "-c"
_OSS = ("--oss", "--local-provider")


def with_options(given: Given, problems: tuple[Problem, ...]) -> tuple[Problem, ...]:
    """Return the problems; those with an option have the others beside them."""
    if not given.options:
        return problems
    return tuple(replace(one, other_options=_others(one, given)) for one in problems)


def _others(problem: Problem, given: Given) -> tuple[str, ...] | None:
    kept = [one for one in given.options if not _is_about(problem, one)]
    if len(kept) == len(given.options):
        return None
    return tuple(word for one in kept for word in one)


def _is_about(problem: Problem, option: tuple[str, ...]) -> bool:
    name, value = option[0], option[-1]
    place = problem.location.file if problem.location else problem.key
    about = problem.about
    if isinstance(about, UnknownKey) and about.option:
        return name == about.option and value.startswith(about.name)
    if place == "--oss" or (isinstance(about, ProviderUndefined) and about.reason == "oss_unset"):
        return name in _OSS
    if name == _OVERRIDE:
        key, equals, _ = value.partition("=")
        is_broken = not (equals and key.strip())
        return is_broken if place == _OVERRIDE else place == f"{_OVERRIDE} {key.strip()}"
    return place in (name, f"{name} {value}")
