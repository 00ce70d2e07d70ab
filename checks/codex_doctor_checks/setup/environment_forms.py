"""What the environment check says about a key of an odd form; not a check."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from codex_doctor.codex.versions import last_version
from codex_doctor.facts.key_problems import KeyExpired, KeyForm
from codex_doctor.model import Commands, Derived, Evidence, Finding, Fix
from codex_doctor.words.sentence import fill, say
from codex_doctor.words.told import said
from codex_doctor_checks.setup.keys_set import (
    NEW_VARIABLE,
    by_variable,
    dotenv_line,
    of_command,
    set_again,
    set_key,
    set_where_it_stands,
)
from codex_doctor_checks.setup.problem_words import finding_of, is_variable, telling

if TYPE_CHECKING:
    from collections.abc import Callable

    from codex_doctor.facts import Problem
    from codex_doctor.facts.active import WrittenVariable


class _Repair(Struct, frozen=True):
    """How a key of an odd form is made right.

    Attributes:
        fix: Template of the fix where the key stands in a file, or under an odd name.
        fix_variable: Template of the fix that has commands.
        expected: Template of what the key should be.
        posix: The right value, made of the variable `{name}`.
        powershell: The same.
    """

    fix: str
    fix_variable: str
    expected: str
    posix: str
    powershell: str


_REPAIRS = {
    "env.key_control_characters": _Repair(
        "env.key_control_characters.fix",
        "env.key_control_characters.fix_variable",
        "env.evidence.no_control_characters",
        posix='"$(printf %s "${name}" | tr -d "[:cntrl:]")"',
        powershell="$env:{name} -replace '[\\x00-\\x1f\\x7f]', ''",
    ),
    "env.key_quoted": _Repair(
        "env.key_quoted.fix",
        "env.key_quoted.fix_variable",
        "env.evidence.no_quotes",
        posix='"$(printf %s "${name}" | sed "s/[\\"\'“”‘’\\`]//g")"',
        powershell="$env:{name}.Trim('\"', \"'\", '“', '”', '‘', '’')",
    ),
    "env.key_assignment": _Repair(
        "env.key_assignment.fix",
        "env.key_assignment.fix_variable",
        "env.evidence.key_alone",
        posix='"$(printf %s "${name}" | sed -E "s,[[:space:]]+(#|//|--)[[:space:]].*,,; '
        "s/[[:space:]]*[,;][[:space:]]*$//; "
        's/^[^=:]*[=:] *([Bb]earer +)?([^=:])/\\2/; s/[\\"\' {}]//g")"',
        powershell="$env:{name} -replace '\\s+(#|//|--)\\s.*|\\s*[,;]\\s*$', '' "
        "-replace '^[^=:]*[=:]\\s*(bearer\\s+)?(?=[^=:])|[\"'' {}]', ''",
    ),
    "env.key_bearer_prefix": _Repair(
        "env.key_bearer_prefix.fix",
        "env.key_bearer_prefix.fix_variable",
        "env.evidence.no_bearer",
        posix='"${{name}#[Bb]earer }"',
        powershell="$env:{name} -replace '^bearer\\s+', ''",
    ),
    "env.key_whitespace": _Repair(
        "env.key_whitespace.fix",
        "env.key_whitespace.fix_variable",
        "env.evidence.no_blanks",
        posix='"$(printf %s "${name}" | tr -d "[:space:]")"',
        powershell="$env:{name}.Trim()",
    ),
}


def _odd_form(problem: Problem, about: KeyForm) -> Finding:
    repair = _REPAIRS[problem.kind]
    stops = bool(about.character) and problem.fatal
    template = "env.key_control_characters.no_request" if stops else problem.kind
    places = {
        "variable": about.variable,
        "character": said(about.character),
        "last": str(last_version("odd_key_stops")),
    }
    unsent = Evidence(
        say("env.evidence.authorization"),
        say("env.evidence.no_request") if stops else say("env.evidence.none_sent"),
        say("env.evidence.bearer_and_key"),
    )
    return finding_of(
        problem,
        fill(template, places),
        _clean(problem, about.variable, repair),
        evidence=(_form(about, say(repair.expected)), *((unsent,) if about.character else ())),
    )


def _clean(problem: Problem, name: str, repair: _Repair) -> Fix:
    """Return the fix that strips the key where it stands: a file's line, or the variable."""
    there = set_where_it_stands(problem, setting=name) or of_command(name)
    if there is not None or problem.location is not None:
        return there or Fix(fill(repair.fix, {"place": str(problem.location)}))
    if not is_variable(name):
        return Fix(fill(repair.fix, {"place": name}))
    commands = Commands(
        posix=f"export {name}=" + repair.posix.replace("{name}", name),
        powershell=f"$env:{name} = " + repair.powershell.replace("{name}", name),
        derived=Derived(name),
    )
    return Fix(fill(repair.fix_variable, {"variable": name}), commands=commands)


