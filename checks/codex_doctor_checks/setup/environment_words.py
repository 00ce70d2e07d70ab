"""What the environment check says about variables other than the key's form; not a check."""

from __future__ import annotations

import shlex
from typing import TYPE_CHECKING

from msgspec.structs import replace

from codex_doctor.codex.files.toml_values import write_path
from codex_doctor.facts import Location
from codex_doctor.facts.active import OPENAI_ADDRESS
from codex_doctor.facts.key_problems import (
    DotenvIgnored,
    DotenvShadows,
    HeaderVariableUnset,
    HomeFault,
    VariableIgnored,
)
from codex_doctor.facts.options import HIDDEN
from codex_doctor.facts.provider_problems import OfProvider
from codex_doctor.model import Commands, Edit, Evidence, Finding, Fix
from codex_doctor.words.sentence import say
from codex_doctor.words.told import said
from codex_doctor_checks.setup.file_commands import copied_line, without_mark
from codex_doctor_checks.setup.keys_set import (
    NEW_VARIABLE,
    by_variable,
    dotenv_line,
    log_in_with,
    set_key,
)
from codex_doctor_checks.setup.new_provider import select_address
from codex_doctor_checks.setup.problem_words import (
    add_below,
    assign,
    edit_line,
    finding_of,
    is_variable,
    set_in,
    shell_paths,
    telling,
    unset,
    where,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from codex_doctor.facts import Problem

# The shell puts the folder in; for good it would be another one in each.
_HERE = Commands(
    posix='export CODEX_HOME="$PWD/.codex"', powershell='$env:CODEX_HOME = "$PWD/.codex"'
)


def _codex_home(problem: Problem, about: HomeFault) -> Finding:
    folder, variable = problem.shown, "CODEX_HOME"
    existing = say("env.evidence.existing_folder")
    match about.reason:
        case "no_home":
            fix = Fix(say("env.codex_home_invalid.fix_home"), commands=_HERE)
            evidence = Evidence(variable, say("evidence.not_set"), existing)
            cause = say("env.codex_home_invalid.no_home")
            return finding_of(problem, cause, fix, evidence=(evidence,))
        case "tilde":
            cause = say("env.codex_home_invalid.tilde", folder=folder)
        case "not_a_directory":
            cause = say("env.codex_home_invalid.not_a_directory", folder=folder)
        case _:
            cause = say("env.codex_home_invalid.missing", folder=folder)
    meant = about.meant
    title = say("env.codex_home_invalid.fix_meant", folder=meant)
    return finding_of(
        problem,
        cause,
        *((Fix(title, commands=assign(variable, meant)),) if meant else ()),
        Fix(say("env.codex_home_invalid.fix_unset"), commands=unset(variable)),
        Fix(say("env.codex_home_invalid.fix_folder")),
        evidence=(Evidence(variable, folder, existing),),
    )


def _base_url_ignored(problem: Problem, about: VariableIgnored) -> Finding:
    name = about.variable
    file = about.file
    since = about.since
    edits = select_address(file, problem.shown, has_login=about.has_login)
    return finding_of(
        problem,
        say("env.base_url_ignored", variable=name, since=since)
        if since
        else say("env.base_url_ignored.setting", setting=name),
        Fix(say("env.base_url_ignored.fix_provider"), edits=edits),
        set_in(
            file,
            OPENAI_ADDRESS,
            f'{OPENAI_ADDRESS} = "{problem.shown}"',
            title=say("env.base_url_ignored.fix_builtin"),
        ),
        *(
            (Fix(say("env.base_url_ignored.fix_unset", variable=name), commands=unset(name)),)
            if since
            else ()
        ),
        evidence=(Evidence(name, problem.shown, say("env.evidence.in_config")),),
    )


def _openai_key_not_used(problem: Problem, about: OfProvider) -> Finding:
    provider, name = about.provider, "OPENAI_API_KEY"
    measured = say("env.evidence.not_read")
    if provider == "openai":
        login = _login_from_file(problem.location) or log_in_with(name)
        return finding_of(
            problem,
            say("env.openai_key_not_used.builtin"),
            Fix(say("env.openai_key_not_used.fix_login"), commands=login),
            Fix(say("env.openai_key_not_used.fix_provider")),
            evidence=(Evidence(name, measured, say("env.evidence.login_or_env_key")),),
        )
    table = f"model_providers.{provider}"
    return finding_of(
        problem,
        say("env.openai_key_not_used", provider=provider),
        add_below(
            problem,
            f"{table}.env_key",
            f'env_key = "{name}"',
            title=say("env.openai_key_not_used.fix_env_key", table=f"[{table}]"),
        ),
        evidence=(Evidence(name, measured, say("evidence.named_by_env_key")),),
    )


def _login_from_file(location: Location | None) -> Commands | None:
    """Return the commands that log in with the value of a line of .env, which is not shown."""
    if location is None or location.line is None:
        return None
    posix, powershell = shell_paths(location.file)
    line, quotes = location.line, "\"'"
    value = f"s/^[^=]*=[ {quotes}]*([^ #{quotes}]*).*/\\1/"
    return Commands(
        posix=f"sed -nE {shlex.quote(f'{line}{value}p')} {posix} | codex login --with-api-key",
        powershell=f"(Get-Content {powershell})[{line - 1}] -replace "
        f"'^[^=]*=[ \"'']*|[ #\"''].*$' | codex login --with-api-key",
    )


def _dotenv_shadows(problem: Problem, about: DotenvShadows) -> Finding:
    name, file = about.variable, about.file
    return finding_of(
        problem,
        say("env.dotenv_shadows", file=file, variable=name),
        _drop_line(problem, name),
        evidence=(
            Evidence(say("env.evidence.in_file", variable=name, file=file), said(about.dotenv)),
            Evidence(say("env.evidence.in_environment", variable=name), said(about.shell)),
        ),
    )


def _drop_line(problem: Problem, variable: str) -> Fix:
    title = say("env.dotenv_shadows.fix", place=where(problem))
    location = problem.location
    return Fix(title, edits=(dotenv_line(location, variable, None),) if location else ())


def _dotenv_ignored(problem: Problem, about: DotenvIgnored) -> Finding:
    name = about.variable
    match about.reason:
        case "line" | "mark":
            cause = say("env.dotenv_ignored.line", variable=name, why=said(about.why))
        case "command":
            cause = say("env.dotenv_ignored.command", variable=name)
        case "codex_name":
            cause = say("env.dotenv_ignored.codex_name", variable=name)
        case "dollar":
            cause = say("env.dotenv_ignored.dollar", variable=name)
        case _:
            cause = say("env.dotenv_ignored.place", variable=name)
    ignored = say("env.evidence.ignored", place=where(problem))
    return finding_of(
        problem,
        cause,
        _make_count(problem, about),
        evidence=(Evidence(name, ignored, say("env.evidence.set_for_codex")),),
    )


def _make_count(problem: Problem, about: DotenvIgnored) -> Fix:
    """Return the fix after which Codex takes the variable; no value is shown."""
    name, value = about.variable, say("env.open.key")
    location = problem.location or Location(about.dotenv)
    match about.reason:
        case "command":
            place = str(location)
            title = say("env.key_placeholder.fix_dotenv", place=place, variable=name)
            gone = dotenv_line(location, name, None)
            return Fix(title, edits=(gone,), commands=set_key(name))
        case "line" if about.above:
            title = say("env.dotenv_ignored.fix_above", variable=name)
            return Fix(
                title, edits=(Edit(location.file, name, None, f"{name}={value}", about.above),)
            )
        case "line" if about.shown:
            edit = dotenv_line(location, name, HIDDEN)
            title = say("env.dotenv_ignored.fix_form", variable=name)
            return Fix(title, edits=(replace(edit, before=about.shown),))
        case "line":
            title = say("env.dotenv_ignored.fix_line", variable=name)
            return Fix(title, edits=(dotenv_line(location, name, value),))
        case "mark":
            title = say("env.dotenv_ignored.fix_mark", file=location.file)
            return Fix(title, commands=without_mark(location.file))
        case "codex_name":
            return Fix(say("env.dotenv_ignored.fix_name", variable=name), commands=set_key(name))
        case "dollar":
            title = say("env.dotenv_ignored.fix_dollar")
            return Fix(title, edits=(dotenv_line(location, name, f"'{value}'"),))
        case _:
            title = say("env.dotenv_ignored.fix_place", dotenv=about.dotenv)
            is_name = is_variable(name)
            line = copied_line(name, location.file, about.dotenv) if is_name else None
            return Fix(title, commands=line)


def _header_variable_unset(problem: Problem, about: HeaderVariableUnset) -> Finding:
    name, header = about.variable, about.header
    if about.state == "value":
        cause = say("env.header_variable_unset.value", header=header)
        expected = say("env.evidence.variable_name")
        return finding_of(
            problem,
            cause,
            by_variable(problem, "env_http_headers", header, NEW_VARIABLE),
            evidence=(Evidence(header, say("env.evidence.no_name"), expected),),
        )
    line = f'{write_path((header,))} = "{about.meant}"'
    title = say("env.header_variable_unset.fix_name", variable=about.meant, header=header)
    fix = Fix(title, edits=edit_line(problem, line))
    if about.state == "dollar":
        cause = say("env.header_variable_unset.dollar", header=header, variable=name)
        return finding_of(problem, cause, fix, evidence=(Evidence(header, name, about.meant),))
    if about.state == "blank":
        cause = say("env.header_variable_unset.blank", header=header, variable=name)
        measured = say("env.evidence.blank")
    else:
        cause = say("env.header_variable_unset", header=header, variable=name)
        measured = say("evidence.not_set")
    instead = (Evidence(say("env.evidence.set_instead"), about.meant),) if about.meant else ()
    return finding_of(
        problem,
        cause,
        *((fix,) if instead else ()),
        Fix(
            say("env.header_variable_unset.fix_set", variable=name),
            commands=assign(name, say("env.paste.header")),
        ),
        Fix(say("env.header_variable_unset.fix_remove", header=header)),
        evidence=(
            Evidence(name, measured, say("env.evidence.value")),
            *instead,
        ),
    )


WORDS: dict[str, Callable[[Problem], Finding]] = {
    "env.codex_home_invalid": telling(HomeFault, _codex_home),
    "env.base_url_ignored": telling(VariableIgnored, _base_url_ignored),
    "env.openai_key_not_used": telling(OfProvider, _openai_key_not_used),
    "env.dotenv_shadows": telling(DotenvShadows, _dotenv_shadows),
    "env.dotenv_ignored": telling(DotenvIgnored, _dotenv_ignored),
    "env.header_variable_unset": telling(HeaderVariableUnset, _header_variable_unset),
}
