"""Streams that say in so many words, by a code, what is wrong."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from codex_doctor.lab import replies
from field.endpoints import (
    bent,
    events,
    failed_stream,
    unknown,
)

if TYPE_CHECKING:
    from codex_doctor.lab.wire import Reply

from field.set_up import case

_CREATED: Final = {"type": "response.created", "response": replies.response("in_progress")}


def _sending(reply: Reply) -> Any:
    return bent(stream=lambda _: reply)


CASES: Final = (
    case(
        "content-filter-failed",
        "explicit code",
        "The stream fails with the code of a content filter.",
        "fails",
        "request.prompt_rejected",
        "stream.refused",
        endpoint=_sending(
            failed_stream("content_filter", "The prompt was filtered by the content policy.")
        ),
        says_not=("body limit",),
        report="maximhq/bifrost#6419",
    ),
    case(
        "content-filter-incomplete",
        "explicit code",
        "The answer is incomplete, because of a content filter.",
        "fails",
        "stream.incomplete",
        "request.prompt_rejected",
        "stream.refused",
        endpoint=_sending(
            events(
                _CREATED,
                {
                    "type": "response.incomplete",
                    "response": replies.response(
                        "incomplete", incomplete_details={"reason": "content_filter"}
                    ),
                },
            )
        ),
        report="openai/codex#17615",
    ),
    case(
        "rate-limit-in-stream",
        "explicit code",
        "The stream fails with the code of a rate limit.",
        "fails",
        "quota.rate_limited",
        endpoint=_sending(
            failed_stream("rate_limit_exceeded", "Rate limit reached. Please try again in 20s.")
        ),
    ),
    case(
        "quota-in-stream",
        "explicit code",
        "The stream fails with the code of a quota.",
        "fails",
        "quota.exhausted",
        endpoint=_sending(failed_stream("insufficient_quota", "You exceeded your current quota.")),
    ),
    case(
        "overloaded-in-stream",
        "explicit code",
        "The stream fails with the code of an overload.",
        "fails",
        "upstream.overloaded",
        endpoint=_sending(
            failed_stream("server_is_overloaded", "Our servers are currently overloaded.")
        ),
    ),
    case(
        "model-in-stream",
        "explicit code",
        "The stream fails with the code of an unknown model.",
        "fails",
        "model.unknown_id",
        endpoint=unknown(
            "glm-6", reply=failed_stream("model_not_found", "The model glm-5 does not exist.")
        ),
    ),
    case(
        "key-in-stream",
        "explicit code",
        "Status 200 and a stream that says that the key is invalid.",
        "fails",
        "auth.key_rejected",
        endpoint=_sending(failed_stream("invalid_api_key", "Incorrect API key provided.")),
    ),
)
