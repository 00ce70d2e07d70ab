"""From a problem of the set-up to a finding: what the configuration checks share; not a check."""

from __future__ import annotations

import re
import shlex
from typing import TYPE_CHECKING, TypeVar

from codex_doctor.facts.config_problems import KeyMisplaced, KeysIgnored, UnknownKey
from codex_doctor.facts.provider_problems import ProviderReserved
from codex_doctor.model import Commands, Edit, Evidence, Finding, Fix, Risk, Severity, Variable
from codex_doctor.patterns import Regex
from codex_doctor.shell_words import posix_word, powershell_word
from codex_doctor.words.sentence import say
from codex_doctor_checks.setup.typed import command_line, option_set

if TYPE_CHECKING:
    from collections.abc import Callable

    from codex_doctor.facts import Problem

A = TypeVar("A")
# What ends a text in double quotes, or runs a program within it, in any shell.
_CONTROL = Regex(r"[\x00-\x1f\x7f]")
# Worth knowing, and a set-up that works with it loses nothing.
_HINTS = frozenset(
    {
        "env.openai_key_not_used",
        "env.header_variable_unset",
        "env.dotenv_shadows",
        "env.dotenv_ignored",
        "env.key_expired",
        "auth.key_of_other_service",
        "credentials.overridden",
        "credentials.not_inherited",
        "config.missing",
    }
)
# What a user sets for one reason only.
_INTENTS = frozenset(
    {
        "config.policy_overrides",
        "config.profile_missing",
        "config.provider_not_selected",
        "env.base_url_ignored",
    }
)
# Keys that choose what is asked, and with which credential.
_CHOICES = frozenset({"model", "model_provider", "model_providers", "openai_base_url", "profile"})


def severity_of(problem: Problem) -> Severity:
    """Return ERROR for what stops Codex, else WARNING or HINT by its kind, or in doubt."""
    if problem.fatal:
        return Severity.ERROR
    is_hint = problem.kind in _HINTS or problem.is_doubtful
    return Severity.HINT if is_hint else Severity.WARNING


def finding_of(
    problem: Problem, cause: str, *fixes: Fix, evidence: tuple[Evidence, ...] = ()
) -> Finding:
    """Return the finding for a problem; without evidence, its key and value are the evidence."""
    label = problem.key or say("evidence.file")
    return Finding(
        id=problem.kind,
        severity=severity_of(problem),
        cause=cause,
        evidence=evidence or (Evidence(label, problem.shown or where(problem)),),
        fixes=fixes,
        location=problem.location,
        excerpt=problem.excerpt,
        is_intent=is_intent(problem),
    )


def is_intent(problem: Problem) -> bool:
    """Tell whether Codex takes another provider, key or model than the user evidently meant."""
    match problem.about:
        case KeyMisplaced(name=name, belongs=belongs):
            return belongs.startswith("model_providers") or name in _CHOICES
        case UnknownKey(table=table, nearest=nearest):
            return (bool(nearest) and table.startswith("model_providers.")) or nearest in _CHOICES
        case KeysIgnored():
            return not _CHOICES.isdisjoint(problem.key.split(", "))
        case ProviderReserved():
            return problem.also_at is not None  # it is selected
        case _:
            return problem.kind in _INTENTS


def where(problem: Problem) -> str:
    """Return where the problem stands, in a few words."""
    return str(problem.location) if problem.location else say("evidence.environment")


def telling(kind: type[A], words: Callable[[Problem, A], Finding]) -> Callable[[Problem], Finding]:
    """Return words for problems about which this is known.

    Raises:
        TypeError: When they are asked about another problem: it was made without.
    """

    def told(problem: Problem) -> Finding:
        if not isinstance(problem.about, kind):
            msg = f"{problem.kind} is told by its {kind.__name__}"
            raise TypeError(msg)
        return words(problem, problem.about)

    return told


