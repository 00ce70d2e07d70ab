from __future__ import annotations

import asyncio
import os
import socket
import sys
from typing import TYPE_CHECKING

import pytest

from codex_doctor.facts import Listener
from codex_doctor.platform.system import System
from codex_doctor.probes.connections import local_ports

if TYPE_CHECKING:
    from pathlib import Path

HEAD = "  sl  local_address rem_address   st tx_queue rx_queue tr tm->when uid timeout inode\n"
LINE = "   0: {address}:{port:04X} 00000000:0000 {state} 0:0 00:0 0 0 0 {inode} 1\n"
LOCALHOST = "0100007F" if sys.byteorder == "little" else "7F000001"

on_linux = pytest.mark.skipif(sys.platform != "linux", reason="only Linux has /proc")


def fake_proc(folder: Path, lines: str) -> Path:
    (folder / "net").mkdir(parents=True)
    (folder / "net" / "tcp").write_text(HEAD + lines)
    handles = folder / "42" / "fd"
    handles.mkdir(parents=True)
    (handles / "3").symlink_to("socket:[777]")
    (handles / "4").write_text("no link")
    (folder / "42" / "comm").write_bytes(b"evil\x1b[31m\n")
    (folder / "43").mkdir()
    return folder


@on_linux
def test_a_server_on_the_same_port_elsewhere_is_named_with_its_process(tmp_path: Path) -> None:
    lines = LINE.format(address=LOCALHOST, port=4000, state="0A", inode=777)
    proc = fake_proc(tmp_path, lines)

    (seen,) = local_ports.owned([], 4000, proc)

    assert str(seen.process) == "evil\\x1b[31m (process 42)"
    assert seen.address == "127.0.0.1"


@on_linux
def test_what_does_not_listen_or_has_no_owner_in_sight(tmp_path: Path) -> None:
    lines = LINE.format(address=LOCALHOST, port=4000, state="01", inode=777)
    lines += LINE.format(address=LOCALHOST, port=8000, state="0A", inode=1) + "short\n"
    proc = fake_proc(tmp_path, lines)

    assert local_ports.owned([8000, 11434], 4000, proc) == (Listener(8000), Listener(11434))


@on_linux
def test_a_process_that_ends_while_it_is_looked_at_keeps_its_number(tmp_path: Path) -> None:
    lines = LINE.format(address=LOCALHOST, port=4000, state="0A", inode=777)
    proc = fake_proc(tmp_path, lines)
    (proc / "42" / "comm").unlink()

    assert str(local_ports.owned([], 4000, proc)[0].process).endswith("a program (process 42)")


def test_without_proc_there_are_no_names(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(local_ports, "THIS", System("darwin"))

    assert local_ports.owned([8000], 4000, tmp_path) == (Listener(8000),)


def test_the_search_for_owners_ends(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(local_ports, "SEARCH_S", -1.0)
    proc = fake_proc(tmp_path, "")

    assert local_ports.owners({"777"}, proc) == {}


@on_linux
def test_our_own_port_on_another_address_is_found() -> None:
    with socket.socket() as one:
        one.bind(("127.0.0.3", 0))
        one.listen()
        port = one.getsockname()[1]
        seen = asyncio.run(local_ports.look(("127.0.0.1",), port))

    mine = [one for one in seen if one.port == port]
    assert [one.address for one in mine] == ["127.0.0.3"]
    assert str(os.getpid()) in str(mine[0].process) or mine[0].process == ""


@pytest.mark.parametrize("bound", ["127.0.0.1", "0.0.0.0"])
def test_the_address_that_answers_is_named_and_never_that_to_listen_on(bound: str) -> None:
    with socket.socket() as one:
        one.bind((bound, 0))
        one.listen()
        port = one.getsockname()[1]
        seen = asyncio.run(local_ports.look(("::1",), port))

    assert [one.address for one in seen if one.port == port] == ["127.0.0.1"]


@on_linux
def test_an_ipv6_address_is_read(tmp_path: Path) -> None:
    digits = b"".join(
        bytes([0, 0, 0, last])[:: -1 if sys.byteorder == "little" else 1] for last in (0, 0, 0, 1)
    ).hex()
    proc = fake_proc(tmp_path, LINE.format(address=digits, port=4000, state="0A", inode=5))

    assert local_ports.owned([], 4000, proc)[0].address == "::1"
