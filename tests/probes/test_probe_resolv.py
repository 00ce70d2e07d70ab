from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from codex_doctor.probes.names.resolv_conf import HostsEntry, ResolvConf, read_hosts, read_resolv
from codex_doctor.words.told import said

if TYPE_CHECKING:
    from pathlib import Path


def hosts(folder: Path, text: str, host: str = "gw.test") -> HostsEntry:
    (folder / "hosts").write_bytes(text.encode())
    return read_hosts(host, folder / "hosts")


def resolv(folder: Path, text: str) -> ResolvConf:
    (folder / "resolv.conf").write_text(text)
    return read_resolv(folder / "resolv.conf")


def test_every_line_that_names_the_host_counts(tmp_path: Path) -> None:
    text = "127.0.0.1 localhost\n192.0.2.1\tother gw.test # x\n\n2001:db8::1 gw.test\n"

    assert hosts(tmp_path, text) == HostsEntry(("192.0.2.1", "2001:db8::1"), 2)


@pytest.mark.parametrize(
    "text",
    ["# 192.0.2.1 gw.test\n", "nonsense gw.test\n", "192.0.2.1 xgw.test\n", "gw.test\n", "\xff\n"],
)
def test_other_lines_do_not(tmp_path: Path, text: str) -> None:
    assert hosts(tmp_path, text) == HostsEntry()


def test_what_other_programs_read_and_codex_does_not_is_told(tmp_path: Path) -> None:
    capitals = hosts(tmp_path, "192.0.2.1 GW.Test\n")
    unended = hosts(tmp_path, "127.0.0.1 localhost\n192.0.2.1 gw.test")

    assert (capitals.addresses, capitals.missed) == ((), 1)
    assert "capital letters" in said(capitals.why)
    assert (unended.addresses, unended.missed) == ((), 2)
    indented = hosts(tmp_path, " 192.0.2.1 gw.test\n")
    assert (indented.addresses, indented.missed) == ((), 1)
    assert "a blank" in said(indented.why)
    assert "line break" in said(unended.why)


def test_a_last_line_that_goes_on_behind_the_name_is_read(tmp_path: Path) -> None:
    assert hosts(tmp_path, "192.0.2.1 gw.test other").addresses == ("192.0.2.1",)


def test_a_file_that_is_not_there_says_nothing(tmp_path: Path) -> None:
    assert read_hosts("gw.test", tmp_path / "none") == HostsEntry()
    assert read_resolv(tmp_path / "none") == ResolvConf((("127.0.0.1", 53),))


def test_three_servers_the_last_search_list_and_the_dots_are_read(tmp_path: Path) -> None:
    text = (
        "# a comment\n\nnameserver 192.0.2.1\nnameserver fe80::1%2\nnameserver name.test\n"
        "nameserver 192.0.2.3\nnameserver 192.0.2.4\nnameserver\n"
        "domain old.test\nsearch a.test. . b.test\noptions rotate ndots:2 ndots:x ndots:99\n"
    )
    conf = resolv(tmp_path, text)

    assert conf.servers == (("192.0.2.1", 53), ("fe80::1%2", 53), ("192.0.2.3", 53))
    assert conf.search == ("a.test", "b.test")
    assert conf.ndots == 2


@pytest.mark.parametrize(
    ("line", "servers"),
    [
        ("nameserver 127.2", ("127.0.0.2",)),
        ("nameserver 127.0.0.02", ("127.0.0.2",)),
        ("nameserver\t127.0.0.2 # ours", ("127.0.0.2",)),
        (" nameserver 127.0.0.2", ("127.0.0.1",)),
        ("nameserver 127.0.0.2#53", ("127.0.0.1",)),
        ("nameserver 127.0.0.2" + " " * 250, ("127.0.0.1",)),
    ],
)
def test_a_server_is_read_as_musl_reads_it(
    line: str, servers: tuple[str, ...], tmp_path: Path
) -> None:
    """`make musl` compares with that library."""
    conf = resolv(tmp_path, f"{line}\n")

    assert tuple(address for address, _ in conf.servers) == servers


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("search a.test\nsearch\n", ("gw",)),
        ("search a.test\nsearch", ("gw.a.test", "gw")),
        (" search a.test\n", ("gw",)),
        ("search a.test.\n", ("gw.a.test", "gw")),
        ("search .a.test\n", ("gw..a.test", "gw")),
        ("search a.test\noptions ndots:0\n", ("gw",)),
        ("search a.test\noptions ndots:0x\n", ("gw",)),
        ("search a.test\noptions xndots:0\n", ("gw",)),
        ("search a.test\noptions ndots: 0\n", ("gw.a.test", "gw")),
        ("search a.test\n options ndots:0\n", ("gw.a.test", "gw")),
    ],
)
def test_which_names_are_asked_for(text: str, names: tuple[str, ...], tmp_path: Path) -> None:
    assert resolv(tmp_path, text).names_of("gw") == names


def test_a_name_with_two_dots_at_its_end_is_none() -> None:
    assert ResolvConf().names_of("gw..") == ("gw.",)


def test_options_without_dots_leave_one(tmp_path: Path) -> None:
    assert resolv(tmp_path, "options timeout:1\n").ndots == 1


def test_names_with_enough_dots_are_asked_for_as_they_are() -> None:
    conf = ResolvConf(search=("a.test", "b.test"))

    assert conf.names_of("gw") == ("gw.a.test", "gw.b.test", "gw")
    assert conf.names_of("gw.x") == ("gw.x",)
    assert conf.names_of("gw.") == ("gw",)
