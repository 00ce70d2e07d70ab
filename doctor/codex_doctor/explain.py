"""`codex-doctor explain ID`: the page of a finding, offline."""

from __future__ import annotations

import textwrap
from difflib import get_close_matches

from codex_doctor.model import DoctorError
from codex_doctor_checks import ALL_CHECKS

_MISTAKES = {
    "wrong_model_id": "wrong model id",
    "wrong_wire_api": "wrong wire API",
    "not_codex_compatible": "OpenAI-compatible, but not Codex-compatible",
}


def explain(finding_id: str) -> str:
    """Return what a finding means.

    Raises:
        DoctorError: There is no such finding; the message names the nearest.
    """
    pages = {page.id: (page, check) for check in ALL_CHECKS for page in check.pages}
    if finding_id not in pages:
        near = get_close_matches(finding_id, pages, n=3, cutoff=0.3)
        hint = f"; the nearest: {', '.join(near)}" if near else ""
        raise DoctorError(f"no finding is called {finding_id!r}{hint}")
    page, check = pages[finding_id]
    mistake = f"\nCommon mistake: {_MISTAKES[page.mistake]}." if page.mistake else ""
    text = "\n\n".join(textwrap.fill(part, 78) for part in page.text.split("\n\n"))
    return f"{page.id}: {page.title}\n\n{text}\n{mistake}\nReported by the check {check.id}."
