from __future__ import annotations

from dataclasses import replace

import pytest

from codex_doctor.facts import DnsAnswer, Endpoint, ProxyChoice, Setup
from codex_doctor.model import Failed, Finding, Location, Passed
from codex_doctor_checks.dns import judge
from eyes import ENDPOINT, SETUP


def finding(rcode: str, *, host: str = "gw.example", setup: Setup = SETUP) -> Finding:
    endpoint = replace(ENDPOINT, host=host, base_url=f"https://{host}/v1")
    return judged(DnsAnswer(host, (), rcode, 0.5), endpoint, setup)


def judged(answer: DnsAnswer, endpoint: Endpoint, setup: Setup) -> Finding:
    outcome = judge(answer, endpoint, setup)
    assert isinstance(outcome, Failed)
    (one,) = outcome.findings
    return one


def test_a_name_with_an_address_passes() -> None:
    outcome = judge(DnsAnswer("gw.example", ("192.0.2.1",), "NOERROR", 0.012), ENDPOINT, SETUP)

    assert outcome == Passed("gw.example is 192.0.2.1 (12 ms)")


@pytest.mark.parametrize(
    ("rcode", "kind", "words"),
    [
        ("NXDOMAIN", "dns.nxdomain", "does not exist"),
        ("NOERROR", "dns.no_address", "has no address"),
        ("SERVFAIL", "dns.server_failure", "the name servers fail"),
        ("REFUSED", "dns.server_failure", "refuse"),
        ("TIMEOUT", "dns.server_failure", "do not answer"),
        ("NO_SERVER", "dns.server_failure", "no name server is configured"),
        ("MALFORMED", "dns.server_failure", "not DNS"),
        ("NOTIMP", "dns.server_failure", "NOTIMP"),
    ],
)
def test_each_response_code_is_its_own_cause(rcode: str, kind: str, words: str) -> None:
    one = finding(rcode)

    assert one.id == kind
    assert words in one.cause
    assert one.evidence[1].measured == f"{rcode} from the system's resolver after 0.5 s"


def test_a_typing_error_gets_the_host_that_was_meant() -> None:
    place = Location("~/.codex/config.toml", 6)
    key = "model_providers.lab.base_url"
    setup = replace(SETUP, origins={key: place}, values={key: "https://openruter.ai/v1"})
    one = finding("NXDOMAIN", host="openruter.ai", setup=setup)

    assert one.location == place
    assert "openrouter.ai instead of openruter.ai" in one.fixes[0].title
    (edit,) = one.fixes[0].edits
    assert edit.after == 'base_url = "https://openrouter.ai/v1"'
    assert not one.fixes[0].auto


def test_a_name_like_no_other_gets_no_suggestion() -> None:
    assert finding("NXDOMAIN").fixes[0].title == "Correct the host gw.example in base_url."


def test_the_proxys_name_is_told_from_the_endpoints() -> None:
    choice = ProxyChoice("http://proxy.corp:3128", "proxy.corp", 3128, "HTTPS_PROXY")
    endpoint = replace(ENDPOINT, proxy=choice)
    one = judged(DnsAnswer("proxy.corp", (), "NXDOMAIN", 0.1, "192.0.2.53"), endpoint, SETUP)

    assert one.cause == "proxy.corp does not exist (the proxy in HTTPS_PROXY)"
    assert one.fixes[0].title == "Correct the host in HTTPS_PROXY, or unset HTTPS_PROXY."
