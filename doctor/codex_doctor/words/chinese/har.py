"""What an HTTP archive says beside its fields."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

WORDS: Final[Mapping[str, str]] = {
    "har.failed": "{failure}：{detail}",
    "har.shortened": "共发送了 {size_bytes:size}；仅作填充的每段文本都以一条说明代替",
    "har.cut": "这里有 {kept_bytes:size}：较长的响应只保留开头，敏感信息已隐去",
}
