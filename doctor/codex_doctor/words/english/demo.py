"""What `codex-doctor demo` says beside the report."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

WORDS: Final[Mapping[str, str]] = {
    "demo.endpoint": "The embedded endpoint: {fault}",
    "demo.next": "Now look at yours: codex-doctor. Other faults: codex-doctor demo --list.",
    "demo.try": "Try:",
}
