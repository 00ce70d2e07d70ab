"""What the last event makes of a turn: done, failed, incomplete, or thrown away."""

from __future__ import annotations

from typing import Any

import pytest

from codex_doctor.codex.wire.failures import CLOSED
from codex_doctor.codex.wire.stream import StreamReader
from codex_doctor.words.told import said
from streams import completed, done, message, read, sse


@pytest.mark.parametrize(
    ("response", "ending", "detail"),
    [
        ({"id": None}, "completed_malformed", "id is not a string"),
        ({"id": 7}, "completed_malformed", "id is not a string"),
        ({"usage": "12"}, "usage_malformed", "usage is not an object"),
        ({"usage": {}}, "usage_malformed", "usage.input_tokens is missing"),
        ({"usage": {"input_tokens": 1.0}}, "usage_malformed", "usage.input_tokens is a fraction"),
        ({"usage": {"input_tokens": "1"}}, "usage_malformed", "usage.input_tokens is a string"),
        ({"usage": {"input_tokens": None}}, "usage_malformed", "usage.input_tokens is null"),
        ({"usage": {"input_tokens": True}}, "usage_malformed", "usage.input_tokens is a boolean"),
        (
            {"usage": {"input_tokens": [1]}},
            "usage_malformed",
            "usage.input_tokens is of another type",
        ),
    ],
)
def test_a_final_object_that_cannot_be_read_throws_the_turn_away(
    response: dict[str, Any], ending: str, detail: str
) -> None:
    reading = read(sse(done(message()), completed(**response)))

    assert reading.ending == ending
    assert reading.retried
    assert said(reading.flaws[-1].detail) == detail


def test_a_final_object_without_id_is_malformed() -> None:
    reading = read(sse({"type": "response.completed", "response": {}}))

    assert reading.message.endswith("failed to parse ResponseCompleted: missing field `id`")


@pytest.mark.parametrize(
    ("details", "flaw"),
    [
        ({}, "usage.input_tokens_details.cached_tokens is missing"),
        ({"cached_tokens": None}, "usage.input_tokens_details.cached_tokens is null"),
        ([], "usage.input_tokens_details.cached_tokens is missing"),
    ],
)
def test_details_of_the_usage_must_hold_their_number(details: Any, flaw: str) -> None:
    usage = {"input_tokens": 1, "output_tokens": 1, "total_tokens": 2}
    reading = read(sse(completed(usage=usage | {"input_tokens_details": details})))

    assert said(reading.flaws[-1].detail) == flaw


def test_items_only_in_the_final_object_are_noted() -> None:
    reading = read(sse(completed(output=[message()], status="failed")))

    assert [(flaw.kind, said(flaw.detail)) for flaw in reading.flaws] == [
        ("only_in_completed", "1 item only in the final object"),
        ("status", "status failed"),
    ]


def test_an_error_in_the_final_object_is_kept() -> None:
    reading = read(sse(completed(error={"code": "server_error", "message": "no"})))

    assert (reading.error_code, reading.error_message) == ("server_error", "no")


@pytest.mark.parametrize(
    ("code", "retried", "start"),
    [
        ("insufficient_quota", False, "Quota exceeded."),
        ("model_not_found", False, "no such model"),
        ("rate_limit_exceeded", True, "rate limit exceeded: no such model"),
        ("server_error", True, "stream disconnected before completion: no such model"),
    ],
)
def test_a_failed_response_is_final_or_retried_by_its_code(
    code: str, retried: bool, start: str
) -> None:
    error = {"code": code, "message": "no such model"}
    reading = read(sse({"type": "response.failed", "response": {"error": error}}))

    assert reading.ending == "failed"
    assert reading.retried is retried
    assert reading.message.startswith(start)


@pytest.mark.parametrize("event", [{}, {"response": {}}, {"response": {"error": None}}])
def test_a_failed_response_without_an_error_is_retried(event: dict[str, Any]) -> None:
    reading = read(sse({"type": "response.failed"} | event))

    assert reading.message.endswith("response.failed event received")


def test_a_nested_error_event_with_a_known_code_ends_the_turn() -> None:
    error = {"code": "model_not_found", "message": "no such model"}
    reading = read(sse({"type": "error", "error": error}))

    assert (reading.ending, reading.message) == ("failed", "no such model")


