"""The steps on the way to the endpoint, by address: words and bars for the renderers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from codex_doctor.words.sentence import say

if TYPE_CHECKING:
    from codex_doctor.reported import Report, TimingRow

# How a step is drawn, and how on a console without these glyphs.
STEPS = (
    ("report.step_dns", "░", "."),
    ("report.step_connect", "▒", "-"),
    ("report.step_tls", "▓", "="),
    ("report.step_first_byte", "█", "#"),
)
WIDTH = 40
_RESULTS = {
    "refused": "report.refused",
    "timeout": "report.no_answer",
    "unreachable": "report.no_route",
    "reset": "report.reset",
    "error": "report.error_ending",
}


def row_facts(row: TimingRow) -> list[str]:
    """Return what the steps took, as `DNS 3 ms`, and how the connection ended if it failed."""
    facts: list[str] = [
        say("report.step", step=say(name), took_ms=took_ms)
        for (name, _, _), took_ms in zip(STEPS, _times(row), strict=True)
        if took_ms is not None
    ]
    if row.result == "open":
        return facts
    # What a lookup said is a name: NXDOMAIN.
    return [*facts, say(_RESULTS[row.result]) if row.result in _RESULTS else row.result]


def bar(row: TimingRow, report: Report, *, width: int, unicode: bool) -> str:
    """Return the steps of a row as a bar; the longest row of the report fills the width."""
    longest = max(_total(one) for one in report.timings)
    drawn = ""
    for (_, glyph, letter), took_ms in zip(STEPS, _times(row), strict=True):
        size = (took_ms or 0) * min(width, WIDTH) / max(1, longest)
        drawn += (glyph if unicode else letter) * (max(1, round(size)) if took_ms else 0)
    return drawn[: min(width, WIDTH)]


def legend(*, unicode: bool) -> list[str]:
    """Return what the bars are made of, a text for each step."""
    return [f"{glyph if unicode else letter} {say(name)}" for name, glyph, letter in STEPS]


def _times(row: TimingRow) -> tuple[int | None, ...]:
    return row.dns_ms, row.connect_ms, row.tls_ms, row.first_byte_ms


def _total(row: TimingRow) -> int:
    return sum(one or 0 for one in _times(row))
