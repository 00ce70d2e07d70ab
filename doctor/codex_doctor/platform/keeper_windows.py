"""What `keeper` does, on Windows: what is started there stands in a job, which ends with us.

A job is what the system has for it: whoever is in it cannot leave, those that they start are in it
too, and when its only handle is closed, whichever way we end, the system ends them all.

It is run by its path and imports nothing of ours. Its descriptors are those of `keeper`.

Source:
    CreateJobObjectW, JOBOBJECT_EXTENDED_LIMIT_INFORMATION (winnt.h).
"""

from __future__ import annotations

import ctypes
import os
import subprocess
import sys
import threading
from ctypes import wintypes

assert sys.platform == "win32"  # noqa: S101 - for type checkers: it is run nowhere else

_EXTENDED_LIMITS = 9
_KILL_ON_JOB_CLOSE = 0x2000


class _BasicLimits(ctypes.Structure):
    _fields_ = (
        ("process_time", wintypes.LARGE_INTEGER),
        ("job_time", wintypes.LARGE_INTEGER),
        ("flags", wintypes.DWORD),
        ("least_pages", ctypes.c_size_t),
        ("most_pages", ctypes.c_size_t),
        ("processes", wintypes.DWORD),
        ("affinity", ctypes.c_size_t),
        ("priority", wintypes.DWORD),
        ("scheduling", wintypes.DWORD),
    )


class _Limits(ctypes.Structure):
    _fields_ = (
        ("basic", _BasicLimits),
        ("transfers", ctypes.c_ulonglong * 6),
        ("memory", ctypes.c_size_t * 4),
    )


def main() -> None:
    """Take the request, start the program, and end with what is left of it when it is time."""
    cwd, count, *words = _request()
    command, variables = words[: int(count)], words[int(count) :]
    if not _enter_job():
        os._exit(1)
    try:
        program = subprocess.Popen(  # noqa: S603 - no shell is meant
            command,
            stdin=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            env=dict(one.split("=", 1) for one in variables),
            cwd=cwd,
        )
    except OSError as exc:
        os.write(2, b"start 0\nerror %d\n" % (exc.errno or 0))
        return
    os.write(2, b"start %d\n" % program.pid)
    os.close(1)  # the program's alone from now on
    threading.Thread(target=_tell_end, args=(program,), daemon=True).start()
    os.read(0, 1)  # comes back when the doctor is gone, or wants no more


def _request() -> list[str]:
    """Return folder, number of arguments, arguments, variables."""
    size, text = int(os.read(0, 12) or 0), b""
    while len(text) < size and (piece := os.read(0, size - len(text))):
        text += piece
    if not text or len(text) < size:
        os._exit(0)  # the doctor is gone already
    return os.fsdecode(text).split("\0")


def _enter_job() -> bool:
    """Step into a job of our own; its handle is ours alone, and closed when we end."""
    kernel = ctypes.WinDLL("kernel32")
    kernel.CreateJobObjectW.restype = wintypes.HANDLE
    kernel.GetCurrentProcess.restype = wintypes.HANDLE
    job = wintypes.HANDLE(kernel.CreateJobObjectW(None, None))
    limits = _Limits()
    limits.basic.flags = _KILL_ON_JOB_CLOSE
    size = ctypes.sizeof(limits)
    is_set = kernel.SetInformationJobObject(job, _EXTENDED_LIMITS, ctypes.byref(limits), size)
    us = wintypes.HANDLE(kernel.GetCurrentProcess())
    return bool(is_set and kernel.AssignProcessToJobObject(job, us))


def _tell_end(program: subprocess.Popen[bytes]) -> None:
    os.write(2, b"exit %d\n" % program.wait())


if __name__ == "__main__":
    main()
    os._exit(0)
