from __future__ import annotations

import gzip
from typing import TYPE_CHECKING, Any

import pytest
from msgspec.structs import replace

from codex_doctor.answers.cause import Cause
from codex_doctor.answers.classify import RULES
from codex_doctor.model import Confidence, Failed, Passed, Severity, Skipped
from codex_doctor_checks.turn import auth, model, request, stream, tools, wire
from codex_doctor_checks.turn.root import Root
from eyes import ANSWER, HEALTHY, SETUP, exchange, refused, turn
from streams import call, completed, done, message, sse, without
from turn_judges import HTML, error, found, judged

if TYPE_CHECKING:
    from codex_doctor.answers.rules import Rule
    from codex_doctor.facts import Exchange


def test_a_healthy_turn_passes_every_check() -> None:
    assert all(isinstance(outcome, Passed) for outcome in judged(turn()).values())


def test_a_turn_without_credential_passes_when_the_endpoint_wants_none() -> None:
    setup = replace(SETUP, credential=replace(SETUP.credential, sent=False))

    assert auth.judge(turn(), setup) == Passed("no credential is needed")


STREAMS = [
    (b"", "stream.empty"),
    (b": ping\n\n", "stream.no_completed"),
    (b"data: [DONE]\n\n", "stream.no_completed"),
    (sse(done(message()), {"type": "response.done"}), "stream.no_completed"),
    (HTML, "url.wrong_page"),
    (b'{"id": "r", "object": "response", "output": []}', "stream.not_streaming"),
    (b'{"hello": 1}', "stream.not_streaming"),
    (b'{"id": "job_1", "status": "queued"}', "stream.not_streaming"),
    (b"[1]", "stream.not_streaming"),
    (b'{"id": "c", "object": "chat.completion", "choices": []}', "wire.chat_shape"),
    (sse({"object": "chat.completion.chunk", "choices": []}), "wire.chat_shape"),
    (sse({"type": "message_start"}), "wire.other_protocol"),
    (HEALTHY.replace(b"\n", b"\r"), "stream.broken_framing"),
    (sse(done(message()), completed(), end="\n"), "stream.broken_framing"),
    (b"\xef\xbb\xbf" + HEALTHY, "stream.broken_framing"),
    (b"data: \xff\n\n", "stream.broken_framing"),
    (gzip.compress(HEALTHY, mtime=0), "stream.compressed"),
    (sse(done(call()), completed(usage={"prompt_tokens": 1})), "stream.usage_malformed"),
    (sse(done(call()), completed(id=None)), "stream.completed_malformed"),
    (sse({"type": "response.output_text.delta"}, completed()), "stream.items_missing"),
    (sse(completed(output=[message()])), "stream.items_missing"),
    (sse(completed()), "stream.empty"),
    (sse(done({"type": "reasoning", "summary": []}), completed()), "stream.empty"),
    (sse(done(message(content="hi")), completed()), "stream.item_malformed"),
    (sse(done(message(content=[{"type": "refusal"}])), completed()), "stream.refused"),
    (sse({"type": "error", "code": "odd_thing", "message": "hm"}), "stream.error_in_200"),
    (sse({"type": "response.failed", "response": {}}), "stream.error_in_200"),
    (sse({"error": {"message": "hm"}}), "stream.error_in_200"),
    (error("hm"), "stream.error_in_200"),
    (
        sse({"type": "response.failed", "response": {"error": {"code": "model_not_found"}}}),
        "model.unknown_id",
    ),
    (
        sse({"type": "response.incomplete", "response": {"incomplete_details": {"reason": "x"}}}),
        "stream.incomplete",
    ),
    (
        sse(
            {
                "type": "response.incomplete",
                "response": {"incomplete_details": {"reason": "content_filter"}},
            }
        ),
        "stream.refused",
    ),
]


@pytest.mark.parametrize(("body", "expected"), STREAMS)
def test_each_wrong_stream_has_its_finding(body: bytes, expected: str) -> None:
    _, finding = found(turn(exchange(body)))

    assert finding.id == expected
    assert finding.severity is Severity.ERROR
    assert finding.evidence
    assert finding.fixes


def test_a_stream_that_breaks_behind_a_call_whose_output_is_taken_is_a_warning() -> None:
    broken = exchange(sse(done(call())))
    name, finding = found(turn(broken, exchange(ANSWER)))

    assert (name, finding.id, finding.severity) == ("request", "session.flaky", Severity.WARNING)
    assert "runs the call and tries again" in finding.cause
    # Where the stream of the answer breaks too, the first one is to blame.
    assert found(turn(broken, exchange(sse(done(message())))))[1].id == "stream.no_completed"


