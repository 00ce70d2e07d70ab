"""Runs a program of Windows in a console, and prints what that shows: COLUMNS PROGRAM ARGUMENT...

Run by a Python for Windows. The program's own output is the console, and not what Wine hands on.
"""

from __future__ import annotations

import ctypes
import os
import subprocess
import sys
import threading
import time
from ctypes import wintypes

assert sys.platform == "win32"  # for type checkers

_OF_CONSOLE = 0x20016
_EXTENDED = 0x80000
_LIMIT_MS = 60_000
# What was written when the program has ended is shown a little later.
_DRAWN_S = 1.0
_ROWS = 60
# What a console inherits from us would be our pipe.
_STREAMS = (
    "import os, subprocess, sys; o = os.open('CONOUT$', os.O_RDWR);"
    "os.dup2(os.open('CONIN$', os.O_RDWR), 0); os.dup2(o, 1); os.dup2(o, 2);"
    "sys.exit(subprocess.call(sys.argv[1:]))"
)


class _Size(ctypes.Structure):
    _fields_ = (("columns", ctypes.c_short), ("rows", ctypes.c_short))


class _Start(ctypes.Structure):
    _fields_ = (
        ("size", wintypes.DWORD),
        ("names", wintypes.LPWSTR * 3),
        ("numbers", wintypes.DWORD * 8),
        ("show", wintypes.WORD),
        ("reserved", wintypes.WORD),
        ("handles", ctypes.c_void_p * 4),
        ("attributes", ctypes.c_void_p),
    )


class _Started(ctypes.Structure):
    _fields_ = (("handles", wintypes.HANDLE * 2), ("numbers", wintypes.DWORD * 2))


_kernel = ctypes.WinDLL("kernel32")


def _pipe() -> tuple[wintypes.HANDLE, wintypes.HANDLE]:
    reads, writes = wintypes.HANDLE(), wintypes.HANDLE()
    assert _kernel.CreatePipe(ctypes.byref(reads), ctypes.byref(writes), None, 0)
    return reads, writes


def main(columns: int, command: list[str]) -> None:
    """Run the command and print what the console sends to whoever draws it."""
    (typed, _), (shown, drawn) = _pipe(), _pipe()
    console, size = ctypes.c_void_p(), ctypes.c_size_t()
    assert not _kernel.CreatePseudoConsole(
        _Size(columns, _ROWS), typed, drawn, 0, ctypes.byref(console)
    )
    _kernel.InitializeProcThreadAttributeList(None, 1, 0, ctypes.byref(size))
    attributes = ctypes.create_string_buffer(size.value)
    assert _kernel.InitializeProcThreadAttributeList(attributes, 1, 0, ctypes.byref(size))
    length = ctypes.c_size_t(ctypes.sizeof(console))
    key = ctypes.c_size_t(_OF_CONSOLE)
    assert _kernel.UpdateProcThreadAttribute(attributes, 0, key, console, length, None, None)
    start, started = _Start(), _Started()
    start.size, start.attributes = ctypes.sizeof(start), ctypes.addressof(attributes)
    line = ctypes.create_unicode_buffer(
        subprocess.list2cmdline([sys.executable, "-c", _STREAMS, *command])
    )
    assert _kernel.CreateProcessW(
        None, line, None, None, False, _EXTENDED, None, None, *map(ctypes.byref, (start, started))
    )
    threading.Thread(target=_hand_on, args=(shown,), daemon=True).start()
    _kernel.WaitForSingleObject(wintypes.HANDLE(started.handles[0]), _LIMIT_MS)
    time.sleep(_DRAWN_S)


def _hand_on(shown: wintypes.HANDLE) -> None:
    data, size = ctypes.create_string_buffer(65_536), wintypes.DWORD()
    while _kernel.ReadFile(shown, data, len(data), ctypes.byref(size), None) and size.value:
        os.write(1, data.raw[: size.value])


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2:])
    os._exit(0)
