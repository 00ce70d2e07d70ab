"""Headings and labels that the reports in Markdown and HTML share."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

WORDS: Final[Mapping[str, str]] = {
    "document.title": "codex-doctor report",
    "document.more_finding": "{number}. {severity}: {id}",
    "document.at": "At {place}:",
    "document.sure": "this cause is {confidence}",
    "document.or": "Or",
    "document.fix": "**{lead}:** {title}",
    "document.setup": "Set-up",
    "document.checks": "Checks: {counts}",
    "document.addresses": "Addresses",
    "document.exchanges": "Requests sent: {count}",
    "document.none_sent": "No request was sent.",
    "document.left_out": "Left out here, for the size: {parts:,}. The JSON report has all of it.",
    "document.none": "none",
    "document.evidence": "evidence",
    "document.measured": "measured",
    "document.expected": "expected",
    "document.check": "check",
    "document.result": "result",
    "document.time_taken": "took",
    "document.summary": "summary",
    "document.request": "request",
    "document.status_code": "status",
    "document.started": "started",
    "document.whole": "total",
    "document.sizes": "sent / received",
    "document.purpose": "purpose",
    "document.address": "address",
    "document.connection": "connection",
    "document.codex": "Codex",
    "document.provider": "provider",
    "document.model": "model",
    "document.profile": "profile",
    "document.credential": "credential",
    "document.cost": "cost",
    "document.generated": "generated",
    "document.empty": "(empty)",
    "document.time": "{took_ms} ms",
}
