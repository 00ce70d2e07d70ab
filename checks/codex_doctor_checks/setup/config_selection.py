"""What the config check says about the choice of provider; not a check."""

from __future__ import annotations

from typing import TYPE_CHECKING

from codex_doctor.codex.config.layers import dotted
from codex_doctor.facts.active import NEW_PROVIDER
from codex_doctor.facts.provider_problems import OfProvider, ProviderNotSelected, ProviderUndefined
from codex_doctor.model import Commands, Edit, Evidence, Finding, Fix
from codex_doctor.words.sentence import say
from codex_doctor_checks.setup.keys_set import name_variable
from codex_doctor_checks.setup.new_provider import define_provider
from codex_doctor_checks.setup.problem_words import (
    finding_of,
    rename_table,
    replace_line,
    retyped,
    set_in,
    telling,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from codex_doctor.facts import Problem

_OLLAMA = "ollama"
_LOGIN = Commands(posix="codex login", powershell="codex login")


def _undefined(problem: Problem, about: ProviderUndefined) -> Finding:
    provider = about.provider
    match about.reason:
        case "singular":
            return _singular(problem, provider)
        case "oss_unset":
            expected = say("config.evidence.oss_provider")
            local = retyped(problem, "--oss", "--local-provider", _OLLAMA)
            return finding_of(
                problem,
                say("config.provider_undefined.oss"),
                *_without_oss(problem, about),
                Fix(say("config.provider_undefined.fix_oss_option"), commands=local),
                Fix(say("config.provider_undefined.fix_oss")),
                evidence=(Evidence("oss_provider", say("evidence.not_set"), expected),),
            )
        case "ollama_chat":
            title = say("config.provider_undefined.fix_ollama")
            return finding_of(
                problem,
                say("config.provider_undefined.ollama_chat"),
                replace_line(problem, title, f'model_provider = "{_OLLAMA}"', auto=True),
                evidence=(Evidence("model_provider", provider, _OLLAMA),),
            )
        case _:
            return _not_defined(problem, about)


def _singular(problem: Problem, provider: str) -> Finding:
    location = problem.location
    old, new = "model_provider", "model_providers"
    edits = (
        (
            Edit(location.file, old, f"[{old}]", f"[{new}]"),
            Edit(location.file, old, None, f'{old} = "{provider}"', 1),
        )
        if location and location.line and "," not in provider
        else ()
    )
    return finding_of(
        problem,
        say("config.provider_undefined.singular", provider=provider),
        Fix(say("config.provider_undefined.fix_singular", provider=provider), edits=edits),
        evidence=(Evidence(say("config.evidence.table"), old, new),),
    )


def _without_oss(problem: Problem, about: ProviderUndefined) -> tuple[Fix, ...]:
    """Return the fix that takes what the files select instead of a local provider."""
    if not about.nearest:
        return ()
    title = say("config.provider_undefined.fix_oss_drop", id=about.nearest)
    return (Fix(title, commands=retyped(problem)),)


def _not_defined(problem: Problem, about: ProviderUndefined) -> Finding:
    """Return the finding for an id that no table has."""
    provider, nearest = about.provider, about.nearest
    select = f'model_provider = "{nearest}"'
    cause = say("config.provider_undefined", provider=provider)
    instead = say("config.unknown_key.fix_name", nearest=nearest, name=provider)
    defined = nearest if about.reason == "misspelt" else about.defined
    is_oss = problem.location is not None and problem.location.file == "--oss"
    match about.reason:
        case "misspelt" if is_oss:
            fix = Fix(instead, commands=retyped(problem, "--oss", "--local-provider", nearest))
        case _ if is_oss:
            fix = next(iter(_without_oss(problem, about)), _define(problem, about))
        case "table":
            cause = say("config.provider_undefined.table", provider=provider, table=nearest)
            title = say("config.unknown_key.fix_name", nearest="model_providers", name=nearest)
            fix = rename_table(problem, title, nearest, "model_providers")
        case "bare":
            table = dotted(("model_providers", provider))
            cause = say("config.provider_undefined.bare", provider=provider, table=table)
            title = say("config.unknown_key.fix_name", nearest=table, name=provider)
            fix = rename_table(problem, title, dotted((provider,)), table)
        case "case":
            cause = say("config.provider_undefined.case", provider=provider)
            fix = replace_line(problem, instead, select, auto=True)
        case "name":
            cause = say("config.provider_undefined.name", provider=provider, id=nearest)
            fix = replace_line(problem, instead, select)
        case "misspelt":
            fix = replace_line(problem, instead, select)
        case "only":
            title = say("config.provider_undefined.fix_only", id=nearest)
            fix = replace_line(problem, title, select)
        case "dots":
            cause = say("config.provider_undefined.dots", provider=provider)
            fix = Fix(say("config.provider_undefined.fix_dots", provider=provider))
        case _:
            fix = _define(problem, about)
    expected = defined or say("config.evidence.defined_provider")
    return finding_of(
        problem, cause, fix, evidence=(Evidence("model_provider", provider, expected),)
    )


def _define(problem: Problem, about: ProviderUndefined) -> Fix:
    location, provider = problem.location, about.provider
    # The table belongs to the user, whoever selects it; a name that was cut is another one.
    is_ours = problem.layer in {"user", "profile"} and provider.strip() == problem.shown != ""
    title = say("config.provider_undefined.fix", provider=provider)
    if location is None or not is_ours:
        return Fix(title)
    base_url, env_key = about.base_url, about.env_key
    return Fix(
        title,
        edits=(define_provider(location.file, provider, base_url=base_url, env_key=env_key),),
    )


def _not_selected(problem: Problem, about: ProviderNotSelected) -> Finding:
    provider, active = about.provider, about.active
    line = f'model_provider = "{provider}"'
    if problem.key == "model_provider":
        cause = say("config.provider_not_selected.key", provider=provider, active=active)
        title = say("config.provider_not_selected.fix_name", provider=provider)
        others = [Fix(say("config.openai_auth_required.fix_login"), commands=_LOGIN)]
    else:
        cause = say("config.provider_not_selected", provider=provider, active=active)
        title = say("config.provider_not_selected.fix", provider=provider)
        others = []
    if about.file:
        fix = set_in(about.file, "model_provider", line, title=title)
    else:
        fix = replace_line(problem, title, line)
    return finding_of(
        problem,
        cause,
        fix,
        *others,
        evidence=(
            Evidence(say("config.evidence.active"), active, provider),
            Evidence(say("config.evidence.defined"), about.defined),
        ),
    )


def _openai_auth_required(problem: Problem, about: OfProvider) -> Finding:
    with_key = Commands(posix="codex login --with-api-key", powershell="codex login --with-api-key")
    if about.reason == "builtin":
        cause = say("config.openai_auth_required.builtin")
        first = Fix(say("config.openai_auth_required.fix_select"), edits=_select_new(about.file))
        second = Fix(say("config.openai_auth_required.fix_login"), commands=_LOGIN)
    else:
        cause = say("config.openai_auth_required", provider=about.provider)
        first = name_variable(problem, say("config.openai_auth_required.fix_env_key"))
        second = Fix(say("config.openai_auth_required.fix_login_key"), commands=with_key)
    row = Evidence(
        say("config.evidence.login"), say("evidence.none"), say("config.evidence.logins")
    )
    return finding_of(problem, cause, first, second, evidence=(row,))


def _select_new(file: str) -> tuple[Edit, ...]:
    """Return the edits that add a provider to a file and select it, none without a file."""
    if not file:
        return ()
    select = Edit(file, "model_provider", None, f'model_provider = "{NEW_PROVIDER}"', 1)
    return (select, define_provider(file, NEW_PROVIDER))


SELECTION_WORDS: dict[str, Callable[[Problem], Finding]] = {
    "config.provider_undefined": telling(ProviderUndefined, _undefined),
    "config.provider_not_selected": telling(ProviderNotSelected, _not_selected),
    "config.openai_auth_required": telling(OfProvider, _openai_auth_required),
}
