"""Causes that are said in more than one way: the words are those of the form."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from codex_doctor.facts import Location
from codex_doctor.model import Confidence, Failed, Severity
from codex_doctor.words.sentence import Sentence
from codex_doctor_checks.turn import auth, auth_kinds, exchange_kinds, model, request_kinds, wire
from codex_doctor_checks.turn.compaction import compacts_always, miscounts
from eyes import SETUP, exchange, refused, turn, without_endpoint
from streams import call, completed, done, sse, without
from turn_judges import error, found

if TYPE_CHECKING:
    from codex_doctor.facts import Exchange

KINDS = {
    **auth_kinds.KINDS,
    **exchange_kinds.KINDS,
    **model.KINDS,
    **request_kinds.KINDS,
    **wire.KINDS,
}


@pytest.mark.parametrize(
    ("status", "words", "id_", "form"),
    [
        (403, "Your IP 203.0.113.7 is not allowed", "auth.region_blocked", "address"),
        (530, "error code: 1033", "upstream.unavailable", "tunnel"),
        (502, "ERR_NGROK_8012", "upstream.unavailable", "behind_the_tunnel"),
        (404, "Failed for your data policy", "model.no_access", "privacy"),
        (400, "Unable to access non-serverless model", "model.no_access", "dedicated"),
        (404, "No models loaded", "model.unknown_id", "loaded"),
        (400, "lab-model-1 does not support tools", "request.field_rejected", "tools"),
        (500, "tools param requires --jinja flag", "request.field_rejected", "server_option"),
        (401, "missing subscription key", "config.gateway_header_missing", "header"),
        (404, "missing required query parameter: api-version", "", "version"),
    ],
)
def test_a_form_has_words_of_its_own(status: int, words: str, id_: str, form: str) -> None:
    _, finding = found(turn(refused(status, error(words))))

    kind = KINDS[id_ or "config.gateway_header_missing"]
    assert finding.id == kind.page.id
    assert isinstance(finding.cause, Sentence)
    assert finding.cause.template == kind.forms[form].cause != kind.words().cause
    assert "{" not in "".join(fix.title for fix in finding.fixes).replace("{ ", "")


@pytest.mark.parametrize(
    ("body", "lines"),
    [
        (error("Missing required header: X-Project-Id"), ['X-Project-Id = "<your value>"']),
        (
            error("Missing required header 'OpenAI-Beta: responses=experimental'."),
            ['OpenAI-Beta = "responses=experimental"', 'OpenAI-Beta = "<your value>"'],
        ),
        (
            error("Header X-Tenant must be one of: engineering, research"),
            ['X-Tenant = "engineering"', 'X-Tenant = "<your value>"'],
        ),
        (error("Header X-Tenant must be set"), ['X-Tenant = "<your value>"']),
        (error("Missing header 'X-A: \"b'"), ['X-A = "<your value>"']),
        (error("query parameter 'tenant-id' is missing"), []),
        (
            b'{"success": false, "error": [{"code": 2009, "message": "Unauthorized"}]}',
            ['cf-aig-authorization = "Bearer <your key>"'],
        ),
    ],
)
def test_a_header_that_is_wanted_is_written_with_the_value_that_is_told(
    body: bytes, lines: list[str]
) -> None:
    origins = {f"model_providers.{SETUP.provider_id}.base_url": Location("config.toml", 5)}

    outcome = auth.judge(turn(refused(401, body)), replace(SETUP, origins=origins))

    assert isinstance(outcome, Failed)
    (finding,) = outcome.findings
    assert finding.id == "config.gateway_header_missing"
    written = [one.after for fix in finding.fixes for one in fix.edits]
    assert written == [f"http_headers = {{ {line} }}" for line in lines]


@pytest.mark.parametrize(
    "name", ["X-Team-Token", "X-Forwarded-Host", "Transfer-Encoding", "Content-Type"]
)
def test_a_header_that_is_a_secret_or_frames_a_request_is_written_with_no_value(name: str) -> None:
    origins = {f"model_providers.{SETUP.provider_id}.base_url": Location("config.toml", 5)}
    body = error(f"Missing required header '{name}: blue'")

    outcome = auth.judge(turn(refused(401, body)), replace(SETUP, origins=origins))

    assert isinstance(outcome, Failed)
    written = [one.after for fix in outcome.findings[0].fixes for one in fix.edits]
    assert not [one for one in written if one and "blue" in one]


@pytest.mark.parametrize("part", ["http_headers", "env_http_headers"])
def test_a_header_that_is_there_is_not_written_anew(part: str) -> None:
    key = f"model_providers.{SETUP.provider_id}.{part}.x-tenant"
    setup = replace(SETUP, origins={key: Location("config.toml", 5)}, values={key: "red"})
    body = error("Header X-Tenant must be one of: blue, green")

    outcome = auth.judge(turn(refused(401, body)), setup)

    assert isinstance(outcome, Failed)
    finding = outcome.findings[0]
    assert finding.cause == "gw.example asks for X-Tenant, although one is configured"
    assert not [edit for fix in finding.fixes for edit in fix.edits]


def test_a_login_in_front_is_named_by_its_kind() -> None:
    basic = replace(refused(401, b""), headers=(("www-authenticate", 'Basic realm="x"'),))
    ntlm = replace(basic, headers=(("www-authenticate", "NTLM"),))

    assert "HTTP Basic" in found(turn(basic))[1].cause
    assert "of the kind NTLM" in found(turn(ntlm))[1].cause


@pytest.mark.parametrize(
    ("seconds", "words"), [("20", "20 s"), ("600", "10 minutes"), ("172800", "2 days")]
)
def test_a_wait_is_said_in_the_largest_unit_that_fits(seconds: str, words: str) -> None:
    limited = refused(429, b'{"error": {"resets_in_seconds": %b}}' % seconds.encode())

    assert found(turn(limited))[1].fixes[0].title == f"Wait {words}, then try again."


def test_a_base_url_that_ends_in_v1_is_not_told_to() -> None:
    gone = turn(refused(404, b""))
    seen = replace(gone, chat=refused(404, b""))

    assert "another one than" in found(seen)[1].fixes[0].title


@pytest.mark.parametrize(("status", "sure"), [(200, True), (404, False)])
def test_a_proxy_that_answers_itself_is_told_by_the_same_request_past_it(
    status: int, *, sure: bool
) -> None:
    seen = replace(turn(refused(502, b"")), direct=refused(status, b""))

    name, finding = found(seen)

    assert (name, finding.id) == ("request", "proxy.intercepts_loopback")
    assert (finding.confidence is Confidence.CERTAIN) is sure


@pytest.mark.parametrize("direct", [refused(502, b""), replace(exchange(), status=None)])
def test_an_endpoint_that_answers_alike_past_the_proxy_is_not_excused(
    direct: Exchange,
) -> None:
    seen = replace(turn(refused(502, b"")), direct=direct)

    assert found(seen)[1].id == "upstream.unavailable"


def test_a_version_in_the_query_that_finds_the_route_is_what_is_missing() -> None:
    asked = "http://127.0.0.1/openai/responses?api-version=preview"
    seen = replace(turn(refused(404, b"")), versioned=replace(refused(400, b""), url=asked))

    _, finding = found(seen)

    assert finding.id == "config.gateway_header_missing"
    assert finding.evidence[-1].label == "with api-version in the query"


def test_an_answer_without_a_version_in_the_query_is_called_that() -> None:
    asked = "http://127.0.0.1/openai/v1/responses"
    answer = b'{"error":{"code":"BadRequest","message":"API version not supported"}}'
    seen = replace(turn(refused(400, answer)), versioned=replace(refused(404, b""), url=asked))

    _, finding = found(seen)

    assert finding.id == "config.gateway_header_missing"
    assert finding.evidence[-1].label == "without api-version in the query"


@pytest.mark.parametrize(
    ("counts", "id_", "severity"),
    [
        ((100_000, 9_000), "stream.usage_malformed", Severity.WARNING),
        ((300_000, 300_000), "stream.usage_malformed", Severity.ERROR),
        ((200_000, 200_000), "stream.usage_malformed", Severity.WARNING),
        ((9_000, 9_000), "", None),
    ],
)
def test_more_tokens_than_a_request_can_have_are_the_endpoint_s_fault(
    counts: tuple[int, int], id_: str, severity: Severity | None
) -> None:
    one = replace(exchange(), bytes_sent=40_000)
    assert one.reading
    first, second = (
        replace(one, reading=replace(one.reading, usage_tokens=count)) for count in counts
    )
    seen = turn(first, second)

    finding = miscounts(seen, SETUP)

    assert (finding.id if finding else "") == id_
    assert (finding.severity if finding else None) is severity
    limited = replace(SETUP, values={"model_context_window": "8000"})
    assert (compacts_always(seen, limited) is None) is bool(id_)
    without = miscounts(seen, without_endpoint())
    assert (without is None) is not bool(id_)


@pytest.mark.parametrize(
    ("first", "seen"),
    [
        (exchange(b"", status=None, failure="reset", detail="gone"), ""),
        (
            exchange(b"data: {}\r\rdata: {}\r\r"),
            "lines end in CR alone, so the last one never ends",
        ),
        (exchange(sse(done(call(arguments="{")), completed())), "'{' is no JSON that Codex reads"),
        (
            exchange(sse(done(without(call(), "call_id")), completed())),
            "function_call.call_id is missing",
        ),
        (exchange(sse(completed())), "neither text nor a tool call"),
    ],
)
def test_only_the_words_of_the_endpoint_are_what_it_says(first: Exchange, seen: str) -> None:
    _, finding = found(turn(first))

    rows = {one.label: one.measured for one in finding.evidence}
    assert "it says" not in rows
    assert rows.get("seen", "") == seen


def test_the_words_of_the_endpoint_are_what_it_says() -> None:
    _, finding = found(turn(refused(404, error("No such route"))))

    assert ("it says", "No such route") in [(one.label, one.measured) for one in finding.evidence]
