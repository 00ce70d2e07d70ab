from __future__ import annotations

import asyncio
import gzip
import json
from typing import TYPE_CHECKING, Any

import pytest
from msgspec.structs import replace

from codex_doctor.engine import Selection, run_checks
from codex_doctor.model import Confidence, Failed, Finding, Location, Passed, Severity, Skipped
from codex_doctor_checks import auth, model, request, stream, tools, wire
from eyes import ANSWER, HEALTHY, SETUP, context, exchange, refused, turn
from setups import CONFIG, resolved
from streams import call, completed, done, message, sse, without

if TYPE_CHECKING:
    from pathlib import Path

    from codex_doctor.facts import Exchange, Turn

# Without what they need, so that each one judges.
CHECKS = tuple(replace(one.CHECK, needs=()) for one in (auth, model, wire, request, stream, tools))
HTML = b"<!doctype html><html><title>Welcome</title></html>"


def error(message: str = "no", **more: Any) -> bytes:
    return json.dumps({"error": {"message": message} | more}).encode()


def judged(seen: Turn) -> dict[str, Any]:
    """Return the outcome of each check for this turn."""
    results = asyncio.run(run_checks(CHECKS, context(seen), budget_s=5.0, selection=Selection()))
    return {one.check.id: one.result for one in results}


def found(seen: Turn) -> tuple[str, Finding]:
    """Return the check that fails and its finding; there is exactly one."""
    failed = {
        name: outcome for name, outcome in judged(seen).items() if isinstance(outcome, Failed)
    }
    ((name, outcome),) = failed.items()
    (finding,) = outcome.findings
    return name, finding


def test_a_healthy_turn_passes_every_check() -> None:
    assert all(isinstance(outcome, Passed) for outcome in judged(turn()).values())


def test_a_turn_without_credential_passes_when_the_endpoint_wants_none() -> None:
    setup = replace(SETUP, credential=replace(SETUP.credential, sent=False))

    assert auth.judge(turn(), setup) == Passed("no credential is needed")


