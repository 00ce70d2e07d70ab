"""How numbers, sizes, times and lists stand in a sentence."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

WORDS: Final[Mapping[str, str]] = {
    "measure.and": "{first} 和 {last}",
    "measure.or": "{first} 或 {last}",
    "measure.comma": "{first}、{last}",
    "measure.semicolon": "{first}；{last}",
    "measure.aside": "{text}（{aside}）",
    "measure.labelled": "{label}：{text}",
    "measure.counted": "{number} {noun}",
    "measure.no": "0",
    "measure.bytes": "{number} 字节",
    "measure.kb": "{number} kB",
    "measure.mb": "{number} MB",
    "measure.ms": "{number} ms",
    "measure.s": "{number} s",
    "measure.minutes": "{number} 分钟",
    "measure.hours": "{number} 小时",
    "measure.days": "{number} 天",
    "measure.sentence": "{text}。",
}
