"""Applies a fix to the files of a test's home, word for word as the report shows it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from codex_doctor.model import Edit, Fix


def apply_fix(fix: Fix, home: Path) -> None:
    """Make every edit of a fix, the lowest line first; `~/` stands for `home`."""
    for edit in sorted(fix.edits, key=lambda one: (-(one.line or 0), one.before is None)):
        path = home / edit.file.removeprefix("~/")
        lines = path.read_text().split("\n") if path.exists() else []
        path.write_text("\n".join(_edited(lines, edit)))


def _edited(lines: list[str], edit: Edit) -> list[str]:
    added = edit.after.split("\n") if edit.after is not None else []
    if edit.line is None:
        assert edit.before is None, edit
        return [*lines, *added, ""]
    removed = edit.before.split("\n") if edit.before is not None else []
    at = edit.line - 1
    assert [one.strip() for one in lines[at : at + len(removed)]] == [*map(str.strip, removed)], (
        edit
    )
    return [*lines[:at], *added, *lines[at + len(removed) :]]