@pytest.mark.parametrize(
    ("how", "expected"), [("cut", "stream.cut"), ("idle", "stream.idle_timeout")]
)
def test_a_stream_that_breaks_or_falls_silent_has_its_finding(how: str, expected: str) -> None:
    name, finding = found(turn(exchange(sse(done(message())), how=how)))

    assert (name, finding.id) == ("stream", expected)


def test_a_compressed_stream_without_magic_bytes_is_told_by_its_header() -> None:
    packed = exchange(b"\xd0\xff\x01", headers=(("content-encoding", "br"),))

    assert found(turn(packed))[1].id == "stream.compressed"


@pytest.mark.parametrize(
    ("events", "expected"), [(b"", "stream.idle_timeout"), (sse(done(message())), "stream.slow")]
)
def test_a_stream_cut_by_our_own_budget_is_only_possible(events: bytes, expected: str) -> None:
    _, finding = found(turn(exchange(events, failure="budget")))

    assert (finding.id, finding.confidence) == (expected, Confidence.POSSIBLE)


CALLS = [
    (done(message(content=[{"type": "output_text", "text": "Sure!"}])), "tools.never_called"),
    (
        done(message(content=[{"type": "output_text", "text": "<tool_call>{}</tool_call>"}])),
        "tools.call_as_text",
    ),
    (done(call(arguments={"cmd": "ls"})), "tools.arguments_invalid"),
    (done(without(call(), "call_id")), "tools.call_id_missing"),
    (done(without(call(), "name")), "tools.call_shape"),
    (done({"type": "tool_call", "id": "x"}), "tools.call_shape"),
]


@pytest.mark.parametrize(("event", "expected"), CALLS)
def test_each_wrong_call_has_its_finding(event: Any, expected: str) -> None:
    name, finding = found(turn(exchange(sse(event, completed()))))

    assert (name, finding.id) == ("tools", expected)


def test_text_beside_a_dropped_call_does_not_hide_it() -> None:
    first = exchange(sse(done(message()), done(without(call(), "call_id")), completed()))

    assert found(turn(first))[1].id == "tools.call_id_missing"


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        (call(name="bash"), "tools.name_unknown"),
        (call(arguments="{"), "tools.arguments_invalid"),
    ],
)
def test_a_call_that_codex_cannot_run_is_the_cause_even_if_the_turn_goes_on(
    item: Any, expected: str
) -> None:
    first = exchange(sse(done(item), completed()))

    assert found(turn(first, exchange(ANSWER)))[1].id == expected
    assert found(turn(first, first))[1].id == expected


def test_a_model_that_corrects_its_call_is_fine() -> None:
    wrong = exchange(sse(done(call(name="bash")), completed()))

    assert isinstance(judged(turn(wrong, exchange(), exchange(ANSWER)))["tools"], Passed)


@pytest.mark.parametrize(
    ("item", "expected"),
    [
        (call(name="bash"), "tools.name_unknown"),
        (call(arguments=""), "tools.arguments_invalid"),
    ],
)
def test_a_call_that_codex_refuses_beside_one_that_it_runs_is_a_loss(
    item: Any, expected: str
) -> None:
    both = exchange(sse(done(item), done(call()), completed()))

    for seen in (turn(both, exchange(ANSWER)), turn(exchange(), both, exchange(ANSWER))):
        finding = found(seen)[1]

        assert (finding.id, finding.severity) == (expected, Severity.WARNING)
        assert "beside one that Codex runs" in finding.cause


@pytest.mark.parametrize(
    ("arguments", "confidence", "words"),
    [
        ('{"cmd": "echo"}', Confidence.LIKELY, "repeats the call"),
        ('{"cmd": "ls"}', Confidence.POSSIBLE, "still calls after 2 tool calls"),
    ],
)
def test_a_call_behind_an_output_is_no_proof_that_it_was_not_seen(
    arguments: str, confidence: Confidence, words: str
) -> None:
    first = exchange(sse(done(call(arguments='{"cmd": "echo"}')), completed()))
    second = exchange(sse(done(call(arguments=arguments)), completed()))

    finding = found(turn(first, second))[1]

    assert finding.id == "tools.output_ignored"
    assert finding.confidence is confidence
    assert words in finding.cause


@pytest.mark.parametrize(
    ("second", "expected"),
    [
        (refused(400, error("call_id")), "tools.output_rejected"),
        (refused(500, error()), "tools.output_fails"),
        (exchange(b""), "tools.output_fails"),
        (exchange(b"", status=None, failure="reset", detail="gone"), "tools.output_fails"),
        (refused(429, error("slow down", code="rate_limit_exceeded")), "quota.rate_limited"),
        (exchange(), "tools.output_ignored"),
        (exchange(sse(completed())), "stream.empty"),
    ],
)
def test_each_failure_of_the_second_request_has_its_finding(
    second: Exchange, expected: str
) -> None:
    assert found(turn(exchange(), second))[1].id == expected


