"""The list of `codex-doctor checks`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

WORDS: Final[Mapping[str, str]] = {
    "check_list.needs": "（依赖 {checks:,}）",
    "check_list.plugin": "（插件 {plugin}）",
}
