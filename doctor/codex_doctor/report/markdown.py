"""What a person attaches to a ticket: the whole report, readable as plain text too.

Text from outside can be anything. It stands in code spans and fences that it cannot leave, so that
it brings no heading, link, mention or image into the ticket.
"""

from __future__ import annotations

import re
from datetime import UTC
from itertools import accumulate
from typing import TYPE_CHECKING

from codex_doctor.model import Verdict
from codex_doctor.report import waterfall, words
from codex_doctor.report.shells import shown_commands
from codex_doctor.words import measures
from codex_doctor.words.sentence import say

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from codex_doctor.model import Edit, Fix
    from codex_doctor.report.options import Options
    from codex_doctor.reported import RankedFinding, Report

# A word with one of these could be markup, a mention, an issue, an emoji or a link somewhere.
_ACTIVE = re.compile(r"[\\`*_\[\]<>|~&#@$^{}]|:\w|://|www\.|\bGH-\d", re.IGNORECASE)
_PASSIVE = frozenset(" ,;-=()'\"/?+%")
_LIST_MARK = re.compile(r"[-+=]|\d+[.)]")
# A ticket has a limit too; the JSON report has all of it.
_CELL_LIMIT = 2000
_REQUEST_COLUMNS = (
    "markdown.request", "markdown.status", "markdown.started", "markdown.first_byte",
    "markdown.total", "markdown.bytes", "markdown.purpose",
)  # fmt: skip


def render(report: Report, options: Options) -> str:
    """Return the report as Markdown (CommonMark with tables)."""
    blocks = [f"# {say('markdown.title')}", f"**{words.HEADLINES[report.verdict]}**"]
    if report.verdict is Verdict.UNKNOWN:
        blocks += map(prose, words.not_seen(report))
    blocks += (prose(words.sentence(note)) for note in report.notes)
    blocks.append(table(("", ""), _about(report)))
    for number, ranked in enumerate(report.findings, start=1):
        blocks += _finding(ranked, number=number, options=options)
    blocks += [f"## {say('report.mistakes')}", _mistakes(report)]
    blocks += [f"## {say('markdown.checks')}", _checks(report)]
    if report.timings:
        blocks += [f"## {say('markdown.addresses')}", _timings(report)]
    blocks += [f"## {say('markdown.requests')}", _exchanges(report) or say("markdown.none_sent")]
    return "\n\n".join(blocks) + "\n"


def prose(text: str) -> str:
    """Return a sentence in which every word that could be markup is a code span."""
    pieces: list[str] = []
    run: list[str] = []
    words = text.split()
    at = 0
    while at < len(words):
        end = _closed(words, at)
        lead, core, marks = _parts(" ".join(words[at:end]))
        is_code = _ACTIVE.search(core) or (at == 0 and _LIST_MARK.match(words[0]))
        if run and (lead or not is_code):
            pieces.append(code(" ".join(run)))
            run = []
        if not is_code:
            end = at + 1
            pieces.append(words[at])
        elif lead or marks:
            pieces.append(lead + code(" ".join([*run, core])) + marks)
            run = []
        else:
            run.append(core)
        at = end
    return " ".join([*pieces, code(" ".join(run))] if run else pieces)


def _closed(words: Sequence[str], at: int) -> int:
    """Return where the words end that close each bracket of this one: `f(a, b)` is one thing."""
    end, open_ = at + 1, _unclosed(_parts(words[at])[1])
    while open_ > 0 and end < len(words):
        open_ += _unclosed(words[end])
        end += 1
    return end if open_ <= 0 else at + 1


def _unclosed(text: str) -> int:
    return text.count("(") - text.count(")")


def _holds(text: str) -> bool:
    """Tell whether each bracket of a text is opened in it before it is closed."""
    depths = accumulate((char == "(") - (char == ")") for char in text)
    return min(depths, default=0) >= 0


def _parts(word: str) -> tuple[str, str, str]:
    """Return what stands before a word, the word, and what stands behind it.

    A bracket or quote goes outside if its other end is outside too, or at the other end.
    """
    first, last = 0, len(word)
    while last - first > 1:
        core = word[first:last]
        is_odd = {"(": _unclosed(core) > 0, ")": _unclosed(core) < 0}
        is_odd |= {mark: core.count(mark) % 2 == 1 for mark in "\"'"}
        if core[-1] in ".,;:!?" or is_odd.get(core[-1]):
            last -= 1
        elif is_odd.get(core[0]) and core[0] != ")":
            first += 1
        elif core[0] + core[-1] == "()" and _holds(core[1:-1]):
            first, last = first + 1, last - 1
        else:
            break
    return word[:first], word[first:last], word[last:]


def code(text: str) -> str:
    """Return a code span that holds the text as it is; a line break becomes a blank."""
    text = " ".join(text.splitlines())
    if not text.strip():
        return say("markdown.empty")
    fence = "`" * (_longest_run(text) + 1)
    # CommonMark 6.1: one blank on each side is taken off again.
    pad = " " if text[0] in "` " or text[-1] in "` " else ""
    return f"{fence}{pad}{text}{pad}{fence}"


def fenced(lines: Iterable[str], *, language: str = "text") -> str:
    """Return a code block whose fence is longer than any inside."""
    body = "\n".join(lines)
    fence = "`" * max(3, _longest_run(body) + 1)
    return f"{fence}{language}\n{body}\n{fence}"


def _longest_run(text: str) -> int:
    return max(map(len, re.findall(r"`+", text)), default=0)


