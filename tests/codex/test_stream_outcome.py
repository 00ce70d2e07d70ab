"""What the last event makes of a turn: done, failed, incomplete, or thrown away."""

from __future__ import annotations

from typing import Any

import pytest

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
