"""What a fix makes of the files that are there: refused where it must not, shown as a diff."""

from __future__ import annotations

import os
import re
from codecs import BOM_UTF8
from difflib import unified_diff
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from codex_doctor.codex.config.environment import find_codex_home
from codex_doctor.codex.files.excerpts import lines_of, named_line, shown_line
from codex_doctor.patterns import Regex
from codex_doctor.platform.user_files import exists, is_folder, read_bytes
from codex_doctor.repair.line_runs import line_runs
from codex_doctor.repair.one_edit import edited
from codex_doctor.repair.plan import in_turn
from codex_doctor.repair.splices import CannotEditError
from codex_doctor.secrets.needles import make_needles
from codex_doctor.secrets.search import is_clean
from codex_doctor.words.sentence import say
from codex_doctor.words.told import said

if TYPE_CHECKING:
    from codex_doctor.facts import Inputs
    from codex_doctor.model import Edit, Fix

_MAX_BYTES = 1 << 20
# So many lines around a change are in a diff.
_CONTEXT = 3
_MARKED = 64
_CONFLICT = Regex(r"^(?:<{7}|>{7}|={7})(?: |$)", re.MULTILINE)
_NAME = Regex(r"\s*(?:export\s+)?[A-Za-z_]\w*(?==)", re.ASCII)
# What the user has to put a value for; the words of fixes use no other, in either language.
_PLACEHOLDER = Regex(r"\b(?:MODEL_ID|https://HOST)\b|<(?:your |你的)[^<>\n]{1,40}>")


class Change(Struct, frozen=True):
    """One file as it is and as it will be.

    Attributes:
        path: The file itself, links followed.
        shown: As the user would name it.
        before: Its content, None when it is not there.
        after: What it will contain.
    """

    path: Path
    shown: str
    before: bytes | None
    after: bytes

    @property
    def is_none(self) -> bool:
        """Whether the file is so already."""
        return self.before == self.after


class Ground(Struct, frozen=True):
    """Where files may be changed: in Codex's home, and the config.toml of a project.

    Attributes:
        codex_home: Links in it are followed: people keep their settings elsewhere.
        home: What `~` stands for.
        locked: Folders of an administrator, in which nothing is changed.
        secrets: What is never written: an endpoint may hand a key back as the id of a model.
    """

    codex_home: Path
    home: Path | None = None
    locked: tuple[Path, ...] = ()
    secrets: frozenset[str] = frozenset()

    def locate(self, shown: str) -> Path:
        """Return a file by the name that people are shown.

        Raises:
            CannotEditError: It is none, or must not be changed.
        """
        path = Path(shown)
        if shown.startswith("~/") and self.home is not None:
            path = self.home / shown[2:]
        if not path.is_absolute():
            raise CannotEditError(say("repair.no_file", file=shown))
        real = Path(os.path.realpath(path))
        if any(one in real.parents for one in self.locked):
            raise CannotEditError(say("repair.of_administrator", file=shown))
        if self.codex_home not in path.parents and not _is_of_project(path, real):
            raise CannotEditError(say("repair.not_of_codex", file=shown))
        # A folder that may not be entered tells nothing; to read the file says so.
        if os.path.islink(path) and not exists(real):  # noqa: PTH114 - Path.is_symlink raises
            raise CannotEditError(say("repair.dead_link", file=shown))
        return real


def ground_of(inputs: Inputs) -> Ground:
    """Return where a fix may change files of this set-up."""
    found = find_codex_home(inputs)
    # Where there is no such folder, that is what is found first.
    home = found.path or inputs.cwd / inputs.environ.get("CODEX_HOME", found.shown)
    return Ground(home, inputs.home, (inputs.system_dir,))


def _is_of_project(path: Path, real: Path) -> bool:
    """Tell whether it is a project's configuration; whoever made that may let it lead anywhere."""
    return path.parts[-2:] == real.parts[-2:] == (".codex", "config.toml")


