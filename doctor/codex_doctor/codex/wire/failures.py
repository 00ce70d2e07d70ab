"""What a version of Codex makes of events that say that a turn failed."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from msgspec import Struct

from codex_doctor.codex.versions import holds
from codex_doctor.values import is_table

DISCONNECTED = "stream disconnected before completion: "
UNPARSED = "failed to parse ResponseCompleted: "
CLOSED = DISCONNECTED + "stream closed before response.completed"
_OUT_OF_ROOM = (
    "Codex ran out of room in the model's context window. "
    "Start a new {begun} or clear earlier history before retrying."
)
_AT_CAPACITY = "Selected model is at capacity. Please try a different model."
_NO_PLAN = "To use Codex with your ChatGPT plan, upgrade to Plus: https://{where}."
_CONTEXT = "context_length_exceeded"
# Codes for which it prints the endpoint's message, with what it prints without one, and the
# behaviour of the versions that take them as final.
_SAID = {
    "invalid_prompt": ("invalid_prompt_final", "Invalid request."),
    "cyber_policy": (
        "cyber_policy_final",
        "This request has been flagged for possible cybersecurity risk.",
    ),
    "bio_policy": ("bio_policy_final", "This content was flagged for possible biological risk."),
    "content_policy_violation": (
        "content_policy_final",
        "The input was rejected by the content policy.",
    ),
    "model_not_found": ("model_not_found_final", "model_not_found"),
}
# An `error` event is only understood with these codes inside its `error`.
_EVENT_CODES = {_CONTEXT: "context_event_read", "model_not_found": "model_not_found_final"}
_STRINGS = ("type", "code", "message", "plan_type")


class Failure(Struct, frozen=True):
    """How a turn fails: the ending, what Codex prints, whether it tries again, and the words."""

    ending: str
    message: str
    retried: bool
    code: str = ""
    words: str = ""


class _Manner(Struct, frozen=True):
    """How a version takes failures.

    Attributes:
        printed: Codes of response.failed that are not tried again, with what is printed for them.
        said: Those for which the endpoint's message is printed, with what is printed without one.
        limits: Those that are said to be a limit.
        event_codes: Those that an `error` event is understood with.
        reads_incomplete: Whether response.incomplete is read, and not passed over.
        ends_incomplete: Whether it ends the turn.
    """

    printed: dict[str, str]
    said: dict[str, str]
    limits: frozenset[str]
    event_codes: frozenset[str]
    reads_incomplete: bool
    ends_incomplete: bool


@lru_cache
def _manner(version: str | None) -> _Manner:
    printed = {
        _CONTEXT: out_of_room(version),
        "insufficient_quota": "Quota exceeded. Check your plan and billing details.",
    }
    if holds("plan_needed_final", version):
        is_moved = holds("plan_at_chatgpt", version)
        where = "chatgpt.com/explore/plus" if is_moved else "openai.com/chatgpt/pricing"
        printed["usage_not_included"] = _NO_PLAN.format(where=where)
    if holds("at_capacity_final", version):
        printed["server_is_overloaded"] = _AT_CAPACITY
    if holds("slow_down_final", version):
        printed["slow_down"] = _AT_CAPACITY
    limits = {"rate_limit_exceeded": "rate_limit_said", "slow_down": "slow_down_said"}
    said = {code: words for code, (final, words) in _SAID.items() if holds(final, version)}
    return _Manner(
        printed,
        said,
        frozenset(code for code, name in limits.items() if holds(name, version)),
        frozenset(code for code, name in _EVENT_CODES.items() if holds(name, version)),
        reads_incomplete=holds("incomplete_read", version),
        ends_incomplete=holds("incomplete_final", version),
    )


def out_of_room(version: str | None) -> str:
    """Return what is printed where the context window is full."""
    return _OUT_OF_ROOM.format(
        begun="thread" if holds("room_in_a_thread", version) else "conversation"
    )


def failure_in(response: Any, version: str | None = None) -> Failure:
    """Return what Codex makes of the response in a response.failed event."""
    error = response.get("error") if is_table(response) else None
    if not is_table(error) or not _is_read(error):
        unread = error if is_table(error) else {"message": error}
        message = DISCONNECTED + "response.failed event received"
        return Failure("failed", message, True, _text(unread, "code"), _text(unread, "message"))
    code, words = _text(error, "code"), _text(error, "message")
    return _failure(code, words, _manner(version), has_words="message" in error)


def failure_in_event(error: Any, version: str | None = None) -> Failure | None:
    """Return what Codex makes of the `error` in an error event, None when it ignores it."""
    code, manner = _text(error, "code"), _manner(version)
    if not is_table(error) or code not in manner.event_codes:
        return None
    words = error.get("message")
    return _failure(code, words if isinstance(words, str) else "", manner, has_words=True)


def incomplete(response: Any, version: str | None = None) -> Failure:
    """Return what Codex makes of a response.incomplete event."""
    manner = _manner(version)
    details = response.get("incomplete_details") if is_table(response) else None
    given = details.get("reason") if is_table(details) else None
    reason = given if isinstance(given, str) else "unknown"
    message = f"Incomplete response returned, reason: {reason}"
    if not manner.reads_incomplete:
        return Failure("incomplete", CLOSED, True, reason)
    # A filter may let the next try pass.
    again = reason == "content_filter" or not manner.ends_incomplete
    return Failure("incomplete", DISCONNECTED + message if again else message, again, reason)


def error_words(event: dict[str, Any]) -> tuple[str, str]:
    """Return code and message of an error event of any form."""
    error = event.get("error")
    nested = error if is_table(error) else event
    words = error if isinstance(error, str) else _text(nested, "message")
    return _text(nested, "code"), words


def _failure(code: str, words: str, manner: _Manner, *, has_words: bool) -> Failure:
    if code in manner.printed:
        return Failure("failed", manner.printed[code], False, code, words)
    if code in manner.said:
        is_silent = code == "invalid_prompt" and has_words
        said = words or ("" if is_silent else manner.said[code])
        return Failure("failed", said, False, code, words)
    prefix = "rate limit exceeded: " if code in manner.limits else DISCONNECTED
    return Failure("failed", prefix + words, True, code, words)


def _is_read(error: dict[str, Any]) -> bool:
    is_typed = all(isinstance(error.get(name), str | None) for name in _STRINGS)
    return is_typed and not isinstance(error.get("resets_at"), str)


def _text(table: Any, name: str) -> str:
    value = table.get(name) if is_table(table) else None
    return "" if value is None else str(value)[:4000]
