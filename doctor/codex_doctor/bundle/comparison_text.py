"""A comparison for people and for programs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import convert
from msgspec.structs import asdict

from codex_doctor.bundle.sides import NAMES
from codex_doctor.documents import compare as documents
from codex_doctor.documents.index import text_of
from codex_doctor.model import Verdict
from codex_doctor.narrow import row
from codex_doctor.report.words import VERDICTS
from codex_doctor.words.sentence import say

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from codex_doctor.bundle.comparing import Comparison, Difference, Summary

# Of each kind; nobody reads more on a screen, and a bundle of others can have any number.
_MOST = 200


def as_json(found: Comparison) -> str:
    """Return it as JSON in ASCII, so that no console encoding can break it."""
    head = {"schema": "codex-doctor/compare", "schema_version": documents.VERSION}
    fields = {**head, "explained": found.explained, **asdict(found)}
    return text_of(convert(fields, documents.Compare, from_attributes=True))


def as_text(found: Comparison, width: int | None) -> str:
    """Return it for people, in this many columns, None for no terminal."""
    return "\n".join(row(lead, text, width) for lead, text in _rows(found)) + "\n"


def _rows(found: Comparison) -> Iterator[tuple[str, str]]:
    yield "A  ", _side(found.a)
    yield "B  ", _side(found.b)
    yield "", ""
    yield "", _answer(found)
    explaining = [one for one in found.differences if one.explains]
    others = [one for one in found.differences if not one.explains]
    for one in explaining[:_MOST]:
        yield from _difference(one)
        how = "compare.explains" if one.is_named else "compare.may_explain"
        yield "      ", say(how, id=one.explains or "")
    yield from _rest(explaining)
    if found.findings:
        yield "", ""
        yield "", say("compare.findings")
    for own in found.findings[:_MOST]:
        yield f"  {own.side.upper()}  ", say("compare.finding", id=own.id, cause=own.cause)
    yield from _rest(found.findings)
    if others:
        yield "", ""
        yield "", say("compare.others" if explaining else "compare.differences")
    for one in others[:_MOST]:
        yield from _difference(one)
    yield from _rest(others)
    if "environment" not in found.compared:
        yield "", ""
        yield "", say("compare.less")


def _rest(rows: Sequence[object]) -> Iterator[tuple[str, str]]:
    """Yield how many are left out, if any are."""
    if len(rows) > _MOST:
        yield "  ", say("compare.rest", count=len(rows) - _MOST)


def _side(one: Summary) -> str:
    verdict = say(VERDICTS[Verdict(one.verdict)])
    if one.finding is None:
        return say("compare.side", name=one.name, verdict=verdict)
    return say("compare.side_finding", name=one.name, verdict=verdict, id=one.finding)


def _answer(found: Comparison) -> str:
    if found.explained:
        return say("compare.explained")
    if not found.differences and not found.findings:
        return say("compare.alike")
    if found.worse is None and not found.findings:
        return say("compare.same_findings")
    return say("compare.unexplained")


def _difference(one: Difference) -> Iterator[tuple[str, str]]:
    name = say(NAMES[one.name]) if one.name in NAMES else one.name
    yield f"  {name}  ", ""
    for letter, value in (("A", one.a), ("B", one.b)):
        yield f"    {letter}  ", value if value is not None else say("compare.none")
