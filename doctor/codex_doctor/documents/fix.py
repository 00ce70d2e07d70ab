"""`codex-doctor fix --json`: what was mended, and what came of it."""

from __future__ import annotations

from msgspec import Struct

from codex_doctor.documents.parts import FileChange, Tool, Version
from codex_doctor.documents.report import Report
from codex_doctor.model import Verdict

VERSION = "1.0"


class Step(Struct, frozen=True):
    """One fix.

    Attributes:
        finding: Id of the finding that it is for.
        title: What it does, in a sentence.
        applied: Whether it was applied, and stayed.
        changes: What it changes; empty where only Codex is started in another way.
    """

    finding: str
    title: str
    applied: bool
    changes: tuple[FileChange, ...]


class Fix(Struct, frozen=True, tag_field="schema", tag="codex-doctor/fix"):
    """What was mended: `codex-doctor fix --json`, also with --dry-run and --undo.

    Attributes:
        schema_version: Minor versions only add.
        tool: What has written it.
        verdict: What Codex would meet now; null after --undo, which does not look.
        steps: Every fix that was proposed, in its order.
        stopped_because: Why no further one was applied; null where nothing is left to mend.
        start: How Codex has to be started from now on; null for as before.
        restored: The files that --undo brought back, or took away.
        report: The last diagnosis; null after --undo.
    """

    schema_version: Version
    tool: Tool
    verdict: Verdict | None
    steps: tuple[Step, ...]
    stopped_because: str | None
    start: str | None
    restored: tuple[str, ...]
    report: Report | None
