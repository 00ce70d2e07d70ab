"""What a report is about, a row each: the words for it, ours and those from outside apart."""

from __future__ import annotations

from datetime import UTC
from typing import TYPE_CHECKING

from codex_doctor.report import words
from codex_doctor.words.measures import listed
from codex_doctor.words.sentence import say

if TYPE_CHECKING:
    from collections.abc import Iterator

    from codex_doctor.reported import Report

# What the row is of, what we say of it, and what comes from outside and may be anything.
AboutRow = tuple[str, str, tuple[str, ...]]


def about_rows(report: Report) -> Iterator[AboutRow]:
    """Yield the versions, the set-up, and what the diagnosis cost."""
    target, codex = report.target, report.codex
    place = (str(target.provider_location),) if target.provider_location else ()
    shown = target.credential
    yield "codex-doctor", report.doctor_version, ()
    yield say("document.codex"), words.codex_name(codex), _told(codex.path)
    yield say("document.provider"), "", (*_told(target.provider), *place)
    yield "base_url", "", _told(target.base_url)
    yield say("document.model"), "", _told(target.model)
    yield say("document.profile"), "", _told(target.profile)
    yield say("document.credential"), "", (shown.source, shown.fingerprint) if shown else ()
    yield say("document.cost"), listed(words.cost_parts(report), ","), ()
    yield (
        say("document.generated"),
        f"{report.generated_at.astimezone(UTC):%Y-%m-%d %H:%M:%S} UTC",
        (),
    )


def _told(text: str | None) -> tuple[str, ...]:
    return () if text is None else (text,)
