"""What stands on the page of a report and in its pictures."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

WORDS: Final[Mapping[str, str]] = {
    "html.about": "Codex with model {model} at {base_url}",
    "html.findings": "What is wrong, and what to do",
    "html.expected": "expected: {what}",
    "html.network": "The way to each address",
    "html.requests": "Requests over the time of the run",
    "html.wait": "the wait for the answer",
    "html.answer": "the answer",
    "html.lost": "it failed",
    "html.stream": "Events of an answer over time",
    "html.stream_caption": (
        "Request {number}: {events:event|events} in the time since it was sent; the longest "
        "silence between two of them, {gap_ms} ms, is shaded."
    ),
    "html.stream_at_once": (
        "Request {number}: {events:event|events} in the time since it was sent; the longest "
        "silence between two of them, {gap_ms} ms, is too short to be shaded."
    ),
    "html.made": (
        "Written by codex-doctor {version}. Keys and other secrets were taken out before. "
        "This page loads nothing and runs nothing."
    ),
}
