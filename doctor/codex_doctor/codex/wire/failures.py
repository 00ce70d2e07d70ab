"""What Codex makes of events that say that a turn failed (measured with 0.169.0)."""

from __future__ import annotations

from typing import Any

from msgspec import Struct

from codex_doctor.values import is_table

DISCONNECTED = "stream disconnected before completion: "
UNPARSED = "failed to parse ResponseCompleted: "
OUT_OF_ROOM = (
    "Codex ran out of room in the model's context window. "
    "Start a new thread or clear earlier history before retrying."
)
# Codes of response.failed that Codex does not try again, with what it prints for them.
_PRINTED = {
    "context_length_exceeded": OUT_OF_ROOM,
    "insufficient_quota": "Quota exceeded. Check your plan and billing details.",
    "usage_not_included": (
        "To use Codex with your ChatGPT plan, upgrade to Plus: https://chatgpt.com/explore/plus."
    ),
    "server_is_overloaded": "Selected model is at capacity. Please try a different model.",
}
# Codes for which it prints the endpoint's message, with what it prints without one.
_SAID = {
    "invalid_prompt": "Invalid request.",
    "cyber_policy": "This request has been flagged for possible cybersecurity risk.",
    "bio_policy": "This content was flagged for possible biological risk.",
    "content_policy_violation": "The input was rejected by the content policy.",
    "model_not_found": "model_not_found",
}
_LIMITS = frozenset({"rate_limit_exceeded", "slow_down"})
# An `error` event is only understood with these codes inside its `error`.
_EVENT_CODES = frozenset({"context_length_exceeded", "model_not_found"})
_STRINGS = ("type", "code", "message", "plan_type")


class Failure(Struct, frozen=True):
    """How a turn fails: the ending, what Codex prints, whether it tries again, and the words."""

    ending: str
    message: str
    retried: bool
    code: str = ""
    words: str = ""


def failure_in(response: Any) -> Failure:
    """Return what Codex makes of the response in a response.failed event."""
    error = response.get("error") if is_table(response) else None
    if not is_table(error) or not _is_read(error):
        unread = error if is_table(error) else {"message": error}
        message = DISCONNECTED + "response.failed event received"
        return Failure("failed", message, True, _text(unread, "code"), _text(unread, "message"))
    return _failure(_text(error, "code"), _text(error, "message"), has_words="message" in error)


def failure_in_event(error: Any) -> Failure | None:
    """Return what Codex makes of the `error` in an error event, None when it ignores it."""
    code = _text(error, "code")
    if not is_table(error) or code not in _EVENT_CODES:
        return None
    words = error.get("message")
    return _failure(code, words if isinstance(words, str) else "", has_words=True)


def incomplete(response: Any) -> Failure:
    """Return what Codex makes of a response.incomplete event."""
    details = response.get("incomplete_details") if is_table(response) else None
    given = details.get("reason") if is_table(details) else None
    reason = given if isinstance(given, str) else "unknown"
    message = f"Incomplete response returned, reason: {reason}"
    # A filter may let the next try pass.
    again = reason == "content_filter"
    return Failure("incomplete", DISCONNECTED + message if again else message, again, reason)


def error_words(event: dict[str, Any]) -> tuple[str, str]:
    """Return code and message of an error event of any form."""
    error = event.get("error")
    nested = error if is_table(error) else event
    words = error if isinstance(error, str) else _text(nested, "message")
    return _text(nested, "code"), words


def _failure(code: str, words: str, *, has_words: bool) -> Failure:
    if code in _PRINTED:
        return Failure("failed", _PRINTED[code], False, code, words)
    if code in _SAID:
        is_silent = code == "invalid_prompt" and has_words
        return Failure("failed", words or ("" if is_silent else _SAID[code]), False, code, words)
    prefix = "rate limit exceeded: " if code in _LIMITS else DISCONNECTED
    return Failure("failed", prefix + words, True, code, words)


def _is_read(error: dict[str, Any]) -> bool:
    is_typed = all(isinstance(error.get(name), str | None) for name in _STRINGS)
    return is_typed and not isinstance(error.get("resets_at"), str)


def _text(table: Any, name: str) -> str:
    value = table.get(name) if is_table(table) else None
    return "" if value is None else str(value)[:4000]
