"""The report as Markdown: its headings, tables and what stands for nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

WORDS: Final[Mapping[str, str]] = {
    "markdown.title": "codex-doctor report",
    "markdown.checks": "Checks",
    "markdown.addresses": "Addresses",
    "markdown.requests": "Requests",
    "markdown.none_sent": "None were sent.",
    "markdown.empty": "(empty)",
    "markdown.codex": "{codex} at {path}",
    "markdown.provider": "provider",
    "markdown.model": "model",
    "markdown.profile": "profile",
    "markdown.credential": "credential",
    "markdown.cost": "cost",
    "markdown.generated": "generated",
    "markdown.none": "none",
    "markdown.confidence": "(this cause is {confidence})",
    "markdown.at": "At {place}:",
    "markdown.evidence": "evidence",
    "markdown.measured": "measured",
    "markdown.expected": "expected",
    "markdown.fix": "Fix:",
    "markdown.or": "Or:",
    "markdown.clear": "clear",
    "markdown.found": "found",
    "markdown.not_checked": "not checked",
    "markdown.check": "check",
    "markdown.result": "result",
    "markdown.took": "took",
    "markdown.summary": "summary",
    "markdown.request": "request",
    "markdown.status": "status",
    "markdown.started": "started",
    "markdown.first_byte": "first byte",
    "markdown.total": "total",
    "markdown.bytes": "sent / received",
    "markdown.purpose": "purpose",
    "markdown.address": "address",
    "markdown.connection": "connection",
    "markdown.time": "{took_ms} ms",
}
