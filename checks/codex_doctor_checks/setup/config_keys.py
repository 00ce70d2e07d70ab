"""What the config check says about single keys: type, name; not a check."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from codex_doctor.facts.config_problems import ModelUnset, UnknownKey, WrongType
from codex_doctor.model import Edit, Evidence, Finding, Fix, Risk
from codex_doctor.words.sentence import say
from codex_doctor.words.told import said
from codex_doctor_checks.setup.keys_set import NEW_VARIABLE, by_variable
from codex_doctor_checks.setup.problem_words import (
    finding_of,
    meant_option,
    rename_table,
    replace_line,
    retyped,
    set_in,
    telling,
)
from codex_doctor_checks.setup.typed import INSTALL

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from codex_doctor.facts import Problem
    from codex_doctor.words.sentence import Sentence

_EMPTY = '""'
_OPPOSITE = {"--enable": "--disable", "--disable": "--enable"}


def _wrong_type(problem: Problem, about: WrongType) -> Finding:
    key, expected, found = problem.key, said(about.expected), said(about.found)
    measured = found
    if problem.shown:
        measured = say("config.evidence.of_type", value=problem.shown, found=found)
        # Where one of some words is wanted, it is not the type that is wrong.
        found = problem.shown if expected.startswith('"') else found
    return finding_of(
        problem,
        say("config.wrong_type", key=key, found=found, expected=expected),
        *_retyped(problem, about),
        evidence=(Evidence(key, measured, expected),),
    )


def _retyped(problem: Problem, about: WrongType) -> Iterator[Fix]:
    """Yield the fix that sets what was meant, or removes what cannot be told, and the words."""
    key, value = about.at or problem.key, about.value
    if about.is_open:
        value = f'"{_open_value(key)}"'
    words = Fix(say("config.wrong_type.fix", key=problem.key, expected=said(about.expected)))
    if told := about.form or value:
        words = Fix(say("config.wrong_type.fix_value", key=key, value=told))
    location = problem.location
    if about.header and location is not None:
        variable = about.variable or NEW_VARIABLE
        named = by_variable(
            problem, "http_headers", about.header, variable, has_table=about.has_variables
        )
        yield replace(named, commands=None) if about.variable else named
        return
    in_file = location is not None and location.line is not None
    value = value or (about.form if in_file else "")
    if location is None or not in_file or (about.is_kept and not value):
        if problem.other_options is not None:
            yield _retyped_option(problem, key, value)
        yield words
        return
    # A list of one line is changed where its entry stands.
    is_there = not about.at or problem.line.startswith(key.rpartition(".")[2])
    place = (location.file, key, (problem.line or None) if is_there else None)
    line = location.line if is_there else None
    if not value:
        title = say("config.wrong_type.fix_remove", key=key)
        yield Fix(title, edits=(Edit(*place, None, line),))
        yield words
        return
    after = f"{key.rpartition('.')[2]} = {value}"
    edits: tuple[Edit, ...] = (Edit(*place, after, line),)
    title = say("config.wrong_type.fix_value", key=key, value=value)
    if about.is_header:
        title = say("config.wrong_type.fix_header", header=value)
        edits = (Edit(location.file, "", problem.line, value, line),)
    elif problem.line.startswith("["):
        # A table has to go before a value can take its name.
        edits = (Edit(*place, None, line), Edit(location.file, key, None, after))
    if about.beside:
        title = say("config.wrong_type.fix_command", command=after, args=about.beside)
        name = about.beside.partition(" = ")[0]
        other = f"{key.rpartition('.')[0]}.{name}"
        edits += (Edit(location.file, other, None, about.beside),)
    auto = len(edits) == 1 and not about.at and _is_same(problem.shown, value)
    yield Fix(title, risk=Risk.SAFE if auto else Risk.REVIEW, auto=auto, edits=edits)


def _retyped_option(problem: Problem, key: str, value: str) -> Fix:
    """Return the fix that gives an option what was meant, or leaves it out."""
    if not value:
        return replace_line(problem, say("config.wrong_type.fix_remove", key=key), None)
    title = say("config.wrong_type.fix_value", key=key, value=value)
    return replace_line(replace(problem, key=key), title, f"{key.rpartition('.')[2]} = {value}")


def _open_value(key: str) -> Sentence:
    return say("fix.your.model") if key.endswith("model") else say("fix.your.base_url")


def _is_same(shown: str, value: str) -> bool:
    """Tell whether a value is the one that is there, but for its quotes."""
    return shown.strip('"').lower() == value.strip('"').lower()


def _unknown_key(problem: Problem, about: UnknownKey) -> Finding:
    if about.option:
        return _unknown_switch(problem, about)
    if about.since:
        return _unknown_option(problem, about)
    name, nearest = about.name, about.nearest
    expected = nearest or say("config.evidence.known_key")
    return finding_of(
        problem,
        _unknown_cause(problem, about),
        _rename(problem, about) if nearest else _remove(problem, name),
        evidence=(Evidence(say("config.evidence.key"), name, expected), *_lifetime(about)),
    )


def _unknown_cause(problem: Problem, about: UnknownKey) -> Sentence:
    """Return the cause; a version newer than those that were measured may know better."""
    name, table, measured = about.name, about.table, about.measured
    match (bool(measured), problem.fatal, bool(table)):
        case (True, _, True):
            return say("config.unknown_key.in_doubt", version=measured, name=name, table=table)
        case (True, _, False):
            return say("config.unknown_key.top_in_doubt", version=measured, name=name)
        case (False, True, True):
            return say("config.unknown_key.stops", name=name, table=table)
        case (False, True, False):
            return say("config.unknown_key.top_stops", name=name)
        case (False, False, True):
            return say("config.unknown_key", name=name, table=table)
        case _:
            return say("config.unknown_key.top", name=name)


def _rename(problem: Problem, about: UnknownKey) -> Fix:
    name, nearest, line = about.name, about.nearest, problem.line
    title = say("config.unknown_key.fix_name", nearest=nearest, name=name)
    if line.startswith("["):
        above = f"{about.table}." if about.table else ""
        return rename_table(problem, title, f"{above}{name}", f"{above}{nearest}")
    if not line.startswith(name):
        return meant_option(problem) if problem.instead else Fix(title)
    return replace_line(problem, title, line.replace(name, nearest, 1))


def _remove(problem: Problem, name: str) -> Fix:
    return replace_line(problem, say("config.unknown_key.fix_remove", name=name), None)


def _unknown_switch(problem: Problem, about: UnknownKey) -> Finding:
    """Return the finding for `--enable` or `--disable` with a name that Codex does not know."""
    name, option, nearest, measured = about.name, about.option, about.nearest, about.measured
    if measured:
        cause = say("config.unknown_key.feature_in_doubt", version=measured, name=name)
    else:
        cause = say("config.unknown_key.feature", name=name, option=option)
    if nearest:
        switch = _OPPOSITE[option] if name.endswith("=false") else option
        words = tuple(word for one in nearest.split(", ") for word in (switch, one))
        title = say("config.unknown_key.fix_feature", options=" ".join(words))
    else:
        words = ()
        title = say("config.unknown_key.fix_option", option=option, name=name)
    expected = nearest or say("config.evidence.listed_feature")
    return finding_of(
        problem,
        cause,
        Fix(title, commands=retyped(problem, *words)),
        evidence=(Evidence(option, name, expected), *_lifetime(about)),
    )


def _unknown_option(problem: Problem, about: UnknownKey) -> Finding:
    """Return the finding for an option that came with a later version."""
    expected = say("config.evidence.since", version=about.since)
    return finding_of(
        problem,
        say("config.unknown_key.option", option=about.name, since=about.since),
        meant_option(problem),
        Fix(say("installation.outdated.fix"), commands=INSTALL),
        evidence=(Evidence(say("config.evidence.option"), about.name, expected),),
    )


def _lifetime(about: UnknownKey) -> tuple[Evidence, ...]:
    """Return which other versions know the feature."""
    if not about.lifetime:
        return ()
    return (Evidence(say("config.evidence.known_to"), said(about.lifetime)),)


def _model_empty(problem: Problem) -> Finding:
    return finding_of(
        problem,
        say("model.empty"),
        replace_line(problem, say("model.empty.fix"), f'model = "{say("fix.your.model")}"'),
        evidence=(Evidence(problem.key, _EMPTY, say("model.evidence.id")),),
    )


def _model_unset(problem: Problem, about: ModelUnset) -> Finding:
    default = about.default
    if about.is_adhoc:
        fix = Fix(say("config.model_unset.fix_option"))
    else:
        line = f'model = "{say("fix.your.model")}"'
        fix = set_in(about.file, "model", line, title=say("config.model_unset.fix"))
    measured = say("config.evidence.default", default=default)
    return finding_of(
        problem,
        say("config.model_unset", provider=about.provider, default=default),
        fix,
        evidence=(Evidence(problem.key, measured, say("config.evidence.served_model")),),
    )


KEY_WORDS: dict[str, Callable[[Problem], Finding]] = {
    "config.wrong_type": telling(WrongType, _wrong_type),
    "config.unknown_key": telling(UnknownKey, _unknown_key),
    "config.model_unset": telling(ModelUnset, _model_unset),
    "model.empty": _model_empty,
}
