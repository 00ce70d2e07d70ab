from __future__ import annotations

import asyncio
import socket
import threading
import time
from contextlib import AsyncExitStack
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest
from msgspec.structs import replace

import name_servers as ns
from codex_doctor.probes.names.dns import lookup
from codex_doctor.probes.names.name_lookup import LookupWay
from codex_doctor.probes.names.resolv_conf import ResolvConf
from name_servers import NAME

if TYPE_CHECKING:
    from codex_doctor.facts import DnsAnswer
    from name_servers import Answer

NO_HOSTS = Path("/does/not/exist")
# What Codex does on Linux, and what it does elsewhere.
OWN, SYSTEM = LookupWay(is_own=True, hosts=NO_HOSTS), LookupWay(is_own=False, hosts=NO_HOSTS)


def fail_with(code: int) -> object:
    def getaddrinfo(*_args: object, **_options: object) -> object:
        raise socket.gaierror(code, "as the test wants it")

    return getaddrinfo


class Hang:
    """A getaddrinfo that hangs until the test lets it go."""

    def __init__(self, *then: str) -> None:
        self.go = threading.Event()
        self.then = then

    def __call__(self, *_args: object, **_options: object) -> list[object]:
        self.go.wait(60)
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", (one, 0)) for one in self.then]


def system_says(monkeypatch: pytest.MonkeyPatch, *addresses: str) -> None:
    hang = Hang(*addresses)
    hang.go.set()
    monkeypatch.setattr(socket, "getaddrinfo", hang)


