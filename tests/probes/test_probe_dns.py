from __future__ import annotations

import asyncio
import socket
import threading
import time
from contextlib import AsyncExitStack
from typing import TYPE_CHECKING

import dns.resolver
import pytest

from codex_doctor.probes.dns import lookup, system_nameservers
from servers import (
    answer_code,
    answer_garbage,
    answer_nothing,
    answer_records,
    name_server,
)

if TYPE_CHECKING:
    from codex_doctor.facts import DnsAnswer
    from servers import Answer

NAME = "gw.codex-doctor.test"


def fail_with(code: int) -> object:
    def getaddrinfo(*_args: object, **_options: object) -> object:
        raise socket.gaierror(code, "as the test wants it")

    return getaddrinfo


@pytest.fixture(autouse=True)
def _system_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever resolver this machine has, it knows nothing."""
    monkeypatch.setattr(socket, "getaddrinfo", fail_with(socket.EAI_AGAIN))


def ask(*answers: Answer, host: str = NAME, timeout_s: float = 2.0) -> DnsAnswer:
    async def run() -> DnsAnswer:
        async with AsyncExitStack() as stack:
            servers = [await stack.enter_async_context(name_server(one)) for one in answers]
            return await lookup(host, timeout_s=timeout_s, nameservers=tuple(servers))

    return asyncio.run(run())


@pytest.mark.parametrize("literal", ["192.0.2.1", "::1", "fe80::1%1"])
def test_an_ip_literal_answers_at_once(literal: str) -> None:
    answer = ask(host=literal)

    assert (answer.addresses, answer.rcode, answer.took_s) == ((literal,), "NOERROR", 0.0)


def test_the_system_is_asked_first_and_decides(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.undo()
    answer = ask(answer_code("NXDOMAIN"), host="localhost")

    assert answer.rcode == "NOERROR"
    assert set(answer.addresses) <= {"127.0.0.1", "::1"}
    assert answer.server == ""


@pytest.mark.parametrize("code", ["NXDOMAIN", "SERVFAIL", "REFUSED"])
def test_the_name_server_says_why(code: str) -> None:
    answer = ask(answer_code(code))

    assert (answer.addresses, answer.rcode) == ((), code)
    assert answer.server.startswith("127.0.0.1 port ")


def test_a_name_without_data_is_noerror_without_addresses() -> None:
    answer = ask(answer_code("NOERROR"))

    assert (answer.addresses, answer.rcode) == ((), "NOERROR")


def test_a_silent_name_server_is_a_timeout_unless_the_system_knows_more(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    assert ask(answer_nothing, timeout_s=0.6).rcode == "SERVFAIL"
    monkeypatch.setattr(socket, "getaddrinfo", fail_with(socket.EAI_NONAME))
    assert ask(answer_nothing, timeout_s=0.6).rcode == "NXDOMAIN"
    assert ask().rcode == "NXDOMAIN"
    monkeypatch.setattr(socket, "getaddrinfo", fail_with(12345))
    assert ask().rcode == "SERVFAIL"


def test_an_answer_that_is_no_dns_is_named() -> None:
    answer = ask(answer_garbage)

    assert answer.rcode == "MALFORMED"
    assert answer.server.startswith("127.0.0.1 port ")


def test_a_name_that_no_query_can_hold_is_malformed() -> None:
    assert ask(answer_code("NXDOMAIN"), host="x" * 70 + ".test").rcode == "MALFORMED"


def test_a_truncated_answer_without_tcp_behind_it_is_no_answer() -> None:
    assert ask(answer_code("NXDOMAIN", truncated=True)).rcode == "SERVFAIL"


def test_addresses_that_only_the_name_server_knows_do_not_help_codex() -> None:
    answer = ask(answer_records(f"{NAME}. 60 IN A 192.0.2.7"))

    assert (answer.addresses, answer.rcode) == ((), "SERVFAIL")


def test_one_good_server_beats_a_bad_one() -> None:
    assert ask(answer_code("REFUSED"), answer_code("NXDOMAIN")).rcode == "NXDOMAIN"
    assert ask(answer_nothing, answer_code("REFUSED"), timeout_s=0.8).rcode == "REFUSED"


@pytest.mark.parametrize("host", ["nothing.invalid", "nothing.invalid."])
def test_names_below_invalid_do_not_exist(host: str) -> None:
    answer = ask(answer_nothing, host=host)

    assert answer.rcode == "NXDOMAIN"
    assert answer.took_s < 1


class Hang:
    """A getaddrinfo that hangs until the test lets it go."""

    def __init__(self, then: list[str]) -> None:
        self.go = threading.Event()
        self.then = then

    def __call__(self, *_args: object, **_options: object) -> list[object]:
        self.go.wait(10)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (one, 0)) for one in self.then]


def test_a_hanging_system_delays_neither_the_answer_nor_the_end(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    hang = Hang([])
    monkeypatch.setattr(socket, "getaddrinfo", hang)
    started = time.monotonic()

    silent, missing = (
        ask(answer_nothing, timeout_s=0.6),
        ask(answer_code("NXDOMAIN"), timeout_s=0.6),
    )
    records = ("gw.codex-doctor.test. 60 IN A 192.0.2.7", "gw.codex-doctor.test. 60 IN AAAA ::7")
    known = ask(answer_records(*records), timeout_s=0.6)

    assert time.monotonic() - started < 5
    assert silent.rcode == "TIMEOUT"
    assert missing.rcode == "NXDOMAIN"
    assert known.addresses == ("192.0.2.7", "::7")
    hang.go.set()
    time.sleep(0.1)  # the threads find their loops closed, and end without a word


def test_a_system_that_answers_after_the_end_is_not_heard(monkeypatch: pytest.MonkeyPatch) -> None:
    hang = Hang(["192.0.2.9"])
    monkeypatch.setattr(socket, "getaddrinfo", hang)

    async def run() -> DnsAnswer:
        answer = await lookup("nothing.invalid", timeout_s=0.1)
        hang.go.set()
        await asyncio.sleep(0.1)
        return answer

    assert asyncio.run(run()).rcode == "NXDOMAIN"


def test_a_slow_system_is_waited_for_while_the_servers_are_asked(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    hang = Hang(["192.0.2.9"])
    monkeypatch.setattr(socket, "getaddrinfo", hang)
    threading.Timer(0.7, hang.go.set).start()

    answer = ask(answer_nothing, timeout_s=1.0)

    assert answer.addresses == ("192.0.2.9",)


def test_a_chain_of_aliases_ends_in_the_addresses(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", Hang([]))
    records = (f"{NAME}. 60 IN CNAME loop.test.", "loop.test. 60 IN CNAME gw.codex-doctor.test.")

    looped = ask(answer_records(*records), timeout_s=0.2)
    ended = ask(answer_records(*records, "loop.test. 60 IN A 192.0.2.8"), timeout_s=0.2)

    assert (looped.addresses, looped.rcode) == ((), "NOERROR")
    assert ended.addresses == ("192.0.2.8",)


def test_the_name_servers_of_the_system_are_found(monkeypatch: pytest.MonkeyPatch) -> None:
    def missing(*_args: object, **_options: object) -> object:
        raise dns.resolver.NoResolverConfiguration

    monkeypatch.undo()
    for address, port in system_nameservers():
        assert address
        assert port == 53
    monkeypatch.setattr(dns.resolver, "Resolver", missing)
    assert system_nameservers() == ()


def test_without_name_servers_the_system_has_the_last_word(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("codex_doctor.probes.dns.system_nameservers", tuple[tuple[str, int]])

    answer = asyncio.run(lookup(NAME, timeout_s=1))

    assert answer.rcode == "SERVFAIL"
