"""Runs one command and tells what it cost and what it left: `launch.py RESULT SECONDS COMMAND...`.

A process of its own, started small: a child's peak memory counts what its parent held when it was
made, and only a parent that adopts orphans sees those that called setsid. It does not import us.
"""

from __future__ import annotations

import ctypes
import os
import signal
import sys
import time

_PR_SET_CHILD_SUBREAPER = 36
# A child that its parent just killed needs a moment to be gone.
_GRACE_S = 0.4


def main() -> None:
    """Run the command and write what was seen, as `repr` does: json takes longer to load."""
    result, limit_s, *command = sys.argv[1:]
    ctypes.CDLL(None, use_errno=True).prctl(_PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
    # What starts a suite in the background may ignore some; what is ignored stays so in a child.
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP, signal.SIGQUIT):
        signal.signal(number, signal.SIG_DFL)
    began = time.monotonic()
    child = os.posix_spawn(command[0], command, os.environ)
    # The case's signals go to the child; `RESULT.pid` says where.
    _write(f"{result}.pid", str(child))
    deadline = began + float(limit_s)
    ended, status, usage = 0, 0, None
    while not ended and time.monotonic() < deadline:
        ended, status, usage = os.wait4(child, os.WNOHANG)
        time.sleep(0.005)
    took_s = time.monotonic() - began
    if not ended:
        os.kill(child, signal.SIGKILL)
        _, status, usage = os.wait4(child, 0)
    orphans = _orphans()
    seen = {
        "exit_code": os.waitstatus_to_exitcode(status) if ended else None,
        "took_s": took_s,
        "cpu_s": usage.ru_utime + usage.ru_stime if usage else 0.0,
        "peak_kb": usage.ru_maxrss if usage else 0,
        "orphans": orphans,
    }
    _write(result, repr(seen))


def _orphans() -> list[str]:
    """Return the command lines of what the command left running, and end it."""
    deadline = time.monotonic() + _GRACE_S
    while (left := _children()) and time.monotonic() < deadline:
        time.sleep(0.02)
    lines = [_command_line(pid) for pid in left]
    while left:
        for pid in left:
            os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)
        left = _children()
    return lines


def _children() -> list[int]:
    """Return the children that run, after those that have ended were reaped."""
    try:
        while os.waitpid(-1, os.WNOHANG)[0]:
            pass
    except ChildProcessError:
        return []
    me = os.getpid()
    return [int(pid) for pid in _read(f"/proc/{me}/task/{me}/children").split()]


def _command_line(pid: int) -> str:
    try:
        return _read(f"/proc/{pid}/cmdline").replace(b"\0", b" ").decode(errors="replace")
    except OSError:
        return "?"


def _write(path: str, text: str) -> None:
    with open(path, "w", encoding="utf-8") as file:  # noqa: PTH123 - pathlib loads for longer
        file.write(text)


def _read(path: str) -> bytes:
    with open(path, "rb") as file:  # noqa: PTH123 - as above
        return file.read()


if __name__ == "__main__":
    main()
