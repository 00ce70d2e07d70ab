"""`codex-doctor checks`: which checks there are, in the order of the report."""

from __future__ import annotations

from typing import TYPE_CHECKING

from codex_doctor.commands.exits import EXIT_OK
from codex_doctor.commands.looks import all_checks
from codex_doctor.documents import checks as documents
from codex_doctor.documents.index import TOOL, text_of
from codex_doctor.narrow import row
from codex_doctor.platform.outputs import write_stdout
from codex_doctor.screen import text_width
from codex_doctor.words.sentence import say

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from codex_doctor.model import Check


def run(options: argparse.Namespace) -> int:
    """List them."""
    checks = all_checks(options)
    text = _as_json(checks) if options.json else _as_text(checks, text_width())
    write_stdout(text, kind="json" if options.json else "text")
    return EXIT_OK


def _as_text(checks: Sequence[Check], width: int | None) -> str:
    """Return them for people, in this many columns, None for no terminal."""
    return "".join(f"{row(f'{one.id:<13} ', _about(one), width)}\n" for one in checks)


def _as_json(checks: Sequence[Check]) -> str:
    """Return them as one JSON document."""
    listed = tuple(
        documents.ListedCheck(
            id=one.id,
            title=one.title,
            needs=one.needs,
            network=one.network,
            findings=tuple(page.id for page in one.pages),
            plugin=one.plugin or None,
        )
        for one in checks
    )
    return text_of(documents.Checks(documents.VERSION, TOOL, listed))


def _about(check: Check) -> str:
    parts = [check.title]
    parts += [say("check_list.needs", checks=check.needs)] if check.needs else []
    parts += [say("check_list.plugin", plugin=check.plugin)] if check.plugin else []
    return "  ".join(parts)
