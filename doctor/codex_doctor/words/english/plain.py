"""The report in sentences, for screen readers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

WORDS: Final[Mapping[str, str]] = {
    "plain.note": "Note: {text}",
    "plain.mistakes": "{title}: {states:,}.",
    "plain.mistake": "{mistake} {state}",
    "plain.head": "{parts:,}.",
    "plain.finding": "Finding {number}: {severity} {finding}.",
    "plain.finding_mistake": "Finding {number}: {severity} {finding}, {mistake}.",
    "plain.place": "Place: {place}",
    "plain.evidence": "{label}: {measured}",
    "plain.evidence_expected": "{label}: {measured}; expected: {expected}",
    "plain.fix": "Fix: {fix}",
    "plain.or": "Or: {fix}",
    "plain.command": "Command:",
    "plain.line": "{file}, line {line}",
    "plain.add": "In {place}, add:",
    "plain.remove": "In {place}, remove:",
    "plain.replace": "In {place}, replace:",
    "plain.with": "With:",
    "plain.checks": "Checks {status}: {checks:,}.",
    "plain.check": "Check {check} {status} after {took_ms} ms: {facts}",
    "plain.base_url": "base_url: {url}",
    "plain.credential": "Credential: {source}, {fingerprint}",
    "plain.address": "Address {address}: {facts:,}",
    "plain.request": "Request: {method} {url} ({facts:,})",
}
