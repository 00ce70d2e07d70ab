"""What the environment check says about a key that is missing; not a check."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from msgspec.structs import replace

from codex_doctor.facts import Location
from codex_doctor.facts.key_problems import KeyEmpty, KeyUnset
from codex_doctor.model import Evidence, Finding, Fix
from codex_doctor.words.sentence import say
from codex_doctor_checks.setup.keys_set import (
    NEW_VARIABLE,
    dotenv_line,
    name_variable,
    set_again,
    set_key,
    set_where_it_stands,
)
from codex_doctor_checks.setup.problem_words import (
    edit_line,
    finding_of,
    is_variable,
    telling,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from codex_doctor.facts import Problem


def _key_unset(problem: Problem, about: KeyUnset) -> Finding:
    name = about.variable
    match about.reason:
        case "dollar":
            bare = about.others
            cause = say("env.key_unset.dollar", variable=name)
            evidence = Evidence("env_key", name, bare)
            return finding_of(problem, cause, _rename(problem, bare), evidence=(evidence,))
        case "empty_name":
            cause = say("env.key_unset.empty_name")
            fix = name_variable(problem, say("env.key_unset.fix_name"))
            wanted = say("env.evidence.variable_name")
            evidence = Evidence("env_key", say("env.evidence.empty"), wanted)
            return finding_of(problem, cause, fix, evidence=(evidence,))
        case "not_utf8":
            cause = say("env.key_unset.not_utf8", variable=name)
            evidence = Evidence(name, say("env.evidence.not_utf8"), say("env.evidence.a_key"))
            return finding_of(problem, cause, set_again(name), evidence=(evidence,))
        case _:
            return _not_set(problem, about)


def _not_set(problem: Problem, about: KeyUnset) -> Finding:
    name, others = about.variable, about.others
    near = (_rename(problem, others.split(", ")[0]),) if others else ()
    instead = (Evidence(say("env.evidence.set_instead"), others),) if others else ()
    return finding_of(
        problem,
        say("env.key_unset", variable=name),
        *near,
        *_token_alone(problem, about),
        *(() if is_variable(name) or near else (_valid_name(problem, name),)),
        Fix(say("env.key_unset.fix_shell", variable=name), commands=set_key(name)),
        Fix(say("env.key_unset.fix_dotenv", variable=name, file=about.dotenv)),
        evidence=(
            Evidence(name, say("evidence.not_set"), say("env.evidence.the_key")),
            *instead,
        ),
    )


def _token_alone(problem: Problem, about: KeyUnset) -> Iterator[Fix]:
    if about.has_token:
        yield Fix(say("env.key_unset.fix_token"), edits=edit_line(problem, None))


def _valid_name(problem: Problem, name: str) -> Fix:
    """Return the fix that names a variable which every shell can set."""
    plain = re.sub(r"\W+", "_", name, flags=re.ASCII).strip("_")
    variable = plain if is_variable(plain) else NEW_VARIABLE
    return name_variable(problem, say("env.key_unset.fix_plain", variable=variable), variable)


def _key_empty(problem: Problem, about: KeyEmpty) -> Finding:
    name = about.variable
    match about.source:
        case "environment":
            cause = say("env.key_empty", variable=name)
        case "option":
            cause = say("env.key_empty.option", variable=name)
        case file:
            cause = say("env.key_empty.file", variable=name, file=file)
    evidence = Evidence(name, say("env.evidence.empty"), say("env.evidence.the_key"))
    return finding_of(problem, cause, _fill_in(problem, about), evidence=(evidence,))


def _fill_in(problem: Problem, about: KeyEmpty) -> Fix:
    """Return the fix for an empty key, where it is set."""
    name, location = about.variable, Location(about.source, about.line)
    if about.line and about.is_in_shell:
        title = say("env.set_key.fix_unset_dotenv", place=str(location), variable=name)
        return Fix(title, edits=(dotenv_line(location, name, None),))
    place = replace(problem, location=location) if about.line else problem
    return set_where_it_stands(place, setting=name) or set_again(name)


def _key_name_is_key(problem: Problem) -> Finding:
    return finding_of(
        problem,
        say("env.key_name_is_key"),
        Fix(
            say("env.key_name_is_key.fix_name"),
            edits=edit_line(problem, f'env_key = "{NEW_VARIABLE}"'),
            commands=set_key(NEW_VARIABLE),
        ),
        Fix(say("env.key_name_is_key.fix_key")),
        evidence=(Evidence("env_key", problem.shown, say("env.evidence.variable_name")),),
    )


def _rename(problem: Problem, name: str) -> Fix:
    return Fix(
        say("env.key_unset.fix_rename", variable=name),
        edits=edit_line(problem, f'env_key = "{name}"'),
    )


KEY_WORDS: dict[str, Callable[[Problem], Finding]] = {
    "env.key_unset": telling(KeyUnset, _key_unset),
    "env.key_empty": telling(KeyEmpty, _key_empty),
    "env.key_name_is_key": _key_name_is_key,
}
