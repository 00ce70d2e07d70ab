"""The table of `--codex-version all`: one line for each range of versions."""

from __future__ import annotations

from typing import TYPE_CHECKING

from codex_doctor.documents import versions as documents
from codex_doctor.documents.index import text_of
from codex_doctor.line_breaks import cells
from codex_doctor.model import Verdict
from codex_doctor.narrow import padded, row
from codex_doctor.report import words
from codex_doctor.report.commonmark import code, prose, table
from codex_doctor.report.json import confirmation_document
from codex_doctor.words.measures import listed
from codex_doctor.words.sentence import say

if TYPE_CHECKING:
    from codex_doctor.reported import VersionSpan, VersionTable

_WORKS = {Verdict.WORKS, Verdict.DEGRADED}


def render_json(across: VersionTable, _: int | None = None) -> str:
    """Return the table as JSON."""

    def row_of(span: VersionSpan) -> documents.Range:
        found = span.finding
        finding, title = (found.finding.id, found.title) if found else (None, None)
        return documents.Range(span.first, span.last, span.verdict, finding, title)

    document = documents.Versions(
        schema_version=documents.VERSION,
        installed=across.installed,
        ranges=tuple(map(row_of, across.spans)),
        requests=across.requests,
        took_ms=across.took_ms,
        verdict=across.verdict,
        confirmation=confirmation_document(across.confirmation),
    )
    return text_of(document)


def render_markdown(across: VersionTable, _: int | None = None) -> str:
    """Return the table as Markdown."""
    rows = ((code(_range(one)), *_said(one)) for one in across.spans)
    blocks = [
        f"# {_title(across)}",
        table((say("versions.codex"), say("versions.verdict"), say("versions.cause")), rows),
        *map(prose, _last(across)),
    ]
    return "\n\n".join(blocks) + "\n"


def render_text(across: VersionTable, width: int | None = None) -> str:
    """Return the table for people, in this many columns, None for no terminal."""
    column = max(cells(_range(span)) for span in across.spans)
    lines = [row("", say("versions.heading", title=_title(across)), width), ""]
    lines += [
        row(f"  {padded(_range(span), column)}  ", _about(span), width) for span in across.spans
    ]
    lines += ["", *(row("", one, width) for one in _last(across))]
    return "\n".join(lines) + "\n"


def _title(across: VersionTable) -> str:
    return say("versions.title", first=across.spans[0].first, last=across.spans[-1].last)


def _last(across: VersionTable) -> list[str]:
    """Return the sentences below the table."""
    took_s = across.took_ms / 1000
    cost = say("versions.no_cost", took_s=took_s)
    if across.requests:
        cost = say("versions.cost", count=across.requests, took_s=took_s)
    said = [across.said] if across.said else []
    return [_sentence(across), _installed(across.installed), *said, cost]


def _range(span: VersionSpan) -> str:
    if span.first == span.last:
        return span.first
    return say("versions.range", first=span.first, last=span.last)


def _about(span: VersionSpan) -> str:
    verdict, why = _said(span)
    return f"{padded(verdict, 8)}  {why}".rstrip()


def _said(span: VersionSpan) -> tuple[str, str]:
    verdict, found = say(words.VERDICTS[span.verdict]), span.finding
    if found is None:
        return verdict, ""
    return verdict, say("versions.found", finding=found.finding.id, title=found.title)


def _sentence(across: VersionTable) -> str:
    """Say it in one line: works with ..., fails from ...: why."""
    parts: list[str] = []
    worked = False
    for span in across.spans:
        if not (worked and span.verdict in _WORKS):
            parts.append(_part(span))
        worked = span.verdict in _WORKS
    return listed(parts, ";")


def _part(span: VersionSpan) -> str:
    if span.verdict in _WORKS:
        return say("versions.works_with", versions=_range(span))
    verdict, first = say(words.VERDICTS[span.verdict]), span.first
    if span.finding is None:
        return say("versions.verdict_from", verdict=verdict, first=first)
    found = span.finding.finding.id
    return say("versions.verdict_of", verdict=verdict, first=first, finding=found)


def _installed(version: str | None) -> str:
    if version is None:
        return say("versions.not_installed")
    return say("versions.installed", version=version)


RENDERERS = {"terminal": render_text, "json": render_json, "markdown": render_markdown}
