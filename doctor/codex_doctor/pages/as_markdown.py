"""Pages as Markdown, for `docs/findings`."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from codex_doctor.pages.sections import example, last_lines, sections
from codex_doctor.patterns import Regex
from codex_doctor.words.sentence import say

if TYPE_CHECKING:
    from collections.abc import Iterable

    from codex_doctor.pages.nouns import Explained
    from codex_doctor.pages.sections import Section

_MARKUP = Regex(r"([\\`*\[\]<>|])")


def one_page(one: Explained) -> str:
    """Return the page of a finding."""
    page = one.page
    blocks = [f"# {page.id}", f"**{_plain(page.heading)}**"]
    blocks += [_plain(part) for part in page.paragraphs.split("\n\n")]
    for part in sections(one):
        blocks += [f"## {part.title}", _items(part)]
    if shown := example(one):
        blocks.append(f"## {say('explain.example')}")
        for part in shown:
            blocks += [part.title, "\n".join(["```toml", *part.items, "```"])]
    blocks += [_plain(line) for line in last_lines(one)]
    return "\n\n".join(blocks) + "\n"


def index_page(pages: Iterable[Explained]) -> str:
    """Return the list of all pages, check by check."""
    checks: dict[str, list[Explained]] = {}
    for one in pages:
        checks.setdefault(one.check, []).append(one)
    blocks = [f"# {say('explain.index_title')}", say("explain.index")]
    for check, group in checks.items():
        named = [(one.page.id, _plain(one.page.heading)) for one in group]
        lines = [f"- [{finding}]({finding}.md): {title}" for finding, title in named]
        blocks += [f"## {check}", "\n".join(lines)]
    return "\n\n".join(blocks) + "\n"


def _items(part: Section) -> str:
    if part.is_list:
        items = "\n".join(f"- {_plain(item)}" for item in part.items)
        return f"{items}\n\n{_plain(part.note)}" if part.note else items
    return "\n\n".join(map(_plain, part.items))


def _plain(text: str) -> str:
    """Return text that Markdown shows as it is, with what stands between backticks as code."""
    pieces = re.split(r"(`[^`\n]+`)", text)
    return "".join(
        one if number % 2 else _MARKUP.sub(r"\\\1", one) for number, one in enumerate(pieces)
    )
