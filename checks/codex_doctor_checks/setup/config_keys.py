"""What the config check says about single keys: type, name, place; not a check."""

from __future__ import annotations

from typing import TYPE_CHECKING

from codex_doctor.facts.config_problems import KeyMisplaced, ModelUnset, UnknownKey, WrongType
from codex_doctor.model import Edit, Evidence, Finding, Fix, Risk
from codex_doctor_checks.setup.problem_words import (
    edit_line,
    finding_of,
    replace_line,
    telling,
    where,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from codex_doctor.facts import Problem


def _wrong_type(problem: Problem, about: WrongType) -> Finding:
    expected, found = about.expected, about.found
    name = problem.key.rpartition(".")[2]
    value = about.value
    if value:
        written = f'"{value}"' if expected == "a string" else value
        fix = replace_line(problem, f"Write it as {expected}.", f"{name} = {written}", auto=True)
    else:
        fix = Fix(f"Give {problem.key} {expected}.")
    shown = f"{problem.shown} ({found})" if problem.shown else found
    return finding_of(
        problem,
        f"{problem.key} is {found}, and Codex wants {expected}",
        fix,
        evidence=(Evidence(problem.key, shown, expected),),
    )


def _unknown_key(problem: Problem, about: UnknownKey) -> Finding:
    if about.option:
        return _unknown_switch(problem, about)
    nearest, table = about.nearest, about.table
    name = about.name
    place = f"in [{table}]" if table else "at the top level"
    if nearest:
        line = problem.line
        after = line.replace(name, nearest, 1) if line.startswith(name) else None
        fix = (
            replace_line(problem, f"Write {nearest}.", after)
            if after
            else Fix(f"Write {nearest} instead of {name}.")
        )
    else:
        fix = replace_line(problem, f"Remove {name}.", None)
    what = f"knows no key {name} {place}"
    return finding_of(
        problem,
        _in_doubt(about, what, "stops at it" if problem.fatal else "ignores it"),
        fix,
        evidence=(Evidence("key", name, nearest or "a key that Codex knows"), *_lifetime(about)),
    )


def _unknown_switch(problem: Problem, about: UnknownKey) -> Finding:
    """Return the finding for `--enable` or `--disable` with a name that Codex does not know."""
    name, option, nearest = about.name, about.option, about.nearest
    return finding_of(
        problem,
        _in_doubt(about, f"knows no feature {name}", f"stops at {option} {name}"),
        Fix(f"Write {option} {nearest}." if nearest else f"Leave {option} {name} out."),
        evidence=(
            Evidence(option, name, nearest or "a name that codex features list prints"),
            *_lifetime(about),
        ),
    )


def _in_doubt(about: UnknownKey, what: str, then: str) -> str:
    """Return the cause; a version newer than those that were measured may know better."""
    if about.measured:
        return f"Codex {about.measured} {what}, and this one may"
    return f"Codex {what} and {then}"


def _lifetime(about: UnknownKey) -> tuple[Evidence, ...]:
    """Return which other versions know the feature."""
    return (Evidence("known to Codex", about.lifetime),) if about.lifetime else ()


def _key_misplaced(problem: Problem, about: KeyMisplaced) -> Finding:
    name, table = about.name, about.table
    belongs = about.belongs
    if belongs:
        return finding_of(
            problem,
            f"{name} stands {f'in [{table}]' if table else 'at the top level'}, "
            f"and belongs in [{belongs}]",
            Fix(f"Move the line into [{belongs}].", edits=edit_line(problem, None)),
            evidence=(Evidence(name, where(problem), f"in [{belongs}]"),),
        )
    return slid_keys((problem,))


def slid_together(one: Problem, other: Problem) -> bool:
    """Tell whether two keys of the top level stand below the same table of the same file."""
    first, second = one.about, other.about
    return (
        one is not other
        and isinstance(first, KeyMisplaced)
        and isinstance(second, KeyMisplaced)
        and not (first.belongs or second.belongs)
        and (one.layer, first.table) == (other.layer, second.table)
    )


def slid_keys(problems: Sequence[Problem]) -> Finding:
    """Return the finding for keys of the top level below one table; the first one is shown."""
    keys = [one.about for one in problems if isinstance(one.about, KeyMisplaced)]
    table, names = keys[0].table, [one.name for one in keys]
    stand = "stand" if len(names) > 1 else "stands"
    belong, them = ("belong", "them") if len(names) > 1 else ("belongs", "it")
    return finding_of(
        problems[0],
        f"{_listed(names)} {stand} below [{table}] and {belong} to that table, so Codex does "
        f"not see {them}",
        _move_up(problems, names),
        evidence=tuple(
            Evidence(name, f"{table}.{name}", f"{name} at the top level") for name in names
        ),
    )


def _listed(names: Sequence[str]) -> str:
    return f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else names[0]


def _move_up(problems: Sequence[Problem], names: Sequence[str]) -> Fix:
    """Return the fix that moves lines above the first table header, the last one first."""
    lines = "lines" if len(problems) > 1 else "line"
    title = f"Move the {lines} to the top of the file, above the first [table]."
    placed = sorted(
        (
            (one.location.line, one, name)
            for one, name in zip(problems, names, strict=True)
            if one.location and one.location.line
        ),
        key=lambda each: -each[0],
    )
    if len(placed) < len(problems) or not all(one.line for one in problems):
        return Fix(title)
    file = problems[0].location.file if problems[0].location else ""
    removed = [Edit(file, one.key, one.line, None, line) for line, one, _ in placed]
    added = [Edit(file, name, None, one.line, 1) for _, one, name in placed]
    return Fix(title, risk=Risk.REVIEW, edits=(*removed, *added))


def _model_empty(problem: Problem) -> Finding:
    return finding_of(
        problem,
        "model is empty, so Codex has no model to ask for",
        replace_line(problem, "Write the model id that the endpoint serves.", 'model = "MODEL_ID"'),
        evidence=(Evidence("model", '""', "a model id"),),
    )


def _model_unset(problem: Problem, about: ModelUnset) -> Finding:
    default, provider = about.default, about.provider
    in_file = 'Add model = "MODEL_ID" at the top of config.toml.'
    return finding_of(
        problem,
        f"no model is set, so Codex asks {provider} for its own default {default}",
        Fix("Add -m MODEL_ID." if about.is_adhoc else in_file),
        evidence=(Evidence("model", f"not set ({default})", "a model id of the endpoint"),),
    )


KEY_WORDS: dict[str, Callable[[Problem], Finding]] = {
    "config.wrong_type": telling(WrongType, _wrong_type),
    "config.unknown_key": telling(UnknownKey, _unknown_key),
    "config.key_misplaced": telling(KeyMisplaced, _key_misplaced),
    "config.model_unset": telling(ModelUnset, _model_unset),
    "model.empty": _model_empty,
}
