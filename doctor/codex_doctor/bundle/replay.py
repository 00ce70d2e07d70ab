"""Judges the facts of a bundle with the rules of now; sends nothing, reads no configuration."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from msgspec import Struct, ValidationError
from msgspec.json import decode
from msgspec.structs import replace

from codex_doctor.documents import report as documents
from codex_doctor.documents.index import text_of
from codex_doctor.judge import judge, judge_with_others
from codex_doctor.model import Crashed, DoctorError
from codex_doctor.pipeline import Selection
from codex_doctor.platform.deadline import Deadline
from codex_doctor.report.json import document
from codex_doctor.reporting import make_report, noted, row_of_host, texts_of
from codex_doctor.secrets.redact import redact
from codex_doctor.words.sentence import say

if TYPE_CHECKING:
    from collections.abc import Sequence

    from codex_doctor.bundle.reading import Bundle
    from codex_doctor.facts import Facts
    from codex_doctor.model import Check
    from codex_doctor.reported import Report

# What facts can raise that no run would have made.
_ODD = (
    LookupError, TypeError, ValueError, ArithmeticError, RecursionError, ValidationError,
)  # fmt: skip

# Longer than any run, and short enough for a calendar.
_LONGEST_MS = 366 * 86_400_000
_ALL = Selection()


class Replayed(Struct, frozen=True):
    """What came of it."""

    report: Report
    facts: Facts


def replay(
    bundle: Bundle,
    checks: Sequence[Check],
    selection: Selection = _ALL,
    deadline: Deadline | None = None,
) -> Replayed:
    """Return the report that these facts give today.

    Args:
        bundle: What was seen.
        checks: Those that judge it.
        selection: What the user leaves out now; what was sent then is as it is.
        deadline: When checks of plugins, which may take their time, have to end.

    Raises:
        DoctorError: The facts contradict each other, or there is no such check.
    """
    manifest = bundle.manifest
    try:
        made = _judged(bundle, checks, selection, deadline or Deadline())
    except _ODD as exc:
        error = type(exc).__name__
        raise DoctorError(say("bundle.odd_facts", id=manifest.id, error=error)) from exc
    note = say("bundle.judged_again", id=manifest.id, version=manifest.doctor)
    made = noted(replace(made, notes=(note,)), left_out=bundle.facts.left_out)
    shown = redact(made, known=frozenset())
    return Replayed(shown, bundle.facts)


def _judged(
    bundle: Bundle, checks: Sequence[Check], selection: Selection, deadline: Deadline
) -> Report:
    """Return the report, not redacted yet."""
    facts, manifest = bundle.facts, bundle.manifest
    offline = say("run.offline") if facts.asked.offline else ""
    selection = replace(selection, offline=offline)
    if any(one.plugin for one in checks):
        judging = judge_with_others(facts, checks, selection=selection, deadline=deadline)
        judged = asyncio.run(judging)
    else:
        judged = judge(facts, checks, selection=selection)
    report = make_report(
        facts,
        judged,
        texts=texts_of(facts),
        at=manifest.made_at,
        took_ms=manifest.took_ms,
        host=row_of_host(bundle.versions.host),
    )
    # What the document cannot say no run has seen; other formats rely on that too.
    decode(text_of(document(report)), type=documents.Report)
    times_ms = (report.took_ms, *(one.started_ms for one in report.exchanges))
    if not all(0 <= one <= _LONGEST_MS for one in times_ms):
        raise ValueError("a time that no run takes")
    for one in judged.ran:
        # Who knows the types of facts can still write some that no run would see together.
        if isinstance(one.result, Crashed) and not one.check.plugin:
            raise ValueError(one.check.id)
    return report