def table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    """Return a table; the cells are Markdown already."""
    every = [head, *rows]
    # Lined up for those who read the source, as long as no cell is very wide.
    widths = [
        max(3, *(len(cell) for cell in column if len(cell) <= 60))
        for column in zip(*every, strict=True)
    ]
    lines = [
        " | ".join(cell.ljust(width) for cell, width in zip(cells, widths, strict=True))
        for cells in every
    ]
    lines.insert(1, " | ".join("-" * width for width in widths))
    return "\n".join(f"| {line} |" for line in lines)


def _phrase(text: str) -> str:
    """Return a sentence for a table cell."""
    return _cell(text) if "|" in text else prose(text)


def _cell(text: str) -> str:
    """Return a code span for a table cell, where a pipe ends even a code span."""
    text = words.clipped(text, limit=_CELL_LIMIT)
    if "|" not in text:
        return code(text)
    inside = "".join(
        char if char.isalnum() or char in _PASSIVE else f"&#{ord(char)};" for char in text
    )
    return f"<code>{inside}</code>"


def _about(report: Report) -> Iterator[tuple[str, str]]:
    target, codex = report.target, report.codex
    name = words.codex_name(codex)
    place = f" ({_cell(str(target.provider_location))})" if target.provider_location else ""
    at = report.generated_at.astimezone(UTC)
    yield "codex-doctor", report.doctor_version
    path = _cell(codex.path) if codex.path else ""
    yield "Codex", say("markdown.codex", codex=name, path=path) if path else name
    yield say("markdown.provider"), f"{_optional(target.provider)}{place}"
    yield "base_url", _optional(target.base_url)
    yield say("markdown.model"), _optional(target.model)
    yield say("markdown.profile"), _optional(target.profile)
    credential = _optional(None)
    if target.credential:
        credential = f"{_cell(target.credential.source)} {_cell(target.credential.fingerprint)}"
    yield say("markdown.credential"), credential
    yield say("markdown.cost"), ", ".join(words.cost_parts(report))
    yield say("markdown.generated"), f"{at:%Y-%m-%d %H:%M:%S} UTC"


def _optional(text: str | None) -> str:
    return say("markdown.none") if text is None else _cell(text)


def _finding(ranked: RankedFinding, *, number: int, options: Options) -> Iterator[str]:
    finding = ranked.finding
    tag = f", {words.MISTAKES[ranked.mistake][1]}" if ranked.mistake else ""
    yield f"## {number}. {words.SEVERITIES[finding.severity]}: {code(finding.id)}{tag}"
    cause = prose(words.sentence(words.clipped(finding.cause, limit=_CELL_LIMIT)))
    confidence = words.confidence_name(ranked)
    yield f"{cause} {say('markdown.confidence', confidence=confidence)}" if confidence else cause
    if finding.location:
        yield say("markdown.at", place=code(str(finding.location)))
    if finding.excerpt:
        yield fenced(finding.excerpt.splitlines())
    if finding.evidence:
        rows = (
            (_phrase(row.label), _cell(row.measured), _cell(row.expected) if row.expected else "")
            for row in finding.evidence
        )
        head = (say("markdown.evidence"), say("markdown.measured"), say("markdown.expected"))
        yield table(head, rows)
    for index, fix in enumerate(finding.fixes):
        lead = say("markdown.or" if index else "markdown.fix")
        yield from _fix(fix, lead=lead, options=options)


def _fix(fix: Fix, *, lead: str, options: Options) -> Iterator[str]:
    yield f"**{lead}** {prose(fix.title)}"
    if fix.edits:
        lines = [line for edit in fix.edits for line in _diff(edit)]
        yield fenced(lines, language="diff")
    if fix.commands:
        command, for_good = shown_commands(fix.commands, options)
        language = "powershell" if options.powershell else "sh"
        yield fenced(command.splitlines(), language=language)
        if for_good:
            yield prose(for_good)


def _diff(edit: Edit) -> Iterator[str]:
    yield f"# {edit.file}:{edit.line}" if edit.line else f"# {edit.file}"
    yield from (f"- {line}" for line in (edit.before or "").splitlines())
    yield from (f"+ {line}" for line in (edit.after or "").splitlines())


def _mistakes(report: Report) -> str:
    states = {
        "clear": say("markdown.clear"),
        "found": f"**{say('markdown.found')}**",
        "not_checked": say("markdown.not_checked"),
    }
    return "\n".join(
        f"- {name}: {states[report.mistakes[mistake]]}"
        for mistake, (name, _) in words.MISTAKES.items()
    )


def _checks(report: Report) -> str:
    rows = (
        (
            row.id,
            words.STATUSES[row.status],
            _time(row.took_ms),
            _phrase(row.summary or row.title),
        )
        for row in report.checks
    )
    names = ("markdown.check", "markdown.result", "markdown.took", "markdown.summary")
    return table(tuple(map(say, names)), rows)


def _exchanges(report: Report) -> str:
    rows = [
        (
            f"{row.method} {_cell(row.url)}",
            str(row.status or say("report.no_answer")),
            *map(_time, (row.started_ms, row.first_byte_ms, row.total_ms)),
            f"{measures.size(row.bytes_sent)} / {measures.size(row.bytes_received)}",
            _phrase(row.purpose),
        )
        for row in report.exchanges
    ]
    return table(tuple(map(say, _REQUEST_COLUMNS)), rows) if rows else ""


def _timings(report: Report) -> str:
    ways = (say("markdown.address"), say("markdown.connection"))
    head = (*ways, *(name for name, _, _ in waterfall.STEPS))
    rows = (
        (
            _cell(row.address),
            _cell(row.result),
            *map(_time, (row.dns_ms, row.connect_ms, row.tls_ms, row.first_byte_ms)),
        )
        for row in report.timings
    )
    return table(head, rows)


def _time(milliseconds: int | None) -> str:
    if milliseconds is None:
        return say("markdown.none")
    return say("markdown.time", took_ms=milliseconds)
