"""What `mkdocs build` (`make site`) makes of the pages in docs/: the hook that mkdocs.yml names.

A line that is nothing but a link to a Markdown file outside docs/ becomes what stands there: below
the heading that it names, or all of it. So README is written once, and a page that is read without
the site has the link. Links that lead out of docs/ then lead to the page that has the text.

It runs in the site's own environment, without this project, so it imports nothing of it.
"""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any, Final

ROOT: Final = Path(__file__).parents[1]
DOCS: Final = ROOT / "docs"
INDEX: Final = "findings/README.md"
LINK: Final = re.compile(r"(?<=\]\()([^)\s#]*)(#[^)\s]*)?(?=\))")
_INCLUDED: Final = re.compile(r"^\[[^\]\n]*\]\((\.\./[^)\s#]*\.md)(?:#([^)\s]+))?\)$", re.MULTILINE)
# GitHub shows the sign, and the site's Markdown the backslash too.
_ESCAPED: Final = re.compile(r"\\<")
_HEADING: Final = re.compile(r"^#{1,6} +(.*)$", re.MULTILINE)
_FENCE: Final = re.compile(r"^(```|~~~).*?^\1$", re.MULTILINE | re.DOTALL)
_CHECK: Final = re.compile(r"^## (.*)$|^- \[[^\]]*\]\(([^)]*)\)", re.MULTILINE)


def on_config(config: Any, **_: Any) -> Any:
    """Put every page of a finding into the navigation, below its check."""
    config.nav = [_with_findings(one) for one in config.nav]
    return config


def on_page_markdown(markdown: str, *, page: Any, **_: Any) -> str:
    """Return the page as the site shows it."""
    return built(markdown, page.file.src_uri)


def built(text: str, place: str) -> str:
    """Return a page of docs/ with what it includes, all links leading to pages of the site.

    Args:
        text: As it is written.
        place: Its path below docs/.
    """
    own = (DOCS / place).parent

    def include(found: re.Match[str]) -> str:
        file = Path(os.path.normpath(own / found[1]))
        whole = file.read_text("utf-8")
        return moved(part(whole, found[2]) if found[2] else whole, file.parent, own)

    return _ESCAPED.sub(r"&lt;", moved(_INCLUDED.sub(include, text), own, own))


def part(text: str, anchor: str) -> str:
    """Return what stands below a heading, without it and up to the next one.

    Raises:
        KeyError: There is no such heading.
    """
    places = list(headings(text))
    for (found, _, start), (_, end, _) in zip(
        places, [*places[1:], ("", len(text), 0)], strict=True
    ):
        if found == anchor:
            return text[start:end].strip("\n") + "\n"
    raise KeyError(anchor)


def headings(text: str) -> list[tuple[str, int, int]]:
    """Return the anchor of each heading, where it starts and where it ends."""
    fences = [one.span() for one in _FENCE.finditer(text)]
    return [
        (anchor_of(one[1]), *one.span())
        for one in _HEADING.finditer(text)
        if not any(start <= one.start() < end for start, end in fences)
    ]


def anchor_of(heading: str) -> str:
    """Return the anchor that GitHub and the site give a heading."""
    kept = "".join(one for one in heading.lower() if one.isalnum() or one in " -_")
    return kept.strip().replace(" ", "-")


def moved(text: str, source: Path, own: Path) -> str:
    """Return text from a file in one folder as it stands in a page in another."""

    def lead(found: re.Match[str]) -> str:
        path, anchor = found[1], found[2] or ""
        if not path or "://" in path or path.startswith("mailto:"):
            return found[0]
        target = Path(os.path.normpath(source / path))
        target = DOCS / HOMES.get(os.path.relpath(target, ROOT), os.path.relpath(target, DOCS))
        return os.path.relpath(target, own) + anchor

    return LINK.sub(lead, text)


HOMES: Final = {
    "README.md": "index.md",
    "CONTRIBUTING.md": "contributing.md",
    "CHANGELOG.md": "changelog.md",
    "docs": "index.md",
    "docs/findings": INDEX,
}
"""The page that has the text of a file or folder, below docs/."""


def _with_findings(entry: Any) -> Any:
    if INDEX not in entry.values():
        return entry
    (title,) = entry
    return {title: findings((DOCS / INDEX).read_text("utf-8"))}


def findings(index: str) -> list[Any]:
    """Return the navigation of the findings, as their index has it."""
    checks: list[Any] = [INDEX]
    for one in _CHECK.finditer(index):
        if one[1]:
            checks.append({one[1]: []})
        else:
            (pages,) = checks[-1].values()
            pages.append(f"findings/{one[2]}")
    return checks
