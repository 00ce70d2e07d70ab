"""What SARIF says beside its fields."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

WORDS: Final[Mapping[str, str]] = {
    "sarif.home": "运行 codex-doctor 的用户的主目录。",
    "sarif.checkout": "运行 codex-doctor 时所在的目录。",
    "sarif.expected": "预期：{what}",
}
