from __future__ import annotations

import os
import signal
import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from codex_doctor.platform import programs
from codex_doctor.platform.deadline import Deadline
from codex_doctor.platform.pipes import Threaded
from codex_doctor.platform.programs import ProgramOutput, run_program
from codex_doctor.platform.system import System
from codex_doctor.words.told import Told

ENVIRON = {"PATH": "/usr/bin:/bin", "NAME": "a=b\nc", "EMPTY": ""}


def ran(*command: str, deadline: Deadline | None = None, timeout_s: float = 10.0) -> ProgramOutput:
    return run_program(
        command,
        environ=ENVIRON,
        cwd=Path("/usr"),
        timeout_s=timeout_s,
        deadline=deadline or Deadline(),
        max_bytes=1000,
    )


def is_there(file: Path) -> bool:
    """Tell whether the process runs whose id is in the file; its end may need a moment."""
    for _ in range(100):
        try:
            os.kill(int(file.read_text()), 0)
        except ProcessLookupError:
            return False
        time.sleep(0.02)
    return True


@pytest.mark.parametrize(
    ("script", "said"),
    [
        ("pwd; printf '%s' \"$NAME$EMPTY\"", ProgramOutput(b"/usr\na=b\nc")),
        ("exit 3", ProgramOutput(b"", "exit_code", "3")),
        ("echo x; kill -9 $$", ProgramOutput(b"x\n", "exit_code", "-9")),
        ("test -p /dev/stdin || head -c 5", ProgramOutput(b"")),
        ("trap - PIPE; kill -PIPE $$", ProgramOutput(b"", "exit_code", "-13")),
    ],
)
def test_a_program_runs_with_what_it_is_given(script: str, said: ProgramOutput) -> None:
    assert ran("sh", "-c", script) == said


@pytest.mark.parametrize(
    ("command", "detail"),
    [
        (("/nowhere",), "No such file or directory"),
        (("nowhere-on-path",), "No such file or directory"),
        (("/usr",), "Permission denied"),
        (("sh\0",), "NUL in it"),
        (("/bin/echo", "x" * 200_000), "Argument list too long"),
    ],
)
def test_why_a_program_cannot_start_is_said(command: tuple[str, ...], detail: str) -> None:
    printed = ran(*command)

    assert (printed.reason, str(printed.detail)) == ("not_started", detail)


def test_no_interpreter_is_no_program(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/nowhere")

    assert ran("true") == ProgramOutput(reason="unable", detail="No such file or directory")


def test_on_windows_no_open_file_is_handed_on(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(programs, "THIS", System("win32"))
    printed = run_program(
        ["true"],
        environ=ENVIRON,
        cwd=Path("/usr"),
        timeout_s=10.0,
        deadline=Deadline(),
        descriptors=(1,),
    )

    assert printed == ProgramOutput(reason="unable", detail=Told("program.windows"))


def test_where_pipes_cannot_be_waited_for_threads_read_them(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """As on Windows, whose programs `tests/windows` runs."""
    monkeypatch.setattr(programs, "pipes_of", Threaded)
    deadline = Deadline()
    threads = threading.active_count()

    assert ran("sh", "-c", "echo x; exit 3") == ProgramOutput(b"x\n", "exit_code", "3")
    assert ran("sleep", "60", timeout_s=0.2) == ProgramOutput(b"", "timeout", "200 ms")
    assert ran("yes") == ProgramOutput(b"y\n" * 500, "too_long", "10000 ms")
    threading.Timer(0.3, deadline.interrupt).start()
    assert ran("sleep", "60", deadline=deadline).reason == "interrupted"
    assert threading.active_count() == threads


def test_a_keeper_that_cannot_run_gives_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "executable", "/bin/true")

    assert ran("echo", "x" * 100_000) == ProgramOutput(
        reason="unable", detail=Told("program.unwatched")
    )


def test_each_limit_has_its_name() -> None:
    began = time.monotonic()

    assert ran("sleep", "60", timeout_s=0.2) == ProgramOutput(b"", "timeout", "200 ms")
    assert ran("sleep", "60", deadline=Deadline(budget_s=0.3)).reason == "budget"
    assert ran("yes") == ProgramOutput(b"y\n" * 500, "too_long", "10000 ms")
    assert time.monotonic() - began < 30


def test_a_mere_log_is_cut_and_its_other_holders_are_not_waited_for(tmp_path: Path) -> None:
    began = time.monotonic()
    script = "sleep 60 & head -c 100000 /dev/zero; echo $! >/proc/self/fd/$0; exit 3"
    with (tmp_path / "pid").open("wb") as other:
        printed = run_program(
            ["sh", "-c", script, str(other.fileno())],
            environ=ENVIRON,
            cwd=Path("/usr"),
            timeout_s=30.0,
            deadline=Deadline(),
            max_bytes=1000,
            is_log=True,
            descriptors=(other.fileno(),),
        )

    assert printed.output[:1000] == b"\0" * 1000
    assert (len(printed.output), printed.reason, printed.detail) == (1001, "exit_code", "3")
    assert time.monotonic() - began < 30
    assert not is_there(tmp_path / "pid")


def test_a_log_without_end_ends_with_its_time() -> None:
    printed = run_program(
        ["cat", "/dev/zero"],
        environ=ENVIRON,
        cwd=Path("/usr"),
        timeout_s=0.2,
        deadline=Deadline(),
        is_log=True,
    )

    assert printed.reason == "timeout"


def test_a_signal_ends_it_at_once() -> None:
    deadline = Deadline()
    threading.Timer(0.3, deadline.interrupt).start()
    began = time.monotonic()

    assert ran("sh", "-c", "echo x; exec sleep 60", deadline=deadline).reason == "interrupted"
    assert time.monotonic() - began < 30
    assert ran("sleep", "60", deadline=deadline).reason == "interrupted"


@pytest.mark.parametrize("prefix", ["", "setsid"])
@pytest.mark.parametrize("end", ["echo x", "exec sleep 60"])
def test_nothing_runs_on(prefix: str, end: str, tmp_path: Path) -> None:
    file = tmp_path / "pid"
    child = f"sh -c 'echo $$ > {file}; exec sleep 600' >/dev/null 2>&1 &"
    is_up = f"until test -s {file}; do sleep 0.02; done"
    ran("sh", "-c", f"{prefix} {child}\n{is_up}\n{end}", timeout_s=2.0)

    assert not is_there(file)


def test_a_program_that_kills_its_keeper_ends_with_it(tmp_path: Path) -> None:
    file = tmp_path / "pid"
    said = ran("sh", "-c", f"sleep 600 & echo $! > {file}; kill -9 $PPID; sleep 600")

    assert said.reason == "exit_code"
    assert not is_there(file)


def test_when_we_are_killed_a_keeper_ends_its_program(tmp_path: Path) -> None:
    file = tmp_path / "pid"
    text = (
        "from pathlib import Path\n"
        "from codex_doctor.platform.programs import run_program\n"
        "from codex_doctor.platform.deadline import Deadline\n"
        f"script = 'setsid sleep 600 & echo $! > {file}; sleep 600'\n"
        "run_program(['sh', '-c', script], environ={'PATH': '/usr/bin:/bin'}, cwd=Path('/'),\n"
        "            timeout_s=60, deadline=Deadline())\n"
    )
    with subprocess.Popen([sys.executable, "-c", text]) as process:
        while not (file.exists() and file.read_text()):
            time.sleep(0.02)
        process.send_signal(signal.SIGKILL)

    assert not is_there(file)
