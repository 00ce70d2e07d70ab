from __future__ import annotations

import asyncio

import pytest
from msgspec.structs import replace

from codex_doctor.context import Context
from codex_doctor.facts import DnsAnswer, NameDoubt, ProxyChoice
from codex_doctor.looking import asked_of
from codex_doctor.model import Evidence, Failed, Finding, Outcome, Passed, Severity
from codex_doctor_checks.network.name_blame import blame, doubted
from codex_doctor_checks.turn import wire
from eyes import ENDPOINT, INPUTS, SETUP, ToldEyes, exchange, turn

ERROR = Finding("tcp.timeout", Severity.ERROR, "gw port 443 does not answer", (), ())
HINT = Finding("codex.waits_forever", Severity.HINT, "Codex waits", (), ())
FAILED = Failed((ERROR, HINT))


def blamed(
    doubt: NameDoubt | None, *, host: str = "gw.example", used: tuple[str, ...] = ("192.0.2.1",)
) -> Outcome:
    return blame(FAILED, doubt, host=host, used=used)


def first(outcome: Outcome) -> Finding:
    assert isinstance(outcome, Failed)
    assert outcome.findings[1:] == (HINT,)
    return outcome.findings[0]


def test_what_passed_or_only_hints_is_left_alone() -> None:
    doubt = NameDoubt(invented=("192.0.2.1",))

    for outcome in (Passed("fine"), Failed((HINT,))):
        assert blame(outcome, doubt, host="gw", used=("192.0.2.1",)) == outcome
    assert blamed(None) == FAILED


def test_a_hosts_file_that_leads_astray_is_the_cause() -> None:
    one = first(blamed(NameDoubt("/etc/hosts:3", ("198.51.100.7",), True)))

    assert one.id == "dns.hosts_file"
    assert one.cause == (
        "/etc/hosts line 3 sends gw.example to 192.0.2.1; the name servers say 198.51.100.7, "
        "and that one answers"
    )
    assert str(one.location) == "/etc/hosts:3"
    assert one.evidence[-1] == Evidence("there", ERROR.cause)


def test_a_hosts_file_without_a_better_address_is_evidence() -> None:
    one = first(blamed(NameDoubt("/etc/hosts:3", ("198.51.100.7",), False)))

    assert one.id == "tcp.timeout"
    assert one.evidence[0].measured == "192.0.2.1 (from /etc/hosts:3)"
    assert one.evidence[1].measured == "198.51.100.7"


def test_an_invented_address_is_the_cause_only_if_it_is_the_hosts() -> None:
    same = first(blamed(NameDoubt(invented=("192.0.2.1",))))
    other = first(blamed(NameDoubt(invented=("192.0.2.99",))))

    assert same.id == "dns.hijacked"
    assert other.id == "tcp.timeout"
    assert other.evidence[1].label == "a name that cannot exist"


@pytest.mark.parametrize("address", ["10.0.0.1", "0.0.0.0", "127.0.0.1", "fe80::1%2"])
def test_a_private_address_of_a_well_known_host_is_the_cause(address: str) -> None:
    assert first(blamed(NameDoubt(), host="api.openai.com", used=(address,))).id == (
        "dns.private_address"
    )


def test_a_private_address_of_another_host_is_its_own_business() -> None:
    assert first(blamed(NameDoubt(), used=("10.0.0.1",))).id == "tcp.timeout"
    assert first(blamed(NameDoubt(), host="localhost", used=("127.0.0.1",))).id == "tcp.timeout"
    mixed = ("10.0.0.1", "104.18.0.1")
    assert first(blamed(NameDoubt(), host="api.openai.com", used=mixed)).id == "tcp.timeout"


def test_an_address_of_a_search_domain_is_evidence() -> None:
    one = first(blamed(NameDoubt(unknown=True)))

    assert "a search domain" in one.evidence[-1].measured


class DoubtingEyes(ToldEyes):
    """Finds that the resolver invents addresses, or nothing."""

    def __init__(self, doubt: NameDoubt | None) -> None:
        super().__init__(turn())
        self.told = doubt

    async def doubt(self, answer: DnsAnswer) -> NameDoubt | None:
        self.looks.append("doubt")
        return self.told


def handshake(
    doubt: NameDoubt | None, outcome: Outcome = FAILED, *, proxy: ProxyChoice | None = None
) -> tuple[Outcome, list[str]]:
    eyes = DoubtingEyes(doubt)
    setup = replace(SETUP, endpoint=replace(ENDPOINT, proxy=proxy))
    ctx = Context(asked=asked_of(INPUTS), setup=setup, eyes=eyes)
    return asyncio.run(doubted(outcome, ctx)), eyes.looks


def test_a_handshake_with_an_invented_address_is_the_names_fault() -> None:
    outcome, _ = handshake(NameDoubt(invented=("192.0.2.1",)))

    assert first(outcome).id == "dns.hijacked"


def test_a_handshake_that_fails_otherwise_keeps_its_words() -> None:
    assert handshake(None)[0] == FAILED
    assert handshake(NameDoubt(unknown=True))[0] == FAILED


def test_nothing_is_doubted_without_need() -> None:
    proxy = ProxyChoice("http://proxy:3128", "proxy", 3128, "HTTPS_PROXY")

    assert handshake(None, Passed("fine")) == (Passed("fine"), [])
    assert handshake(None, proxy=proxy) == (FAILED, [])


@pytest.mark.parametrize(
    ("scheme", "doubt", "expect"),
    [
        ("http", NameDoubt(invented=("192.0.2.1",)), "dns.hijacked"),
        ("http", NameDoubt(), "url.wrong_page"),
        ("https", NameDoubt(invented=("192.0.2.1",)), "url.wrong_page"),
    ],
)
def test_a_page_from_an_invented_address_is_a_portal(
    scheme: str, doubt: NameDoubt, expect: str
) -> None:
    eyes = DoubtingEyes(doubt)
    eyes.seen = turn(exchange(b"<html><title>Log in</title></html>", kind="text/html"))
    setup = replace(SETUP, endpoint=replace(ENDPOINT, scheme=scheme))

    outcome = asyncio.run(wire.run(Context(asked=asked_of(INPUTS), setup=setup, eyes=eyes)))

    assert isinstance(outcome, Failed)
    assert [one.id for one in outcome.findings] == [expect]
    assert ("doubt" in eyes.looks) == (scheme == "http")


def test_a_good_answer_over_plain_http_is_not_doubted() -> None:
    eyes = DoubtingEyes(NameDoubt(invented=("192.0.2.1",)))
    setup = replace(SETUP, endpoint=replace(ENDPOINT, scheme="http"))

    assert isinstance(
        asyncio.run(wire.run(Context(asked=asked_of(INPUTS), setup=setup, eyes=eyes))), Passed
    )
    assert eyes.looks == ["turn"]
