"""What terminals, and the consoles of Windows, do when they are asked to."""

from __future__ import annotations

import sys
from contextlib import suppress

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


def drop_input(descriptor: int) -> None:
    """Forget what was typed at a terminal and is not read yet; nothing elsewhere."""
    if sys.platform == "win32":
        import msvcrt

        while msvcrt.kbhit():
            msvcrt.getwch()
        return
    import termios  # late: few runs ask

    with suppress(termios.error):
        termios.tcflush(descriptor, termios.TCIFLUSH)
