"""The resolver of Codex's Linux builds; each case was run with Codex 0.169.0 (tests/oracle)."""

from __future__ import annotations

import asyncio
import socket
import time
from contextlib import AsyncExitStack
from typing import TYPE_CHECKING

import pytest

import name_servers as ns
from codex_doctor.probes.names import codex_resolver
from codex_doctor.probes.names.codex_resolver import HostAnswer
from codex_doctor.probes.names.resolv_conf import MAX_ADDRESSES, ResolvConf
from name_servers import NAME

if TYPE_CHECKING:
    import dns.message

    from name_servers import Answer


def ask(
    *answers: Answer,
    host: str = NAME,
    timeout_s: float = 2.0,
    search: tuple[str, ...] = (),
    ndots: int = 1,
) -> HostAnswer:
    async def run() -> HostAnswer:
        async with AsyncExitStack() as stack:
            servers = [await stack.enter_async_context(ns.name_server(one)) for one in answers]
            conf = ResolvConf(tuple(servers), search, ndots)
            return await codex_resolver.ask(host, conf, timeout_s=timeout_s)

    return asyncio.run(run())


def test_both_families_are_asked_for() -> None:
    both = ns.records(f"{NAME}. 60 IN A 192.0.2.7", f"{NAME}. 60 IN AAAA 2001:db8::7")

    assert ask(both) == HostAnswer("NOERROR", ("192.0.2.7", "2001:db8::7"))


@pytest.mark.parametrize("other", ["SERVFAIL", "REFUSED", "NOTIMP", "FORMERR", "NXDOMAIN"])
def test_a_bad_answer_for_ipv6_spoils_the_good_one_for_ipv4(other: str) -> None:
    said = ask(ns.ipv4_only(ns.code(other)))

    assert (said.rcode, said.addresses) == (other, ())
    assert said.server.startswith("127.0.0.1 port ")


def test_silence_about_ipv6_spoils_it_too() -> None:
    assert ask(ns.ipv4_only(ns.silence), timeout_s=0.3) == HostAnswer("TIMEOUT")


def test_no_data_for_ipv6_is_fine() -> None:
    assert ask(ns.ipv4_only(ns.code("NOERROR"))) == HostAnswer("NOERROR", ("127.0.0.1",))


@pytest.mark.parametrize("bad", [ns.code("SERVFAIL"), ns.code("REFUSED"), ns.silence])
def test_a_good_server_makes_up_for_a_bad_one(bad: Answer) -> None:
    assert ask(bad, ns.address()).addresses == ("127.0.0.1",)


def test_the_first_server_that_knows_no_such_name_is_believed() -> None:
    assert ask(ns.code("NXDOMAIN"), ns.silence).rcode == "NXDOMAIN"


def test_an_unknown_code_has_a_number() -> None:
    assert ask(ns.code("NOTZONE")).rcode == "RCODE10"


def test_a_silent_server_is_asked_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(codex_resolver, "RESEND_S", 0.1)
    heard: list[int] = []

    def second_time(question: dns.message.Message, tcp: bool) -> bytes | None:
        heard.append(question.id)
        return ns.address()(question, tcp) if heard.count(question.id) > 1 else None

    assert ask(second_time).addresses == ("127.0.0.1",)


def test_an_answer_cut_short_comes_again_over_tcp() -> None:
    assert ask(ns.truncated(ns.address())).addresses == ("127.0.0.1",)
    assert ask(ns.truncated(ns.silence)).rcode == "TRUNCATED"
    assert ask(ns.truncated(ns.code("NXDOMAIN"))).rcode == "NXDOMAIN"


def test_a_port_on_which_nothing_listens_is_closed_at_once() -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as one:
        one.bind(("127.0.0.1", 0))
        port = one.getsockname()[1]
    started = time.monotonic()

    said = asyncio.run(codex_resolver.ask(NAME, ResolvConf((("127.0.0.1", port),)), timeout_s=30))

    assert said.rcode == "CLOSED"
    assert time.monotonic() - started < 20


