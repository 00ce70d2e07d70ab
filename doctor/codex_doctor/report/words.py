"""The words that every renderer for people uses; no layout."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from codex_doctor.model import Confidence, Mistake, Severity, Status, Verdict
from codex_doctor.narrow import pointer
from codex_doctor.words.measures import listed
from codex_doctor.words.sentence import say

if TYPE_CHECKING:
    from codex_doctor.facts import CodexFact
    from codex_doctor.reported import CheckRow, ExchangeRow, RankedFinding, Report, StreamRow

VERDICTS = {
    Verdict.WORKS: "versions.works",
    Verdict.DEGRADED: "versions.degraded",
    Verdict.FAILS: "versions.fails",
    Verdict.UNKNOWN: "versions.unknown",
}

HEADLINES = {
    Verdict.WORKS: "report.works",
    Verdict.DEGRADED: "report.degraded",
    Verdict.FAILS: "report.fails",
    Verdict.UNKNOWN: "report.unknown",
}

# What is looked at, and what is said when it is wrong.
MISTAKES = {
    Mistake.MODEL_ID: ("report.model_id", "report.model_id_wrong"),
    Mistake.WIRE_API: ("report.wire_api", "report.wire_api_wrong"),
    Mistake.NOT_COMPATIBLE: ("report.compatible", "report.compatible_not"),
}

STATUSES = {
    Status.PASSED: "report.passed",
    Status.WARNED: "report.warned",
    Status.FAILED: "report.failed",
    Status.TIMED_OUT: "report.timed_out",
    Status.CRASHED: "report.crashed",
    Status.NOT_RUN: "report.not_run",
}

SEVERITIES = {
    Severity.ERROR: "report.error",
    Severity.WARNING: "report.warning",
    Severity.HINT: "report.hint",
}

_CONFIDENCES = {
    Confidence.LIKELY: "report.likely",
    Confidence.POSSIBLE: "report.possible",
}

# Said below the finding it belongs to, not as a finding of its own.
WAITS = "codex.waits_forever"

# A server's answer can be long; the JSON report has all of it.
SCREEN_LIMIT = 400


def codex_name(codex: CodexFact) -> str:
    """Return which Codex is meant, and how that is known unless it is installed."""
    if codex.source == "installed" and codex.version:
        return f"codex-cli {codex.version}"
    if codex.source == "flag" and codex.version:
        return say("report.codex_rules", version=codex.version)
    if codex.source == "installed":
        return say("report.codex_unknown")
    if not codex.version:
        return say("report.codex_missing")
    return say("report.codex_assumed", version=codex.version)


def target_names(report: Report, *, place: str) -> list[str]:
    """Return provider and model with their labels; the place stands behind the provider."""
    target = report.target
    provider, model = say("report.no_provider"), say("report.no_model")
    if target.provider:
        provider = say("report.provider", provider=f"{target.provider}{place}")
    if target.model:
        model = say("report.model", model=target.model)
    return [provider, model]


def provider_place(report: Report) -> str:
    """Return ` (file:line)` of the active provider, or nothing."""
    location = report.target.provider_location
    return f" ({replace(location, column=None)})" if location else ""


def sentence(text: str) -> str:
    """Return the text with a full stop, unless it ends like a sentence."""
    is_whole = text.endswith((".", "!", "?", ":", "。", "！", "？", "："))
    return text if is_whole else say("measure.sentence", text=text)


def clipped(text: str, *, limit: int = SCREEN_LIMIT) -> str:
    """Return `limit` characters and how many more there are; or all, where that is no longer."""
    more = len(text) - limit
    if more <= 0:
        return text
    return min(text, say("report.clipped", text=text[:limit], more=more), key=len)


def shown_findings(report: Report, *, verbose: int) -> tuple[RankedFinding, ...]:
    """Return the findings that get a block of their own: without -v, no hints."""
    return tuple(
        ranked
        for ranked in report.findings
        if verbose or ranked.finding.severity is not Severity.HINT
    )


def waits(report: Report) -> str | None:
    """Return what is said when Codex itself would wait without end."""
    causes = (one.finding.cause for one in report.findings if one.finding.id == WAITS)
    return next((sentence(cause) for cause in causes), None)


def finding_name(ranked: RankedFinding) -> str:
    """Return the id, and the confidence unless it is certain."""
    confidence = confidence_name(ranked)
    if confidence is None:
        return ranked.finding.id
    return say("report.named", finding=ranked.finding.id, confidence=confidence)


def confidence_name(ranked: RankedFinding) -> str | None:
    """Return how sure a cause is, None when it is certain."""
    template = _CONFIDENCES.get(ranked.finding.confidence)
    return say(template) if template else None


def status_counts(report: Report) -> str:
    """Return how the checks ended: `9 passed, 1 failed, 3 not run (model)`."""
    statuses = [row.status for row in report.checks]
    parts: list[str] = [
        say("report.count", count=statuses.count(one), status=say(name))
        for one, name in STATUSES.items()
        if one in statuses
    ]
    causes = {row.blocked_by for row in report.checks} - {None}
    blockers = [one.check for one in report.findings if one.finding.id in causes]
    if blockers:
        # NOT_RUN is the last status, so the reason stands right behind its number.
        aside = listed([*dict.fromkeys(blockers)], ",")
        parts[-1] = say("measure.aside", text=parts[-1], aside=aside)
    return listed(parts, ",")


def meaning(report: Report, width: int | None) -> str:
    """Return which command says what the first finding means."""
    command = f"codex-doctor explain {report.findings[0].finding.id}"
    return pointer(say("report.meaning"), command, width)


def hidden_hints(report: Report, *, verbose: int) -> str | None:
    """Return how many hints -v would add."""
    hidden = len(report.findings) - len(shown_findings(report, verbose=verbose))
    hidden -= sum(one.finding.id == WAITS for one in report.findings) if not verbose else 0
    return say("report.hints", hidden=hidden) if hidden else None


def cost_parts(report: Report) -> list[str]:
    """Return what the diagnosis took."""
    requests = say("report.requests", count=report.cost.requests)
    return [requests, say("report.took", took_s=report.took_ms / 1000)]


def not_seen(report: Report) -> list[str]:
    """Return which checks could not look, one text for each reason."""
    groups: dict[str, list[str]] = {}
    for row in report.checks:
        if row.status in (Status.NOT_RUN, Status.TIMED_OUT, Status.CRASHED):
            groups.setdefault(row.summary or say(STATUSES[row.status]), []).append(row.id)
    return [
        say("report.not_seen", checks=tuple(ids), reason=reason) for reason, ids in groups.items()
    ]


def unseen(report: Report) -> str:
    """Return what was not seen first, for a report that could not tell."""
    ended = [one for one in report.checks if one.status in (Status.TIMED_OUT, Status.CRASHED)]
    return not_seen(replace(report, checks=tuple(ended) or report.checks))[0]


def row_name(row: CheckRow) -> str:
    """Return the check's id, with the words that a marker alone does not say."""
    if row.status in (Status.TIMED_OUT, Status.CRASHED):
        return say("measure.aside", text=row.id, aside=say(STATUSES[row.status]))
    return row.id


def exchange_facts(row: ExchangeRow) -> list[str]:
    """Return what one request gave, in a few words each."""
    status = say("report.status", status=row.status) if row.status else say("report.no_answer")
    facts: list[str] = [row.purpose, status]
    if row.first_byte_ms is not None:
        facts.append(say("report.first_byte", at_ms=row.first_byte_ms))
    facts.append(say("report.total", at_ms=row.total_ms))
    facts.append(say("report.sent", size_bytes=row.bytes_sent))
    facts.append(say("report.received", size_bytes=row.bytes_received))
    return [*facts, *_stream_facts(row.stream)] if row.stream else facts


def _stream_facts(stream: StreamRow) -> list[str]:
    facts: list[str] = [
        say("report.first_event", at_ms=stream.first_event_ms),
        say("report.events", count=stream.events),
        say("report.longest_gap", gap_ms=stream.longest_gap_ms),
    ]
    rate = stream.events_per_s
    return facts if rate is None else [*facts, say("report.rate", per_s=rate)]
