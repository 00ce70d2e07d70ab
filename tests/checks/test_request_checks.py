from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from codex_doctor.facts.reduction import Reduction, RefusedPart
from codex_doctor.model import Failed, Severity
from codex_doctor_checks.turn import wire
from codex_doctor_checks.turn.compaction import compacts_always
from eyes import ENDPOINT, SETUP, exchange, refused, turn
from setups import CONFIG, resolved
from turn_judges import HTML, error, found

if TYPE_CHECKING:
    from pathlib import Path

    from codex_doctor.facts import Turn
    from codex_doctor.facts.turn import Spoken


@pytest.mark.parametrize(
    ("named", "setting"),
    [("web_search", 'web_search = "disabled"'), ("namespace", "features.multi_agent = false")],
)
def test_a_tool_type_that_can_be_switched_off_has_its_setting_as_first_fix(
    named: str, setting: str
) -> None:
    first = refused(400, error(f"Unsupported tool type: {named}", param="tools[8].type"))
    name, finding = found(turn(first))

    assert (name, finding.id) == ("request", "request.tool_type_rejected")
    assert setting in finding.fixes[0].title


def test_a_gateway_that_names_its_own_cure_is_quoted_and_no_other_gateway_offered() -> None:
    cure = "To drop these, set `litellm.drop_params=True`"
    said = "litellm.UnsupportedParamsError: groq does not support parameters: ['store']. "
    fixes = found(turn(refused(400, error(said + cure))))[1].fixes
    others = found(turn(refused(400, error("Unsupported parameter: store. To drop these, run x"))))

    assert cure in fixes[0].title
    assert all("gateway that translates" not in one.title for one in fixes)
    assert all("run x" not in one.title for one in others[1].fixes)


def test_an_endpoint_that_works_at_the_second_try_is_a_warning() -> None:
    bad = refused(502, HTML)
    seen = replace(turn(), attempts=(bad, exchange()))

    name, finding = found(seen)
    assert (name, finding.id, finding.severity) == ("request", "session.flaky", Severity.WARNING)


