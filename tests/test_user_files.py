"""Nothing but `user_files` opens what is the user's, and it neither waits nor reads for ever."""

from __future__ import annotations

import ast
import os
import socket
import threading
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

import codex_doctor
import codex_doctor_checks
from codex_doctor.platform.user_files import (
    FileBytes,
    exists,
    imagined,
    is_file,
    is_folder,
    list_folder,
    plain_size,
    read_bytes,
    read_head,
)
from codex_doctor.words.told import said

if TYPE_CHECKING:
    from collections.abc import Callable

ROOTS = tuple(Path(str(one.__file__)).parent for one in (codex_doctor, codex_doctor_checks))
OPENERS = frozenset(
    [
        "open",
        "read_bytes",
        "read_text",
        "scandir",
        "listdir",
        "iterdir",
        "glob",
        "rglob",
        "walk",
        "load_verify_locations",
        "load_cert_chain",
        "fdopen",
    ]
)
# What opens something, and is not the user's: this package's own data, /proc, connections, and
# libraries that are given what was looked at.
ALLOWED = {
    ("platform/outputs.py", "open"): "a report, to be written",
    ("platform/whole_files.py", "open"): "a new file, to be written",
    ("pages/data.py", "read_bytes"): "data of this package",
    ("platform/streams.py", "open"): "the null device, for a closed standard stream",
    ("platform/keeper.py", "open"): "/proc",
    ("platform/alone.py", "open"): "a folder, to keep others out of it",
    ("bundle/reading.py", "open"): "a member of what was read",
    ("report/html.py", "read_text"): "data of this package",
    ("codex/config/types.py", "read_text"): "data of this package",
    ("codex/versions/features.py", "read_text"): "data of this package",
    ("codex/wire/recorded.py", "read_text"): "data of this package",
    ("probes/connections/local_ports.py", "open"): "/proc",
    ("probes/connections/local_ports.py", "iterdir"): "/proc",
    ("probes/tls/handshakes.py", "open"): "a connection",
    ("probes/tls/attempt.py", "open"): "a connection",
    ("probes/tls/trust.py", "load_verify_locations"): "what `authorities` looked at",
    ("codex/rules/exec_policy.py", "walk"): "a tree of syntax",
    ("codex/files/starlark.py", "walk"): "a tree of syntax",
}


def opened(path: Path) -> set[str]:
    """Return the names of the functions and methods in a module that open something."""
    called = [
        one.func for one in ast.walk(ast.parse(path.read_text())) if isinstance(one, ast.Call)
    ]
    methods = {one.attr for one in called if isinstance(one, ast.Attribute)}
    functions = {one.id for one in called if isinstance(one, ast.Name)}
    return (methods & OPENERS) | (functions & {"open"})


def test_nothing_else_opens_files() -> None:
    found = {
        (path.relative_to(root).as_posix(), name)
        for root in ROOTS
        for path in root.rglob("*.py")
        for name in opened(path)
        if path.name != "user_files.py" and path.relative_to(root).parts[0] != "lab"
    }

    assert found == ALLOWED.keys()


def make_pipe(path: Path) -> None:
    os.mkfifo(path)


def make_socket(path: Path) -> None:
    with socket.socket(socket.AF_UNIX) as one:
        one.bind(str(path))


THINGS: dict[str, tuple[Callable[[Path], object], str]] = {
    "pipe": (make_pipe, "not_a_file"),
    "socket": (make_socket, "not_a_file"),
    "zero": (lambda path: path.symlink_to("/dev/zero"), "not_a_file"),
    "terminal": (lambda path: path.symlink_to("/dev/tty"), "not_a_file"),
    "loop": (lambda path: path.symlink_to(path), "error"),
    "dangling": (lambda path: path.symlink_to("nowhere"), "absent"),
    "folder": (lambda path: path.mkdir(), "directory"),
    "long": (lambda path: path.write_bytes(b"x" * 11), "too_large"),
    "without a size": (lambda path: path.symlink_to("/proc/self/smaps"), "too_large"),
    "short": (lambda path: path.write_bytes(b"x" * 10), "ok"),
}


