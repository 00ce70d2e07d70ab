"""What SARIF says beside its fields."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

WORDS: Final[Mapping[str, str]] = {
    "sarif.home": "The home folder of whoever ran codex-doctor.",
    "sarif.checkout": "The folder in which codex-doctor was run.",
    "sarif.expected": "expected {what}",
}
