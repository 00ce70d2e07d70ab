"""`codex-doctor compare --json`: what differs between two sides."""

from __future__ import annotations

from typing import Literal, TypeAlias

from msgspec import Struct

from codex_doctor.documents.parts import Version
from codex_doctor.model import Verdict

VERSION = "1.0"
SideName: TypeAlias = Literal["a", "b"]


class ComparedSide(Struct, frozen=True):
    """One side in a line.

    Attributes:
        name: What it is called.
        verdict: What Codex itself would meet.
        finding: Id of the first finding that is more than a hint; null for none.
        cause: Its cause.
    """

    name: str
    verdict: Verdict
    finding: str | None
    cause: str | None


class OwnFinding(Struct, frozen=True):
    """A finding that one side alone has.

    Attributes:
        side: Which.
        id: The finding.
        cause: Its cause.
    """

    side: SideName
    id: str
    cause: str


class Difference(Struct, frozen=True):
    """One thing that is not alike.

    Attributes:
        area: What it belongs to.
        name: The key, variable or thing that was seen.
        a: What the first side has; null for nothing.
        b: What the second side has; null for nothing.
        explains: Id of the finding of one side alone that is about it; null for none.
        is_named: Whether that finding names it; else it is only of the same kind.
    """

    area: Literal["versions", "configuration", "environment", "network"]
    name: str
    a: str | None
    b: str | None
    explains: str | None
    is_named: bool


class Compare(Struct, frozen=True, tag_field="schema", tag="codex-doctor/compare"):
    """What differs between two sides: `codex-doctor compare A B --json`.

    Attributes:
        schema_version: Minor versions only add.
        explained: Whether one of the differences is what a finding of one side alone is about.
        a: The first side.
        b: The second side.
        worse: The side whose verdict is worse; null when both have one verdict.
        findings: Findings that one side alone has, hints left out; those of the worse side first.
        differences: What differs; what explains the verdict stands first.
        compared: The areas that both sides tell of; a report in JSON tells less than a bundle.
    """

    schema_version: Version
    explained: bool
    a: ComparedSide
    b: ComparedSide
    worse: SideName | None
    findings: tuple[OwnFinding, ...]
    differences: tuple[Difference, ...]
    compared: tuple[str, ...]
