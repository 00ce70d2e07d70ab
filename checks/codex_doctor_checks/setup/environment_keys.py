"""What the environment check says about a key: missing, or of an odd form; not a check."""

from __future__ import annotations

from typing import TYPE_CHECKING

from codex_doctor.facts.key_problems import KeyEmpty, KeyExpired, KeyForm, KeyUnset
from codex_doctor.model import Commands, Evidence, Finding, Fix
from codex_doctor_checks.setup.problem_words import (
    assign,
    edit_line,
    finding_of,
    is_variable,
    telling,
)

if TYPE_CHECKING:
    from collections.abc import Callable

    from codex_doctor.facts import Problem

_PASTE = "paste the key here"
_HIDDEN = "(the key itself is not shown)"


def _key_unset(problem: Problem, about: KeyUnset) -> Finding:
    name = about.variable
    reason = about.reason
    if reason == "dollar":
        bare = name.strip("${} ")
        return finding_of(
            problem,
            f"env_key is {name}, and Codex takes that as the variable's name, dollar and all",
            _rename(problem, bare),
            evidence=(Evidence("env_key", name, bare),),
        )
    if reason == "empty_name":
        return finding_of(
            problem,
            "env_key is empty: it must name the variable that holds the key",
            Fix("Write the name of the variable into env_key, or remove the line."),
            evidence=(Evidence("env_key", '""', "the name of a variable"),),
        )
    if reason == "not_utf8":
        return finding_of(
            problem,
            f"the value of {name} is not UTF-8, and Codex treats it as unset",
            _set_again(name),
            evidence=(Evidence(name, "bytes that are no UTF-8", "a key"),),
        )
    others = about.others
    near = (_rename(problem, others.split(", ")[0]),) if others else ()
    return finding_of(
        problem,
        f"the variable {name} is not set, and the provider takes its key from it",
        *near,
        Fix(f"Set {name} in the shell that starts Codex.", commands=assign(name, _PASTE)),
        Fix(f"Write the line {name}=... into {about.dotenv}."),
        evidence=(
            Evidence(name, "not set", "the key"),
            *((Evidence("set instead", others),) if others else ()),
        ),
    )


def _key_empty(problem: Problem, about: KeyEmpty) -> Finding:
    name = about.variable
    source = about.source
    place = "in the environment" if source == "environment" else f"by {source}"
    return finding_of(
        problem,
        f"{name} is set {place}, and it is empty or blank",
        _set_again(name),
        evidence=(Evidence(name, "empty", "the key"),),
    )


def _key_name_is_key(problem: Problem) -> Finding:
    return finding_of(
        problem,
        "env_key holds the key itself, where the name of a variable belongs",
        Fix(
            "Write a variable's name into env_key, and the key into that variable.",
            edits=edit_line(problem, 'env_key = "CUSTOM_API_KEY"'),
            commands=assign("CUSTOM_API_KEY", _PASTE),
        ),
        Fix("Make a new key: this one stands in a file, and Codex prints it in its error."),
        evidence=(Evidence("env_key", problem.shown, "the name of a variable"),),
    )


def _control_characters(problem: Problem, about: KeyForm) -> Finding:
    name = about.variable
    character = about.character
    return finding_of(
        problem,
        f"the key in {name} holds {character}, so Codex sends no Authorization header at all",
        _clean(
            problem,
            name,
            "Remove the control characters from the key.",
            posix='"$(printf %s "${name}" | tr -d "[:cntrl:]")"',
            powershell="$env:{name} -replace '[\\x00-\\x1f\\x7f]', ''",
        ),
        evidence=(
            _form(about, "without control characters"),
            Evidence("Authorization header", "none is sent", "Bearer and the key"),
        ),
    )


def _quoted(problem: Problem, about: KeyForm) -> Finding:
    name = about.variable
    return finding_of(
        problem,
        f"the key in {name} begins and ends with a quote, and Codex sends the quotes along",
        _clean(
            problem,
            name,
            "Set the key without the quotes.",
            posix='"$(printf %s "${name}" | sed "s/[\\"\'“”‘’\\`]//g")"',
            powershell="$env:{name}.Trim('\"', \"'\", '“', '”', '‘', '’')",
        ),
        evidence=(_form(about, "without quotes"),),
    )