@pytest.mark.parametrize(
    ("response", "retried"),
    [
        ({"incomplete_details": {"reason": "max_output_tokens"}}, False),
        ({"incomplete_details": {"reason": "content_filter"}}, True),
        ({"incomplete_details": {"reason": "other"}}, False),
        ({}, False),
        (None, False),
    ],
)
def test_an_incomplete_response_is_only_retried_after_a_filter(
    response: Any, retried: bool
) -> None:
    reading = read(sse({"type": "response.incomplete", "response": response}))

    assert reading.ending == "incomplete"
    assert reading.retried is retried


def failing(kind: str, code: str) -> bytes:
    """Return the stream that ends with this failure, as a server says it."""
    if kind == "incomplete":
        response = {"incomplete_details": {"reason": code}}
        return sse({"type": "response.incomplete", "response": response})
    error = {"code": code, "message": "SAID"}
    if kind == "error":
        return sse({"type": "error", "error": error})
    return sse({"type": "response.failed", "response": {"error": error}})


DISCONNECTED = "stream disconnected before completion: "
CAPACITY = "Selected model is at capacity. Please try a different model."
REASON = "Incomplete response returned, reason: max_output_tokens"


# As each version printed it, and whether it sent again (stream_max_retries = 1).
@pytest.mark.parametrize(
    ("kind", "code", "version", "message", "retried"),
    [
        ("failed", "context_length_exceeded", "0.79.0", "Start a new conversation or", False),
        ("failed", "context_length_exceeded", "0.80.0", "Start a new thread or", False),
        ("failed", "usage_not_included", "0.63.0", DISCONNECTED + "SAID", True),
        ("failed", "usage_not_included", "0.64.0", "https://openai.com/chatgpt/pricing.", False),
        ("failed", "usage_not_included", "0.94.0", "https://chatgpt.com/explore/plus.", False),
        ("failed", "invalid_prompt", "0.87.0", DISCONNECTED + "SAID", True),
        ("failed", "invalid_prompt", "0.89.0", "SAID", False),
        ("failed", "server_is_overloaded", "0.99.0", DISCONNECTED + "SAID", True),
        ("failed", "server_is_overloaded", "0.100.0", CAPACITY, False),
        ("failed", "slow_down", "0.99.0", DISCONNECTED + "SAID", True),
        ("failed", "slow_down", "0.155.1", CAPACITY, False),
        ("failed", "slow_down", "0.156.0", "rate limit exceeded: SAID", True),
        ("failed", "rate_limit_exceeded", "0.150.1", DISCONNECTED + "SAID", True),
        ("failed", "rate_limit_exceeded", "0.151.0", "rate limit exceeded: SAID", True),
        ("failed", "cyber_policy", "0.123.0", DISCONNECTED + "SAID", True),
        ("failed", "cyber_policy", "0.124.0", "SAID", False),
        ("failed", "bio_policy", "0.143.0", DISCONNECTED + "SAID", True),
        ("failed", "bio_policy", "0.144.0", "SAID", False),
        ("failed", "content_policy_violation", "0.168.0", DISCONNECTED + "SAID", True),
        ("failed", "content_policy_violation", "0.169.0", "SAID", False),
        ("failed", "model_not_found", "0.164.0", DISCONNECTED + "SAID", True),
        ("failed", "model_not_found", "0.165.0", "SAID", False),
        ("incomplete", "max_output_tokens", "0.99.0", CLOSED, True),
        ("incomplete", "max_output_tokens", "0.100.0", DISCONNECTED + REASON, True),
        ("incomplete", "max_output_tokens", "0.162.1", DISCONNECTED + REASON, True),
        ("incomplete", "max_output_tokens", "0.163.0", REASON, False),
        ("error", "context_length_exceeded", "0.168.0", CLOSED, True),
        ("error", "context_length_exceeded", "0.169.0", "Start a new thread or", False),
        ("error", "model_not_found", "0.164.0", CLOSED, True),
        ("error", "model_not_found", "0.165.0", "SAID", False),
    ],
)
def test_a_failure_is_taken_as_the_version_takes_it(
    kind: str, code: str, version: str, message: str, retried: bool
) -> None:
    reader = StreamReader(version=version)
    reader.feed(failing(kind, code))
    reader.close()

    reading = reader.reading()
    assert message in reading.message
    assert reading.message.startswith(DISCONNECTED) == message.startswith(DISCONNECTED)
    assert reading.retried == retried