def _not_ascii(problem: Problem, about: KeyForm) -> Finding:
    name = about.variable
    return finding_of(
        problem,
        say("env.key_not_ascii", variable=name),
        set_where_it_stands(problem, setting=name)
        or Fix(say("env.key_not_ascii.fix", variable=name), commands=set_key(name)),
        evidence=(_form(about, say("env.evidence.ascii")),),
    )


def _placeholder(problem: Problem, about: KeyForm) -> Finding:
    name = about.variable
    if about.is_command:
        return finding_of(
            problem,
            say("env.key_placeholder.command", place=name),
            _let_run(problem, about),
            evidence=(
                Evidence(name, say("env.evidence.command"), say("env.evidence.endpoints_key")),
            ),
        )
    if about.written is not None:
        return _written(problem, about.written, place=name)
    return finding_of(
        problem,
        say("env.key_placeholder", variable=name),
        set_where_it_stands(problem, setting=name) or set_again(name),
        evidence=(_form(about, say("env.evidence.endpoints_key")),),
    )


def _let_run(problem: Problem, about: KeyForm) -> Fix:
    """Return the fix after which a shell runs the command that is sent as it is."""
    name, written, location = about.variable, about.written, problem.location
    if written is not None:
        fix = by_variable(
            problem, written.setting, written.header, NEW_VARIABLE, has_table=written.has_table
        )
        return replace(fix, title=say("env.key_placeholder.fix_command", variable=NEW_VARIABLE))
    if location is not None and not location.file.endswith(".env"):
        return set_where_it_stands(problem, setting=name) or set_again(name)
    if location is not None:
        title = say("env.key_placeholder.fix_dotenv", place=str(location), variable=name)
        return Fix(title, edits=(dotenv_line(location, name, None),), commands=set_key(name))
    # The shell reads the value as a text in double quotes, and runs what is in it.
    commands = Commands(
        posix=f'eval "export {name}=\\"${name}\\""',
        powershell=f"$env:{name} = $ExecutionContext.InvokeCommand.ExpandString($env:{name})",
    )
    title = say("env.key_placeholder.fix_run", variable=name)
    return Fix(title, commands=commands if is_variable(name) else None)


def _written(problem: Problem, written: WrittenVariable, *, place: str) -> Finding:
    variable = written.variable
    fix = by_variable(
        problem, written.setting, written.header, variable, has_table=written.has_table
    )
    return finding_of(
        problem,
        say("env.key_placeholder.variable", place=place, variable=variable),
        replace(fix, commands=None) if written.is_set else fix,
        evidence=(
            Evidence(
                place,
                say("env.evidence.name_of", variable=variable),
                say("env.evidence.endpoints_key"),
            ),
        ),
    )


def _expired(problem: Problem, about: KeyExpired) -> Finding:
    name = about.variable
    return finding_of(
        problem,
        say("env.key_expired", variable=name, expired=about.expired),
        set_again(name)
        if is_variable(name)
        else of_command(name) or Fix(say("env.key_expired.fix_token")),
        evidence=(_form(about, say("env.evidence.good_token")),),
    )


def _form(about: KeyForm | KeyExpired, expected: str) -> Evidence:
    label = say("env.evidence.hidden_key", variable=about.variable)
    return Evidence(label, said(about.fingerprint), expected)


FORM_WORDS: dict[str, Callable[[Problem], Finding]] = {
    **dict.fromkeys(_REPAIRS, telling(KeyForm, _odd_form)),
    "env.key_not_ascii": telling(KeyForm, _not_ascii),
    "env.key_placeholder": telling(KeyForm, _placeholder),
    "env.key_expired": telling(KeyExpired, _expired),
}
