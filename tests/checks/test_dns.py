from __future__ import annotations

from typing import Any

import pytest
from msgspec.structs import replace

from codex_doctor.facts import (
    ConnectAttempt,
    Connection,
    DnsAnswer,
    DnsReply,
    Endpoint,
    Location,
    ProxyChoice,
    Setup,
)
from codex_doctor.model import Failed, Finding, Passed
from codex_doctor_checks.network.dns import judge
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
        ("CLOSED", "dns.server_failure", "nothing listens"),
        ("NO_ROUTE", "dns.server_failure", "no route to the name servers"),
        ("TRUNCATED", "dns.server_failure", "cut their answer short"),
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


def test_a_host_of_the_configuration_is_the_better_suggestion() -> None:
    values = {
        "model_providers.lab.base_url": "https://gw.corp.exmaple/v1",
        "model_providers.other.base_url": "https://gw.corp.example/v1",
        "model_providers.odd.base_url": "https://[not-an-address/v1",
    }
    one = finding("NXDOMAIN", host="gw.corp.exmaple", setup=replace(SETUP, values=values))

    assert "gw.corp.example instead of gw.corp.exmaple" in one.fixes[0].title


def test_a_host_in_a_comment_of_the_user_is_the_better_suggestion_too() -> None:
    setup = replace(SETUP, commented=("gw.corp.example",))
    one = finding("NXDOMAIN", host="gw.corp.exmaple", setup=setup)

    assert "gw.corp.example instead of gw.corp.exmaple" in one.fixes[0].title


@pytest.mark.parametrize("host", ["gw,corp.example", "gw..corp.example", "gw.corp;example"])
def test_a_sign_that_no_name_has_stands_for_the_point(host: str) -> None:
    assert f"gw.corp.example instead of {host}" in finding("NXDOMAIN", host=host).fixes[0].title


def answered(*replies: DnsReply, **changes: Any) -> Finding:
    answer = DnsAnswer("gw.example", (), "NXDOMAIN", 0.5, replies=replies)
    return judged(replace(answer, **changes), ENDPOINT, SETUP)


def test_a_server_that_is_bad_for_one_family_is_the_cause() -> None:
    good = DnsReply("192.0.2.53", "A", "NOERROR", ("192.0.2.1",))
    one = answered(good, DnsReply("192.0.2.53", "AAAA", "REFUSED"), system=("192.0.2.1",))

    assert one.id == "dns.server_failure"
    assert "says REFUSED for IPv6" in one.cause
    assert '"192.0.2.1 gw.example" to /etc/hosts' in one.fixes[0].title
    assert one.evidence[-1].label == "192.0.2.53 IPv6"


def test_a_good_answer_alone_is_no_half() -> None:
    good = DnsReply("192.0.2.53", "A", "NOERROR", ("192.0.2.1",))
    one = answered(good, DnsReply("192.0.2.53", "AAAA", "NOERROR"), rcode="TIMEOUT")

    assert one.cause == "gw.example cannot be looked up: the name servers do not answer"


def test_what_only_the_system_finds_is_told_with_its_way_out() -> None:
    one = answered(system=("192.0.2.1",), names=("gw.corp.test", "gw"))

    assert one.id == "dns.system_only"
    assert [row.label for row in one.evidence] == [
        "asked for",
        "answer",
        "tried",
        "the system says",
    ]
    assert "full name" in one.fixes[1].title


def test_a_line_of_the_hosts_file_that_codex_misses_is_the_cause() -> None:
    why = ("/etc/hosts:5", "the name has capital letters there")
    one = answered(system=("192.0.2.1",), missed=why)

    assert "/etc/hosts:5 is not read (the name has capital letters there)" in one.cause
    assert one.fixes[0].title.startswith("Correct /etc/hosts:5")


def test_aliases_in_a_circle_are_told() -> None:
    chain = ("gw.example", "a.example", "gw.example")
    one = answered(DnsReply("192.0.2.53", "A", "NOERROR", (), chain, "a circle"), rcode="NOERROR")

    assert (one.id, one.cause) == (
        "dns.no_address",
        "The aliases of gw.example lead in a circle",
    )
    assert "alias gw.example -> a.example -> gw.example" in one.evidence[-1].measured


def test_an_address_of_the_hosts_file_says_so() -> None:
    answer = DnsAnswer("gw", ("192.0.2.1",), "NOERROR", 0.012, source="/etc/hosts:2")

    assert judge(answer, ENDPOINT, SETUP) == Passed("gw is 192.0.2.1 (from /etc/hosts:2)")


