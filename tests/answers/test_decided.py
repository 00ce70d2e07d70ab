"""What decides where an answer could mean several things, and what is told of it."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from codex_doctor.answers.classify import classify, classify_error
from codex_doctor.model import Confidence

if TYPE_CHECKING:
    from codex_doctor.answers.cause import Cause

OUTPUT = frozenset({"message", "function_call_output"})


def cause_of(
    body: object,
    *,
    status: int = 400,
    types: frozenset[str] = frozenset(),
    headers: dict[str, str] | None = None,
    model: str = "my-model",
) -> Cause:
    text = body if isinstance(body, str) else json.dumps(body)
    return classify(
        status=status,
        headers=headers or {},
        body=text.encode(),
        model=model,
        request_types=types,
    )


def test_only_a_refused_item_is_the_tool_output() -> None:
    cause = cause_of({"error": "Incorrect API key provided"}, status=401, types=OUTPUT)

    assert cause.id == "auth.key_rejected"


def test_words_say_more_than_the_shape_of_an_answer() -> None:
    chat = {"object": "chat.completion", "choices": "none"}
    stopped = {"cf-mitigated": "challenge"}

    assert cause_of(chat, status=200).id == "wire.chat_shape"
    assert cause_of(chat, status=200, headers=stopped).id == "wire.chat_shape"
    assert cause_of({"error": "Incorrect API key provided"} | chat, status=200).id == (
        "auth.key_rejected"
    )


def test_what_was_only_likely_keeps_its_own_runner_up() -> None:
    cause = cause_of({"error": "timeout", "code": "too_many_requests"}, status=503)

    assert (cause.id, cause.confidence) == ("upstream.timeout", Confidence.LIKELY)
    assert cause.runner_up == "upstream.unavailable"


def test_a_code_of_one_meaning_makes_words_of_two_certain() -> None:
    words = "the request exceeds the available context size, try increasing it"
    coded = cause_of({"error": {"message": words, "type": "exceed_context_size_error"}})
    bare = cause_of({"error": {"message": words}})

    assert (coded.id, coded.confidence) == ("request.context_too_small", Confidence.CERTAIN)
    assert (bare.id, bare.confidence) == ("request.context_too_small", Confidence.LIKELY)
    assert bare.runner_up == "request.too_large"


@pytest.mark.parametrize(
    ("words", "status", "expected"),
    [
        ("The trial API key has expired. Your balance is used up.", 403, "auth.key_rejected"),
        ("The trial credits on this API key have expired", 403, "quota.exhausted"),
    ],
)
def test_a_key_that_is_over_is_told_from_money_that_is(
    words: str, status: int, expected: str
) -> None:
    assert cause_of({"error": words}, status=status).id == expected


@pytest.mark.parametrize(
    ("field", "confidence", "runner_up"),
    [("zork", Confidence.LIKELY, "request.rejected"), ("store", Confidence.CERTAIN, "")],
)
def test_a_refused_field_that_codex_does_not_send_is_only_likely(
    field: str, confidence: Confidence, runner_up: str
) -> None:
    cause = cause_of({"error": f"Unsupported parameter: '{field}'"})

    assert (cause.id, cause.param) == ("request.field_rejected", field)
    assert (cause.confidence, cause.runner_up) == (confidence, runner_up)


@pytest.mark.parametrize(
    ("outer", "inner", "expected"),
    [
        (200, 400, "request.rejected"),
        (500, 400, "request.rejected"),
        (500, 401, "auth.key_rejected"),
        (200, 399, ""),
        (502, 401, "upstream.unavailable"),
        (400, 401, "request.rejected"),
    ],
)
def test_a_status_in_the_body_counts_where_the_outer_one_is_a_success_or_500(
    outer: int, inner: int, expected: str
) -> None:
    assert cause_of({"code": inner, "message": "odd"}, status=outer).id == expected


def test_a_status_in_an_error_event_counts() -> None:
    assert classify_error(code="401", message="odd", model="m").id == "auth.key_rejected"


@pytest.mark.parametrize(
    ("body", "status", "expected"),
    [
        ({"error": "stopped: my-model"}, 400, "model.unknown_id"),
        ({"error": "stopped: my-model"}, 402, "quota.exhausted"),
        ("<html><body>stopped: my-model</body></html>", 400, "request.rejected"),
        ("<html><body>not my-model</body></html>", 404, "wire.responses_missing"),
    ],
)
def test_where_a_model_beside_a_refusal_is_not_the_cause(
    body: object, status: int, expected: str
) -> None:
    assert cause_of(body, status=status).id == expected


def test_the_words_that_decided_are_shown() -> None:
    words = ["Something about the request", "Incorrect API key provided"]

    cause = cause_of({"errors": [{"message": one} for one in words]}, status=401)

    assert (cause.id, cause.message) == ("auth.key_rejected", words[1])


def test_a_blank_model_changes_only_what_is_said_of_models() -> None:
    assert cause_of({"error": "Incorrect API key provided"}, model=" ").id == "auth.key_rejected"
    assert cause_of({"error": "blocked: not today"}, model="").id == "request.rejected"


def test_the_parameter_is_the_subject_only_of_what_is_refused_of_a_request() -> None:
    error = {"message": "Incorrect API key provided", "param": "input"}
    cause = cause_of({"error": error}, status=401)

    assert (cause.id, cause.param, cause.subject) == ("auth.key_rejected", "input", "")


def test_a_refused_field_may_have_a_runner_up_of_its_own() -> None:
    cause = cause_of({"error": "Unknown parameter: 'input'"})

    assert (cause.id, cause.runner_up) == ("wire.chat_schema", "request.field_rejected")


def test_what_is_told_of_an_answer_is_short() -> None:
    param = f"store.{'a' * 50}.{'b' * 60}.{'c' * 60}"
    cause = cause_of({"error": {"message": "odd", "code": "c" * 100, "param": param}})

    assert (len(cause.code), len(cause.param), len(cause.subject)) == (80, 120, 120)


def test_a_header_or_a_bare_status_says_nothing_beside_plain_words() -> None:
    words = "The plain HTTP request was sent to HTTPS port"
    blocked = cause_of(words, headers={"cf-mitigated": "challenge"})
    large = cause_of(words, status=413)

    assert (blocked.id, blocked.confidence) == ("tls.needed", Confidence.CERTAIN)
    assert (large.id, large.confidence) == ("tls.needed", Confidence.CERTAIN)


def test_the_code_of_an_answer_may_be_in_its_headers() -> None:
    named = {"x-amzn-errortype": "ThrottlingException:http://internal.amazon.com/"}

    assert cause_of("", headers=named).id == "quota.rate_limited"
    assert cause_of("").id == "request.rejected"


@pytest.mark.parametrize(
    ("until", "now", "seconds"),
    [
        ("Wed, 21 Oct 2026 09:28:30 +0200", "Wed, 21 Oct 2026 07:28:00 GMT", 30.0),
        ("Wed, 21 Oct 2026 07:28:30 -0000", "Wed, 21 Oct 2026 07:28:00 GMT", 30.0),
        ("Wed, 21 Oct 2026 07:27:00 GMT", "Wed, 21 Oct 2026 07:28:00 GMT", 0.0),
        ("Wed, 21 Oct 99999999999999 07:28:00 GMT", "Wed, 21 Oct 2026 07:28:00 GMT", None),
    ],
)
def test_a_wait_until_a_date_in_any_zone_is_counted(
    until: str, now: str, seconds: float | None
) -> None:
    headers = {"retry-after": until, "date": now}

    assert cause_of("", status=429, headers=headers).retry_after_s == seconds


def test_a_wait_of_hours_is_read_from_the_words() -> None:
    assert cause_of({"error": "Please try again in 2h"}, status=429).retry_after_s == 7200.0
