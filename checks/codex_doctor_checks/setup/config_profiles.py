"""What the config check says about profiles; not a check."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from codex_doctor.codex.config.layers import dotted
from codex_doctor.facts.provider_problems import ProfileLegacy, ProfileMissing
from codex_doctor.model import Commands, Edit, Evidence, Finding, Fix
from codex_doctor.words.sentence import fill, say
from codex_doctor_checks.setup.file_commands import copied
from codex_doctor_checks.setup.problem_words import (
    edit_line,
    finding_of,
    replace_line,
    retyped,
    telling,
)
from codex_doctor_checks.setup.typed import INSTALL, command_line

if TYPE_CHECKING:
    from collections.abc import Callable

    from codex_doctor.facts import Problem
    from codex_doctor.words.sentence import Sentence

_PROFILE = "profile"


def _profile_legacy(problem: Problem, about: ProfileLegacy) -> Finding:
    profile, file, table = about.profile, about.file, about.table
    selected = about.is_selected
    found = f'profile = "{profile}"' if selected else f"[{table}]"
    location = problem.location
    old = location.file if location else "config.toml"
    edits = [Edit(file, "", None, about.content)] if about.content else []
    if selected:
        edits.extend(edit_line(problem, None))
    if table:
        edits.append(Edit(old, table, f"[{table}]", None, None if selected else _line(problem)))
    return finding_of(
        problem,
        say("config.profile_legacy", found=found, since=about.since),
        Fix(
            _move_profile(about, found, old),
            edits=tuple(edits),
            commands=_start_with_profile(problem, about),
        ),
        evidence=(Evidence(_PROFILE, found, file),),
    )


def _start_with_profile(problem: Problem, about: ProfileLegacy) -> Commands | None:
    """Return the command line for a profile that was selected by a key, None where none is."""
    others = problem.other_options
    if about.nearest:
        return command_line((*(others or ()), "--profile", about.nearest))
    if not about.is_selected or not (about.table or about.is_there):
        return None if others is None else command_line(others)
    return command_line((*(others or ()), "--profile", about.profile))


def _move_profile(about: ProfileLegacy, found: str, old: str) -> Sentence:
    profile, file = about.profile, about.file
    if not about.table:
        if about.nearest:
            return say("config.profile_legacy.fix_nearest", found=found, nearest=about.nearest)
        there = "config.profile_legacy.fix_option" if about.is_there else ""
        return fill(
            there or "config.profile_legacy.fix_remove", {"found": found, "profile": profile}
        )
    if not (about.content or about.is_selected):
        return say("config.profile_legacy.fix_table", file=file, found=found, old=old)
    if not about.is_selected:
        return say("config.profile_legacy.fix", file=file, found=found, old=old, profile=profile)
    return say(
        "config.profile_legacy.fix_both",
        file=file,
        found=found,
        table=about.table,
        old=old,
        profile=profile,
    )


def _line(problem: Problem) -> int | None:
    return problem.location.line if problem.location else None


def _profile_missing(problem: Problem, about: ProfileMissing) -> Finding:
    if about.reason == "no_table":
        return _no_table(problem, about)
    profile, file, others = about.profile, about.file, about.others
    match (about.reason, bool(others)):
        case ("bad_name", _):
            cause = say("config.profile_missing.bad_name", profile=profile)
            title = ""
            row = Evidence(problem.key, profile, say("config.evidence.plain_name"))
        case (_, True):
            cause = say("config.profile_missing", profile=profile, file=file)
            title = say("config.profile_missing.fix_or", file=file, others=others)
            row = _no_profile(file)
        case _:
            cause = say("config.profile_missing", profile=profile, file=file)
            title = say("config.profile_missing.fix", file=file)
            row = _no_profile(file)
    without = Fix(say("config.profile_missing.fix_drop"), commands=retyped(problem))
    fixes = [without] if about.reason == "bad_name" else [without, Fix(title)]
    if about.nearest:
        nearest = say("config.profile_missing.fix_nearest", nearest=about.nearest)
        fixes.insert(0, Fix(nearest, commands=retyped(problem, "--profile", about.nearest)))
    if about.copy:
        copy = say("config.missing.fix_copy", other=about.copy, file=file)
        fixes.insert(0, Fix(copy, commands=copied(about.copy, file)))
    return finding_of(problem, cause, *fixes, evidence=(row,))


def _no_table(problem: Problem, about: ProfileMissing) -> Finding:
    """Return the finding of a version whose profiles are tables."""
    profile, file, others = about.profile, about.file, about.others
    table = dotted(("profiles", profile))
    if others:
        write = say("config.profile_missing.fix_table_or", table=table, others=others)
    else:
        write = say("config.profile_missing.fix_table", table=table)
    row = Evidence(_PROFILE, profile, others or say("config.evidence.profile_table"))
    if not file:
        cause = say("config.profile_missing.no_table", profile=profile, table=table)
        return finding_of(
            problem, cause, _other_profile(problem, about), Fix(write), evidence=(row,)
        )
    cause = say(
        "config.profile_missing.not_read",
        profile=profile,
        table=table,
        file=file,
        since=about.since,
    )
    update = say("config.profile_missing.fix_update", file=file, since=about.since)
    return finding_of(
        problem,
        cause,
        _from_file(problem, about),
        Fix(update, commands=INSTALL),
        Fix(write),
        evidence=(row,),
    )


def _other_profile(problem: Problem, about: ProfileMissing) -> Fix:
    """Return the fix that selects the profile that was meant, or none at all."""
    nearest, profile = about.nearest, about.profile
    if problem.location:
        if not nearest:
            title = say("config.profile_missing.fix_drop_key", profile=profile)
            return replace_line(problem, title, None)
        title = say("config.profile_missing.fix_select", nearest=nearest)
        return replace_line(problem, title, f'profile = "{nearest}"')
    if not nearest:
        return Fix(say("config.profile_missing.fix_drop"), commands=retyped(problem))
    title = say("config.profile_missing.fix_nearest", nearest=nearest)
    return Fix(title, commands=retyped(problem, "--profile", nearest))


def _from_file(problem: Problem, about: ProfileMissing) -> Fix:
    """Return the fix that makes a table of a profile's file, and selects it by its name."""
    nearest = about.nearest
    if not about.content:
        return _other_profile(problem, replace(about, nearest=""))
    title = say(
        "config.profile_missing.fix_from_file",
        file=about.file,
        nearest=nearest,
        config=about.config,
    )
    write = Edit(about.config, "", None, about.content)
    is_other = nearest != about.profile
    edits = edit_line(problem, f'profile = "{nearest}"') if is_other else ()
    commands = None if problem.location else retyped(problem, "--profile", nearest)
    return Fix(title, edits=(*edits, write), commands=commands)


def _no_profile(file: str) -> Evidence:
    return Evidence(file, say("config.evidence.absent"), say("config.evidence.profile_file"))


PROFILE_WORDS: dict[str, Callable[[Problem], Finding]] = {
    "config.profile_legacy": telling(ProfileLegacy, _profile_legacy),
    "config.profile_missing": telling(ProfileMissing, _profile_missing),
}
