"""`codex-doctor explain --json`: the contract of `explain.schema.json`, in its own field list."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import TYPE_CHECKING, Any

from codex_doctor import __version__

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from codex_doctor.pages.nouns import Explained
    from codex_doctor.pages.search import Match

SCHEMA_VERSION = "1.0"


def pages_json(pages: Iterable[Explained]) -> str:
    """Return pages as JSON in ASCII, so that no console encoding can break it."""
    return _text([_page(one) for one in pages])


def found_json(matches: Sequence[Match], pages: Iterable[Explained]) -> str:
    """Return what a search found, the likeliest first."""
    return _text(
        [
            {**_page(page), "found_by": {"message": one.message or None, "set_ups": one.set_ups}}
            for one, page in zip(matches, pages, strict=True)
        ]
    )


def schema_text() -> str:
    """Return the JSON Schema (draft 2020-12)."""
    return (files("codex_doctor.pages") / "explain.schema.json").read_text("utf-8")


def _text(pages: list[dict[str, Any]]) -> str:
    document = {
        "schema": "codex-doctor/explain",
        "schema_version": SCHEMA_VERSION,
        "tool": {"name": "codex-doctor", "version": __version__},
        "findings": pages,
    }
    return json.dumps(document, indent=2)


def _page(one: Explained) -> dict[str, Any]:
    page, example = one.page, one.example
    return {
        "id": page.id,
        "title": page.title,
        "text": page.text,
        "mistake": page.mistake,
        "check": one.check,
        "plugin": one.plugin or None,
        "codex_prints": [
            {"text": said.text or None, "endings": list(said.endings), "set_ups": said.set_ups}
            for said in one.prints
        ],
        "recorded_with": one.codex or None,
        "recognised": one.recognised or None,
        "disproved": one.disproved or None,
        "fixes": list(one.fixes),
        "example": example
        and {
            "demo": example.fault or None,
            "broken": list(example.broken),
            "sound": list(example.sound),
        },
        "products": [
            {"name": made.name, "version": made.version or None, "source": made.source or None}
            for made in one.products
        ],
        "versions": list(one.versions),
    }
