"""Recognise an answer that is no error and still not a Responses stream."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from codex_doctor.endpoint.body import ErrorBody

_TERMINAL: Final = frozenset(
    {"response.completed", "response.failed", "response.incomplete", "error"}
)
_ANTHROPIC: Final = frozenset({"message", "message_start", "content_block_delta", "message_stop"})


def judge_shape(status: int, body: ErrorBody) -> str:
    """Return the finding id for the shape of a 2xx body, "" when the shape says nothing.

    Args:
        status: HTTP status; only 200 to 299 are looked at.
        body: The body, read.
    """
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
