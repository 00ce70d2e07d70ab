"""What the config check says about a provider's address; not a check."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from codex_doctor.codex.files.toml_values import write_text
from codex_doctor.facts.provider_problems import BaseUrlFault, BaseUrlMissing
from codex_doctor.model import Edit, Evidence, Finding, Fix
from codex_doctor.secrets.masking import MASK
from codex_doctor.words.sentence import say
from codex_doctor_checks.setup.problem_words import (
    add_below,
    assign,
    finding_of,
    meant_option,
    replace_line,
    telling,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from codex_doctor.facts import Problem
    from codex_doctor.words.sentence import Sentence

_EMPTY = '""'
_URL = "https://HOST/v1"


def _your_url() -> str:
    return say("fix.your.base_url")


def _base_url_missing(problem: Problem, about: BaseUrlMissing) -> Finding:
    provider, misspelt = about.provider, about.misspelt
    line, table = problem.line, f"model_providers.{provider}"
    if not misspelt:
        title = say("config.base_url_missing.fix_add", table=table)
        fix = add_below(problem, f"{table}.base_url", f'base_url = "{_your_url()}"', title=title)
    elif line.startswith(misspelt):
        after = line.replace(misspelt, "base_url", 1)
        fix = replace_line(problem, say("config.base_url_missing.fix"), after)
    elif problem.instead:
        fix = meant_option(problem)
    else:
        fix = Fix(say("config.base_url_missing.fix_name", misspelt=misspelt))
    measured = misspelt or say("evidence.not_set")
    return finding_of(
        problem,
        _base_url_missing_cause(provider, misspelt, about.credential),
        fix,
        evidence=(Evidence("base_url", measured, _URL),),
    )


def _base_url_missing_cause(provider: str, misspelt: str, variable: str) -> Sentence:
    match (bool(misspelt), bool(variable)):
        case (True, True):
            return say(
                "config.base_url_missing.misspelt_key",
                provider=provider,
                misspelt=misspelt,
                variable=variable,
            )
        case (True, False):
            return say("config.base_url_missing.misspelt", provider=provider, misspelt=misspelt)
        case (False, True):
            return say("config.base_url_missing.key", provider=provider, variable=variable)
        case _:
            return say("config.base_url_missing", provider=provider)


def _base_url_invalid(problem: Problem, about: BaseUrlFault) -> Finding:
    url, name = problem.shown, about.variable or "base_url"
    cause, title = _url_fault(about, name=name, url=url)
    return finding_of(
        problem,
        cause,
        _better_url(problem, about, title),
        evidence=(Evidence(name, url or _EMPTY, about.better or _URL),),
    )


def _better_url(problem: Problem, about: BaseUrlFault, title: Sentence) -> Fix:
    """Return the fix that writes the address that was meant, wherever it is set."""
    if about.variable:
        return Fix(title, commands=assign(about.variable, about.better or _your_url()))
    if MASK in problem.shown and not about.better:
        return Fix(title)  # there is more in it than the user would want to lose
    name = problem.key.rpartition(".")[2]
    return replace_line(problem, title, f'{name} = "{about.better or _your_url()}"')


def _url_fault(about: BaseUrlFault, *, name: str, url: str) -> tuple[Sentence, Sentence]:
    """Return what is wrong with an address, and what to do about it."""
    better = about.better
    known = say("config.base_url_invalid.fix_better", name=name, url=better) if better else None
    match about.reason:
        case "empty":
            cause = say("config.base_url_invalid.empty", name=name)
            return cause, say("config.base_url_invalid.fix_empty")
        case "no_scheme":
            cause = say("config.base_url_invalid.no_scheme", name=name, url=url)
            return cause, known or say("config.base_url_invalid.fix_empty")
        case "scheme":
            cause = say("config.base_url_invalid.scheme", name=name, url=url)
            return cause, known or say("config.base_url_invalid.fix_scheme")
        case "scheme_twice":
            cause = say("config.base_url_invalid.scheme_twice", name=name, url=url)
            return cause, known or say("config.base_url_invalid.fix_scheme_twice")
        case "variable":
            cause = say("config.base_url_invalid.variable", name=name, url=url)
            return cause, say("config.base_url_invalid.fix_variable")
        case "blank":
            cause = say("config.base_url_invalid.blank", name=name, url=url)
            return cause, known or say("config.base_url_invalid.fix_blank")
        case _:
            cause = say("config.base_url_invalid", name=name, url=url)
            return cause, known or say("config.base_url_invalid.fix")


def _base_url_query(problem: Problem, about: BaseUrlFault) -> Finding:
    if about.reason == "fragment":
        cause, title = say("config.base_url_query.fragment"), say("config.base_url_query.fix_end")
    else:
        cause, title = say("config.base_url_query"), say("config.base_url_query.fix")
    fix = _better_url(problem, about, title) if about.better else Fix(title)
    if about.reason == "query":
        fix = _with_parameters(problem, about, fix)
    plain = say("config.evidence.plain_url")
    return finding_of(problem, cause, fix, evidence=(Evidence("base_url", problem.shown, plain),))


def _with_parameters(problem: Problem, about: BaseUrlFault, fix: Fix) -> Fix:
    """Return a fix that cuts the query off, with the edits that keep its parameters."""
    table, dot, _ = problem.key.rpartition(".")
    if not (dot and fix.edits and problem.location):
        return replace(fix, edits=())
    file, key = problem.location.file, f"{table}.query_params"
    below = problem.location.line + 1 if problem.location.line else None
    key_of_user = say("fix.your.key")
    pairs = [f"{name} = {write_text(value or key_of_user)}" for name, value in about.parameters]
    if about.has_parameters:
        added = [
            Edit(file, f"{key}.{name}", None, pair, below)
            for (name, _), pair in zip(about.parameters, pairs, strict=True)
        ]
    else:
        whole = Edit(file, key, None, f"query_params = {{ {', '.join(pairs)} }}", below)
        added = [whole] if pairs else []
    return replace(fix, edits=(*fix.edits, *added))


ADDRESS_WORDS: dict[str, Callable[[Problem], Finding]] = {
    "config.base_url_missing": telling(BaseUrlMissing, _base_url_missing),
    "config.base_url_invalid": telling(BaseUrlFault, _base_url_invalid),
    "config.base_url_query": telling(BaseUrlFault, _base_url_query),
}