def replace_line(problem: Problem, title: str, after: str | None, *, auto: bool = False) -> Fix:
    """Return a fix that gives the problem's line a new text; None removes the line."""
    edits = edit_line(problem, after)
    safe = auto and bool(edits)
    risk = Risk.SAFE if safe else Risk.REVIEW
    return Fix(title, risk=risk, auto=safe, edits=edits, commands=_set_option(problem, after))


def rename_table(problem: Problem, title: str, old: str, new: str) -> Fix:
    """Return a fix that gives a table of the top level another name, wherever it stands."""
    location = problem.location
    edits = (Edit(location.file, old, f"[{old}]", f"[{new}]"),) if location else ()
    return Fix(title, edits=edits)


def _set_option(problem: Problem, after: str | None) -> Commands | None:
    """Return the command line with another value of the option, None for a problem elsewhere."""
    option = problem.location.file if problem.location else ""
    return option_set(option, problem.key, after, others=problem.other_options)


def retyped(problem: Problem, *words: str) -> Commands | None:
    """Return the command line with other words for a wrong option, None for a problem elsewhere."""
    others = problem.other_options
    return None if others is None else command_line((*others, *words))


def meant_option(problem: Problem) -> Fix:
    """Return the fix that writes a wrong option as it was meant, or leaves it out."""
    words = tuple(map(_filled, problem.instead))
    if words:
        title = say("fix.meant_option", option=" ".join(words))
    elif problem.location:
        title = say("fix.leave_option", option=problem.location.file)
    else:
        title = say("fix.leave_no_option")
    return Fix(title, commands=retyped(problem, *words))


def _filled(word: str) -> str:
    """Return an option with words for the value that only the user knows, if it lacks one."""
    if not word.endswith("="):
        return word
    your = say("fix.your.model") if word == "model=" else say("fix.your.base_url")
    return f"{word}'{your}'"


def edit_line(problem: Problem, after: str | None) -> tuple[Edit, ...]:
    """Return the edit of the problem's line, nothing when it stands in no file."""
    location = problem.location
    if location is None or location.line is None:
        return ()
    return (Edit(location.file, problem.key, problem.line or None, after, location.line),)


def set_in(file: str, key: str, after: str, *, title: str) -> Fix:
    """Return a fix that adds a key to a file; one of the top level goes above every table."""
    return Fix(title, edits=(Edit(file, key, None, after, None if "." in key else 1),))


def add_below(problem: Problem, key: str, after: str, *, title: str) -> Fix:
    """Return a fix that adds a key to the table at whose header the problem stands."""
    location = problem.location
    if location is None or location.line is None or not problem.line.startswith("["):
        return Fix(say("config.fix_line", fix=title, line=after))
    return Fix(title, edits=(Edit(location.file, key, None, after, location.line + 1),))


def shell_paths(file: str) -> tuple[str, str]:
    """Return a file's path as a word of a POSIX shell and of PowerShell."""
    at_home = file.startswith("~/")
    rest = file[2:] if at_home else file
    posix = f"~/{shlex.quote(rest)}" if at_home else shlex.quote(file)
    escaped = re.sub(r'(["$`“”„])', r"`\1", rest)
    return posix, f'"$HOME/{escaped}"' if at_home else f'"{escaped}"'


def assign(variable: str, value: str) -> Commands | None:
    """Return the commands that set a variable to this very value.

    None when it is no variable's name, or no line can hold the value.
    """
    if not is_variable(variable) or _CONTROL.search(value):
        return None
    return Commands(
        posix=f"export {variable}={posix_word(value)}",
        powershell=f"$env:{variable} = {powershell_word(value)}",
        variable=Variable(variable, value),
    )


def unset(variable: str) -> Commands:
    """Return the commands that unset a variable."""
    return Commands(
        posix=f"unset {variable}",
        powershell=f"Remove-Item Env:{variable}",
        variable=Variable(variable, None),
    )


def is_variable(name: str) -> bool:
    """Tell whether a text can be a variable's name in every shell."""
    return bool(re.fullmatch(r"[A-Za-z_][A-Za-z0-9_]*", name))
