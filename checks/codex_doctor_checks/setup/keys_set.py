"""How a key is set where it belongs: a variable, a line of .env, a login; not a check.

No key gets into a file of the configuration, and none is in what people are shown.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from codex_doctor.codex.files.toml_values import write_path
from codex_doctor.facts.options import HIDDEN
from codex_doctor.model import Commands, Edit, Fix
from codex_doctor.words.sentence import say
from codex_doctor_checks.setup.problem_words import assign, edit_line

if TYPE_CHECKING:
    from codex_doctor.facts import Location, Problem

NEW_VARIABLE = "CUSTOM_API_KEY"
_DOTENV = ".env"
_AUTH_JSON = "auth.json"


def set_key(variable: str) -> Commands | None:
    """Return the commands that put the key into a variable, None when it is no variable's name."""
    return assign(variable, say("env.paste.key"))


def set_again(variable: str) -> Fix:
    """Return the fix that puts the key into a variable."""
    there = of_command(variable)
    return there or Fix(say("env.set_key.fix", variable=variable), commands=set_key(variable))


def of_command(name: str) -> Fix | None:
    """Return the fix of a key that a program prints, None for any other."""
    return Fix(say("env.set_key.fix_print", place=name)) if name == "auth.command" else None


def set_where_it_stands(problem: Problem, *, setting: str) -> Fix | None:
    """Return the fix that sets the key anew in the file that has it, None for a variable.

    Args:
        problem: What is odd about the key, with its place.
        setting: The key of the provider, or the variable's name.
    """
    location = problem.location
    if location is None:
        return None
    if location.file.endswith(_DOTENV):
        title = say("env.set_key.fix_dotenv", place=str(location))
        return Fix(title, edits=(dotenv_line(location, setting, say("env.open.key")),))
    if location.file.endswith(_AUTH_JSON):
        return Fix(say("env.set_key.fix_login"), commands=log_in())
    if location.file.endswith(".toml") and setting == "experimental_bearer_token":
        title = say("env.set_key.fix_setting", setting=setting)
        after = f'env_key = "{NEW_VARIABLE}"'
        edit = Edit(location.file, setting, setting, after, location.line)
        return Fix(title, edits=(edit,), commands=set_key(NEW_VARIABLE))
    return None


def name_variable(problem: Problem, title: str, variable: str = NEW_VARIABLE) -> Fix:
    """Return the fix that lets env_key stand where another setting of the provider does."""
    edits = edit_line(problem, f'env_key = "{variable}"')
    return Fix(title, edits=edits, commands=set_key(variable))


def by_variable(
    problem: Problem, setting: str, header: str, variable: str, *, has_table: bool = True
) -> Fix:
    """Return the fix that lets Codex take a credential from a variable.

    Args:
        problem: What is wrong with the setting, with its place.
        setting: `http_headers`, `env_http_headers` or `experimental_bearer_token`.
        header: The header, "" for the token.
        variable: The variable that holds the key, or will.
        has_table: Whether the provider has env_http_headers.
    """
    name = "env_key" if header.lower() in {"", "authorization"} else "env_http_headers"
    title = say("env.set_key.fix_by_variable", setting=name, variable=variable)
    commands = set_key(variable)
    location = problem.location
    if location is None or location.line is None:
        return Fix(title, commands=commands)
    provider = problem.key.removesuffix(f".{header}").removesuffix(f".{setting}")
    pair = f'{write_path((header,))} = "{variable}"'
    old = Edit(location.file, problem.key, problem.line or None, None, location.line)
    if name == "env_key":
        added = Edit(location.file, f"{provider}.{name}", None, f'{name} = "{variable}"')
    elif has_table:
        added = Edit(location.file, f"{provider}.{name}.{header}", None, pair)
    else:
        added = Edit(location.file, f"{provider}.{name}", None, f"{name} = {{ {pair} }}")
    if setting == name:
        return Fix(title, edits=(replace(old, after=pair),), commands=commands)
    return Fix(title, edits=(old, added), commands=commands)


def dotenv_line(location: Location, variable: str, value: str | None) -> Edit:
    """Return the edit of a line of .env, None to remove it."""
    after = None if value is None else f"{variable}={value}"
    return Edit(location.file, variable, f"{variable}={HIDDEN}", after, location.line)


def log_in_with(variable: str) -> Commands:
    """Return the commands that log in with the key that is in a variable."""
    return Commands(
        posix=f"printenv {variable} | codex login --with-api-key",
        powershell=f"$env:{variable} | codex login --with-api-key",
    )


def log_in(before: Commands | None = None) -> Commands:
    """Return the commands that log in with the key, after others; all on one line."""
    key = say("env.paste.key")
    first = (f"{before.posix}; ", f"{before.powershell}; ") if before else ("", "")
    return Commands(
        posix=f'{first[0]}export {NEW_VARIABLE}="{key}"; '
        f'printf %s "${NEW_VARIABLE}" | codex login --with-api-key',
        powershell=f'{first[1]}$env:{NEW_VARIABLE} = "{key}"; '
        f"$env:{NEW_VARIABLE} | codex login --with-api-key",
    )