@pytest.fixture(autouse=True)
def _system_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever resolver this machine has, it knows nothing."""
    monkeypatch.setattr(socket, "getaddrinfo", fail_with(socket.EAI_AGAIN))


def ask(
    *answers: Answer,
    host: str = NAME,
    timeout_s: float = 2.0,
    way: LookupWay = OWN,
    **conf: Any,
) -> DnsAnswer:
    async def run() -> DnsAnswer:
        async with AsyncExitStack() as stack:
            servers = [await stack.enter_async_context(ns.name_server(one)) for one in answers]
            told = ResolvConf(tuple(servers), **conf)
            return await lookup(host, timeout_s=timeout_s, way=replace(way, conf=told))

    return asyncio.run(run())


@pytest.mark.parametrize("literal", ["192.0.2.1", "::1", "fe80::1%1"])
def test_an_ip_literal_answers_at_once(literal: str) -> None:
    answer = asyncio.run(lookup(literal, timeout_s=1))

    assert (answer.addresses, answer.rcode, answer.took_s) == ((literal,), "NOERROR", 0.0)


def test_the_hosts_file_comes_first(tmp_path: Path) -> None:
    (tmp_path / "hosts").write_text(f"127.0.0.1 localhost\n192.0.2.4 {NAME}\n")
    answer = ask(ns.address(), way=replace(OWN, hosts=tmp_path / "hosts"))

    assert answer.addresses == ("192.0.2.4",)
    assert answer.source == f"{tmp_path / 'hosts'}:2"


def test_codex_on_linux_goes_by_the_name_servers_alone() -> None:
    answer = ask(ns.address("192.0.2.7"))

    assert (answer.addresses, answer.rcode, answer.replies) == (("192.0.2.7",), "NOERROR", ())


def test_elsewhere_the_system_decides(monkeypatch: pytest.MonkeyPatch) -> None:
    system_says(monkeypatch, "192.0.2.9")

    assert ask(ns.code("NXDOMAIN"), way=SYSTEM).addresses == ("192.0.2.9",)


@pytest.mark.parametrize("way", [OWN, SYSTEM])
@pytest.mark.parametrize("code", ["NXDOMAIN", "SERVFAIL", "REFUSED"])
def test_the_name_server_says_why(
    code: str, way: LookupWay, monkeypatch: pytest.MonkeyPatch
) -> None:
    number = socket.EAI_NONAME if code == "NXDOMAIN" else socket.EAI_AGAIN
    monkeypatch.setattr(socket, "getaddrinfo", fail_with(number))
    answer = ask(ns.code(code), way=way)

    assert (answer.addresses, answer.rcode) == ((), code)
    assert answer.server.startswith("127.0.0.1 port ")
    assert {one.rcode for one in answer.replies} == {code}


def test_a_name_without_data_is_noerror_without_addresses() -> None:
    answer = ask(ns.code("NOERROR"))

    assert (answer.addresses, answer.rcode) == ((), "NOERROR")


def test_half_an_answer_is_none_and_both_halves_are_shown() -> None:
    answer = ask(ns.ipv4_only(ns.code("REFUSED")))

    assert (answer.addresses, answer.rcode) == ((), "REFUSED")
    assert [(one.kind, one.rcode) for one in answer.replies] == [
        ("A", "NOERROR"),
        ("AAAA", "REFUSED"),
    ]


def test_what_the_system_alone_knows_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    system_says(monkeypatch, "192.0.2.9")
    answer = ask(ns.code("NXDOMAIN"))

    assert (answer.addresses, answer.system) == ((), ("192.0.2.9",))


def test_a_codex_that_uses_the_system_gets_what_it_knows(monkeypatch: pytest.MonkeyPatch) -> None:
    system_says(monkeypatch, "192.0.2.9")
    answer = ask(ns.code("NXDOMAIN"), way=replace(OWN, uses_system=lambda: True))

    assert (answer.addresses, answer.system) == (("192.0.2.9",), ())


def test_a_line_of_the_hosts_file_that_codex_misses_is_told(tmp_path: Path) -> None:
    (tmp_path / "hosts").write_text(f"192.0.2.4 {NAME.upper()}\n")
    answer = ask(ns.code("NXDOMAIN"), way=replace(OWN, hosts=tmp_path / "hosts"))

    assert answer.missed is not None
    assert answer.missed[0] == f"{tmp_path / 'hosts'}:1"


def test_the_names_of_the_search_list_are_told() -> None:
    answer = ask(ns.code("NXDOMAIN"), host="gw", search=("corp.test",))

    assert answer.names == ("gw.corp.test", "gw")


def test_no_answer_is_told_from_no_name() -> None:
    silent = ask(ns.silence, timeout_s=0.6)
    nobody = ask(timeout_s=0.6, way=SYSTEM)

    assert silent.rcode == "TIMEOUT"
    assert nobody.rcode == "SERVFAIL"


def test_without_any_server_a_silent_system_has_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", Hang())

    assert ask(timeout_s=0.3, way=SYSTEM).rcode == "NO_SERVER"


def test_an_answer_that_is_no_dns_is_named() -> None:
    answer = ask(ns.garbage)

    assert answer.rcode == "MALFORMED"
    assert answer.server.startswith("127.0.0.1 port ")


def test_a_truncated_answer_without_tcp_behind_it_is_named() -> None:
    assert ask(ns.truncated(ns.silence)).rcode == "TRUNCATED"


@pytest.mark.parametrize("host", ["nothing.invalid", "nothing.invalid."])
def test_names_below_invalid_do_not_exist(host: str) -> None:
    answer = ask(ns.silence, host=host, timeout_s=60)

    assert answer.rcode == "NXDOMAIN"
    assert answer.took_s < 20


def test_a_resolver_that_invents_names_invents_those_too() -> None:
    assert ask(ns.everything("192.0.2.66"), host="nothing.invalid").addresses == ("192.0.2.66",)


@pytest.mark.parametrize("way", [OWN, SYSTEM])
def test_a_hanging_resolver_delays_neither_the_answer_nor_the_end(
    way: LookupWay, monkeypatch: pytest.MonkeyPatch
) -> None:
    hang = Hang()
    monkeypatch.setattr(socket, "getaddrinfo", hang)
    started = time.monotonic()

    answer = ask(ns.silence, timeout_s=0.6, way=way)

    assert time.monotonic() - started < 20
    assert answer.rcode == "TIMEOUT"
    hang.go.set()
    time.sleep(0.1)  # the thread finds its loop closed, and ends without a word


def test_a_system_that_answers_after_the_end_is_not_heard(monkeypatch: pytest.MonkeyPatch) -> None:
    hang = Hang("192.0.2.9")
    monkeypatch.setattr(socket, "getaddrinfo", hang)

    async def run() -> DnsAnswer:
        answer = await lookup("nothing.invalid", timeout_s=0.1, way=SYSTEM)
        hang.go.set()
        await asyncio.sleep(0.1)
        return answer

    assert asyncio.run(run()).rcode == "NXDOMAIN"


@pytest.mark.parametrize("way", [OWN, SYSTEM])
def test_a_slow_answer_is_waited_for_while_others_are_asked(
    way: LookupWay, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("codex_doctor.probes.names.name_lookup.PATIENCE_S", 0.1)
    monkeypatch.setattr("codex_doctor.probes.names.codex_resolver.RESEND_S", 0.3)
    hang = Hang("192.0.2.9")
    monkeypatch.setattr(socket, "getaddrinfo", hang)
    threading.Timer(0.4, hang.go.set).start()
    started = time.monotonic()

    def late(question: Any, tcp: bool) -> bytes | None:
        is_late = time.monotonic() - started > 0.2
        return ns.address("192.0.2.9")(question, tcp) if is_late else None

    assert ask(late, way=way, timeout_s=20).addresses == ("192.0.2.9",)


def test_a_system_code_without_a_name_is_a_failure(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(socket, "getaddrinfo", fail_with(12345))

    assert ask(ns.silence, way=SYSTEM, timeout_s=0.4).rcode == "SERVFAIL"
