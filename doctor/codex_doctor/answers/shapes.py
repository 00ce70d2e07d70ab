"""Recognise an answer that is no error and still not a Responses stream."""

from __future__ import annotations

import re
from types import MappingProxyType
from typing import TYPE_CHECKING, Final

from codex_doctor.patterns import Regex

if TYPE_CHECKING:
    from codex_doctor.answers.error_body import ErrorBody

# What it may be instead, by what the shape says.
RIVALS: Final = MappingProxyType(
    {
        "url.wrong_page": "url.missing_v1",
        "wire.chat_shape": "stream.not_streaming",
        "wire.other_protocol": "wire.chat_shape",
        "stream.no_completed": "stream.cut",
        "stream.not_streaming": "stream.no_completed",
    }
)
_TERMINAL: Final = frozenset(
    {"response.completed", "response.failed", "response.incomplete", "error"}
)
# A portal's own way in, where an API would answer in JSON.
_LOGIN: Final = Regex(
    r"\b(?:sign|log)[- ]?(?:in|on)\b|single sign|anmeld|connexion|iniciar sesi|"
    r"登[录錄]|ログイン|로그인|вход",
    re.IGNORECASE,
)
_ANTHROPIC: Final = frozenset({"message", "message_start", "content_block_delta", "message_stop"})


def judge_shape(status: int, body: ErrorBody) -> str:
    """Return the finding id for the shape of an answer, "" when the shape says nothing.

    Args:
        status: HTTP status; of a refusal only pages are looked at.
        body: The body, read.
    """
    if 401 <= status <= 403 and body.kind == "html" and _LOGIN.search(body.title):
        return "url.wrong_page"
    if not 200 <= status < 300:
        return ""
    if body.kind in ("html", "xml"):
        return "url.wrong_page"
    shapes = frozenset(body.shapes)
    if any(shape.startswith(("chat.completion", "text_completion")) for shape in shapes):
        return "wire.chat_shape"
    if any(shape.startswith("response.") for shape in shapes):
        missing = body.kind == "sse" and body.is_whole and not shapes & _TERMINAL
        return "stream.no_completed" if missing else ""
    if "response" in shapes and body.kind == "json":
        return "stream.not_streaming"
    if "has:choices" in shapes:
        return "wire.chat_shape"
    if shapes & (_ANTHROPIC | {"has:candidates", "has:done"}):
        return "wire.other_protocol"
    return "url.wrong_page" if body.kind == "text" else ""