def _assignment(problem: Problem, about: KeyForm) -> Finding:
    name = about.variable
    return finding_of(
        problem,
        f"the key in {name} is a whole line with a name before the key, and Codex sends all of it",
        _clean(
            problem,
            name,
            "Set the key alone: what stands behind the = or the colon, without quotes.",
            posix='"$(printf %s "${name}" | sed -E'
            ' "s/^[^=:]*[=:] *([Bb]earer +)?//; s/[\\"\' ]//g")"',
            powershell="$env:{name} -replace '^[^=:]*[=:]\\s*(bearer\\s+)?|[\"'' ]', ''",
        ),
        evidence=(_form(about, "the key alone"),),
    )


def _bearer_prefix(problem: Problem, about: KeyForm) -> Finding:
    name = about.variable
    return finding_of(
        problem,
        f"the key in {name} begins with Bearer, which Codex adds itself: the header says it twice",
        _clean(
            problem,
            name,
            "Set the key without Bearer.",
            posix='"${{name}#[Bb]earer }"',
            powershell="$env:{name} -replace '^bearer\\s+', ''",
        ),
        evidence=(_form(about, "without Bearer"),),
    )


def _whitespace(problem: Problem, about: KeyForm) -> Finding:
    name = about.variable
    return finding_of(
        problem,
        f"the key in {name} begins or ends with a blank, and Codex sends the blank along",
        _clean(
            problem,
            name,
            "Set the key without blanks around it.",
            posix='"$(printf %s "${name}" | tr -d "[:space:]")"',
            powershell="$env:{name}.Trim()",
        ),
        evidence=(_form(about, "without blanks around it"),),
    )


def _not_ascii(problem: Problem, about: KeyForm) -> Finding:
    name = about.variable
    return finding_of(
        problem,
        f"the key in {name} holds a character that is not ASCII, which no API key has",
        Fix(f"Copy the key again from its source and set {name}.", commands=assign(name, _PASTE)),
        evidence=(_form(about, "ASCII characters only"),),
    )


def _placeholder(problem: Problem, about: KeyForm) -> Finding:
    name = about.variable
    return finding_of(
        problem,
        f"the key in {name} is a placeholder from a guide, not a key",
        _set_again(name),
        evidence=(_form(about, "a key of the endpoint"),),
    )


def _expired(problem: Problem, about: KeyExpired) -> Finding:
    name, expired = about.variable, about.expired
    return finding_of(
        problem,
        f"the key in {name} is a token that expired on {expired}",
        _set_again(name) if is_variable(name) else Fix("Get a new token, and put it there."),
        evidence=(_form(about, "a token that is still good"),),
    )


def _form(about: KeyForm | KeyExpired, expected: str) -> Evidence:
    return Evidence(f"{about.variable} {_HIDDEN}", about.fingerprint, expected)


def _set_again(name: str) -> Fix:
    return Fix(f"Set {name} to the key.", commands=assign(name, _PASTE))


def _rename(problem: Problem, name: str) -> Fix:
    return Fix(
        f"Write {name} into env_key, without anything around it.",
        edits=edit_line(problem, f'env_key = "{name}"'),
    )


def _clean(problem: Problem, name: str, title: str, *, posix: str, powershell: str) -> Fix:
    """Return the fix that strips the key where it stands: a file's line, or the variable."""
    if problem.location is not None:
        return Fix(f"{title} It stands in {problem.location}.")
    if not is_variable(name):
        return Fix(title)
    commands = Commands(
        posix=f"export {name}=" + posix.replace("{name}", name),
        powershell=f"$env:{name} = " + powershell.replace("{name}", name),
    )
    return Fix(f"{title} Do the same where it is set for good.", commands=commands)


KEY_WORDS: dict[str, Callable[[Problem], Finding]] = {
    "env.key_unset": telling(KeyUnset, _key_unset),
    "env.key_empty": telling(KeyEmpty, _key_empty),
    "env.key_name_is_key": _key_name_is_key,
    "env.key_control_characters": telling(KeyForm, _control_characters),
    "env.key_quoted": telling(KeyForm, _quoted),
    "env.key_assignment": telling(KeyForm, _assignment),
    "env.key_bearer_prefix": telling(KeyForm, _bearer_prefix),
    "env.key_whitespace": telling(KeyForm, _whitespace),
    "env.key_not_ascii": telling(KeyForm, _not_ascii),
    "env.key_placeholder": telling(KeyForm, _placeholder),
    "env.key_expired": telling(KeyExpired, _expired),
}
