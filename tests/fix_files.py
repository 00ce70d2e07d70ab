"""Applies a fix to the files of a test's home, word for word as the report shows it."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from codex_doctor.model import Edit, Fix

_STARS = re.compile(r"\*{3,}")


def apply_fix(fix: Fix, home: Path) -> None:
    """Make every edit of a fix, the lowest line first; `~/` stands for `home`."""
    hidden: list[str] = []
    edits = [(edit, home / edit.file.removeprefix("~/")) for edit in fix.edits]
    for edit, path in edits:
        hidden += _hidden(_lines(path), edit) if edit.before is not None else []
    for edit, path in sorted(edits, key=lambda one: (-(one[0].line or 0), one[0].before is None)):
        path.write_text("\n".join(_edited(_lines(path), edit, hidden)))


def _lines(path: Path) -> list[str]:
    return path.read_text().split("\n") if path.exists() else []


def _edited(lines: list[str], edit: Edit, hidden: list[str]) -> list[str]:
    """Return the lines with an edit; `hidden` is behind the stars of one that only adds."""
    added = edit.after.split("\n") if edit.after is not None else []
    behind = list(hidden) if edit.before is None else _hidden(lines, edit)
    added = [_STARS.sub(lambda _: behind.pop(0), one) for one in added]
    if edit.line is None:
        assert edit.before is None, edit
        return [*lines, *added, ""]
    at = edit.line - 1
    return [*lines[:at], *added, *lines[at + len(_removed(edit)) :]]


def _removed(edit: Edit) -> list[str]:
    return edit.before.split("\n") if edit.before is not None else []


def _hidden(lines: list[str], edit: Edit) -> list[str]:
    """Return what stands behind the stars of the lines that go: whoever reads them knows it."""
    removed, at = _removed(edit), (edit.line or 0) - 1
    hidden: list[str] = []
    for number, shown in enumerate(removed, at):
        was = lines[number]
        pattern = "(.*?)".join(map(re.escape, _STARS.split(shown.strip())))
        found = re.fullmatch(pattern, was.strip())
        assert found is not None, edit
        hidden += found.groups()
    return hidden
