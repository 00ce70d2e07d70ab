"""What a fix makes of the files as they are, and how that is shown: lines, before and after."""

from __future__ import annotations

from collections import defaultdict
from functools import reduce
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from msgspec.structs import replace

from codex_doctor.codex.files.excerpts import named_line, shown_line
from codex_doctor.model import Commands, Risk
from codex_doctor.repair.line_runs import line_runs
from codex_doctor.repair.one_edit import edited
from codex_doctor.repair.splices import CannotEditError
from codex_doctor.words.sentence import say

if TYPE_CHECKING:
    from collections.abc import Collection, Iterator, Mapping, Sequence

    from codex_doctor.model import Edit, Fix

# To plan an edit is to read the whole file: those of a longer one are shown as a check made them.
_MAX_CHARACTERS = 50_000


def in_turn(fix: Fix) -> list[Edit]:
    """Return the edits of a fix and of what is done after it, in the order in which they are made.

    Lines are those of the file as it is: in each step the last comes first, so that none moves.
    """
    return [
        edit
        for step in (fix, *fix.then)
        for edit in sorted(step.edits, key=lambda one: 0 if one.key else -(one.line or 0))
    ]


def addressed(fix: Fix, kept: Collection[str]) -> Fix:
    """Return a fix whose title says who has to make it, where its reader cannot.

    Args:
        fix: With its edits.
        kept: Files of an administrator.
    """
    if not any(one.file in kept for one in fix.edits):
        return fix
    return replace(fix, title=say("repair.ask_administrator", fix=fix.title))


def planned(fix: Fix, texts: Mapping[str, str]) -> Fix:
    """Return a fix whose edits show the very lines that they change.

    Args:
        fix: As a check made it.
        texts: The files that were read, by the name that people are shown.

    Returns:
        The fix with what is to be done after it; without edits when one cannot be made: its title
        says what to do.
    """
    whole = in_one(fix)
    found: dict[str, list[Edit]] = defaultdict(list)
    now = {name: text for name, text in texts.items() if len(text) <= _MAX_CHARACTERS}
    shifts = defaultdict[str, list[tuple[int, int]]](list)
    edits_in_turn = in_turn(fix)
    for edit in edits_in_turn:
        if edit.file not in now:
            found[edit.file].append(edit)
    for edit in (one for one in edits_in_turn if one.file in now):
        try:
            after = edited(now[edit.file], edit)
        except CannotEditError:
            return replace(fix, edits=(), then=(), auto=False, risk=Risk.REVIEW)
        hunks = [*_hunks(edit, now[edit.file], after)]
        placed = [_in_file(one.edit, shifts[edit.file]) for one in hunks]
        shifts[edit.file].extend(
            (there.line or 0, one.grown) for there, one in zip(placed, hunks, strict=True)
        )
        found[edit.file].extend(placed)
        now[edit.file] = after
    for name, edits in found.items():
        found[name] = _joined(edits, texts.get(name), now.get(name))
    # An empty line more or less is nothing that anybody has to be told.
    seen = (one for edits in found.values() for one in edits if one.before or one.after)
    return replace(whole, edits=tuple(seen))


def texts_before(fix: Fix, looks: Sequence[Mapping[str, str]]) -> Mapping[str, str]:
    """Return the files as they are before a fix.

    One that does not parse is not among those that were read: it is what was read of it once a
    step had mended it, with the lines of that step as they were.

    Args:
        fix: As a check made it, with what is to be done after it.
        looks: The files that were read, by the name that people are shown: as they are, then with
            one step more made each time.
    """
    found = dict(looks[0])
    steps = (fix, *fix.then)
    for made, later in enumerate(looks[1 : len(steps)], 1):
        for name, text in later.items():
            edits = [[one for one in step.edits if one.file == name] for step in steps[:made]]
            if name not in found and all(map(_is_of_line, chain.from_iterable(edits))):
                found[name] = reduce(_undone, reversed(edits), text)
    return found


def _is_of_line(edit: Edit) -> bool:
    return not edit.key and edit.before is not None and edit.line is not None


def _undone(text: str, edits: Sequence[Edit]) -> str:
    """Return a text with the lines of edits as they were before these were made."""
    lines = text.split("\n")
    for one in sorted(edits, key=lambda each: each.line or 0):
        # The lines above are as they were by now.
        start = (one.line or 0) - 1
        count = 0 if one.after is None else len(one.after.split("\n"))
        lines[start : start + count] = [one.before or ""]
    return "\n".join(lines)


