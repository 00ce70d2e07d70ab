"""`codex-doctor --codex-version all --json`: what every version makes of the set-up."""

from __future__ import annotations

from msgspec import Struct

from codex_doctor.documents.parts import Count, Version
from codex_doctor.documents.report import Confirmation
from codex_doctor.model import Verdict

VERSION = "1.1"


class Range(Struct, frozen=True):
    """Versions with one verdict, both ends included.

    Attributes:
        first: The oldest of them.
        last: The newest of them.
        verdict: What they would meet.
        finding: Id of the first finding that is more than a hint; null for none.
        title: Its title.
    """

    first: str
    last: str
    verdict: Verdict
    finding: str | None
    title: str | None


class Versions(Struct, frozen=True, tag_field="schema", tag="codex-doctor/versions"):
    """What every known version of Codex makes of it: `codex-doctor --codex-version all --json`.

    Attributes:
        schema_version: Minor versions only add.
        installed: The version that is installed here; null for none.
        ranges: Oldest first, without gaps.
        requests: How many requests were sent.
        took_ms: How long it took.
        verdict: Since 1.1: of the installed version, of the newest one without any; null in 1.0.
        confirmation: Since 1.1: what the real Codex did; null without --confirm.
    """

    schema_version: Version
    installed: str | None
    ranges: tuple[Range, ...]
    requests: Count
    took_ms: Count
    verdict: Verdict | None = None
    confirmation: Confirmation | None = None
