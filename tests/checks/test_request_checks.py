from __future__ import annotations

import pytest
from msgspec.structs import replace

from codex_doctor.model import Severity
from eyes import exchange, refused, turn
from turn_judges import HTML, error, found


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
