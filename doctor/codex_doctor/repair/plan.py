"""What an edit makes of a file as it is, and how that is shown: exact lines, before and after."""

from __future__ import annotations

from collections import defaultdict
from functools import reduce
from itertools import chain
from typing import TYPE_CHECKING, NamedTuple

from msgspec.structs import replace

from codex_doctor.codex.files.dotenv_lines import meant_line
from codex_doctor.codex.files.excerpts import named_line, shown_line
from codex_doctor.codex.files.toml_values import write_path, write_text
from codex_doctor.codex.rules.better import filled
from codex_doctor.codex.rules.meant_tables import read_value
from codex_doctor.model import HIDDEN, Commands, Risk
from codex_doctor.repair.line_runs import line_runs
from codex_doctor.repair.splices import CannotEditError, apply_splices
from codex_doctor.repair.statements import find_statements
from codex_doctor.repair.toml_edits import (
    add_text,
    newline_of,
    remove_key,
    rename_key,
    set_key,
)
from codex_doctor.secrets.masking import MASK
from codex_doctor.visible import visible
from codex_doctor.words.sentence import say

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from codex_doctor.model import Edit, Fix
    from codex_doctor.repair.statements import Path, Statement

_TOML = ".toml"
# To plan an edit is to read the whole file: those of a longer one are shown as a check made them.
_MAX_CHARACTERS = 50_000


def edited(text: str, edit: Edit) -> str:
    """Return the text of a file with one edit made.

    Args:
        text: The file, without a byte order mark; "" when there is none.
        edit: Its `key` says what is changed, in TOML by its path; `before` and `line` tell keys of
            the same name apart, and are the whole change where `key` is empty.

    Raises:
        CannotEditError: When the file is not as it was, or has no place for the edit.
    """
    if not (edit.key and edit.file.endswith(_TOML)):
        return _with_line(text, edit)
    statements = find_statements(text)
    there = _statement(text, statements, edit)
    path = there.path if there else _path(statements, edit.key)
    if edit.after is None:
        return apply_splices(text, remove_key(text, path))
    if edit.after.startswith("["):
        return _with_table(text, path, edit)
    return _with_value(text, path, edit.after, is_there=there is not None)


def in_turn(fix: Fix) -> list[Edit]:
    """Return the edits of a fix and of what is done after it, in the order in which they are made.

    Lines are those of the file as it is: in each step the last comes first, so that none moves.
    """
    return [
        edit
        for step in (fix, *fix.then)
        for edit in sorted(step.edits, key=lambda one: 0 if one.key else -(one.line or 0))
    ]


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
    title = fix.title
    for step in fix.then:
        title = say("repair.then", first=title, then=step.title)
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


# ----- which statement


def _statement(text: str, statements: tuple[Statement, ...], edit: Edit) -> Statement | None:
    """Return the statement that the edit is about.

    A key of a profile's table is named without that table: the line tells which one is meant.
    """
    exact = [one for one in statements if edit.key in _names(one)]
    if edit.before is None or edit.line is None:
        return next(iter(exact), None)
    at_line = [
        one
        for one in statements
        if any(f".{name}".endswith(f".{edit.key}") for name in _names(one))
        and text.count("\n", 0, one.parts[0].start) + 1 == edit.line
    ]
    return next(iter(at_line or exact), None)


def _names(one: Statement) -> tuple[str, str]:
    """Return a statement's key with its parts as they are, and in quotes where they need them."""
    return ".".join(one.path), write_path(one.path)


def _path(statements: tuple[Statement, ...], key: str) -> Path:
    """Return the path of a key that is not there; names with dots are known from what is there."""
    paths = (one.path[:end] for one in statements for end in _ends(one))
    known = {name: path for path in paths for name in (".".join(path), write_path(path))}
    if key in known:
        return known[key]
    parent, _, name = key.rpartition(".")
    return (*known.get(parent, tuple(parent.split(".")) if parent else ()), name)


def _ends(one: Statement) -> range:
    return range(1, len(one.path) + 1)


# ----- values, whole tables, and lines of other files


