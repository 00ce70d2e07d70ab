"""Which part of a request is refused, as facts have it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

WORDS: Final[Mapping[str, str]] = {
    "part.header": "请求头 {name}",
    "part.headers": "{size_bytes} 字节的请求头",
    "part.body": "{size_bytes} 字节的正文",
    "part.contents": "含多个部分的 input[{number}].content",
    "part.functions": "tools[].parameters，或函数的个数",
    "part.messages": "含多条消息的 input",
    "part.calls": "含多个调用的 input",
    "part.texts": "其中的长文本",
    "part.items": "{kind} 项",
    "part.more_calls": "一个以上的调用",
    "part.member": "成员 {member}",
}