@pytest.mark.parametrize(
    ("status", "expected"), [(200, "tools.output_fails"), (403, "tools.output_rejected")]
)
def test_a_page_in_the_place_of_the_second_answer_is_quoted_and_no_gateway_cures_it(
    status: int, expected: str
) -> None:
    page = b"<html><head><title>Hotel Wi-Fi: log in</title></head><body>Hello</body></html>"
    second = exchange(page, kind="text/html")
    if status != 200:
        second = replace(refused(status, page), headers=second.headers)

    finding = found(turn(exchange(), second))[1]
    assert (finding.id, finding.cause[-15:]) == (expected, "with a web page")
    assert "Hotel Wi-Fi: log in" in [str(one.measured) for one in finding.evidence]
    assert "log-in page" in finding.fixes[0].title
    assert not any("gateway" in one.title for one in finding.fixes)


@pytest.mark.parametrize(
    ("failure", "detail", "expected"),
    [
        ("reset", "disconnected", "tcp.reset"),
        ("connect", "refused", "tcp.reset"),
        ("not_http", "illegal status line", "http.not_http"),
        ("tls", "[SSL] wrong", "tls.needed"),
        ("http", "bad header", "http.broken_framing"),
        ("proxy", "403", "proxy.refuses_target"),
        ("no_answer", "", "http.no_answer"),
    ],
)
def test_each_failure_before_the_headers_has_its_finding(
    failure: str, detail: str, expected: str
) -> None:
    first = exchange(b"", status=None, failure=failure, detail=detail)
    name, finding = found(turn(first))

    assert (name, finding.id) == ("request", expected)
    assert isinstance(judged(turn(first))["auth"], Skipped)


@pytest.mark.parametrize(
    ("status", "body", "check", "expected"),
    [
        (401, error("Incorrect API key provided"), "auth", "auth.key_rejected"),
        (
            429,
            error("You exceeded your current quota", code="insufficient_quota"),
            "auth",
            "quota.exhausted",
        ),
        (
            404,
            error("The model `x` does not exist", code="model_not_found"),
            "model",
            "model.unknown_id",
        ),
        (
            400,
            error("Unsupported parameter: store", param="store"),
            "request",
            "request.field_rejected",
        ),
        (502, HTML, "request", "upstream.unavailable"),
        (302, b"", "wire", "url.redirect"),
        (400, b"", "request", "request.rejected"),
        (418, b"", "request", "request.rejected"),
    ],
)
def test_each_refusal_belongs_to_its_check(
    status: int, body: bytes, check: str, expected: str
) -> None:
    name, finding = found(turn(refused(status, body)))

    assert (name, finding.id) == (check, expected)


_CHECKS = {
    check.__name__.rpartition(".")[2]: check.KINDS
    for check in (auth, model, wire, request, stream, tools)
}


@pytest.mark.parametrize("rule", RULES, ids=[f"{i}-{one.id}" for i, one in enumerate(RULES)])
def test_whatever_answers_a_turn_has_words_in_the_check_that_says_it(rule: Rule) -> None:
    kinds = _CHECKS[Root(Cause(rule.id, Confidence.LIKELY), exchange()).stage]

    assert (rule.id in kinds) is rule.of_turn


@pytest.mark.parametrize("status", [200, 403, 404, 501])
def test_the_route_of_compaction_is_none_of_a_turn(status: int) -> None:
    """A relay named it, and the check of the request ended with a bug of its own."""
    body = error("POST /v1/responses/compact not found")

    assert found(turn(refused(status, body)))[1].id == "wire.responses_missing"


def test_a_turn_with_a_blank_model_is_told_by_the_check_of_the_configuration() -> None:
    seen = turn(refused(400, error("you must provide a model parameter")))

    assert found(replace(seen, model=" "))[1].id == "request.compression_rejected"


def test_a_rejected_key_that_was_never_sent_is_a_missing_one() -> None:
    setup = replace(SETUP, credential=replace(SETUP.credential, sent=False))
    outcome = auth.judge(turn(refused(401, error("Incorrect API key provided"))), setup)

    assert isinstance(outcome, Failed)
    assert outcome.findings[0].id == "auth.no_credential"


def test_a_key_that_was_sent_and_not_seen_is_not_a_missing_one() -> None:
    outcome = auth.judge(turn(refused(401, error("You didn't provide an API key."))), SETUP)

    assert isinstance(outcome, Failed)
    (finding,) = outcome.findings
    assert (finding.id, finding.confidence) == ("auth.wrong_header", Confidence.LIKELY)
    assert "says that there is none" in finding.cause


def test_a_failure_without_a_word_is_said_to_have_none() -> None:
    seen = exchange(sse({"type": "response.failed", "response": {"error": None}}))
    told = found(turn(seen))[1]

    assert told.id == "stream.error_in_200"
    assert told.cause.endswith("says nothing of it")
