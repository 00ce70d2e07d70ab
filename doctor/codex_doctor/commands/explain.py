"""`codex-doctor explain ID`: the page of a finding, offline."""

from __future__ import annotations

from difflib import get_close_matches
from typing import TYPE_CHECKING

from codex_doctor.model import DoctorError
from codex_doctor.report.narrow import paragraph, row
from codex_doctor_checks import ALL_CHECKS

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from codex_doctor.model import Check, Page

# Longer lines are hard to read.
_WIDEST = 78
_MISTAKES = {
    "wrong_model_id": "wrong model id",
    "wrong_wire_api": "wrong wire API",
    "not_codex_compatible": "OpenAI-compatible, but not Codex-compatible",
}


def explain(
    finding_id: str,
    *,
    others: Callable[[], Sequence[Check]] = tuple,
    width: int | None = None,
) -> str:
    """Return what a finding means.

    Args:
        finding_id: The finding.
        others: Gives further checks, asked only for a finding of none of ours.
        width: Columns of the terminal, None for no terminal.

    Raises:
        DoctorError: There is no such finding; the message names the nearest.
    """
    pages = _pages(ALL_CHECKS)
    if finding_id not in pages:
        pages = _pages([*ALL_CHECKS, *others()])
    if finding_id not in pages:
        near = get_close_matches(finding_id, pages, n=3, cutoff=0.3)
        hint = f"; the nearest: {', '.join(near)}" if near else ""
        raise DoctorError(f"no finding is called {finding_id!r}{hint}")
    page, check = pages[finding_id]
    reporter = f"the check {check.id}" + (f" of the plugin {check.plugin}" if check.plugin else "")
    blocks = [
        row("", f"{page.id}: {page.title}", width),
        *(paragraph(part, min(_WIDEST, width or _WIDEST)) for part in page.text.split("\n\n")),
    ]
    last = row("", f"Reported by {reporter}.", width)
    if page.mistake:
        last = row("", f"Common mistake: {_MISTAKES[page.mistake]}.", width) + f"\n{last}"
    return "\n\n".join([*blocks, last])


def _pages(checks: Sequence[Check]) -> dict[str, tuple[Page, Check]]:
    return {page.id: (page, check) for check in checks for page in check.pages}
