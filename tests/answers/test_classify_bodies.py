"""What endpoints of many products say, and what it means."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import pytest

from codex_doctor.answers.classify import RULES, classify, classify_error
from codex_doctor.answers.rules import find
from codex_doctor.model import Confidence
from endpoint_errors import CASES, MODEL

if TYPE_CHECKING:
    from codex_doctor.answers.cause import Cause


def _classified(
    body: object = "", *, status: int = 400, model: str = MODEL, **headers: str
) -> Cause:
    text = body if isinstance(body, str) else json.dumps(body)
    names = {name.replace("_", "-"): value for name, value in headers.items()}
    return classify(status=status, headers=names, body=text.encode(), model=model)


@pytest.mark.parametrize(
    "case", CASES, ids=[f"{index}-{case['product']}" for index, case in enumerate(CASES)]
)
def test_a_body_means_its_cause(case: dict[str, Any]) -> None:
    body = case["body"] if isinstance(case["body"], str) else json.dumps(case["body"])

    cause = classify(
        status=case["status"], headers=case.get("headers", {}), body=body.encode(), model=MODEL
    )

    assert cause.id in (case["expect"], *case.get("also", ()))
    assert cause.subject == case.get("subject", cause.subject)
    assert cause.param == case.get("param", cause.param)
    assert cause.runner_up != cause.id
    assert cause.runner_up or cause.confidence is Confidence.CERTAIN


@pytest.mark.parametrize(
    ("status", "named"),
    [(400, True), (404, True), (500, True), (401, False), (402, False), (429, False)],
)
def test_a_refusal_that_names_the_model_is_about_it_unless_the_status_says_otherwise(
    status: int, named: bool
) -> None:
    cause = _classified({"error": {"message": f"stopped: {MODEL}"}}, status=status)

    assert (cause.id == "model.unknown_id") is named


def test_every_rule_compiles_and_says_where_it_was_seen() -> None:
    for rule in RULES:
        for pattern in (*rule.texts, rule.unless, rule.codes, rule.header):
            find(pattern, "")
        assert rule.texts or rule.codes or rule.header or rule.status
        assert rule.note or not rule.texts, rule


def test_what_is_not_certain_has_a_runner_up() -> None:
    doubtful = [rule for rule in RULES if rule.confidence is not Confidence.CERTAIN]

    assert [rule for rule in doubtful if not rule.runner_up] == []


def test_an_answer_that_says_two_things_is_only_likely() -> None:
    plain = _classified({"error": "Service is overloaded"}, status=503)
    both = _classified({"error": "Service is overloaded", "code": "too_many_requests"}, status=503)

    assert (plain.id, plain.confidence) == ("upstream.overloaded", Confidence.CERTAIN)
    assert (both.id, both.confidence) == ("upstream.overloaded", Confidence.LIKELY)
    assert both.runner_up == "quota.rate_limited"


@pytest.mark.parametrize(
    ("status", "words", "confidence"),
    [
        (401, "Incorrect API key provided", Confidence.CERTAIN),
        (404, "The model `x` does not exist. Incorrect API key provided", Confidence.LIKELY),
        # What is only likely, and a bare status, say nothing beside plain words.
        (404, "The model `x` does not exist upstream", Confidence.CERTAIN),
        (407, "The model `x` does not exist", Confidence.CERTAIN),
    ],
)
def test_a_second_thing_counts_if_it_is_said_as_plainly(
    status: int, words: str, confidence: Confidence
) -> None:
    assert _classified({"error": words}, status=status).confidence is confidence


@pytest.mark.parametrize("kind", ["function_call_output", "custom_tool_call_output"])
@pytest.mark.parametrize(
    "words", ["Invalid content type", "encrypted_content could not be verified"]
)
def test_what_is_refused_of_a_request_with_a_tool_output_is_the_output(
    words: str, kind: str
) -> None:
    body = json.dumps({"error": words}).encode()
    types = frozenset({"message", kind})

    cause = classify(status=400, headers={}, body=body, model=MODEL, request_types=types)

    assert cause.id == "tools.output_rejected"
    assert cause.runner_up == _classified({"error": words}).id


@pytest.mark.parametrize(
    ("words", "param"),
    [
        ("Unexpected role", "input[0].role"),
        ("Invalid content type", "input[2]"),
        ("Unsupported tool type", "tools[2]"),
    ],
)
def test_what_the_words_do_not_name_is_the_parameter(words: str, param: str) -> None:
    assert _classified({"error": {"message": words, "param": param}}).subject == param


@pytest.mark.parametrize("title", ["Sign in - corp", "Bitte anmelden", "ログイン"])
def test_a_login_page_is_no_refusal_of_the_key(title: str) -> None:
    page = f"<html><head><title>{title}</title></head><body>x</body></html>"

    assert _classified(page, status=403).id == "url.wrong_page"
    assert _classified(page.replace(title, "403"), status=403).id == "auth.forbidden"


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("Unknown parameter: 'input'", "wire.chat_schema"),
        ("input: Extra inputs are not permitted", "wire.chat_schema"),
        ("Unsupported parameter: 'messages'", "request.field_rejected"),
        ("Invalid type for 'input': expected a string", "request.item_rejected"),
    ],
)
def test_who_does_not_know_input_wants_a_chat(words: str, expected: str) -> None:
    assert _classified({"error": words}).id == expected


@pytest.mark.parametrize(
    ("status", "words", "expected"),
    [
        (429, "Usage limit reached. Upgrade to Plus to go on using Codex.", "quota.rate_limited"),
        (429, "Server: rate limit exceeded", "quota.rate_limited"),
        (400, "max_output_tokens must be at least 16", "request.field_rejected"),
        (403, "Your prompt was flagged. No credits were charged.", "request.prompt_rejected"),
        (400, "API key expired. Please use another API key.", "auth.key_rejected"),
        (
            400,
            "This model does not support parameter store on this endpoint",
            "request.field_rejected",
        ),
        (500, "Internal error, incident id: 123456", "upstream.error"),
        (400, "User role does not have the database role", "request.rejected"),
    ],
)
def test_words_that_only_look_like_another_cause(status: int, words: str, expected: str) -> None:
    assert _classified({"error": words}, status=status).id == expected


def test_a_404_that_names_the_model_says_that_it_is_unknown_in_any_language() -> None:
    named = _classified({"blad": "my-model nie istnieje"}, status=404)
    path = _classified({"blad": "/deployments/my-model/responses nie istnieje"}, status=404)

    assert (named.id, named.confidence) == ("model.unknown_id", Confidence.LIKELY)
    assert path.id == "wire.responses_missing"


def test_a_wait_is_read_from_the_header() -> None:
    assert _classified(status=429, retry_after="30").retry_after_s == 30.0
    assert _classified(status=429, retry_after="1.5").retry_after_s == 1.5


def test_a_wait_until_a_date_is_counted_by_the_server_s_own_clock() -> None:
    cause = _classified(
        status=503,
        retry_after="Wed, 21 Oct 2026 07:28:30 GMT",
        date="Wed, 21 Oct 2026 07:28:00 GMT",
    )

    assert cause.retry_after_s == 30.0


@pytest.mark.parametrize("value", ["soon", "Wed, 99 Oct 2026 07:28:00 GMT"])
def test_a_wait_that_is_no_date_is_left_out(value: str) -> None:
    assert _classified(status=429, retry_after=value, date="x").retry_after_s is None


@pytest.mark.parametrize(
    ("words", "seconds"),
    [
        ("Rate limit reached. Please try again in 20.5s.", 20.5),
        ("Please retry after 20 seconds", 20.0),
        ("Please retry after 500 milliseconds", 0.5),
        ("Please try again in 2分钟", 120.0),
        ("Rate limit reached, please try again in 1m30s", 90.0),
        ("Too many requests, try again in 150ms", 0.15),
        ("Too many requests, try again in 2 minutes", 120.0),
        ("Too many requests", None),
    ],
)
def test_a_wait_is_read_from_the_words(words: str, seconds: float | None) -> None:
    assert _classified({"error": words}, status=429).retry_after_s == seconds


def test_a_refused_item_is_a_refused_tool_output_when_one_was_sent() -> None:
    cause = classify(
        status=400,
        headers={},
        body=b'{"error": {"message": "Unsupported input item type: x", "param": "input[4]"}}',
        model=MODEL,
        request_types=frozenset({"message", "function_call_output"}),
    )

    assert (cause.id, cause.runner_up) == ("tools.output_rejected", "request.item_rejected")


def test_a_missing_model_is_an_empty_id_only_if_none_was_sent() -> None:
    body = {"error": {"message": "Field 'model' is required"}}

    assert _classified(body).id == "request.compression_rejected"
    assert _classified(body, model=" ").id == "model.empty"


def test_the_message_is_one_harmless_line_of_300_characters() -> None:
    cause = _classified({"error": "\x1b[31m[red]model\n\x07" + "x" * 400})

    assert len(cause.message) == 300
    assert cause.message.startswith("\\x1b[31m[red]model \\x07xxx")
    assert cause.message.endswith("…")


def test_the_innermost_message_is_the_one_that_is_shown() -> None:
    inner = json.dumps({"error": {"message": "Unsupported parameter: 'store'", "param": "store"}})
    cause = _classified({"error": {"message": f"litellm.BadRequestError: X - {inner} (retry)"}})

    assert cause.message == "Unsupported parameter: 'store'"
    assert (cause.id, cause.param) == ("request.field_rejected", "store")


def test_a_status_inside_the_body_decides_where_the_outer_one_says_nothing() -> None:
    assert (
        _classified({"error": {"code": 401, "message": "x"}}, status=500).id == "auth.key_rejected"
    )
    assert _classified({"code": 429, "message": "x"}, status=200).id == "quota.rate_limited"


def test_a_model_named_next_to_a_refusal_is_unknown() -> None:
    cause = _classified({"error": "failed routing my-model"})

    assert (cause.id, cause.confidence) == ("model.unknown_id", Confidence.LIKELY)


def test_a_success_without_an_error_says_nothing() -> None:
    assert _classified({"ok": True}, status=200).id == ""
    assert _classified("", status=200).id == ""


def test_a_stream_that_was_cut_for_its_length_is_not_called_unfinished() -> None:
    event = 'data: {"type": "response.output_text.delta", "delta": "x"}\n\n'

    assert _classified(event, status=200).id == "stream.no_completed"
    assert _classified(event * 2000, status=200).id == ""


@pytest.mark.parametrize(
    ("code", "message", "expected"),
    [
        ("model_not_found", "", "model.unknown_id"),
        ("insufficient_quota", "none left", "quota.exhausted"),
        ("context_length_exceeded", "", "request.context_too_small"),
        ("rate_limit_exceeded", "try again in 1.2s", "quota.rate_limited"),
        ("server_is_overloaded", "", "upstream.overloaded"),
        ("invalid_prompt", "flagged", "request.prompt_rejected"),
        ("cyber_policy", "", "request.prompt_rejected"),
        ("upstream_error", "Upstream request failed", "upstream.error"),
        ("", "No such model: x", "model.unknown_id"),
        ("odd", "odd words", "upstream.error"),
        ("", '{"error": {"message": "Invalid API key"}}', "auth.key_rejected"),
        ("", "", ""),
    ],
)
def test_an_error_event_means_its_cause(code: str, message: str, expected: str) -> None:
    cause = classify_error(code=code, message=message, model=MODEL)

    assert cause.id == expected


def test_an_error_event_keeps_the_wait() -> None:
    cause = classify_error(code="rate_limit_exceeded", message="try again in 1.2s", model=MODEL)

    assert cause.retry_after_s == 1.2


@pytest.mark.parametrize(
    ("path", "is_compaction"),
    [("/v1/responses/compact", True), ("/v1/responses/compact/responses", False)],
)
def test_a_path_that_goes_on_is_not_the_one_of_compaction(path: str, is_compaction: bool) -> None:
    body = json.dumps({"error": {"message": f"POST {path} not found"}}).encode()

    found = classify(status=404, headers={}, body=body, model=MODEL)
    in_turn = classify(status=404, headers={}, body=body, model=MODEL, in_turn=True)

    assert (found.id == "session.compact_missing") is is_compaction
    assert in_turn.id != "session.compact_missing"
