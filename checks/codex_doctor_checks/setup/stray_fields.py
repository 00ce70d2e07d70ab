"""What the config check says about settings of a provider that stand in no provider's table."""

from __future__ import annotations

from typing import TYPE_CHECKING

from codex_doctor.codex.files.toml_values import write_path, write_text
from codex_doctor.facts.config_problems import KeyMisplaced
from codex_doctor.model import Edit, Evidence, Finding, Fix
from codex_doctor.secrets.masking import MASK
from codex_doctor.words.sentence import say
from codex_doctor_checks.setup.problem_words import finding_of, where

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from codex_doctor.facts import Problem

_NAME = "name"
_ADDRESS = "base_url"


def stray_fields(problems: Sequence[Problem]) -> Finding:
    """Return the finding for settings that stand in the same wrong place."""
    abouts = [one.about for one in problems if isinstance(one.about, KeyMisplaced)]
    about, names = abouts[0], tuple(one.name for one in abouts)
    name, table, belongs = about.name, about.table, about.belongs
    match (len(names) > 1, bool(table)):
        case _ if any(one.meant for one in abouts):
            meant = tuple(one.meant or one.name for one in abouts)
            cause = say("config.key_misplaced.named", names=names, meant=meant, belongs=belongs)
        case (True, True):
            cause = say(
                "config.key_misplaced.several_table", names=names, table=table, belongs=belongs
            )
        case (True, False):
            cause = say("config.key_misplaced.several_top", names=names, belongs=belongs)
        case (False, True):
            cause = say("config.key_misplaced.table", name=name, table=table, belongs=belongs)
        case _:
            cause = say("config.key_misplaced.top", name=name, belongs=belongs)
    expected = say("config.evidence.in_table", table=belongs)
    return finding_of(
        problems[0],
        cause,
        _move(problems, abouts),
        evidence=tuple(Evidence(one.key, where(one), expected) for one in problems),
    )


def _move(problems: Sequence[Problem], abouts: Sequence[KeyMisplaced]) -> Fix:
    """Return the fix that takes the lines to where they belong; those that are there go."""
    about = abouts[0]
    path = ("model_providers", about.provider)
    table = write_path(path) if about.provider else about.belongs
    if not (about.is_there or about.is_selected) and about.provider:
        title = say("config.key_misplaced.fix_new_table", table=table)
    elif all(one.is_set for one in abouts):
        title = say("config.key_misplaced.fix_drop", table=table)
    elif len(abouts) > 1:
        title = say("config.key_misplaced.fix_table_several", table=table)
    else:
        title = say("config.key_misplaced.fix_table", table=table)
    can_move = about.provider and all(map(_is_plain, problems, abouts))
    return Fix(title, edits=tuple(_edits(problems, abouts, path)) if can_move else ())


def _is_plain(problem: Problem, about: KeyMisplaced) -> bool:
    """Tell whether the setting is a whole line."""
    is_line = problem.location is not None and problem.location.line is not None
    return is_line and problem.line.startswith(about.name)


def _edits(
    problems: Sequence[Problem], abouts: Sequence[KeyMisplaced], path: tuple[str, str]
) -> Iterator[Edit]:
    about, file = abouts[0], problems[0].location.file if problems[0].location else ""
    # What holds a secret is moved as it is: nobody is shown it. It has no line, as those above it
    # may be gone by then.
    hidden = [
        Edit(file, one.key, one.line, f"{write_path(path)}.{_line_of(one, each)}")
        for one, each in zip(problems, abouts, strict=True)
        if MASK in one.line and not each.is_set
    ]
    moved = {edit.key for edit in hidden}
    seen = [pair for pair in zip(problems, abouts, strict=True) if pair[0].key not in moved]
    for one, _ in sorted(seen, key=lambda pair: -_line(pair[0])):
        yield Edit(file, one.key, one.line, None, _line(one))
    fields = {each.meant or each.name: _line_of(one, each) for one, each in seen if not each.is_set}
    if about.is_there:
        for name, line in fields.items():
            yield Edit(file, ".".join((*path, name)), None, line)
    else:
        named = fields.pop(_NAME, f"{_NAME} = {write_text(path[1])}")
        if about.address:
            fields.setdefault(_ADDRESS, f"{_ADDRESS} = {write_text(about.address)}")
        lines = [f"[{write_path(path)}]", named, *fields.values()]
        yield Edit(file, ".".join(path), None, "\n".join(lines))
        if not about.is_selected:
            select = f"model_provider = {write_text(path[1])}"
            yield Edit(file, "model_provider", None, select, 1)
    yield from hidden


def _line_of(problem: Problem, about: KeyMisplaced) -> str:
    """Return the line with the name that Codex has for the key."""
    return (about.meant or about.name) + problem.line.removeprefix(about.name)


def _line(problem: Problem) -> int:
    return (problem.location.line if problem.location else None) or 0
