"""A program in a terminal of its own, as a person runs it."""

from __future__ import annotations

import os
import pty
import signal
import termios
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_ROWS = 60


class Ended(Struct, frozen=True):
    """How a program ended, and everything that its terminal got."""

    code: int
    said: str


def run_in_terminal(
    command: tuple[str, ...],
    *,
    answers: Mapping[str, bytes] | None = None,
    environ: Mapping[str, str] | None = None,
    folder: Path | None = None,
    columns: int = 80,
) -> Ended:
    """Run a program until it ends.

    Args:
        command: The program's path and its words.
        answers: What is typed when the terminal shows a text that ends so.
        environ: All its variables; ours by default.
        folder: Where it runs; here by default.
        columns: Width of the terminal.
    """
    child, terminal = pty.fork()
    if child == 0:
        # Whoever runs the tests in the background lets them ignore it.
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        termios.tcsetwinsize(0, (_ROWS, columns))
        os.chdir(folder or ".")
        os.execve(command[0], command, environ or os.environ)
    said = b""
    try:
        while piece := os.read(terminal, 4096):
            said += piece
            for end, answer in (answers or {}).items():
                if said.endswith(end.encode()):
                    os.write(terminal, answer)
    except OSError:  # the program is gone
        pass
    _, status = os.waitpid(child, 0)
    os.close(terminal)
    return Ended(os.waitstatus_to_exitcode(status), said.decode())
