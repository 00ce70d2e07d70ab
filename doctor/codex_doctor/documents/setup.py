"""`codex-doctor setup --json`: what was set up, and what came of it."""

from __future__ import annotations

from msgspec import Struct

from codex_doctor.documents.parts import FileChange, Tool, Version
from codex_doctor.documents.report import Report
from codex_doctor.model import Verdict

VERSION = "1.0"


class Setup(Struct, frozen=True, tag_field="schema", tag="codex-doctor/setup"):
    """What was set up: `codex-doctor setup --json`.

    Attributes:
        schema_version: Minor versions only add.
        tool: What has written it.
        verdict: What Codex would meet now; where nothing was written, whether that is as asked for.
        written: Whether the files have the provider now.
        said: What was told, a sentence each.
        changes: What changes in the files; empty where they have it already.
        report: The diagnosis that verifies it; null where none was made.
    """

    schema_version: Version
    tool: Tool
    verdict: Verdict
    written: bool
    said: tuple[str, ...]
    changes: tuple[FileChange, ...]
    report: Report | None