@pytest.mark.parametrize("name", THINGS)
def test_what_is_no_short_regular_file_is_an_answer(name: str, tmp_path: Path) -> None:
    make, result = THINGS[name]
    path = tmp_path / "one"
    make(path)

    seen = read_bytes(path, max_bytes=10)
    assert (seen.result, len(seen.data)) == (result, 10 if result == "ok" else 0)
    assert bool(seen.detail) is (result != "ok")
    assert (0 < plain_size(path) <= 10) is (result == "ok")


def test_a_sparse_file_is_not_read_and_its_beginning_is(tmp_path: Path) -> None:
    path = tmp_path / "sparse"
    path.touch()
    os.truncate(path, 10**10)

    assert said(read_bytes(path, max_bytes=100).detail) == "has more than 100 bytes"
    assert read_head(path, max_bytes=100) == bytes(100)


def test_a_pipe_that_takes_a_files_place_is_not_waited_for(tmp_path: Path) -> None:
    path = tmp_path / "one"
    stop = threading.Event()

    def swap() -> None:
        while not stop.is_set():
            path.write_bytes(b"x")
            path.unlink()
            os.mkfifo(path)
            path.unlink()

    thread = threading.Thread(target=swap)
    thread.start()
    try:
        seen = {read_bytes(path, max_bytes=10).result for _ in range(2000)}
    finally:
        stop.set()
        thread.join()
    assert seen <= {"ok", "absent", "not_a_file"}


@pytest.mark.parametrize("name", ["a\0b", "x" * 100_000, "/x" * 50_000, "~user/x"])
def test_a_path_that_cannot_be_is_an_answer(name: str) -> None:
    path = Path(name)

    assert read_bytes(path, max_bytes=1).result in {"absent", "error"}
    assert (read_head(path, max_bytes=1), list_folder(path, most=1).paths) == (b"", ())
    assert (exists(path), is_folder(path), plain_size(path)) == (False, False, 0)


def test_a_listing_is_sorted_bounded_and_says_when_it_is_not_whole(tmp_path: Path) -> None:
    for name in ("c.a", "b.a", "a.a", "d.b"):
        (tmp_path / name).touch()
    (tmp_path / "not-a-folder").touch()

    whole = list_folder(tmp_path, most=3, wanted=lambda name: name.endswith(".a"))
    some = list_folder(tmp_path, most=2, wanted=lambda name: name.endswith(".a"))
    assert ([one.name for one in whole.paths], whole.is_whole) == (["a.a", "b.a", "c.a"], True)
    assert ([one.name for one in some.paths], some.is_whole) == (["a.a", "b.a"], False)
    assert list_folder(tmp_path / "not-a-folder", most=2).paths == ()


def test_an_imagined_file_is_read_as_it_will_be(tmp_path: Path) -> None:
    there, new = tmp_path / "there", tmp_path / "new"
    there.write_bytes(b"old")
    there.chmod(0o640)
    link = tmp_path / "link"
    link.symlink_to(there)

    with imagined({there: b"changed", new: b"written"}):
        assert (read_bytes(link, max_bytes=9).data, read_bytes(link, max_bytes=9).mode) == (
            b"changed",
            0o640,
        )
        assert read_bytes(new, max_bytes=9) == FileBytes("ok", b"written", mode=0o600)
        assert read_bytes(new, max_bytes=3).result == "too_large"
        assert read_head(new, max_bytes=3) == b"wri"
        assert exists(new)
        assert is_file(new)
        names = [one.name for one in list_folder(tmp_path, most=9).paths]
        assert names == ["link", "new", "there"]

    assert there.read_bytes() == read_bytes(there, max_bytes=9).data == b"old"
    assert read_bytes(new, max_bytes=9).result == "absent"


def test_of_a_huge_folder_some_names_are_looked_at(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("codex_doctor.platform.user_files._MAX_NAMES", 5)
    for number in range(7):
        (tmp_path / str(number)).touch()

    seen = list_folder(tmp_path, most=100)
    assert (len(seen.paths), seen.is_whole) == (6, False)