def test_a_server_without_a_route_is_left_out() -> None:
    conf = ResolvConf((("255.255.255.255", 53),))

    assert asyncio.run(codex_resolver.ask(NAME, conf, timeout_s=1)).rcode == "NO_ROUTE"


def test_nothing_listens_for_tcp_either() -> None:
    async def run() -> bytes:
        with socket.socket() as one:
            one.bind(("127.0.0.1", 0))
            return await codex_resolver.ask_over_tcp(
                b"question", ("127.0.0.1", one.getsockname()[1])
            )

    assert asyncio.run(run()) == b""


@pytest.mark.parametrize("host", ["x" * 70 + ".test", "a..b", "x." * 130 + "test"])
def test_a_name_that_no_question_can_hold_is_asked_of_nobody(host: str) -> None:
    assert ask(ns.address(), host=host) == HostAnswer("NXDOMAIN")


def test_aliases_are_followed_within_an_answer_alone() -> None:
    chain = (f"{NAME}. 60 IN CNAME a.test.", "a.test. 60 IN CNAME b.test.")

    assert ask(ns.records(*chain, "b.test. 60 IN A 192.0.2.8")).addresses == ("192.0.2.8",)
    assert ask(ns.records(*chain)) == HostAnswer("NOERROR")


def test_a_search_domain_is_for_names_with_few_dots() -> None:
    known = ns.below("corp.test")

    assert ask(known, host="gw", search=("corp.test",)).addresses == ("127.0.0.1",)
    assert ask(known, host="gw", search=("other.test", "corp.test")).addresses == ("127.0.0.1",)
    assert ask(known, host="gw.lab", search=("corp.test",)).rcode == "NXDOMAIN"
    assert ask(known, host="gw.lab", search=("corp.test",), ndots=2).rcode == "NOERROR"
    assert ask(known, host="gw.", search=("corp.test",)).rcode == "NXDOMAIN"


def test_hostile_answers_are_bounded() -> None:
    assert len(ask(ns.huge, timeout_s=20).addresses) == MAX_ADDRESSES
    assert ask(ns.garbage) == HostAnswer("NOERROR")
    assert ask(ns.control_characters) == HostAnswer("NOERROR")
    assert ask(ns.raw(b""), ns.address()).addresses == ("127.0.0.1",)
    assert ask(ns.raw(b"\0" * 12), ns.address()).addresses == ("127.0.0.1",)


def test_a_second_answer_changes_nothing() -> None:
    def twice(question: dns.message.Message, tcp: bool) -> bytes | None:
        return ns.address("192.0.2.1")(question, tcp)

    assert ask(twice, twice).addresses == ("192.0.2.1",)


def test_a_record_that_promises_more_than_there_is_ends_the_answer() -> None:
    head = b"\0\0\x81\x80" + b"\0\0" + b"\0\x02" + b"\0\0\0\0"
    record = b"\0" + b"\0\x01\0\x01\0\0\0\0\0\x04" + bytes([192, 0, 2, 1])
    longer = b"\0" + b"\0\x01\0\x01\0\0\0\0\0\x09" + bytes([192, 0, 2, 2])
    endless = b"\x3f" + b"a" * 10

    assert (
        codex_resolver.addresses_in(head + record + record, codex_resolver.A) == ("192.0.2.1",) * 2
    )
    assert codex_resolver.addresses_in(head + record + longer, codex_resolver.A) == ("192.0.2.1",)
    assert codex_resolver.addresses_in(head + record + endless, codex_resolver.A) == ("192.0.2.1",)
    assert codex_resolver.addresses_in(head + record + record, codex_resolver.AAAA) == ()


def test_the_usual_port_is_not_shown() -> None:
    assert codex_resolver.shown(("192.0.2.53", 53)) == "192.0.2.53"
    assert codex_resolver.shown(("192.0.2.53", 5353)) == "192.0.2.53 port 5353"
