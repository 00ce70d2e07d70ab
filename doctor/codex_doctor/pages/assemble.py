"""Puts a whole page together: the check's page, the catalogue's prose and what was measured."""

from __future__ import annotations

from typing import TYPE_CHECKING

from codex_doctor.pages.data import examples, messages, products
from codex_doctor.pages.fixes import fixes_of
from codex_doctor.pages.nouns import Explained, Printed
from codex_doctor.pages.versions import versions_of
from codex_doctor.words.sentence import say

if TYPE_CHECKING:
    from collections.abc import Collection, Sequence

    from codex_doctor.model import Check, Page


def explained(page: Page, check: Check) -> Explained:
    """Return all that is known of a finding id."""
    if check.plugin:
        return _of_plugin(page, check)
    recorded = messages()
    prints = recorded.findings.get(page.id, ())
    return Explained(
        page=page,
        check=check.id,
        plugin="",
        recognised=say(f"explain.{page.id}.recognised"),
        disproved=say(f"explain.{page.id}.disproved"),
        codex=recorded.codex if prints else "",
        prints=prints,
        fixes=fixes_of(page.id),
        example=examples().get(page.id),
        products=products().get(page.id, ()),
        versions=versions_of(page.id),
    )


def _of_plugin(page: Page, check: Check) -> Explained:
    """Return what a check from outside says itself."""
    return Explained(
        page=page,
        check=check.id,
        plugin=check.plugin,
        recognised=page.recognised,
        disproved=page.disproved,
        codex="",
        prints=tuple(Printed(text) for text in page.prints),
        fixes=page.fixes,
        example=None,
        products=(),
        versions=(),
    )


def whole_id(name: str, ids: Collection[str]) -> str:
    """Return the id that a name is the last part of, the name itself where that is not one."""
    found = [one for one in ids if one.rpartition(".")[2] == name]
    return found[0] if len(found) == 1 else name


def by_id(checks: Sequence[Check]) -> dict[str, tuple[Page, Check]]:
    """Return every page with its check, in the order of the pipeline."""
    return {page.id: (page, check) for check in checks for page in check.pages}