def plan_changes(fix: Fix, ground: Ground) -> tuple[Change, ...]:
    """Return what the edits of a fix make of the files as they are now.

    Args:
        fix: As a check made it, with edits.
        ground: Where files may be changed.

    Raises:
        CannotEditError: A file must not, or cannot, be changed; the message says why.
    """
    texts: dict[str, tuple[Path, bytes | None, str]] = {}
    needles = make_needles(ground.secrets)
    for edit in in_turn(fix):
        if not is_clean(edit.after or "", needles):
            raise CannotEditError(say("repair.secret"))
        if is_open(edit.after or ""):
            raise CannotEditError(say("repair.yours_alone"))
        path, before, text = texts.get(edit.file) or _read(edit, ground)
        texts[edit.file] = (path, before, edited(text, edit))
    for shown, (_, _, text) in texts.items():
        # An edit may end the merge.
        if _CONFLICT.search(text):
            raise CannotEditError(say("repair.conflict", file=shown))
    return tuple(
        Change(path, shown, before, _bytes(text, before))
        for shown, (path, before, text) in texts.items()
    )


def is_open(text: str) -> bool:
    """Tell whether a fix leaves a value in it to the user."""
    is_asked_for = any(text == say(f"env.paste.{one}") for one in ("key", "header"))
    return is_asked_for or bool(_PLACEHOLDER.search(text))


def show_diff(change: Change) -> str:
    """Return a unified diff for people: secrets as stars, and of what stays the keys alone."""
    before, after = (
        (one or b"").removeprefix(BOM_UTF8).decode("utf-8", "replace")
        for one in (change.before, change.after)
    )
    old, new = (_of_toml if change.shown.endswith(".toml") else _of_names)(before, after)
    source = change.shown if change.before is not None else "/dev/null"
    return "\n".join(unified_diff(old, new, source, change.shown, lineterm="", n=_CONTEXT))


def _of_names(before: str, after: str) -> tuple[list[str], list[str]]:
    """Return the lines of both texts of `.env`: where secrets end in it cannot be told."""
    old, new = (
        [f"{named[0]}=…" if (named := _NAME.match(one)) else "…" for one in lines_of(text) if one]
        for text in (before, after)
    )
    return old, new


def _of_toml(before: str, after: str) -> tuple[list[str], list[str]]:
    """Return the lines of both texts; a line that changes alone was looked at, and no other one."""
    old, new = (
        lines_of(one)[: -1 if one.endswith("\n") or not one else None] for one in (before, after)
    )
    shown_old: list[str] = []
    shown_new: list[str] = []
    for kind, start, end, new_start, new_end in line_runs(old, new):
        is_same = kind == "equal"
        is_seen = not is_same and end - start <= 1
        # Of what stays no more is in a diff; a few marks tell which other lines are the same.
        far = range(start + _CONTEXT, end - _CONTEXT) if is_same else range(0)
        marked = far[::_MARKED]
        shown_old += [
            (f"{at}" if at in marked else "")
            if at in far
            else _line(before, at, old[at], is_seen=is_seen)
            for at in range(start, end)
        ]
        shown_new += (
            shown_old[start:end]
            if is_same
            else [_line(after, at, new[at], is_seen=True) for at in range(new_start, new_end)]
        )
    return shown_old, shown_new


def _line(text: str, at: int, line: str, *, is_seen: bool) -> str:
    """Return a line; of a comment, which may hold anything, that there is one."""
    shown = shown_line(text, at + 1).rstrip()
    said = shown if is_seen else named_line(text, at + 1)
    return f"{said} # …".lstrip() if "#" in line[len(shown) :] else said


def _bytes(text: str, before: bytes | None) -> bytes:
    bom = BOM_UTF8 if before and before.startswith(BOM_UTF8) else b""
    return bom + text.encode()


def _read(edit: Edit, ground: Ground) -> tuple[Path, bytes | None, str]:
    """Return a file's real path, its bytes and its text."""
    path = ground.locate(edit.file)
    file = read_bytes(path, max_bytes=_MAX_BYTES)
    if file.result == "absent":
        if not is_folder(path.parent) and path.parent != ground.codex_home:
            raise CannotEditError(say("repair.folder_missing", file=edit.file))
        return path, None, ""
    if file.result != "ok":
        reason = said(file.detail) or file.result
        raise CannotEditError(say("repair.unreadable", file=edit.file, reason=reason))
    if not file.mode & 0o222 or not os.access(path, os.W_OK):
        raise CannotEditError(say("repair.read_only", file=edit.file))
    try:
        text = file.data.removeprefix(BOM_UTF8).decode()
    except UnicodeDecodeError as exc:
        raise CannotEditError(say("repair.not_utf8", file=edit.file)) from exc
    return path, file.data, text
