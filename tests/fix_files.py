"""Applies a fix to the files of a test's home, word for word as the report shows it."""

from __future__ import annotations

from itertools import takewhile
from typing import TYPE_CHECKING

from codex_doctor.codex.files.excerpts import shown_line
from codex_doctor.secrets.masking import MASK
from codex_doctor.secrets.redact import inert

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
    assert all(one.strip() in _forms(lines, at + number) for number, one in enumerate(removed)), (
        edit
    )
    if len(removed) == len(added) == 1 and MASK in added[0]:
        added = [_with_secret(lines[at].strip(), removed[0], added[0])]
    return [*lines[:at], *added, *lines[at + len(removed) :]]


def _with_secret(line: str, before: str, after: str) -> str:
    """Return a line whose end stays, secret and all, while its beginning changes."""
    pairs = zip(reversed(before), reversed(after), strict=False)
    same = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
    kept = len(before) - same
    assert MASK in before[kept:], (before, after)
    return after[: len(after) - same] + line[kept:]


def _forms(lines: list[str], at: int) -> set[str]:
    """Return a line as it is, and as a report shows it: without a secret, odd ones escaped."""
    text = "\n".join(lines).removeprefix("\ufeff")
    return {lines[at].strip(), inert(lines[at].strip()), inert(shown_line(text, at + 1).strip())}
