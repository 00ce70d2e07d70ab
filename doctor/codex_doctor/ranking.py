"""From results to a diagnosis: causes before consequences, the verdict, the three mistakes.

Pure: results in, results out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from codex_doctor.model import (
    Confidence,
    Failed,
    Mistake,
    Passed,
    Severity,
    Stage,
    Verdict,
)
from codex_doctor.reported import RankedFinding

if TYPE_CHECKING:
    from collections.abc import Sequence

    from codex_doctor.model import Finding, Page
    from codex_doctor.pipeline import Ran

_SEVERITIES = list(Severity)
_CONFIDENCES = list(Confidence)
# What keeps Codex from reading all of its configuration comes before what the user meant by it.
_BEFORE_LOGIN = (Stage.LOGIN, -1)


def rank(ran: Sequence[Ran]) -> tuple[RankedFinding, ...]:
    """Return every finding, the cause first: errors, as Codex meets them, then the pipeline.

    Once something fails, what Codex does otherwise than the user meant is an error too.
    """
    fails = any(finding.severity is Severity.ERROR for one in ran for finding in one.findings)
    listed = [page for one in ran for page in one.check.pages]
    pages = {page.id: (number, page) for number, page in enumerate(listed)}
    ranked: list[tuple[tuple[int, ...], RankedFinding]] = []
    for one in ran:
        for finding in one.findings:
            number, page = pages.get(finding.id, (0, None))
            stage = _stage(finding, number, page)
            if finding.is_intent and fails:
                finding = replace(finding, severity=Severity.ERROR)
                stage = min(stage, _BEFORE_LOGIN)
            order = (
                _SEVERITIES.index(finding.severity),
                page is not None and page.is_beside_turn,
                _CONFIDENCES.index(finding.confidence) // 2,  # only "possible" goes back
                *stage,
            )
            ranked.append(
                (
                    order,
                    RankedFinding(
                        finding=finding,
                        title=page.heading if page else finding.id,
                        check=one.check.id,
                        mistake=page.mistake if page else None,
                    ),
                )
            )
    ranked.sort(key=lambda pair: pair[0])  # which keeps the pipeline's order of equals
    # A later check may find that a warning of an earlier one is what the endpoint refuses.
    first = {(one.finding.id, one.finding.cause): one for _, one in reversed(ranked)}
    return tuple(one for _, one in ranked if first[one.finding.id, one.finding.cause] is one)


def _stage(finding: Finding, number: int, page: Page | None) -> tuple[int, int]:
    """Return how early Codex meets this; only what stops it makes it early."""
    if page is None or page.stage is Stage.LATER or finding.severity is not Severity.ERROR:
        return Stage.LATER, 0
    # Codex looks at its options before it reads any file.
    is_option = finding.location is not None and finding.location.file.startswith("--")
    return Stage.OPTIONS if is_option else page.stage, number


def verdict(ran: Sequence[Ran]) -> Verdict:
    """Return what Codex itself would meet: it works only if a whole turn was seen to work."""
    findings = [finding for one in ran for finding in one.findings]
    errors = [one for one in findings if one.severity is Severity.ERROR]
    if any(one.confidence is not Confidence.POSSIBLE for one in errors):
        return Verdict.FAILS
    turn_worked = any(
        one.check.proves_turn and (isinstance(one.result, Passed) or one.findings) for one in ran
    )
    if errors or not turn_worked:
        return Verdict.UNKNOWN
    beside = {page.id for one in ran for page in one.check.pages if page.is_beside_turn}
    warned = any(one.severity is Severity.WARNING and one.id not in beside for one in findings)
    return Verdict.DEGRADED if warned else Verdict.WORKS


def mistakes(ran: Sequence[Ran], findings: Sequence[RankedFinding]) -> dict[Mistake, str]:
    """Return for each of the three common mistakes: `found`, `clear` or `not_checked`."""
    cleared = {
        one.check.clears
        for one in ran
        if isinstance(one.result, Passed | Failed)
        and all(finding.severity is not Severity.ERROR for finding in one.findings)
    }
    found = {one.mistake for one in findings if one.finding.severity is Severity.ERROR}
    return {
        mistake: "found" if mistake in found else ("clear" if mistake in cleared else "not_checked")
        for mistake in Mistake
    }
