from __future__ import annotations

import asyncio
import socket
import time
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

import name_servers as ns
from codex_doctor.facts import DnsAnswer, NameDoubt
from codex_doctor.probes.names import doubt, linkage
from codex_doctor.probes.names.name_lookup import LookupWay, first_answer
from codex_doctor.probes.names.resolv_conf import ResolvConf
from name_servers import NAME
from servers import listen, stay_silent

if TYPE_CHECKING:
    from name_servers import Answer

ANSWER = DnsAnswer(NAME, ("192.0.2.1",), "NOERROR", 0.01)
TOLD = replace(ANSWER, source="/etc/hosts:3")


def look(answer: Answer, seen: DnsAnswer = ANSWER, *, timeout_s: float = 2.0) -> NameDoubt | None:
    async def run() -> NameDoubt | None:
        async with ns.name_server(answer) as server, listen(stay_silent) as endpoint:
            way = LookupWay(is_own=True, hosts=Path("/none"), conf=ResolvConf((server,)))
            return await doubt.look(seen, endpoint.port, timeout_s=timeout_s, way=way)

    return asyncio.run(run())


def test_nobody_doubts_an_address_or_this_machine() -> None:
    for host in ("192.0.2.1", "::1", "localhost"):
        assert look(ns.silence, replace(ANSWER, host=host)) is None


def test_a_name_that_is_what_it_seems_leaves_no_doubt() -> None:
    assert look(ns.below("codex-doctor.test", "192.0.2.1")) == NameDoubt()


def test_a_hosts_file_that_differs_from_name_servers_is_told() -> None:
    seen = look(ns.below("codex-doctor.test"), TOLD)

    assert seen == NameDoubt("/etc/hosts:3", ("127.0.0.1",), True)


def test_a_hosts_file_that_says_the_same_or_more_is_no_matter() -> None:
    same = look(ns.below("codex-doctor.test", "192.0.2.1"), TOLD)
    more = look(ns.code("NXDOMAIN"), TOLD)

    assert same == NameDoubt("/etc/hosts:3")
    assert more == NameDoubt("/etc/hosts:3", unknown=True)


def test_other_addresses_that_do_not_answer_either_are_told() -> None:
    seen = look(ns.below("codex-doctor.test", "127.0.0.77"), TOLD)

    assert seen is not None
    assert (seen.public, seen.public_answers) == (("127.0.0.77",), False)


def test_a_resolver_that_invents_addresses_is_found_out() -> None:
    seen = look(ns.everything("192.0.2.1"))

    assert seen is not None
    assert seen.invented == ("192.0.2.1",)


def test_elsewhere_the_system_is_asked_for_what_cannot_exist(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def invent(*_args: object, **_options: object) -> list[object]:
        return [(socket.AF_INET, socket.SOCK_STREAM, 6, "", ("192.0.2.66", 0))]

    monkeypatch.setattr(socket, "getaddrinfo", invent)

    async def run() -> tuple[str, ...]:
        return await first_answer("any.com.", timeout_s=1, way=LookupWay(is_own=False))

    assert asyncio.run(run()) == ("192.0.2.66",)


def test_an_address_of_a_search_domain_is_found_out() -> None:
    assert look(ns.code("NXDOMAIN")) == NameDoubt(unknown=True)


def test_silent_name_servers_end_in_time() -> None:
    started = time.monotonic()

    assert look(ns.silence, timeout_s=0.6) == NameDoubt()
    assert time.monotonic() - started < 20


@pytest.mark.parametrize(
    ("head", "uses"),
    [
        (b"\x7fELF\x02\x01" + b"\0" * 90 + b"/lib64/ld-linux-x86-64.so.2\0", True),
        (b"\x7fELF\x02\x01" + b"\0" * 90, False),
        (b"#!/usr/bin/env node\n", False),
    ],
)
def test_a_codex_linked_to_the_system_uses_its_resolver(
    head: bytes, uses: bool, tmp_path: Path
) -> None:
    program = tmp_path / "codex"
    program.write_bytes(head)
    program.chmod(0o755)

    assert linkage.uses_system_resolver({"PATH": str(tmp_path)}) is uses


def test_no_codex_or_one_that_cannot_be_read_uses_its_own(tmp_path: Path) -> None:
    assert not linkage.uses_system_resolver({})
    assert not linkage.uses_system_resolver({"PATH": str(tmp_path)})
    (tmp_path / "codex").mkdir()
    assert not linkage.uses_system_resolver({"PATH": str(tmp_path)})
