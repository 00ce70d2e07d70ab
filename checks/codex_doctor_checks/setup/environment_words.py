"""What the environment check says about variables other than the key's form; not a check."""

from __future__ import annotations

from typing import TYPE_CHECKING

from codex_doctor.facts.config_problems import OfProvider
from codex_doctor.facts.key_problems import (
    DotenvIgnored,
    DotenvShadows,
    HeaderVariableUnset,
    HomeFault,
    VariableIgnored,
)
from codex_doctor.model import Commands, Edit, Evidence, Finding, Fix
from codex_doctor_checks.setup.problem_words import (
    add_below,
    assign,
    finding_of,
    set_in,
    telling,
    where,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from codex_doctor.facts import Problem

_HOME_FAULTS = {
    "missing": "does not exist",
    "not_a_directory": "is not a directory",
    "tilde": "begins with ~, which Codex does not expand, so it does not exist",
}


def _codex_home(problem: Problem, about: HomeFault) -> Finding:
    reason = about.reason
    if reason == "no_home":
        return finding_of(
            problem,
            "there is no home folder and CODEX_HOME is not set, so Codex finds no configuration",
            Fix("Set HOME or CODEX_HOME.", commands=assign("CODEX_HOME", "$PWD/.codex")),
            evidence=(Evidence("CODEX_HOME", "not set", "an existing folder"),),
        )
    unset = Commands(posix="unset CODEX_HOME", powershell="Remove-Item Env:CODEX_HOME")
    return finding_of(
        problem,
        f"CODEX_HOME names {problem.shown}, which {_HOME_FAULTS[reason]}",
        Fix("Unset CODEX_HOME, so that Codex uses ~/.codex.", commands=unset),
        Fix("Set CODEX_HOME to a folder that exists."),
        evidence=(Evidence("CODEX_HOME", problem.shown, "an existing folder"),),
    )


def _base_url_ignored(problem: Problem, about: VariableIgnored) -> Finding:
    name = about.variable
    file = about.file
    since = about.since
    provider = (
        "[model_providers.custom]",
        'name = "Custom"',
        f'base_url = "{problem.shown}"',
        'env_key = "OPENAI_API_KEY"',
    )
    edits = (
        Edit(file, "model_provider", None, 'model_provider = "custom"', 1),
        Edit(file, "model_providers.custom", None, "\n".join(provider)),
    )
    return finding_of(
        problem,
        f"{name} is set, and Codex does not read it since {since}: requests go to api.openai.com",
        Fix("Define a provider with this base_url, and select it.", edits=edits),
        set_in(
            file,
            "openai_base_url",
            f'openai_base_url = "{problem.shown}"',
            title="Move the built-in provider there; it tries WebSocket first.",
        ),
        Fix(
            f"If api.openai.com is meant, unset {name}, or say so: codex-doctor -c "
            "model_provider=openai.",
            commands=Commands(posix=f"unset {name}", powershell=f"Remove-Item Env:{name}"),
        ),
        evidence=(Evidence(name, problem.shown, "base_url in config.toml"),),
    )


def _openai_key_not_used(problem: Problem, about: OfProvider) -> Finding:
    provider = about.provider
    if provider == "openai":
        login = Commands(
            posix="printenv OPENAI_API_KEY | codex login --with-api-key",
            powershell="$env:OPENAI_API_KEY | codex login --with-api-key",
        )
        return finding_of(
            problem,
            "OPENAI_API_KEY is set, and the built-in provider does not take its key from there",
            Fix("Log in with the key.", commands=login),
            Fix("Define a provider with env_key, and select it."),
            evidence=(Evidence("OPENAI_API_KEY", "set, not read", "a login or env_key"),),
        )
    return finding_of(
        problem,
        f"OPENAI_API_KEY is set, and the provider {provider} has no env_key that names it",
        add_below(
            problem,
            f"model_providers.{provider}.env_key",
            'env_key = "OPENAI_API_KEY"',
            title=f"Name the variable in [model_providers.{provider}].",
        ),
        evidence=(Evidence("OPENAI_API_KEY", "set, not read", "named by env_key"),),
    )


def _dotenv_shadows(problem: Problem, about: DotenvShadows) -> Finding:
    name = about.variable
    file = about.file
    return finding_of(
        problem,
        f"{file} sets {name} to another value than the environment, and Codex lets the file win",
        Fix(f"Correct or remove the line {where(problem)}."),
        evidence=(
            Evidence(f"{name} in {file}", about.dotenv),
            Evidence(f"{name} in the environment", about.shell),
        ),
    )


def _dotenv_ignored(problem: Problem, about: DotenvIgnored) -> Finding:
    name = about.variable
    dotenv = about.dotenv
    causes = {
        "line": f"Codex skips the line of {name} in its .env file: {about.why}",
        "codex_name": f"Codex takes no variable from .env whose name begins with CODEX_: {name}",
        "place": f"{name} is set in a .env file that Codex does not read",
        "dollar": f"Codex expands the $ in the line of {name}, so the key is another one",
    }
    fixes = {
        "line": "Write the line as NAME=value, with nothing before the name.",
        "codex_name": f"Set {name} in the shell, or rename it here and in env_key.",
        "place": f"Move the line to {dotenv}, or set the variable in the shell.",
        "dollar": "Put single quotes around the value.",
    }
    reason = about.reason
    return finding_of(
        problem,
        causes[reason],
        Fix(fixes[reason]),
        evidence=(Evidence(name, f"ignored in {where(problem)}", "set for Codex"),),
    )


def _header_variable_unset(problem: Problem, about: HeaderVariableUnset) -> Finding:
    name = about.variable
    header = about.header
    return finding_of(
        problem,
        f"the header {header} is filled from {name}, which is {about.state}: "
        "Codex leaves the header out",
        Fix(f"Set {name}.", commands=assign(name, "the value of the header")),
        Fix(f"Remove {header} from env_http_headers."),
        evidence=(Evidence(name, about.state, "a value"),),
    )


WORDS: dict[str, Callable[[Problem], Finding]] = {
    "env.codex_home_invalid": telling(HomeFault, _codex_home),
    "env.base_url_ignored": telling(VariableIgnored, _base_url_ignored),
    "env.openai_key_not_used": telling(OfProvider, _openai_key_not_used),
    "env.dotenv_shadows": telling(DotenvShadows, _dotenv_shadows),
    "env.dotenv_ignored": telling(DotenvIgnored, _dotenv_ignored),
    "env.header_variable_unset": telling(HeaderVariableUnset, _header_variable_unset),
}