def _with_value(text: str, path: Path, line: str, *, is_there: bool) -> str:
    (new, *_) = find_statements(line) or (None,)
    if new is None:
        raise CannotEditError(say("repair.no_key"))
    value = line[new.value_start : new.value_end]
    table = new.path[:-1]
    if MASK in value and not is_there:
        raise CannotEditError(say("repair.no_key"))
    if is_there and MASK in value and table not in {(), path[:-1]}:
        return _moved(text, path, new.path)
    if is_there and new.path[-1] != path[-1]:
        text = apply_splices(text, rename_key(text, path, new.path[-1]))
        path = (*path[:-1], new.path[-1])
        if MASK in value:
            return text
    if MASK in value:
        raise CannotEditError(say("repair.secret"))
    if is_there and write_text(HIDDEN) in value:
        value = _filled(text, path, value)
    return apply_splices(text, set_key(text, path, value))


def _filled(text: str, path: Path, form: str) -> str:
    """Return a new value with what it hides taken from the one that is there."""
    old = next(one for one in find_statements(text) if one.path == path)
    found = filled(form, read_value(text[old.value_start : old.value_end]))
    if not found:
        raise CannotEditError(say("repair.changed"))
    return found


def _moved(text: str, path: Path, new: Path) -> str:
    """Return the text with a key in another table, and the value that it has, shown to nobody."""
    old = next(one for one in find_statements(text) if one.path == path)
    value = text[old.value_start : old.value_end]
    without = apply_splices(text, remove_key(text, path))
    return apply_splices(without, set_key(without, new, value))


def _with_table(text: str, path: Path, edit: Edit) -> str:
    if edit.before is None:
        return apply_splices(text, add_text(text, edit.after or ""))
    (new, *_) = find_statements(edit.after or "")
    return apply_splices(text, rename_key(text, path, *new.path[len(path) - 1 :]))


def _with_line(text: str, edit: Edit) -> str:
    """Return the text with one line replaced, or with lines added at its end."""
    newline = newline_of(text)
    if edit.before is None and edit.line is not None and not edit.file.endswith(_TOML):
        lines = text.split("\n")
        line = (edit.after or "") + newline.removesuffix("\n")
        return "\n".join((*lines[: edit.line - 1], line, *lines[edit.line - 1 :]))
    if edit.before is None:
        if edit.file.endswith(_TOML) and text.strip():
            return apply_splices(text, add_text(text, edit.after or ""))
        gap = newline if text and not text.endswith("\n") else ""
        return f"{text}{gap}{newline.join((edit.after or '').splitlines())}{newline}"
    lines = text.split("\n")
    at = (edit.line or 0) - 1
    if not _is_there(text, lines, edit):
        raise CannotEditError(say("repair.changed"))
    if edit.after is None:
        del lines[at]
    elif HIDDEN in edit.after and not edit.file.endswith(_TOML):
        lines[at] = _assigned(lines[at])
    elif MASK in edit.after:
        raise CannotEditError(say("repair.secret"))
    else:
        end = "\r" if lines[at].endswith("\r") else ""
        lines[at] = edit.after + _hidden_comment(text, lines[at], edit) + end
    return "\n".join(lines)


def _assigned(line: str) -> str:
    """Return a line of `.env` as Codex takes it, with the value that it has and nobody is shown."""
    _, meant = meant_line(line.removesuffix("\r"))
    if not meant:
        raise CannotEditError(say("repair.changed"))
    return meant + ("\r" if line.endswith("\r") else "")


def _hidden_comment(text: str, line: str, edit: Edit) -> str:
    """Return the comment of a line of TOML, which is shown nowhere and stays as it is."""
    if not edit.file.endswith(_TOML) or "\n" in (edit.after or "") or "#" in (edit.after or ""):
        return ""
    rest = line[len(shown_line(text, edit.line or 0)) :].rstrip()
    return rest if rest.lstrip().startswith("#") else ""


def _is_there(text: str, lines: Sequence[str], edit: Edit) -> bool:
    """Tell whether the line of an edit is the one that was seen; of `.env` only names are shown."""
    if not 1 <= (edit.line or 0) <= len(lines):
        return False
    if edit.file.endswith(_TOML):
        # A report shows what nobody sees as an escape.
        shown, before = shown_line(text, edit.line or 0), edit.before or ""
        return visible(shown.strip()).startswith(visible(before.strip()))
    return edit.key in lines[(edit.line or 0) - 1]


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
