"""How a provider's auth.command that gives no token is made right; not a check."""

from __future__ import annotations

from typing import TYPE_CHECKING

from codex_doctor.codex.files.toml_values import write_path, write_text, write_value
from codex_doctor.model import Edit, Fix
from codex_doctor.words.sentence import say
from codex_doctor_checks.setup.keys_set import set_key
from codex_doctor_checks.setup.new_provider import key_variable
from codex_doctor_checks.setup.problem_words import edit_line, replace_line

if TYPE_CHECKING:
    from codex_doctor.facts import Problem
    from codex_doctor.facts.key_problems import CommandFailed


def mend_command(problem: Problem, about: CommandFailed) -> Fix:
    """Return the fix for a command that fails; what the program itself does wrong stays words."""
    if about.reason == "no_folder":
        return replace_line(problem, say("credentials.command_failed.fix_folder"), None)
    if about.prints_secret:
        return _in_variable(problem, about.provider)
    if about.is_shell_line:
        return Fix(say("credentials.command_failed.fix_split"), edits=_split(problem, about))
    return Fix(say("credentials.command_failed.fix_by_hand"))


def _split(problem: Problem, about: CommandFailed) -> tuple[Edit, ...]:
    """Return the edits that leave the program in command, none when its words are not known."""
    if not about.words:
        return ()
    program, *arguments = about.words
    command = edit_line(problem, f"command = {write_text(program)}")
    key = f"{problem.key.rpartition('.')[0]}.args"
    args = (Edit(one.file, key, None, f"args = {write_value(arguments)}") for one in command)
    return (*command, *args)


def _in_variable(problem: Problem, provider: str) -> Fix:
    """Return the fix that takes the key of a command which only prints it from a variable."""
    variable = key_variable(provider)
    title = say("credentials.command_failed.fix_variable", variable=variable)
    location = problem.location
    if location is None or location.line is None:
        return Fix(title, commands=set_key(variable))
    table = write_path(("model_providers", provider))
    edits = (
        Edit(location.file, f"{table}.env_key", None, f'env_key = "{variable}"'),
        Edit(location.file, f"{table}.auth", f"[{table}.auth]", None),
    )
    return Fix(title, edits=edits, commands=set_key(variable))
