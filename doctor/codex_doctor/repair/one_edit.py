"""What an edit makes of the text of a file: a value, a whole table, or a line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from codex_doctor.codex.files.dotenv_lines import meant_line
from codex_doctor.codex.files.excerpts import shown_line
from codex_doctor.codex.files.toml_values import read_value, write_path, write_text
from codex_doctor.codex.rules.better import filled
from codex_doctor.facts.options import HIDDEN
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
    from collections.abc import Sequence

    from codex_doctor.model import Edit
    from codex_doctor.repair.statements import Path, Statement

_TOML = ".toml"


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
