"""Which part of a request is refused, as facts have it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

WORDS: Final[Mapping[str, str]] = {
    "part.header": "header {name}",
    "part.headers": "{size_bytes} bytes of headers",
    "part.body": "a body of {size_bytes} bytes",
    "part.contents": "input[{number}].content with several parts",
    "part.functions": "tools[].parameters, or how many functions there are",
    "part.messages": "input with several messages",
    "part.calls": "input with several calls",
    "part.texts": "its long texts",
    "part.items": "{kind} items",
    "part.more_calls": "more than one call",
    "part.member": "the member {member}",
}
