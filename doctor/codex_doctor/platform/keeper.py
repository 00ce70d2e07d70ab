"""Starts a program for the doctor, and ends it with all that it started once the doctor is gone.

A process of its own between the two: whichever way the doctor ends, SIGKILL included, the system
closes its end of a pipe, and that is the sign. On Linux the children of ended children fall to the
keeper, so that it finds those with a session of their own too; elsewhere it ends the program's
process group, and what has left that is not known.

It is run by its path and imports nothing of ours. Its descriptors: 0 takes the request and stays
open, 1 is the program's output, 2 tells `start PID`, then `error ERRNO` and `exit CODE`.
"""

from __future__ import annotations

import os
import select
import signal
import sys
import time
from contextlib import suppress
from typing import TYPE_CHECKING, NoReturn

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

_PR_SET_PDEATHSIG = 1
_PR_SET_CHILD_SUBREAPER = 36
# For what is left to end: a process in the middle of a system call may need a moment.
_END_S = 2.0


def main() -> None:
    """Take the request, start the program, and end what is left of it when it is time."""
    cwd, count, *words = _request()
    command, variables = words[: int(count)], words[int(count) :]
    set_option = _process_options()
    set_option(_PR_SET_CHILD_SUBREAPER, 1)
    told, woken = os.dup(2), _wake_for_children()
    program = os.fork()
    if program == 0:
        set_option(_PR_SET_PDEATHSIG, signal.SIGKILL)
        _become(command, dict(one.split(b"=", 1) for one in variables), cwd, told)
    null = os.open(os.devnull, os.O_WRONLY)
    os.dup2(null, 1)
    os.dup2(null, 2)
    while 0 not in select.select([0, woken], [], [])[0]:
        os.read(woken, 512)
        for pid, status in _ended():
            if pid == program:
                os.write(told, b"exit %d\n" % os.waitstatus_to_exitcode(status))
    _end(program)


def _request() -> list[bytes]:
    """Return folder, number of arguments, arguments, variables."""
    size, text = int(os.read(0, 12) or 0), b""
    while len(text) < size and (piece := os.read(0, size - len(text))):
        text += piece
    if not text or len(text) < size:
        os._exit(0)  # the doctor is gone already
    return text.split(b"\0")


def _process_options() -> Callable[[int, int], object]:
    """Return Linux's prctl, elsewhere what does nothing."""
    if sys.platform != "linux":
        return lambda *_: None
    import ctypes

    prctl = ctypes.CDLL(None).prctl
    return lambda option, value: prctl(option, value, 0, 0, 0)


def _wake_for_children() -> int:
    """Return a descriptor that can be read from when a child has ended."""
    woken, writer = os.pipe()
    os.set_blocking(writer, False)
    signal.set_wakeup_fd(writer, warn_on_full_buffer=False)
    signal.signal(signal.SIGCHLD, lambda _, __: None)
    return woken


def _become(command: list[bytes], environ: dict[bytes, bytes], cwd: bytes, told: int) -> NoReturn:
    """Turn into the program, in a session of its own; say why when that cannot be."""
    try:
        os.setsid()
        # Told before the program can do anything, such as to kill the keeper.
        os.write(told, b"start %d\n" % os.getpid())
        # What Python ignores for itself.
        signal.signal(signal.SIGPIPE, signal.SIG_DFL)
        signal.signal(signal.SIGXFSZ, signal.SIG_DFL)
        os.chdir(cwd)
        null = os.open(os.devnull, os.O_RDWR)
        os.dup2(null, 0)
        os.dup2(null, 2)
        os.execvpe(command[0], command, environ)  # noqa: S606 - no shell is meant
    except OSError as exc:
        os.write(told, b"error %d\n" % (exc.errno or 0))
    os._exit(127)


def _ended() -> Iterator[tuple[int, int]]:
    """Yield process id and status of each child that has ended."""
    while True:
        try:
            pid, status = os.waitpid(-1, os.WNOHANG)
        except ChildProcessError:
            return
        if not pid:
            return
        yield pid, status


def _end(program: int) -> None:
    """End the program's group, then each child, and each that falls to us by that."""
    deadline = time.monotonic() + _END_S
    _kill(os.killpg, program)
    while time.monotonic() < deadline:
        for _ in _ended():
            pass
        children = _children()
        if not children:
            return
        for pid in children:
            _kill(os.kill, pid)
        time.sleep(0.002)


def _kill(send: Callable[[int, int], None], pid: int) -> None:
    with suppress(ProcessLookupError, PermissionError):
        send(pid, signal.SIGKILL)


def _children() -> list[int]:
    """Return the children that are known; only Linux tells."""
    me = os.getpid()
    try:
        # pathlib would take longer to load than all the rest.
        with open(f"/proc/{me}/task/{me}/children", "rb") as file:  # noqa: PTH123
            return [int(pid) for pid in file.read().split()]
    except OSError:
        return []


if __name__ == "__main__":
    main()
    os._exit(0)
