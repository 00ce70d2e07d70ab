"""What stands around the findings: verdicts, states, counts, requests."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

WORDS: Final[Mapping[str, str]] = {
    "report.works": "Codex works here.",
    "report.degraded": "Codex works here, with a loss.",
    "report.fails": "Codex will fail here.",
    "report.unknown": "Not enough could be seen to say whether Codex works here.",
    "report.mistakes": "The three common mistakes",
    "report.model_id": "model id",
    "report.model_id_wrong": "wrong model id",
    "report.wire_api": "wire API",
    "report.wire_api_wrong": "wrong wire API",
    "report.compatible": "Codex-compatible",
    "report.compatible_not": "not Codex-compatible",
    "report.clear": "clear",
    "report.found": "found",
    "report.not_reached": "not reached",
    "report.passed": "passed",
    "report.warned": "warned",
    "report.failed": "failed",
    "report.timed_out": "timed out",
    "report.crashed": "crashed",
    "report.not_run": "not run",
    "report.codex_rules": "rules of codex-cli {version}",
    "report.codex_unknown": "codex-cli of unknown version",
    "report.codex_missing": "codex not found",
    "report.codex_assumed": "codex not found, rules of {version}",
    "report.for_good": "for good: {line}",
    "report.for_good_in": "for good: the same line in {file}",
    "report.not_again": "for good: no line in {file} may set {variable}",
    "report.no_provider": "no provider",
    "report.no_model": "no model",
    "report.clipped": "{text}… ({more:more character|more characters})",
    "report.hints": "{hidden:hint|hints} with -v",
    "report.requests": "{count:request|requests}",
    "report.took": "{took_s:time}",
    "report.not_seen": "Not seen: {checks:,} ({reason})",
    "report.status": "status {status}",
    "report.no_answer": "no answer",
    "report.first_byte": "first byte {at_ms} ms",
    "report.total": "total {at_ms} ms",
    "report.sent": "{size_bytes:size} sent",
    "report.received": "{size_bytes:size} received",
    "report.first_event": "first event {at_ms} ms",
    "report.events": "{count:event|events}",
    "report.longest_gap": "longest gap {gap_ms} ms",
    "report.rate": "{per_s:.0f} events a second",
}
