"""Applies a fix to the files of a test's home, word for word as the report shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from codex_doctor.codex.files.excerpts import shown_line
from codex_doctor.secrets.masking import MASK

if TYPE_CHECKING:
    from pathlib import Path

    from codex_doctor.model import Edit, Fix


def apply_fix(fix: Fix, home: Path) -> None:
    """Make every edit of a fix, the lowest line first; `~/` stands for `home`."""
    for edit in sorted(fix.edits, key=lambda one: (-(one.line or 0), one.before is None)):
        path = home / edit.file.removeprefix("~/")
        path.parent.mkdir(parents=True, exist_ok=True)
        lines = path.read_text().split("\n") if path.exists() else []
        path.write_text("\n".join(_edited(lines, edit)))


def _edited(lines: list[str], edit: Edit) -> list[str]:
    added = edit.after.split("\n") if edit.after is not None else []
    if edit.line is None:
        assert edit.before is None, edit
        return [*lines, *added, ""]
    removed = edit.before.split("\n") if edit.before is not None else []
    at = edit.line - 1
    if edit.file.endswith(".toml"):
        text = "\n".join(lines)
        there = [shown_line(text, at + 1 + number) for number in range(len(removed))]
        # What hides a secret was not meant to be put back.
        assert MASK not in (edit.after or ""), edit
        assert [one.strip() for one in there] == [*map(str.strip, removed)] or [
            one.strip() for one in lines[at : at + len(removed)]
        ] == [*map(str.strip, removed)], edit
    else:
        assert not removed or edit.key in lines[at], edit
    return [*lines[:at], *added, *lines[at + len(removed) :]]
