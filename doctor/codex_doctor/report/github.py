"""The findings as workflow commands, which GitHub Actions shows beside the lines they are about.

Source: `toCommandValue`, `escapeData` and `escapeProperty` of actions/toolkit.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from codex_doctor.model import Severity
from codex_doctor.report import words
from codex_doctor.report.places import place_of
from codex_doctor.words.sentence import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from codex_doctor.report.options import Options
    from codex_doctor.reported import RankedFinding, Report

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.HINT: "notice"}
_DATA = {"%": "%25", "\r": "%0D", "\n": "%0A"}
_PROPERTY = {**_DATA, ":": "%3A", ",": "%2C"}


def render(report: Report, options: Options) -> str:
    """Return one command a line, the verdict last."""
    lines = [_annotation(one, report, options) for one in report.findings]
    lines.append(
        _command("notice", {"title": "codex-doctor"}, say(words.HEADLINES[report.verdict]))
    )
    return "".join(f"{line}\n" for line in lines)


def _annotation(ranked: RankedFinding, report: Report, options: Options) -> str:
    finding = ranked.finding
    place = place_of(ranked, report, options)
    properties: dict[str, str] = {}
    # Of what is not in the checkout GitHub shows no line.
    if place is not None and place.is_below:
        span = {"line": place.line, "col": place.column}
        properties = {"file": place.file}
        properties |= {name: str(number) for name, number in span.items() if number}
    properties["title"] = say("measure.labelled", label=finding.id, text=ranked.title)
    return _command(_LEVELS[finding.severity], properties, "\n".join(_message(ranked)))


def _message(ranked: RankedFinding) -> Iterator[str]:
    finding = ranked.finding
    yield words.clipped(words.sentence(finding.cause))
    if finding.location is not None:
        yield str(finding.location)
    yield from (fix.title for fix in finding.fixes[:1])


def _command(level: str, properties: dict[str, str], message: str) -> str:
    told = ",".join(f"{name}={_escaped(value, _PROPERTY)}" for name, value in properties.items())
    return f"::{level} {told}::{_escaped(message, _DATA)}"


def _escaped(text: str, codes: dict[str, str]) -> str:
    return "".join(codes.get(char, char) for char in text)
