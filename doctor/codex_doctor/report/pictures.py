"""The pictures of a report: the way to each address, the requests, and the pace of a stream."""

from __future__ import annotations

from itertools import pairwise
from typing import TYPE_CHECKING

from codex_doctor.report import waterfall, words
from codex_doctor.report.svg import Picture, picture
from codex_doctor.words import measures
from codex_doctor.words.sentence import say

if TYPE_CHECKING:
    from xml.etree import ElementTree as ET

    from codex_doctor.reported import ExchangeRow, Report, StreamRow, TimingRow

_ROW, _BAR, _FOOT = 36, 12, 24
_STREAM_HEIGHT, _PLOT_TOP = 150, 10
# So much of a text fits beside nothing else on a line.
_LABEL_CHARACTERS = 88


def addresses(report: Report) -> ET.Element:
    """Return the waterfall of the network: the steps on the way to each address."""
    rows = report.timings
    longest_ms = max(sum(_steps(one)) for one in rows)
    made = picture(say("html.network"), height=len(rows) * _ROW + _FOOT, until_ms=longest_ms)
    for number, row in enumerate(rows):
        y = number * _ROW
        facts = measures.listed(waterfall.row_facts(row), ",")
        _label(made, say("measure.labelled", label=row.address, text=facts), y)
        at_ms = 0
        for step, took_ms in enumerate(_steps(row), start=1):
            if took_ms:
                _bar(made, f"step{step}", at_ms, at_ms + took_ms, y)
            at_ms += took_ms
        if row.result != "open":
            _bar(made, "lost", 0, at_ms, y)
    return made.element


def requests(report: Report) -> ET.Element:
    """Return when each request was sent, how long the answer let wait, and how long it took."""
    rows = report.exchanges
    until_ms = max(one.started_ms + one.total_ms for one in rows)
    made = picture(say("html.requests"), height=len(rows) * _ROW + _FOOT, until_ms=until_ms)
    for number, row in enumerate(rows):
        y = number * _ROW
        facts = measures.listed((row.method, *words.exchange_facts(row)[:4]), ",")
        _label(made, f"{number + 1}. {facts}", y)
        end_ms = row.started_ms + row.total_ms
        first_ms = end_ms if row.first_byte_ms is None else row.started_ms + row.first_byte_ms
        _bar(made, "step2", row.started_ms, first_ms, y)
        if first_ms < end_ms:
            _bar(made, "step4", first_ms, end_ms, y)
        if row.status is None or row.status >= 400:
            _bar(made, "lost", row.started_ms, end_ms, y)
    return made.element


def stream(row: ExchangeRow, pace: StreamRow) -> ET.Element:
    """Return how many events had come at each time since the request, the longest gap marked."""
    made = picture(say("html.stream"), height=_STREAM_HEIGHT, until_ms=row.total_ms)
    bottom = _STREAM_HEIGHT - _FOOT
    marks = [(0, 0), *pace.marks]
    gaps = [(to_ms - from_ms, from_ms) for (from_ms, _), (to_ms, _) in pairwise(marks[1:])]
    if gaps:
        gap_ms, from_ms = max(gaps)
        made.bar("gap", from_ms=from_ms, to_ms=from_ms + gap_ms, y=0, height=bottom)
    most = max(1, *(count for _, count in marks))
    points: list[tuple[float, float]] = [(made.x(0), bottom)]
    for at_ms, count in pace.marks:
        height = round((bottom - _PLOT_TOP) * count / most, 1)
        points += [(made.x(at_ms), points[-1][1]), (made.x(at_ms), bottom - height)]
    points.append((made.x(row.total_ms), points[-1][1]))
    made.line(points, "line")
    return made.element


def _steps(row: TimingRow) -> tuple[int, ...]:
    return row.dns_ms, row.connect_ms or 0, row.tls_ms or 0, row.first_byte_ms or 0


def _label(made: Picture, text: str, y: int) -> None:
    made.text(words.clipped(text, limit=_LABEL_CHARACTERS), x=made.x(0), y=y + 13)


def _bar(made: Picture, style: str, from_ms: int, to_ms: int, y: int) -> None:
    made.bar(style, from_ms=from_ms, to_ms=to_ms, y=y + 18, height=_BAR)
