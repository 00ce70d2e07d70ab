"""What several checks show in the same words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

WORDS: Final[Mapping[str, str]] = {
    "evidence.it_says": "it says",
    "evidence.none": "none",
    "evidence.answer": "answer",
    "evidence.tried": "tried",
    "evidence.named_by_env_key": "named by env_key",
}
