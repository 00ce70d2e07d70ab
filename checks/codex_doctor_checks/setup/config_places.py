"""What the config check says about keys in a wrong table; not a check."""

from __future__ import annotations

from typing import TYPE_CHECKING

from codex_doctor.codex.files.toml_values import read_value
from codex_doctor.facts.config_problems import KeyMisplaced
from codex_doctor.model import Edit, Evidence, Finding, Fix, Risk
from codex_doctor.words.sentence import say
from codex_doctor_checks.setup.problem_words import edit_line, finding_of, telling, where
from codex_doctor_checks.setup.stray_fields import stray_fields

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from codex_doctor.facts import Problem


def _key_misplaced(problem: Problem, about: KeyMisplaced) -> Finding:
    name, table, belongs = about.name, about.table, about.belongs
    if not belongs:
        return slid_keys((problem,))
    if belongs.startswith("model_providers.NAME"):
        return stray_fields((problem,))
    if table:
        cause = say("config.key_misplaced.table", name=name, table=table, belongs=belongs)
    else:
        cause = say("config.key_misplaced.top", name=name, belongs=belongs)
    expected = say("config.evidence.in_table", table=belongs)
    if about.is_set:
        title = say("config.key_misplaced.fix_drop", table=belongs)
        edits = edit_line(problem, None)
    else:
        title = say("config.key_misplaced.fix_table", table=belongs)
        edits = tuple(_moved(problem, about))
    return finding_of(
        problem,
        cause,
        Fix(title, edits=edits),
        evidence=(Evidence(name, where(problem), expected),),
    )


def _moved(problem: Problem, about: KeyMisplaced) -> Iterator[Edit]:
    """Yield what moves a key that has a line of its own, if its table is known by its name."""
    location, line = problem.location, problem.line
    key, _, value = line.partition("=")
    # A star may stand for a character that is not shown.
    is_plain = key.strip() == about.name and read_value(value) is not None and "*" not in value
    if location and is_plain and not {"NAME", "PATH"} & {*about.belongs.split(".")}:
        yield from edit_line(problem, None)
        yield Edit(location.file, f"{about.belongs}.{about.name}", None, line)


def slid_together(one: Problem, other: Problem) -> bool:
    """Tell whether two keys that belong together stand in the same wrong place of a file."""
    first, second = one.about, other.about
    return (
        one is not other
        and isinstance(first, KeyMisplaced)
        and isinstance(second, KeyMisplaced)
        and first.belongs == second.belongs
        and (not first.belongs or bool(first.provider))
        and (one.layer, first.table) == (other.layer, second.table)
    )


def slid_keys(problems: Sequence[Problem]) -> Finding:
    """Return the finding for keys in the same wrong place; the first one is shown."""
    if isinstance(problems[0].about, KeyMisplaced) and problems[0].about.belongs:
        return stray_fields(problems)
    keys = [one.about for one in problems if isinstance(one.about, KeyMisplaced)]
    table, names = keys[0].table, tuple(one.name for one in keys)
    if len(names) > 1:
        cause = say("config.key_misplaced.several", names=names, table=table)
    else:
        cause = say("config.key_misplaced", name=keys[0].name, table=table)
    return finding_of(
        problems[0],
        cause,
        _move_up(problems, names, there := tuple(one.name for one in keys if one.is_set)),
        *_drop(problems, there),
        evidence=tuple(
            Evidence(name, f"{table}.{name}", say("config.evidence.at_top", name=name))
            for name in names
        ),
    )


def _drop(problems: Sequence[Problem], there: Sequence[str]) -> Iterator[Fix]:
    """Yield the fix that leaves what counts now, where every key is set at the top as well."""
    if len(there) == len(problems):
        edits = tuple(edit for one in problems for edit in edit_line(one, None))
        yield Fix(say("config.key_misplaced.fix_leave", names=tuple(there)), edits=edits)


def _move_up(problems: Sequence[Problem], names: Sequence[str], there: Sequence[str]) -> Fix:
    """Return the fix that moves lines above the first table header, the last one first."""
    if there:
        title = say("config.key_misplaced.fix_instead", names=tuple(there))
    elif len(problems) > 1:
        title = say("config.key_misplaced.fix_several")
    else:
        title = say("config.key_misplaced.fix")
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


PLACE_WORDS: dict[str, Callable[[Problem], Finding]] = {
    "config.key_misplaced": telling(KeyMisplaced, _key_misplaced),
}