@pytest.mark.parametrize(
    ("spoken", "expected"), [("tls", "tls.needed"), ("other", "http.not_http")]
)
def test_what_the_port_speaks_is_the_cause_of_a_closed_connection(
    spoken: Spoken, expected: str
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


def test_a_redirect_to_where_nobody_answers_is_the_redirects_fault() -> None:
    dead = exchange(b"", status=None, failure="connect", detail="other.example has no address")
    finding = found(turn(replace(dead, redirects=("https://other.example/v1",))))[1]

    assert finding.id == "url.redirect"
    assert finding.cause.startswith(f"{ENDPOINT.url} redirects")
    assert [one.measured for one in finding.evidence][-1] == "https://other.example/v1"


@pytest.mark.parametrize(
    ("target", "is_advised"),
    [
        ("http://gw.example/v2/responses", True),
        ("https://gw.example/v1/responses", True),
        ("http://gw.example:81/v1/responses", False),
        ("http://other.example/v1/responses", False),
    ],
)
def test_nobody_is_advised_to_give_a_stranger_the_key(target: str, is_advised: bool) -> None:
    setup = replace(SETUP, endpoint=replace(ENDPOINT, url="http://gw.example/v1/responses"))
    lost = turn(replace(refused(401, error("no key")), redirects=(target,)))
    outcome = wire.judge(lost, setup)

    assert isinstance(outcome, Failed)
    assert outcome.findings[0].fixes[0].title.startswith("Set base_url") is is_advised


def test_a_location_that_leads_nowhere_is_shown_and_bounded() -> None:
    led = replace(refused(307, b""), headers=(("location", "mailto:" + "one/two/" * 120),))
    finding = found(turn(led))[1]

    assert finding.id == "url.redirect"
    assert finding.evidence[-1].measured.startswith("mailto:")
    assert len(finding.evidence[-1].measured) == 200


def large() -> Turn:
    """Return a healthy turn whose first request took as many tokens as Codex's does."""
    seen = exchange()
    assert seen.reading
    return turn(replace(seen, reading=replace(seen.reading, usage_tokens=9224)))


@pytest.mark.parametrize(
    ("values", "blamed"),
    [
        ({"model_context_window": "8192"}, "model_context_window = 8192"),
        ({"model_context_window": "-1"}, "model_context_window = -1"),
        ({"model_auto_compact_token_limit": "9224"}, "model_auto_compact_token_limit = 9224"),
        (
            {"model_context_window": "9300", "model_auto_compact_token_limit": "20000"},
            "model_context_window = 9300",
        ),
        ({"model_auto_compact_token_limit": "9300"}, ""),
        ({"model_context_window": "32768"}, ""),
        ({"model_context_window": "odd"}, ""),
        (
            {
                "model_auto_compact_token_limit": "9000",
                "model_auto_compact_token_limit_scope": "body_after_prefix",
            },
            "",
        ),
    ],
)
def test_a_window_that_the_first_answer_fills_is_named(values: dict[str, str], blamed: str) -> None:
    found = compacts_always(large(), replace(SETUP, values=values))

    assert (found.cause.partition(" makes")[0] if found else "") == blamed


def test_all_settings_that_are_too_small_go(tmp_path: Path) -> None:
    config = f"model_context_window = 100\nmodel_auto_compact_token_limit = 10\n{CONFIG}"
    setup = resolved(tmp_path, config)
    finding = compacts_always(large(), setup)

    assert finding
    assert str(finding.location) == "~/.codex/config.toml:2:34"
    edits = [(one.line, one.before, one.after) for one in finding.fixes[0].edits]
    assert edits == [
        (2, "model_auto_compact_token_limit = 10", None),
        (1, "model_context_window = 100", None),
    ]


@pytest.mark.parametrize(
    ("status", "body", "finding", "words"),
    [
        (407, HTML, "proxy.auth_required", "uses no proxy of yours"),
        (
            403,
            b"<html><title>Zscaler</title></html>",
            "proxy.refuses_target",
            "A filter on the way",
        ),
    ],
)
def test_no_proxy_of_the_users_is_blamed_where_none_is_used(
    status: int, body: bytes, finding: str, words: str
) -> None:
    seen = found(turn(refused(status, body)))[1]

    assert seen.id == finding
    assert words in seen.cause
    assert not [one.title for one in seen.fixes if "NO_PROXY" in one.title]
    assert "could also be" not in [one.label for one in seen.evidence]


def test_what_the_set_up_rules_out_is_no_alternative() -> None:
    told = found(turn(refused(401, b"")))[1]

    assert told.id == "auth.key_rejected"
    assert "No credential is sent" not in [one.measured for one in told.evidence]


@pytest.mark.parametrize(
    ("status", "message", "finding", "words"),
    [
        (406, "Could not find acceptable representation", "request.rejected", "stream of events"),
        (404, "Item with id 'msg_1' not found.", "request.item_rejected", "kept from before"),
        (503, "Model m is currently loading", "upstream.unavailable", "still loading"),
    ],
)
def test_a_wording_of_its_own_is_found(status: int, message: str, finding: str, words: str) -> None:
    seen = found(turn(refused(status, error(message))))[1]

    assert seen.id == finding
    assert words in seen.cause


def test_a_field_that_is_wanted_is_not_said_to_be_refused() -> None:
    part = RefusedPart("demanded", "instructions", "instructions")
    first = refused(400, error("Instructions are required"))
    seen = replace(turn(first), reduction=Reduction((part,), exchange(), (first, exchange())))

    told = found(seen)[1]
    assert told.id == "request.rejected"
    assert "a request without instructions" in told.cause


@pytest.mark.parametrize("has_chat", [True, False])
def test_a_version_that_speaks_both_is_told_to_speak_the_other(has_chat: bool) -> None:
    chat = refused(400, error("messages is missing")) if has_chat else refused(404, error("gone"))
    body = refused(404, b'{"detail": "Not Found"}')
    titles = [
        str(one.title) for one in found(replace(turn(body), chat=chat, version="0.58.0"))[1].fixes
    ]

    assert ("wire_api" in titles[0]) == has_chat
    assert not any("0.94.0" in one for one in titles)
