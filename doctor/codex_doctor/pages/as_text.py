"""A page, the list of all, and what a search found, as lines for a terminal that may be narrow."""

from __future__ import annotations

from typing import TYPE_CHECKING

from codex_doctor.narrow import paragraph, row
from codex_doctor.pages.sections import example, last_lines, sections
from codex_doctor.words.sentence import say

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from codex_doctor.model import Check, Page
    from codex_doctor.pages.nouns import Explained
    from codex_doctor.pages.search import Match
    from codex_doctor.pages.sections import Section

# Longer lines are hard to read.
_WIDEST = 78
_MOST_FOUND = 8
_INDENT = "  "


def page_text(one: Explained, width: int | None) -> str:
    """Return a page; `width` is the terminal's, None for no terminal."""
    column = min(_WIDEST, width or _WIDEST)
    page = one.page
    blocks = [
        row("", say("measure.labelled", label=page.id, text=page.heading), width),
        *(paragraph(part, column) for part in page.paragraphs.split("\n\n")),
    ]
    blocks += [_section(part, column) for part in sections(one)]
    if shown := example(one):
        lines: list[str] = []
        for part in shown:
            lines += [part.title, *(f"{_INDENT}{line}" for line in part.items)]
        blocks.append("\n".join(lines))
    blocks.append("\n".join(row("", line, width) for line in last_lines(one)))
    return "\n\n".join(blocks)


def _section(part: Section, column: int) -> str:
    lead = f"{_INDENT}- " if part.is_list else _INDENT
    rows = [row(lead, item, column) for item in part.items]
    note = [row(_INDENT, part.note, column)] if part.note else []
    return "\n".join([say("explain.section", title=part.title), *rows, *note])


def list_text(checks: Sequence[Check], width: int | None) -> str:
    """Return every finding id with its title, area by area in the order of the checks."""
    areas = _areas(page for check in checks for page in check.pages)
    count = sum(map(len, areas.values()))
    blocks = [paragraph(say("explain.list", count=count), min(_WIDEST, width or _WIDEST))]
    blocks += ["\n".join([area, *_entries(pages, width)]) for area, pages in areas.items()]
    return "\n\n".join(blocks)


def _areas(pages: Iterable[Page]) -> dict[str, list[Page]]:
    areas: dict[str, list[Page]] = {}
    for page in pages:
        areas.setdefault(page.id.partition(".")[0], []).append(page)
    return areas


def _entries(pages: list[Page], width: int | None) -> Iterator[str]:
    # In a narrow terminal a column that fits the longest id leaves no room for titles.
    longest = max(len(page.id) for page in pages)
    column = longest if width is None or longest + 4 <= width // 2 else 0
    return (row(f"{_INDENT}{page.id:<{column}}  ", page.heading, width) for page in pages)


def found_text(matches: Sequence[Match], width: int | None, *, repeats: bool = False) -> str:
    """Return what a search found, or what to do when that is nothing.

    Args:
        matches: The likeliest first.
        width: Columns of the terminal, None for no terminal.
        repeats: Whether the message says that Codex tries again, which many causes have.
    """
    column = min(_WIDEST, width or _WIDEST)
    if not matches:
        return paragraph(say("explain.repeating" if repeats else "explain.not_found"), column)
    blocks = [row("", say("explain.found", count=len(matches)), column)]
    shown, last = matches[:_MOST_FOUND], ""
    for one in shown:
        said = say("explain.found_classified") if one.is_told else one.message
        lines = [
            row(_INDENT, say("measure.labelled", label=one.page.id, text=_titled(one)), column)
        ]
        # Many have the same message.
        if said and said != last:
            lines.append(row(_INDENT * 3, said, column))
        last = said or last
        blocks.append("\n".join(lines))
    if rest := tuple(one.page.id for one in matches[_MOST_FOUND:]):
        blocks.append(row(_INDENT, say("explain.found_more", ids=rest), column))
    return "\n\n".join([*blocks, paragraph(say("explain.found_last"), column)])


def _titled(one: Match) -> str:
    if one.set_ups:
        return say("explain.found_as", title=one.page.heading, count=one.set_ups)
    return one.page.heading
