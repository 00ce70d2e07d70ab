"""The standard streams as a caller may leave them; `tests/hostile` has the whole program."""

from __future__ import annotations

import fcntl
import io
import os
import struct
import sys
import termios
import threading
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from codex_doctor.platform import streams
from codex_doctor.words.catalogue import template_texts

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path


@contextmanager
def lent(tmp_path: Path) -> Generator[Path]:
    """Lend the process another stdout and stderr, files in this folder; put the old ones back.

    No fixture: pytest sets its own streams when the test begins.
    """
    kept, old = [os.dup(1), os.dup(2)], (sys.stdout, sys.stderr)
    for number, name in ((1, "out"), (2, "err")):
        put(number, tmp_path / name)
    sys.stdout, sys.stderr = (open(one, "w", closefd=False) for one in (1, 2))  # noqa: SIM115
    try:
        yield tmp_path
    finally:
        sys.stdout, sys.stderr = old
        for number, one in ((1, kept[0]), (2, kept[1])):
            os.dup2(one, number)
            os.close(one)


def put(number: int, path: str | Path) -> None:
    """Have this descriptor write into a file."""
    new = os.open(path, os.O_WRONLY | os.O_CREAT)
    os.dup2(new, number)
    os.close(new)


def test_what_can_be_written_is_written(tmp_path: Path) -> None:
    with lent(tmp_path) as folder:
        streams.guard()
        print("out")
        streams.tell("told")

        assert streams.finish(3) == 3
        assert (folder / "out").read_text() == "out\n"
        assert (folder / "err").read_text() == "codex-doctor: told\n"


def test_a_full_disk_is_told_at_the_end_and_is_an_exit_code_of_its_own(tmp_path: Path) -> None:
    with lent(tmp_path) as folder:
        put(1, "/dev/full")
        streams.guard()
        print("out")
        print("more", flush=True)

        assert streams.finish(0) == 2
        assert "cannot be written: No space left on device" in (folder / "err").read_text()


def test_a_reader_that_has_gone_leaves_the_exit_code_as_it_is(tmp_path: Path) -> None:
    with lent(tmp_path) as folder:
        reads, writes = os.pipe()
        os.dup2(writes, 1)
        os.close(writes)
        os.close(reads)
        streams.guard()
        print("out", flush=True)

        assert streams.finish(1) == 1
        assert (folder / "err").read_text() == ""


def test_a_closed_stream_keeps_its_number_from_other_files(tmp_path: Path) -> None:
    with lent(tmp_path):
        for number in (1, 2):
            os.close(number)
        sys.stdout = sys.stderr = None
        streams.guard()
        number = os.open(tmp_path / "another", os.O_RDWR | os.O_CREAT)
        os.close(number)
        streams.tell("lost")

        assert number > 2
        assert streams.stdout_failure() == "Bad file descriptor"
        assert streams.finish(0) == 2


@pytest.mark.parametrize("encoding", ["ascii", "utf-16", "undefined", "idna"])
def test_no_encoding_ends_a_run(encoding: str, tmp_path: Path) -> None:
    with lent(tmp_path) as folder:
        sys.stdout = io.TextIOWrapper(io.FileIO(1, "w", closefd=False), encoding=encoding)
        streams.guard()
        print("✓ \udcff")

        assert streams.finish(0) == 0
        assert b"udcff" in (folder / "out").read_bytes().replace(b"\0", b"")


def test_a_stream_of_another_kind_only_escapes(tmp_path: Path) -> None:
    with lent(tmp_path):
        sys.stdout = io.TextIOWrapper(io.BytesIO(), encoding="ascii")
        streams.guard()
        print("✓", end="")
        sys.stdout.flush()

        assert sys.stdout.buffer.getvalue() == b"\\u2713"


def test_a_pipe_that_does_not_block_is_waited_for(tmp_path: Path) -> None:
    with lent(tmp_path):
        reads, writes = os.pipe()
        os.dup2(writes, 1)
        os.close(writes)
        os.set_blocking(1, False)
        read: list[bytes] = []
        streams.guard()
        thread = threading.Thread(
            target=lambda: read.extend(iter(lambda: os.read(reads, 4096), b""))
        )
        thread.start()
        print("x" * 500_000, flush=True)
        put(1, os.devnull)
        thread.join(10)
        os.close(reads)

        assert len(b"".join(read)) == 500_001


def test_the_middle_of_a_long_line_is_left_out() -> None:
    text = streams.clip("a" * 5000 + "b" * 5000)

    assert streams.clip("short") == "short"
    assert len(text) < 1300
    assert text[0] + text[-1] == "ab"


@pytest.mark.parametrize(("columns", "widest", "count"), [(40, 40, 3), (0, 80, 2), (None, 83, 1)])
def test_a_line_is_broken_on_a_terminal_alone_and_remembered_whole(
    columns: int | None, widest: int, count: int, tmp_path: Path
) -> None:
    said = "the script shows tcp.refused by connecting; no key is in the request"
    with lent(tmp_path) as folder:
        master, slave = os.openpty()
        if columns is not None:
            fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", 24, columns, 0, 0))
            os.dup2(slave, 2)
        streams.guard()
        streams.tell(said)
        told = streams.last_told()
        shown = (folder / "err").read_bytes() if columns is None else os.read(master, 4096)
        put(2, os.devnull)
        for one in (master, slave):
            os.close(one)

    lines = shown.splitlines()
    assert told == said
    assert b" ".join(lines) == f"codex-doctor: {said}".encode()
    assert len(lines) == count
    assert max(map(len, lines)) <= widest


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("codex-doctor: it is so: a", "it is so: a"),
        ("codex-doctor repro: error: argument --lang: no", "argument --lang: no"),
        *(
            (text.format(program="codex-doctor fix", message="no"), "no")
            for text in template_texts("usage.error")
        ),
        ("another: line", "another: line"),
    ],
)
def test_what_was_told_last_is_without_our_name(line: str, told: str, tmp_path: Path) -> None:
    with lent(tmp_path):
        streams.guard()
        streams.write_stderr(line)

        assert streams.last_told() == told
