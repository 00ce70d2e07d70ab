"""`codex-doctor --events`: a document a line, while a diagnosis runs."""

from __future__ import annotations

from typing import Literal

from msgspec import UNSET, Struct, UnsetType

from codex_doctor.documents.findings import Finding
from codex_doctor.documents.parts import Count, Version
from codex_doctor.documents.report import Check, Exchange
from codex_doctor.model import Verdict

VERSION = "1.0"


class Request(Struct, frozen=True):
    """A request as it goes out.

    Attributes:
        method: Of HTTP.
        url: Secrets masked.
        purpose: Why it is sent.
        bytes_sent: Of the body.
    """

    method: str
    url: str
    purpose: str
    bytes_sent: Count


class End(Struct, frozen=True):
    """How it ended.

    Attributes:
        verdict: What Codex itself would meet; null where it did not get so far.
        exit_code: With which the program ends.
        error: What was said on stderr, in one line; null where the verdict says all.
    """

    verdict: Verdict | None
    exit_code: int
    error: str | None


class Events(Struct, frozen=True, tag_field="schema", tag="codex-doctor/events"):
    """One line of `codex-doctor --events`; the last one is `end`, whatever happens.

    Attributes:
        schema_version: Minor versions only add.
        event: What happened; it says which of the other fields there are.
        at_ms: Since the start of the run.
        check: Of `check_began`: the id of the check.
        result: Of `check_ended`: how it ended.
        number: Of `request_sent` and `request_answered`: which request, counted from 1.
        request: Of `request_sent`: what goes out.
        exchange: Of `request_answered`: what came back, also that nothing did.
        finding: Of `finding`: what was found, ranked, once all checks have ended.
        end: Of `end`: how it ended.
    """

    schema_version: Version
    event: Literal[
        "check_began", "check_ended", "request_sent", "request_answered", "finding", "end"
    ]
    at_ms: Count
    check: str | UnsetType = UNSET
    result: Check | UnsetType = UNSET
    number: Count | UnsetType = UNSET
    request: Request | UnsetType = UNSET
    exchange: Exchange | UnsetType = UNSET
    finding: Finding | UnsetType = UNSET
    end: End | UnsetType = UNSET
