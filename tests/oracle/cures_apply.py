"""Takes a fix of the doctor literally: its edits, its commands, and nothing that is only said.

This is the one place where the measure does what a fix says.
"""

from __future__ import annotations

import os
import re
import shlex
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from codex_doctor.platform.deadline import Deadline
from codex_doctor.repair.changes import Ground, plan_changes
from codex_doctor.repair.journal import Journal
from codex_doctor.repair.plan import in_one
from codex_doctor.repair.splices import CannotEditError
from codex_doctor.words.sentence import say
from oracle.binary import codex_program
from oracle.cures_set_up import ADDRESS_OF_ENDPOINT, KEY_OF_ENDPOINT, MODEL_OF_ENDPOINT

if TYPE_CHECKING:
    from collections.abc import Mapping

    from codex_doctor.model import Edit, Fix
    from oracle.cures_place import CurePlace

TIMEOUT_S: Final = 15.0
# What a fix leaves to the user: `<your key>` and the like, or one of these words.
_WORDS: Final = tuple(re.escape(say(f"env.paste.{one}")) for one in ("key", "header"))
_OPEN: Final = re.compile("|".join(("<your [^<>\n]{2,40}>", *_WORDS)))
_ASSIGNED: Final = re.compile(r"""export (\w+)=["']?$""")
_EXPORTED: Final = re.compile(r"\bexport (\w+)=")
_SET_ONE: Final = re.compile(r"(export \w+=(?!.*\| codex )|unset \w+$)")
# A variable as the shell puts it into a word; within braces it may be unset.
_USED: Final = re.compile(r'"\$(\w+)"')
# Where the user types the key himself: an edit of the doctor has none in it.
_TYPED: Final = "typed by the user"
_OF_THE_SHELL: Final = frozenset({"PATH", "PWD", "OLDPWD", "SHLVL", "_"})


class NotTakenError(Exception):
    """A fix cannot be taken literally; the message says why, in the words of the summary."""


def kind_of(fix: Fix) -> str:
    """Return `edit`, `variable`, `command` or `words`, the strongest that the fix has."""
    if fix.edits:
        return "edit"
    if fix.commands is None:
        return "words"
    lines = re.split(r" && |\n", fix.commands.posix)
    return "variable" if all(_SET_ONE.match(line) for line in lines) else "command"


def take(fix: Fix, place: CurePlace) -> None:
    """Do what a fix says in a place.

    Raises:
        NotTakenError: It only says something, or what it has cannot be done.
    """
    kind = kind_of(fix)
    if kind == "words":
        raise NotTakenError("no edit at all")
    if in_one(fix).edits:
        _make(_filled_fix(fix, {**place.known, KEY_OF_ENDPOINT: _TYPED}), place)
    for step in (fix, *fix.then):
        if step.commands and not (step.edits and step.commands.is_instead):
            _paste(step.commands.posix, place)


def _paste(command: str, place: CurePlace) -> None:
    if command == "codex" or command.startswith("codex -"):
        # Whoever pastes it has these options and no other ones.
        place.args = shlex.split(_filled(command, place.known))[1:]
    elif command == "codex login":
        raise NotTakenError("needs a browser")
    elif command.startswith("npm "):
        raise NotTakenError("needs the internet")
    else:
        _run(_filled(command, place.known), place)


def _make(fix: Fix, place: CurePlace) -> None:
    """Make the edits as `codex-doctor fix` does, after it was seen that it can take them back."""
    system = (place.folder / "etc" / "codex",)
    variables = (one.commands.variable for one in (fix, *fix.then) if one.commands)
    moved = {one.name for one in variables if one} & {"CODEX_HOME"}
    named = None if moved else place.environ.get("CODEX_HOME")
    codex_home = Path(named or place.folder / "home" / ".codex")
    ground = Ground(codex_home, place.folder / "home", system)
    try:
        changes = plan_changes(fix, ground)
    except CannotEditError as exc:
        raise NotTakenError("edit cannot be made") from exc
    key = place.known[KEY_OF_ENDPOINT].encode()
    changes = tuple(replace(one, after=one.after.replace(_TYPED.encode(), key)) for one in changes)
    folder = place.folder / "journal"
    for needed in (folder, *(change.path.parent for change in changes)):
        needed.mkdir(exist_ok=True)
    journal = Journal(folder, Deadline())
    beside = {one.path.parent: sorted(one.path.parent.iterdir()) for one in changes}
    journal.apply(changes, finding="", title="")
    assert [one.path.read_bytes() for one in changes] == [one.after for one in changes]
    journal.undo()
    assert [_content(one.path) for one in changes] == [one.before for one in changes]
    assert {one: sorted(one.iterdir()) for one in beside} == beside
    for one in changes:
        one.path.write_bytes(one.after)


def _content(path: Path) -> bytes | None:
    return path.read_bytes() if path.exists() else None


# ----- what the user knows


def _filled_fix(fix: Fix, known: Mapping[str, str]) -> Fix:
    edits = tuple(_filled_edit(edit, known) for edit in fix.edits)
    return replace(fix, edits=edits, then=tuple(_filled_fix(one, known) for one in fix.then))


def _filled_edit(edit: Edit, known: Mapping[str, str]) -> Edit:
    return edit if edit.after is None else replace(edit, after=_filled(edit.after, known))


def _filled(text: str, known: Mapping[str, str]) -> str:
    """Put what the user knows where a fix leaves something open."""

    def value(found: re.Match[str]) -> str:
        assigned = _ASSIGNED.search(text, 0, found.start())
        names = [assigned[1]] if assigned else []
        words = found[0].lower()
        names += [KEY_OF_ENDPOINT] if "key" in words else []
        names += [ADDRESS_OF_ENDPOINT] if "url" in words or "address" in words else []
        names += [MODEL_OF_ENDPOINT] if "model" in words else []
        for name in names:
            if name in known:
                return known[name]
        raise NotTakenError("needs known value")

    return _OPEN.sub(value, text)


# ----- commands


def _run(command: str, place: CurePlace) -> None:
    """Run a command in a POSIX shell; what it exports holds for what is run after it."""
    given = {*place.environ, *_EXPORTED.findall(command)}
    if any(name not in given for name in _USED.findall(command)):
        raise NotTakenError("needs known value")
    programs, printed = place.folder / "bin", place.folder / "environ"
    programs.mkdir(exist_ok=True)
    codex = programs / "codex"
    if "codex " in command and not codex.exists():
        codex.symlink_to(codex_program())
    path = f"{programs}{os.pathsep}{os.environ['PATH']}"
    environ = {"PATH": path, **place.environ}
    script = f"{command}\nended=$?\nenv -0 >{shlex.quote(str(printed))}\nexit $ended"
    try:
        done = subprocess.run(
            ["sh", "-c", script],
            env=environ,
            cwd=place.folder / "work",
            # Whoever is asked for a key pastes it.
            input=place.known[KEY_OF_ENDPOINT].encode() + b"\n",
            capture_output=True,
            timeout=TIMEOUT_S,
            check=False,
        )
    except subprocess.TimeoutExpired as exc:
        raise NotTakenError("the command does not end") from exc
    if done.returncode or not printed.exists():
        raise NotTakenError("the command fails")
    place.environ = _environ(printed.read_bytes())
    printed.unlink()


def _environ(printed: bytes) -> dict[str, str]:
    pairs = (one.partition(b"=") for one in printed.split(b"\0") if one)
    environ = {os.fsdecode(name): os.fsdecode(value) for name, _, value in pairs}
    return {name: value for name, value in environ.items() if name not in _OF_THE_SHELL}