def test_a_name_like_no_other_gets_no_suggestion() -> None:
    assert finding("NXDOMAIN").fixes[0].title == "Correct the host gw.example in base_url."


def test_the_proxys_name_is_told_from_the_endpoints() -> None:
    choice = ProxyChoice("http://proxy.corp:3128", "proxy.corp", 3128, "HTTPS_PROXY")
    endpoint = replace(ENDPOINT, proxy=choice)
    one = judged(DnsAnswer("proxy.corp", (), "NXDOMAIN", 0.1, "192.0.2.53"), endpoint, SETUP)

    assert one.cause == "proxy.corp (the proxy in HTTPS_PROXY) does not exist"
    assert one.fixes[0].title == "Correct the host in HTTPS_PROXY, or unset HTTPS_PROXY."


def not_there(host: str, base_url: str, meant: Connection) -> Finding:
    """Return what is said of a host that does not exist, where another place may be meant."""
    key = "model_providers.lab.base_url"
    setup = replace(SETUP, origins={key: Location("config.toml", 6)}, values={key: base_url})
    endpoint = replace(ENDPOINT, host=host, base_url=base_url)
    return judged(DnsAnswer(host, (), "NXDOMAIN", 0.5, meant=meant), endpoint, setup)


@pytest.mark.parametrize(
    ("host", "opens", "is_said"),
    [
        ("localhost;8080", True, True),
        ("localhost;8080", False, True),
        ("localhost-8080", True, True),
        ("localhost-8080", False, False),
    ],
)
def test_a_sign_for_the_colon_before_a_port_is_named(host: str, opens: bool, is_said: bool) -> None:
    attempt = ConnectAttempt("127.0.0.1:8080", "open" if opens else "refused", 0.001)
    one = not_there(host, f"http://{host}/v1", Connection("localhost", 8080, (attempt,)))

    assert one.id == "dns.nxdomain"
    assert ("localhost:8080" in one.cause) is is_said
    edits = [edit.after for edit in one.fixes[0].edits]
    assert (edits == ['base_url = "http://localhost:8080/v1"']) is is_said
    tried = [row.measured for row in one.evidence if row.label == "localhost:8080"]
    said = "takes connections" if opens else "takes no connections now"
    assert tried == ([said] if is_said else [])


@pytest.mark.parametrize("opens", [True, False])
@pytest.mark.parametrize("host", ["host.docker.internal", "*"])
def test_a_name_that_containers_have_leads_to_the_address_that_answers(
    host: str, opens: bool
) -> None:
    attempt = ConnectAttempt("127.0.0.1:443", "open" if opens else "refused", 0.001)
    one = not_there(host, f"http://{host}:443/v1", Connection("127.0.0.1", 443, (attempt,)))

    said = f"{host} does not exist here, and 127.0.0.1:443 answers"
    assert one.cause == (said if opens else f"{host} does not exist")
    edits = [edit.after for edit in one.fixes[0].edits]
    assert edits == (['base_url = "http://127.0.0.1:443/v1"'] if opens else [])


@pytest.mark.parametrize(
    ("host", "words"),
    [("proxy;3128", "a colon belongs before the port"), ("http", ":// belongs behind the scheme")],
)
@pytest.mark.parametrize("place", [None, Location("~/.codex/.env", 2)])
def test_a_proxy_that_is_mistyped_gets_the_url_that_was_meant(
    host: str, words: str, place: Location | None
) -> None:
    better = "http://proxy:3128"
    choice = ProxyChoice(f"http://{host}:80", host, 80, "HTTP_PROXY", place, better=better)
    meant = Connection("proxy", 3128, (ConnectAttempt("192.0.2.1:3128", "open", 0.001),))
    answer = DnsAnswer(host, (), "NXDOMAIN", 0.5, meant=meant)
    fix = judged(answer, replace(ENDPOINT, proxy=choice), SETUP).fixes[0]

    assert words in judged(answer, replace(ENDPOINT, proxy=choice), SETUP).cause
    assert better in fix.title
    assert [edit.after for edit in fix.edits] == ([f"HTTP_PROXY={better}"] if place else [])
    assert (fix.commands.posix if fix.commands else "") == (
        "" if place else f"export HTTP_PROXY={better}"
    )
