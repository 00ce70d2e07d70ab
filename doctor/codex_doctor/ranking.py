"""From results to a diagnosis: causes before consequences, the verdict, the three mistakes.

Pure: results in, results out.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from codex_doctor.model import Confidence, Failed, Mistake, Passed, Severity, Verdict
from codex_doctor.reported import RankedFinding

if TYPE_CHECKING:
    from collections.abc import Sequence

    from codex_doctor.engine import Ran
    from codex_doctor.model import Finding

_SEVERITIES = list(Severity)
_CONFIDENCES = list(Confidence)
# What stops Codex before it looks for the key or opens a connection, in the order it meets it.
_LOADING = (
    "config.profile_missing",
    "env.codex_home_invalid",
    "config.unreadable",
    "config.not_utf8",
    "config.toml_syntax",
    "config.wrong_type",
    "config.wire_api_invalid",
    "config.wire_api_chat",
    "config.provider_reserved",
    "config.provider_name_missing",
    "config.provider_conflict",
    "config.key_misplaced",
    "config.unknown_key",
    "config.profile_legacy",
    "config.provider_undefined",
    "config.catalog_invalid",
    "config.file_missing",
    "credentials.login_forced",
    "model.empty",
)
# Options whose values Codex looks at before it reads any file.
_OPTIONS = frozenset({"--enable", "--disable"})
# The check that clears a mistake when it passes.
_CLEARED_BY = {
    Mistake.MODEL_ID: "model",
    Mistake.WIRE_API: "wire",
    Mistake.NOT_COMPATIBLE: "tools",
}


def rank(ran: Sequence[Ran]) -> tuple[RankedFinding, ...]:
    """Return every finding, the cause first: errors, as Codex meets them, then the pipeline."""
    pages = {page.id: page for one in ran for page in one.check.pages}
    ranked: list[tuple[tuple[int, int, int, int], RankedFinding]] = []
    for position, one in enumerate(ran):
        for finding in one.findings:
            page = pages.get(finding.id)
            order = (
                _SEVERITIES.index(finding.severity),
                _CONFIDENCES.index(finding.confidence) // 2,  # only "possible" goes back
                _stage(finding),
                position,
            )
            ranked.append(
                (
                    order,
                    RankedFinding(
                        finding=finding,
                        title=page.title if page else finding.id,
                        check=one.check.id,
                        mistake=page.mistake if page else None,
                    ),
                )
            )
    ranked.sort(key=lambda pair: pair[0])
    # A later check may find that a warning of an earlier one is what the endpoint refuses.
    first = {(one.finding.id, one.finding.cause): one for _, one in reversed(ranked)}
    return tuple(one for _, one in ranked if first[one.finding.id, one.finding.cause] is one)


def _stage(finding: Finding) -> int:
    """Return how early Codex meets this; only what stops it makes it early."""
    if finding.severity is Severity.ERROR and finding.id in _LOADING:
        is_option = finding.location is not None and finding.location.file in _OPTIONS
        return -1 if is_option else _LOADING.index(finding.id)
    return len(_LOADING)


def verdict(ran: Sequence[Ran]) -> Verdict:
    """Return what Codex itself would meet: it works only if a whole turn was seen to work."""
    findings = [finding for one in ran for finding in one.findings]
    errors = [one for one in findings if one.severity is Severity.ERROR]
    if any(one.confidence is not Confidence.POSSIBLE for one in errors):
        return Verdict.FAILS
    turn_worked = any(
        one.check.id == "tools" and (isinstance(one.result, Passed) or one.findings) for one in ran
    )
    if errors or not turn_worked:
        return Verdict.UNKNOWN
    warned = any(one.severity is Severity.WARNING for one in findings)
    return Verdict.DEGRADED if warned else Verdict.WORKS


def mistakes(ran: Sequence[Ran], findings: Sequence[RankedFinding]) -> dict[Mistake, str]:
    """Return for each of the three common mistakes: `found`, `clear` or `not_checked`."""
    passed = {
        one.check.id
        for one in ran
        if isinstance(one.result, Passed | Failed)
        and all(finding.severity is not Severity.ERROR for finding in one.findings)
    }
    found = {
        one.mistake for one in findings if one.mistake and one.finding.severity is Severity.ERROR
    }
    return {
        mistake: "found"
        if mistake in found
        else ("clear" if _CLEARED_BY[mistake] in passed else "not_checked")
        for mistake in Mistake
    }
