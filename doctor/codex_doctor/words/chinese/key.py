"""Which character of a key no header can carry, and where it stands."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

WORDS: Final[Mapping[str, str]] = {
    "key.fingerprint": "{ends}（{count:个字符|个字符}，id {id}）",
    "key.short_fingerprint": "（{count:个字符|个字符}，id {id}）",
    "key.line_feed": "换行符",
    "key.carriage_return": "回车符",
    "key.nul": "空字符（NUL）",
    "key.control": "控制字符 {code}",
    "key.at_end": "{character}（在末尾）",
    "key.at": "{character}（第 {at} 个字符，共 {count} 个）",
}
