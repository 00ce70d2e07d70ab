"""How a program ended that was run."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

WORDS: Final[Mapping[str, str]] = {
    "program.not_started": "not started",
    "program.exit_code": "exit code",
    "program.timeout": "timeout",
    "program.too_long": "too long",
    "program.budget": "budget",
    "program.interrupted": "interrupted",
    "program.unable": "unable",
    "program.nul": "NUL in it",
    "program.windows": "codex-doctor runs no plugins on Windows",
    "program.locale": "the encoding of this locale cannot write it",
    "program.unwatched": "what would watch over it has ended",
    "program.failed": "{program}: {why}",
    "program.failed_with": "{program}: {why} ({detail})",
}
