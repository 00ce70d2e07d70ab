"""Consoles of Windows, which show escape sequences as they stand until asked to obey them."""

from __future__ import annotations

import sys

_OBEY = 0x4


def obeys_escapes(descriptor: int) -> bool:
    """Have a terminal obey escape sequences, and tell whether it does; elsewhere every one does.

    Source:
        SetConsoleMode, ENABLE_VIRTUAL_TERMINAL_PROCESSING: off for each new console.
    """
    if sys.platform != "win32":
        return True
    import ctypes  # late: only Windows needs it
    import msvcrt

    kernel = ctypes.windll.kernel32
    handle = ctypes.c_void_p(msvcrt.get_osfhandle(descriptor))
    mode = ctypes.c_ulong()
    is_console = kernel.GetConsoleMode(handle, ctypes.byref(mode))
    return bool(is_console and kernel.SetConsoleMode(handle, mode.value | _OBEY))
