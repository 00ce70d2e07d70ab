"""What `codex-doctor demo` says beside the report."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

WORDS: Final[Mapping[str, str]] = {
    "demo.endpoint": "内置端点：{fault}",
    "demo.next": "现在来检查你自己的端点：codex-doctor。其他故障：codex-doctor demo --list。",
    "demo.try": "试一试：",
}
