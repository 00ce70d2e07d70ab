"""What is wrong with a tool call, in a line."""

from __future__ import annotations

from typing import TYPE_CHECKING

from codex_doctor.codex.wire.tools import call_flaw
from codex_doctor.words.told import in_english

if TYPE_CHECKING:
    from codex_doctor.codex.wire.recorded import Dialect
    from codex_doctor.facts import ToolCall


def flaw_line(call: ToolCall, dialect: Dialect, version: str | None = None) -> str:
    """Return `name: ...`, `arguments: ...`, or "" for a call that Codex runs."""
    kind, words = call_flaw(call, dialect, version)
    return f"{kind}: {in_english(words)}" if kind else ""