STREAMS = [
    (b"", "stream.no_completed"),
    (b"data: [DONE]\n\n", "stream.no_completed"),
    (sse(done(message()), {"type": "response.done"}), "stream.no_completed"),
    (HTML, "url.wrong_page"),
    (b'{"id": "r", "object": "response", "output": []}', "stream.not_streaming"),
    (b'{"hello": 1}', "stream.not_streaming"),
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
    ("failure", "detail", "expected"),
    [
        ("reset", "disconnected", "tcp.reset"),
        ("connect", "refused", "tcp.reset"),
        ("not_http", "illegal status line", "http.not_http"),
        ("not_http", "bytearray(b'\\x15\\x03\\x01')", "tls.needed"),
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


def test_a_rejected_key_that_was_never_sent_is_a_missing_one() -> None:
    setup = replace(SETUP, credential=replace(SETUP.credential, sent=False))
    outcome = auth.judge(turn(refused(401, error("Incorrect API key provided"))), setup)

    assert isinstance(outcome, Failed)
    assert outcome.findings[0].id == "auth.no_credential"


# ----- model ids


def unknown_model(*served: str) -> Turn:
    first = refused(404, error("The model `x` does not exist", code="model_not_found"))
    models = refused(200, b"{}", url="https://gw.example/v1/models")
    return replace(turn(first), models=models, served=served)


@pytest.mark.parametrize(
    ("served", "expected"),
    [
        (("z-ai/lab-model-1", "other"), "model.prefix_missing"),
        (("LAB-model-1",), "model.case"),
        (("lab-model-2",), "model.unknown_id"),
        (("something-else",), "model.unknown_id"),
        ((), "model.unknown_id"),
        (("lab-model-1",), "model.not_on_responses"),
        (tuple(f"another-{number}" for number in range(9)), "model.unknown_id"),
    ],
)
def test_the_list_of_models_tells_what_is_wrong_with_the_id(
    served: tuple[str, ...], expected: str
) -> None:
    name, finding = found(unknown_model(*served))

    assert (name, finding.id) == ("model", expected)


def test_the_nearest_id_becomes_an_edit_where_the_file_sets_the_model() -> None:
    place = Location("~/.codex/config.toml", 1, 1)
    setup = replace(
        SETUP, model_origin=place, origins={"model": place}, values={"model": "lab-model-1"}
    )
    outcome = model.judge(unknown_model("z-ai/lab-model-1"), setup)

    assert isinstance(outcome, Failed)
    (finding,) = outcome.findings
    assert finding.location == place
    assert finding.fixes[0].edits[0].before == 'model = "lab-model-1"'
    assert finding.fixes[0].edits[0].after == 'model = "z-ai/lab-model-1"'


def test_the_nearest_id_becomes_a_command_where_no_file_sets_the_model() -> None:
    _, finding = found(unknown_model("z-ai/lab-model-1"))

    commands = finding.fixes[0].commands
    assert commands is not None
    assert commands.posix == "codex -m z-ai/lab-model-1"


def test_no_access_keeps_its_meaning() -> None:
    first = refused(
        403,
        error(
            "key not allowed to access model. Tried to access lab-model-1",
            type="key_model_access_denied",
        ),
    )

    assert found(turn(first))[1].id == "model.no_access"


# ----- routes


def missing_route(used: str, *, bases: tuple[tuple[str, int], ...] = (), chat: int = 404) -> Turn:
    """Return a turn whose route is missing, with the statuses of the other routes tried."""
    first = refused(404, b'{"detail":"Not Found"}', url=f"https://gw.example{used}/responses")

    def tried(url: str, status: int) -> Exchange:
        body = error("model is required") if status == 400 else b'{"detail":"Not Found"}'
        return replace(refused(status, body, url=url), reading=None)

    return replace(
        turn(first),
        bases=tuple(tried(f"https://gw.example{base}/responses", code) for base, code in bases),
        chat=tried("https://gw.example/chat/completions", chat),
    )


@pytest.mark.parametrize(
    ("used", "bases", "chat", "expected"),
    [
        ("", (("/v1", 400),), 404, "url.missing_v1"),
        ("/v1/v1", (("/v1", 400),), 404, "url.double_v1"),
        ("/v1/responses", (("/v1", 400),), 404, "url.endpoint_in_base"),
        ("/v1/chat/completions", (), 404, "url.endpoint_in_base"),
        ("/v1", (("", 404),), 400, "wire.responses_missing"),
        ("/v1", (("", 404), ("/api", 502)), 404, "wire.responses_missing"),
    ],
)
def test_the_other_routes_tell_what_is_wrong_with_the_url(
    used: str, bases: tuple[tuple[str, int], ...], chat: int, expected: str
) -> None:
    name, finding = found(missing_route(used, bases=bases, chat=chat))

    assert (name, finding.id) == ("wire", expected)


def test_the_base_that_answers_becomes_an_edit() -> None:
    key = "model_providers.lab.base_url"
    setup = replace(
        SETUP,
        origins={key: Location("~/.codex/config.toml", 5, 1)},
        values={key: "https://gw.example"},
    )
    outcome = wire.judge(missing_route("", bases=(("/v1", 400),)), setup)

    assert isinstance(outcome, Failed)
    (finding,) = outcome.findings
    assert finding.location == setup.origins[key]
    assert finding.fixes[0].edits[0].after == 'base_url = "https://gw.example/v1"'


def test_a_base_that_no_file_sets_is_named_in_words() -> None:
    _, finding = found(missing_route("", bases=(("/v1", 400),)))

    assert finding.fixes[0].title == "Set base_url to https://gw.example/v1."


# ----- requests


@pytest.mark.parametrize(
    ("named", "setting"),
    [("web_search", 'web_search = "disabled"'), ("namespace", "agents.enabled = false")],
)
def test_a_tool_type_that_can_be_switched_off_has_its_setting_as_first_fix(
    named: str, setting: str
) -> None:
    first = refused(400, error(f"Unsupported tool type: {named}", param="tools[8].type"))
    name, finding = found(turn(first))

    assert (name, finding.id) == ("request", "request.tool_type_rejected")
    assert setting in finding.fixes[0].title


def test_an_endpoint_that_works_at_the_second_try_is_a_warning() -> None:
    bad = refused(502, HTML)
    seen = replace(turn(), attempts=(bad, exchange()))

    name, finding = found(seen)
    assert (name, finding.id, finding.severity) == ("request", "session.flaky", Severity.WARNING)


@pytest.mark.parametrize(
    ("spoken", "expected"), [("tls", "tls.needed"), ("other", "http.not_http")]
)
def test_what_the_port_speaks_is_the_cause_of_a_closed_connection(
    spoken: str, expected: str
) -> None:
    first = exchange(b"", status=None, failure="reset", detail="disconnected")

    assert found(replace(turn(first), spoken=spoken))[1].id == expected
    held = found(replace(turn(first), spoken=spoken, holder="sshd (process 7)"))[1]
    assert "held by sshd (process 7)" in [one.measured for one in held.evidence]


def test_an_overloaded_redirect_is_the_redirects_fault() -> None:
    lost = replace(refused(401, error("no key")), redirects=("https://other.example/v1",))

    assert found(turn(lost))[1].id == "url.redirect"
    busy = replace(refused(503, error("busy")), redirects=("https://gw.example/v2",))
    assert found(turn(busy))[1].id == "upstream.unavailable"


def test_a_model_that_slid_into_another_table_is_the_cause_when_the_default_is_refused(
    tmp_path: Path,
) -> None:
    config = CONFIG.replace('model = "glm-5"\n', "") + 'model = "glm-5"\n'

    outcome = model.judge(unknown_model("glm-5"), resolved(tmp_path, config))

    assert isinstance(outcome, Failed)
    (finding,) = outcome.findings
    assert (finding.id, finding.severity) == ("config.key_misplaced", Severity.ERROR)
    assert any("404" in one.measured for one in finding.evidence)
    assert finding.location is not None


def test_a_model_that_codex_does_not_know_is_a_hint() -> None:
    unknown = replace(turn(), dialect="classic")
    outcome = model.judge(unknown, SETUP)

    assert isinstance(outcome, Failed)
    (finding,) = outcome.findings
    assert (finding.id, finding.severity) == ("config.model_metadata_missing", Severity.HINT)
    assert "model_context_window" in finding.fixes[0].title
    window = replace(SETUP, values={"model_context_window": "128000"})
    told = model.judge(unknown, window)
    assert isinstance(told, Failed)
    assert told.findings[0].fixes == ()
    catalog = replace(SETUP, values={"model_catalog_json": "models.json"})
    assert isinstance(model.judge(unknown, catalog), Passed)


@pytest.mark.parametrize(("chat", "advice"), [(400, "gateway that translates"), (404, "base_url")])
def test_where_no_route_answers_the_address_is_looked_at_first(chat: int, advice: str) -> None:
    _, finding = found(missing_route("/v1", bases=(("", 404),), chat=chat))

    assert finding.id == "wire.responses_missing"
    assert advice in finding.fixes[0].title
    assert not any(fix.title.startswith("Or ") for fix in finding.fixes)