def in_one(fix: Fix) -> Fix:
    """Return a fix and what is to be done after it as one."""
    title, *further = dict.fromkeys(one.title for one in (fix, *fix.then))
    for one in further:
        title = say("repair.then", first=title, then=one)
    steps = (fix, *fix.then)
    return replace(
        fix,
        title=title,
        risk=Risk.SAFE if all(one.risk is Risk.SAFE for one in steps) else Risk.REVIEW,
        auto=all(one.auto for one in steps),
        edits=tuple(edit for one in steps for edit in one.edits),
        commands=_commands_of(steps) if fix.then else fix.commands,
        then=(),
    )


def _commands_of(steps: Sequence[Fix]) -> Commands | None:
    """Return all commands that are needed besides the edits; the last that starts Codex counts."""
    needed = [
        one.commands
        for one in steps
        if one.commands and not (one.edits and one.commands.is_instead)
    ]
    started = [one for one in needed if one.is_start][-1:]
    ordered = [one for one in needed if not one.is_start] + started
    if len(ordered) < 2:
        return next(iter(ordered), None)
    return Commands(
        " && ".join(one.posix for one in ordered), "; ".join(one.powershell for one in ordered)
    )


def _joined(edits: list[Edit], before: str | None, after: str | None) -> list[Edit]:
    """Return what several edits change in a file, each line once: from how it is to how it ends."""
    if len(edits) < 2:
        return edits
    first, *rest = edits
    if before is None or after is None:
        if first.before is not None or first.line is not None:
            return edits
        # A file that is new: it is written with what later steps would change in it.
        text = f"{first.after}\n"
        for edit in rest:
            text = edited(text, edit)
        return [replace(first, after=text.removesuffix("\n"))]
    lines = [one.line for one in edits]
    if len(set(lines)) == len(lines) and all(_is_seen(one, before) for one in edits):
        return edits
    written = "\n".join(one.after or "" for one in edits)
    keys = {one.line: one.key for one in edits}
    return [
        replace(one.edit, key=keys.get(one.edit.line, first.key))
        for one in _hunks(replace(first, after=written), before, after)
    ]


def _is_seen(edit: Edit, text: str) -> bool:
    """Tell whether an edit changes lines that are in a file, and not those of an earlier one."""
    start = (edit.line or 1) - 1
    count = len(edit.before.split("\n")) if edit.before else 0
    show = _shown if count == 1 else _named
    return edit.before is None or show(text, start, start + count) == edit.before


# ----- what is shown


class _Hunk(NamedTuple):
    """An edit of lines that follow each other, and how many lines longer the text is then."""

    edit: Edit
    grown: int


def _hunks(edit: Edit, before: str, after: str) -> Iterator[_Hunk]:
    """Yield an edit for each run of lines that differ."""
    runs = line_runs(before.split("\n"), after.split("\n"))
    for kind, start, end, new_start, new_end in runs:
        if kind != "equal":
            old = _shown(before, start, end) if end - start == 1 else _named(before, start, end)
            new = _shown(after, new_start, new_end, written=edit.after or "")
            grown = (new_end - new_start) - (end - start)
            yield _Hunk(replace(edit, before=old, after=new, line=start + 1), grown)


def _in_file(edit: Edit, shifts: list[tuple[int, int]]) -> Edit:
    """Return an edit with its line as it is in the file, before the earlier edits were made.

    Args:
        edit: One whose line is that of the text in between.
        shifts: Lines of the file, with the number of lines that was added at each.
    """
    line = edit.line or 0
    for at, added in sorted(shifts):
        if added < 0 and line >= at:
            line -= added
        elif line > at:
            line = max(at, line - added)
    return replace(edit, line=line)


def _shown(text: str, start: int, end: int, *, written: str = "") -> str | None:
    """Return lines as people may see them, None when there is none.

    What a check has written is no secret, wherever it stands: `<your key>`, a variable's name.
    """
    raw = text.split("\n")
    values = {one.partition("=")[2].strip() for one in written.split("\n")}
    shown = "\n".join(
        _with_values(shown_line(text, at + 1), raw[at], values) for at in range(start, end)
    ).strip("\n")
    return shown or None


def _named(text: str, start: int, end: int) -> str | None:
    """Return lines that go with others: what stands in them was never looked at."""
    shown = "\n".join(named_line(text, at + 1) for at in range(start, end)).strip("\n")
    return shown or None


def _with_values(shown: str, line: str, values: set[str]) -> str:
    """Return a line with these values readable; the columns of both lines are the same."""
    for value in values:
        at = line.find(value) if value and "**" not in value else -1
        if 0 <= at < len(shown):
            shown = shown[:at] + value + shown[at + len(value) :]
    return shown
