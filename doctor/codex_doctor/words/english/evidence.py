"""What several checks show in the same words."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

WORDS: Final[Mapping[str, str]] = {
    "evidence.none": "none",
    "evidence.named_by_env_key": "named by env_key",
}
