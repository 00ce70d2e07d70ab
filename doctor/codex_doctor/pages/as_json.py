"""`codex-doctor explain --json`: the document `documents.explain`, made of pages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from codex_doctor.documents import explain as documents
from codex_doctor.documents.index import TOOL, text_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from codex_doctor.pages.nouns import Example, Explained, Printed, Product
    from codex_doctor.pages.search import Match


def pages_json(pages: Iterable[Explained]) -> str:
    """Return pages as JSON in ASCII, so that no console encoding can break it."""
    return _text(map(_page, pages))


def found_json(matches: Sequence[Match], pages: Iterable[Explained]) -> str:
    """Return what a search found, the likeliest first."""
    return _text(
        replace(_page(page), found_by=documents.FoundBy(one.message or None, one.set_ups))
        for one, page in zip(matches, pages, strict=True)
    )


def _text(pages: Iterable[documents.FindingPage]) -> str:
    document = documents.Explain(documents.VERSION, TOOL, tuple(pages))
    return text_of(document).removesuffix("\n")


def _page(one: Explained) -> documents.FindingPage:
    page = one.page
    return documents.FindingPage(
        id=page.id,
        title=page.heading,
        text=page.paragraphs,
        mistake=page.mistake,
        check=one.check,
        plugin=one.plugin or None,
        codex_prints=tuple(map(_printed, one.prints)),
        recorded_with=one.codex or None,
        recognised=one.recognised or None,
        disproved=one.disproved or None,
        fixes=one.fixes,
        example=_example(one.example) if one.example else None,
        products=tuple(map(_product, one.products)),
        versions=one.versions,
    )


def _printed(one: Printed) -> documents.Printed:
    return documents.Printed(one.text or None, one.endings, one.set_ups)


def _example(one: Example) -> documents.Example:
    return documents.Example(one.fault or None, one.broken, one.sound)


def _product(one: Product) -> documents.Product:
    return documents.Product(one.name, one.version or None, one.source or None)
