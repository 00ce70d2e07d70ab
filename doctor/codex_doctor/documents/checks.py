"""`codex-doctor checks --json`: which checks there are."""

from __future__ import annotations

from msgspec import Struct

from codex_doctor.documents.parts import Tool, Version

VERSION = "1.0"


class ListedCheck(Struct, frozen=True):
    """One check of the pipeline.

    Attributes:
        id: For --only and --skip.
        title: What holds when it passes.
        needs: Ids of the checks that have to pass before.
        network: Whether it sends something.
        findings: Ids of the findings that it can report; `codex-doctor explain ID` tells more.
        plugin: The distribution that it comes from; null for a built-in one.
    """

    id: str
    title: str
    needs: tuple[str, ...]
    network: bool
    findings: tuple[str, ...]
    plugin: str | None


class Checks(Struct, frozen=True, tag_field="schema", tag="codex-doctor/checks"):
    """Which checks there are: `codex-doctor checks --json`.

    Attributes:
        schema_version: Minor versions only add.
        tool: What has written it.
        checks: In the order of the pipeline.
    """

    schema_version: Version
    tool: Tool
    checks: tuple[ListedCheck, ...]
