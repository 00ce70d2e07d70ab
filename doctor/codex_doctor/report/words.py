"""The words that every renderer for people uses; no layout."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from codex_doctor.model import Confidence, Mistake, Severity, Status, Verdict

if TYPE_CHECKING:
    from codex_doctor.facts import CodexFact
    from codex_doctor.reported import CheckRow, ExchangeRow, RankedFinding, Report, StreamRow

HEADLINES = {
    Verdict.WORKS: "Codex works here.",
    Verdict.DEGRADED: "Codex works here, with a loss.",
    Verdict.FAILS: "Codex will fail here.",
    Verdict.UNKNOWN: "Not enough could be seen to say whether Codex works here.",
}

# What is looked at, and what is said when it is wrong.
MISTAKES = {
    Mistake.MODEL_ID: ("model id", "wrong model id"),
    Mistake.WIRE_API: ("wire API", "wrong wire API"),
    Mistake.NOT_COMPATIBLE: ("Codex-compatible", "not Codex-compatible"),
}

STATUSES = {
    Status.PASSED: "passed",
    Status.WARNED: "warned",
    Status.FAILED: "failed",
    Status.TIMED_OUT: "timed out",
    Status.CRASHED: "crashed",
    Status.NOT_RUN: "not run",
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
        return f"rules of codex-cli {codex.version}"
    if codex.source == "installed":
        return "codex-cli of unknown version"
    return f"codex not found, rules of {codex.version}" if codex.version else "codex not found"


def provider_place(report: Report) -> str:
    """Return ` (file:line)` of the active provider, or nothing."""
    location = report.target.provider_location
    return f" ({replace(location, column=None)})" if location else ""


def sentence(text: str) -> str:
    """Return the text with a full stop, unless it ends like a sentence."""
    return text if text.endswith((".", "!", "?", ":", "。")) else f"{text}."


def clipped(text: str, *, limit: int = SCREEN_LIMIT) -> str:
    """Return at most `limit` characters, with how many more there are."""
    more = len(text) - limit
    return text if more <= 0 else f"{text[:limit]}… ({more} more characters)"


def counted(number: int, noun: str) -> str:
    """Return `1 request`, `2 requests`, `no requests`."""
    return f"{number or 'no'} {noun}{'' if number == 1 else 's'}"


def seconds(took_ms: int) -> str:
    """Return a duration with two digits that matter."""
    if took_ms < 100:
        return f"{took_ms} ms"
    return f"{took_ms / 1000:.1f} s" if took_ms < 10_000 else f"{took_ms / 1000:.0f} s"


def size(number: int) -> str:
    """Return a number of bytes in the largest fitting unit."""
    for unit, scale in (("MB", 1_000_000), ("kB", 1_000)):
        if number >= scale:
            return f"{number / scale:.1f} {unit}"
    return f"{number} bytes"


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
    finding = ranked.finding
    if finding.confidence is Confidence.CERTAIN:
        return finding.id
    return f"{finding.id} ({finding.confidence})"


def status_counts(report: Report) -> str:
    """Return how the checks ended: `9 passed, 1 failed, 3 not run (model)`."""
    statuses = [row.status for row in report.checks]
    parts = [f"{statuses.count(one)} {name}" for one, name in STATUSES.items() if one in statuses]
    causes = {row.blocked_by for row in report.checks} - {None}
    blockers = [one.check for one in report.findings if one.finding.id in causes]
    if blockers:
        # NOT_RUN is the last status, so the reason stands right behind its number.
        parts[-1] += f" ({', '.join(dict.fromkeys(blockers))})"
    return ", ".join(parts)


def hidden_hints(report: Report, *, verbose: int) -> str | None:
    """Return how many hints -v would add."""
    hidden = len(report.findings) - len(shown_findings(report, verbose=verbose))
    hidden -= sum(one.finding.id == WAITS for one in report.findings) if not verbose else 0
    return f"{counted(hidden, 'hint')} with -v" if hidden else None


def cost_parts(report: Report) -> list[str]:
    """Return what the diagnosis took."""
    return [counted(report.cost.requests, "request"), seconds(report.took_ms)]


def not_seen(report: Report) -> list[str]:
    """Return which checks could not look, one text for each reason."""
    groups: dict[str, list[str]] = {}
    for row in report.checks:
        if row.status in (Status.NOT_RUN, Status.TIMED_OUT, Status.CRASHED):
            groups.setdefault(row.summary or STATUSES[row.status], []).append(row.id)
    return [f"Not seen: {', '.join(ids)} ({reason})" for reason, ids in groups.items()]


def row_name(row: CheckRow) -> str:
    """Return the check's id, with the words that a marker alone does not say."""
    if row.status in (Status.TIMED_OUT, Status.CRASHED):
        return f"{row.id} ({STATUSES[row.status]})"
    return row.id


def exchange_facts(row: ExchangeRow) -> list[str]:
    """Return what one request gave, in a few words each."""
    facts = [row.purpose, f"status {row.status}" if row.status else "no answer"]
    if row.first_byte_ms is not None:
        facts.append(f"first byte {row.first_byte_ms} ms")
    facts.append(f"total {row.total_ms} ms")
    facts.append(f"{size(row.bytes_sent)} sent")
    facts.append(f"{size(row.bytes_received)} received")
    return [*facts, *_stream_facts(row.stream)] if row.stream else facts


def _stream_facts(stream: StreamRow) -> list[str]:
    facts = [f"first event {stream.first_event_ms} ms", f"{stream.events} events"]
    facts.append(f"longest gap {stream.longest_gap_ms} ms")
    rate = stream.events_per_s
    return facts if rate is None else [*facts, f"{rate:.0f} events a second"]
