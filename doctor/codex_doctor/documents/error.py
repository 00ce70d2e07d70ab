"""What stands on stdout in place of a document that could not be made."""

from __future__ import annotations

from msgspec import Struct

from codex_doctor.documents.parts import Tool, Version

VERSION = "1.0"


class Error(Struct, frozen=True, tag_field="schema", tag="codex-doctor/error"):
    """Why there is no document: what any `--json` writes on wrong usage, a crash and the like.

    Attributes:
        schema_version: Minor versions only add.
        tool: What has written it.
        exit_code: With which the program ended.
        error: What was said on stderr, in one line.
    """

    schema_version: Version
    tool: Tool
    exit_code: int
    error: str
