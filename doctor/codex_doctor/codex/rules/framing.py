"""Configured headers that break the request: they say where its body ends, and are wrong.

Codex's library (hyper) believes a Content-Length that is a number, and cuts the body there or
waits for the rest; one that is none it replaces. Behind a Transfer-Encoding it writes `chunked`
if that is not the last word, and servers refuse what they cannot decode. Over HTTP/2 it leaves
the latter out, which only https:// can be.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from codex_doctor.facts.provider_problems import HeaderFraming

if TYPE_CHECKING:
    from collections.abc import Iterator

    from codex_doctor.codex.subject import Subject
    from codex_doctor.facts import Problem
    from codex_doctor.facts.active import ActiveSeen, HeaderSeen


def judge_framing(subject: Subject, active: ActiveSeen) -> Iterator[Problem]:
    """Yield the headers that say where the body of a request ends."""
    headers = {one.name.lower(): one for one in active.headers}
    coding, length = headers.get("transfer-encoding"), headers.get("content-length")
    if coding is not None and coding.form != "chunked":
        may_be_left_out = active.address is not None and active.address.scheme == "https"
        yield _problem(subject, active, coding, fatal=not may_be_left_out)
    # With a Transfer-Encoding the length does not count (RFC 9112 section 6.3).
    if length is not None and coding is None and length.form == "length":
        yield _problem(subject, active, length, fatal=True)


def _problem(subject: Subject, active: ActiveSeen, header: HeaderSeen, *, fatal: bool) -> Problem:
    return subject.layered.problem(
        "config.header_framing",
        "model_providers",
        active.id,
        header.table,
        header.name,
        fatal=fatal,
        shown=header.value,
        about=HeaderFraming(header.name.title()),
    )
