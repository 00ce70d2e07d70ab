"""Why Codex skips a line of `.env`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

WORDS: Final[Mapping[str, str]] = {
    "dotenv.mark": "名称前面有字节顺序标记（BOM）",
    "dotenv.not_utf8": "这一行不是 UTF-8",
    "dotenv.no_equals": "名称后面没有 =",
    "dotenv.name": "名称不是以字母或 _ 开头",
    "dotenv.open_quote": "有一个引号没有闭合",
    "dotenv.no_escape": "{escape} 不是转义序列",
    "dotenv.open_brace": "${{ 没有闭合",
    "dotenv.text_behind": "值后面还有文本；含空格的值需要加引号",
}
