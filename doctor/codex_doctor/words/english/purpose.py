"""What a request is sent for."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

WORDS: Final[Mapping[str, str]] = {
    "purpose.turn": "first request of a turn",
    "purpose.output": "request with the tool output",
    "purpose.version": "first request of Codex {version}",
    "purpose.smallest": "the smallest request that may show it",
}
