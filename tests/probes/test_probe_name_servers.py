from __future__ import annotations

import asyncio
import socket
from typing import TYPE_CHECKING

import dns.resolver
import pytest

import name_servers as ns
from codex_doctor.probes.names import name_servers
from codex_doctor.words.told import said
from name_servers import NAME

if TYPE_CHECKING:
    from codex_doctor.facts import DnsReply
    from name_servers import Answer


def ask(answer: Answer, *, host: str = NAME, timeout_s: float = 1.0) -> tuple[DnsReply, DnsReply]:
    async def run() -> tuple[DnsReply, ...]:
        async with ns.name_server(answer) as server:
            return await name_servers.replies(host, (server,), timeout_s=timeout_s)

    first, second = asyncio.run(run())
    return first, second


def test_each_family_has_its_reply() -> None:
    first, second = ask(ns.ipv4_only(ns.code("REFUSED")))

    assert (first.kind, first.rcode, first.addresses) == ("A", "NOERROR", ("127.0.0.1",))
    assert (second.kind, second.rcode, second.addresses) == ("AAAA", "REFUSED", ())
    assert first.server.startswith("127.0.0.1 port ")


@pytest.mark.parametrize(
    ("answer", "code"),
    [
        (ns.code("NXDOMAIN"), "NXDOMAIN"),
        (ns.code("SERVFAIL"), "SERVFAIL"),
        (ns.silence, "TIMEOUT"),
        (ns.garbage, "MALFORMED"),
        (ns.truncated(ns.silence), "TRUNCATED"),
        (ns.truncated(ns.address()), "NOERROR"),
    ],
)
def test_each_fault_has_its_code(answer: Answer, code: str) -> None:
    assert ask(answer, timeout_s=0.4)[0].rcode == code


def test_aliases_are_listed_and_a_circle_is_told() -> None:
    chain = (f"{NAME}. 60 IN CNAME a.test.", "a.test. 60 IN CNAME b.test.")
    first, _ = ask(ns.records(*chain, "b.test. 60 IN A 192.0.2.8"))
    circle, _ = ask(ns.records(chain[0], f"a.test. 60 IN CNAME {NAME}."))

    assert first.aliases == (NAME, "a.test", "b.test")
    assert (first.addresses, first.detail) == (("192.0.2.8",), "")
    assert circle.aliases == (NAME, "a.test", NAME)
    assert "circle" in said(circle.detail)


def test_hostile_answers_are_bounded_and_inert() -> None:
    first, _ = ask(ns.control_characters)

    assert all(one.isprintable() for one in first.aliases)
    assert len(ask(ns.huge, timeout_s=10)[0].addresses) == name_servers.MAX_ADDRESSES
    long = [f"n{number}.test. 60 IN CNAME n{number + 1}.test." for number in range(40)]
    assert len(ask(ns.records(*long), host="n0.test")[0].aliases) == name_servers.MAX_ALIASES


def test_a_label_that_no_host_has_is_not_shown() -> None:
    first, _ = ask(ns.records(f"{NAME}. 60 IN CNAME &#108\\;a.\\227\\133b.my_gw-1.test."))

    assert first.aliases == (NAME, "?.?.my_gw-1.test")


def test_silence_and_a_place_without_a_route() -> None:
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as one:
        one.bind(("127.0.0.1", 0))
        closed = ("127.0.0.1", int(one.getsockname()[1]))
    nowhere = ("255.255.255.255", 53)

    seen = asyncio.run(name_servers.replies(NAME, (closed, nowhere), timeout_s=0.5))

    assert [one.rcode for one in seen] == ["TIMEOUT", "TIMEOUT", "NO_ROUTE", "NO_ROUTE"]


def test_a_name_that_no_question_can_hold_is_malformed() -> None:
    assert ask(ns.address(), host="x" * 70 + ".test")[0].rcode == "MALFORMED"


def test_the_name_servers_of_the_system_are_found(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(*_args: object, **_options: object) -> object:
        raise dns.resolver.NoResolverConfiguration

    for address, port in name_servers.configured():
        assert address
        assert port == 53
    monkeypatch.setattr(dns.resolver, "Resolver", missing)
    assert name_servers.configured() == ()
