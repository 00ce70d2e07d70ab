"""What the config check says about the choice of provider and profile; not a check."""

from __future__ import annotations

from typing import TYPE_CHECKING

from codex_doctor.facts.config_problems import (
    OfProvider,
    ProfileLegacy,
    ProfileMissing,
    ProviderNotSelected,
    ProviderUndefined,
)
from codex_doctor.model import Commands, Edit, Evidence, Finding, Fix
from codex_doctor_checks.setup.problem_words import (
    edit_line,
    finding_of,
    replace_line,
    set_in,
    telling,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from codex_doctor.facts import Problem


def _undefined(problem: Problem, about: ProviderUndefined) -> Finding:
    provider, reason = about.provider, about.reason
    defined, nearest = about.defined, about.nearest
    if reason == "singular":
        return finding_of(
            problem,
            f"[model_provider.{provider}] is not where providers are defined: the table is "
            "model_providers, with an s",
            Fix(f'Write [model_providers.{provider}], and model_provider = "{provider}" above.'),
            evidence=(Evidence("table", "model_provider", "model_providers"),),
        )
    if reason == "oss_unset":
        return finding_of(
            problem,
            "--oss names no provider, and no oss_provider is configured",
            Fix('Write oss_provider = "ollama" at the top of config.toml, or drop --oss.'),
            Fix("Add --local-provider ollama."),
            evidence=(Evidence("oss_provider", "not set", "ollama, lmstudio or one of your own"),),
        )
    if reason == "ollama_chat":
        return finding_of(
            problem,
            "ollama-chat is no longer a provider of Codex",
            replace_line(problem, "Select ollama.", 'model_provider = "ollama"', auto=True),
            evidence=(Evidence("model_provider", provider, "ollama"),),
        )
    select = f'model_provider = "{nearest}"'
    define = Fix(f"Define [model_providers.{provider}], or select a provider that is defined.")
    fixes = {
        "case": replace_line(problem, "Write it as it is defined.", select, auto=True),
        "name": replace_line(problem, f"Write its id: {nearest}.", select),
        "misspelt": replace_line(problem, f"Write {nearest}.", select),
        "dots": Fix(f'Quote the id in the table header: [model_providers."{provider}"].'),
    }
    why = {
        "case": ": capitals and blanks count",
        "name": f": it is the name of {nearest}",
        "dots": ": without quotes the dot splits its name",
    }.get(reason, "")
    return finding_of(
        problem,
        f"model_provider names {provider}, and no such provider is defined{why}",
        fixes.get(reason, define),
        evidence=(Evidence("model_provider", provider, defined or "a provider that is defined"),),
    )


def _not_selected(problem: Problem, about: ProviderNotSelected) -> Finding:
    provider, active = about.provider, about.active
    return finding_of(
        problem,
        f"the provider {provider} is defined, and nothing selects it: {active} is active",
        set_in(
            about.file,
            "model_provider",
            f'model_provider = "{provider}"',
            title="Select it at the top of the file, above the first [table].",
        ),
        evidence=(
            Evidence("active provider", active, provider),
            Evidence("defined", about.defined),
        ),
    )


def _profile_legacy(problem: Problem, about: ProfileLegacy) -> Finding:
    profile, file = about.profile, about.file
    content, table = about.content, about.table
    selected = about.is_selected
    found = f'profile = "{profile}"' if selected else f"[{table}]"
    location = problem.location
    old = location.file if location else "config.toml"
    edits = [Edit(file, "", None, content)] if content else []
    if selected:
        edits.extend(edit_line(problem, None))
    if table:
        edits.append(Edit(old, table, f"[{table}]", None, None if selected else _line(problem)))
    also = f" and [{table}]" if selected and table else ""
    write = Fix(
        f"Write {file} with the settings of the profile, remove {found}{also} from {old}, "
        f"and start Codex with --profile {profile}.",
        edits=tuple(edits),
    )
    plain = () if table else (Fix(f"Remove {found}, if no such profile is meant any more."),)
    return finding_of(
        problem,
        f"{found} selects a profile in the old form, which Codex refuses since {about.since}",
        *plain,
        write,
        evidence=(Evidence("profile", found, file),),
    )


def _line(problem: Problem) -> int | None:
    return problem.location.line if problem.location else None


def _profile_missing(problem: Problem, about: ProfileMissing) -> Finding:
    profile, file = about.profile, about.file
    if about.reason == "bad_name":
        return finding_of(
            problem,
            f"{profile!r} is no profile name: letters, digits, - and _ only",
            Fix("Pass the name alone, without folder and without .config.toml."),
            evidence=(Evidence("--profile", profile, "a plain name"),),
        )
    others = about.others
    if about.reason == "no_table":
        return finding_of(
            problem,
            f"the profile {profile} is selected, and there is no [profiles.{profile}]",
            Fix(f"Write [profiles.{profile}], or name one that exists{others and f' ({others})'}."),
            evidence=(Evidence("profile", profile, others or "a table in config.toml"),),
        )
    return finding_of(
        problem,
        f"--profile {profile} has no file {file}, and Codex goes on without it in silence",
        Fix(f"Write {file}, or name a profile that exists{f' ({others})' if others else ''}."),
        evidence=(Evidence(file, "not there", "a profile file"),),
    )


def _openai_auth_required(problem: Problem, about: OfProvider) -> Finding:
    provider = about.provider
    login = Commands(posix="codex login", powershell="codex login")
    if about.reason == "builtin":
        return finding_of(
            problem,
            "the built-in provider openai is active, and there is no login for it",
            Fix("Select a provider of your own with model_provider."),
            Fix("Log in to OpenAI.", commands=login),
            evidence=(Evidence("login", "none", "auth.json or CODEX_API_KEY"),),
        )
    return finding_of(
        problem,
        f"the provider {provider} has requires_openai_auth, and there is no login to take",
        Fix("Replace requires_openai_auth by env_key, and put the key into that variable."),
        Fix(
            "Log in with the key.",
            commands=Commands(
                posix="codex login --with-api-key", powershell="codex login --with-api-key"
            ),
        ),
        evidence=(Evidence("login", "none", "auth.json or CODEX_API_KEY"),),
    )


SELECTION_WORDS: dict[str, Callable[[Problem], Finding]] = {
    "config.provider_undefined": telling(ProviderUndefined, _undefined),
    "config.provider_not_selected": telling(ProviderNotSelected, _not_selected),
    "config.profile_legacy": telling(ProfileLegacy, _profile_legacy),
    "config.profile_missing": telling(ProfileMissing, _profile_missing),
    "config.openai_auth_required": telling(OfProvider, _openai_auth_required),
}
