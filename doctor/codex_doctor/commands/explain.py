"""`codex-doctor explain`: the page of a finding, all of them, or those that a message can mean."""

from __future__ import annotations

from typing import TYPE_CHECKING

from codex_doctor.commands.exits import EXIT_OK, EXIT_UNKNOWN
from codex_doctor.commands.looks import all_checks
from codex_doctor.model import DoctorError
from codex_doctor.pages import as_json
from codex_doctor.pages.as_text import found_text, list_text, page_text
from codex_doctor.pages.assemble import by_id, explained, whole_id
from codex_doctor.pages.search import Index, repeats
from codex_doctor.screen import text_width
from codex_doctor.words.nearest import nearest
from codex_doctor.words.sentence import say

if TYPE_CHECKING:
    import argparse
    from collections.abc import Sequence

    from codex_doctor.model import Check, Page


def run(options: argparse.Namespace) -> int:
    """Print what is asked for; 3 when no page answers a search.

    Raises:
        DoctorError: There is no such finding, or what is asked for contradicts itself.
    """
    if options.format:
        raise DoctorError(say("usage.explain_formats"))
    if options.search and options.id:
        raise DoctorError(say("usage.id_or_search"))
    text, found = _answer(options, width=text_width())
    print(text)
    return EXIT_OK if found else EXIT_UNKNOWN


def _answer(options: argparse.Namespace, *, width: int | None) -> tuple[str, bool]:
    """Return what is asked for, and whether there is any."""
    if options.search:
        asked = " ".join(options.search)
        matches = Index(all_checks(options)).find(asked)
        if options.json:
            found = [explained(one.page, one.check) for one in matches]
            return as_json.found_json(matches, found), bool(matches)
        return found_text(matches, width, repeats=repeats(asked)), bool(matches)
    if options.id is None:
        return _list(all_checks(options), width, is_json=options.json), True
    page, check = _page_of(options)
    whole = explained(page, check)
    return as_json.pages_json([whole]) if options.json else page_text(whole, width), True


def _list(checks: Sequence[Check], width: int | None, *, is_json: bool) -> str:
    if is_json:
        return as_json.pages_json(explained(*one) for one in by_id(checks).values())
    return list_text(checks, width)


def _page_of(options: argparse.Namespace) -> tuple[Page, Check]:
    """Return a page; plugins are asked only for one that none of ours has."""
    pages = by_id(all_checks(options, with_plugins=False))
    finding = whole_id(options.id, pages)
    if finding not in pages:
        pages = by_id(all_checks(options))
        finding = whole_id(options.id, pages)
    if finding not in pages:
        raise DoctorError(_unknown(finding, nearest(finding, pages, 3, cutoff=0.3)))
    return pages[finding]


def _unknown(finding: str, near: Sequence[str]) -> str:
    quoted = repr(finding)
    if " " in finding:
        return say("usage.no_finding_message", finding=quoted)
    if near:
        return say("usage.no_finding_near", finding=quoted, near=tuple(near))
    return say("usage.no_finding", finding=quoted)
