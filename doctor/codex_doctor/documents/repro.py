"""`codex-doctor repro --json`: a script that shows a failure outside Codex."""

from __future__ import annotations

from msgspec import Struct

from codex_doctor.documents.parts import Tool, Version

VERSION = "1.0"


class Repro(Struct, frozen=True, tag_field="schema", tag="codex-doctor/repro"):
    """A script that shows a failure outside Codex: `codex-doctor repro --json`.

    Attributes:
        schema_version: Minor versions only add.
        tool: What has written it.
        language: What the script is written in: `curl` (POSIX sh), `python` or `node`.
        finding: Id of the finding that it shows; null for a set-up that works, or for no script.
        script: The script; null where there is nothing to show outside Codex.
        said: What it shows and whether that was tried, or why there is none.
        requests: How many requests were sent to try it, beside those of the diagnosis.
    """

    schema_version: Version
    tool: Tool
    language: str
    finding: str | None
    script: str | None
    said: str
    requests: int
