"""A program in a terminal of its own, as a person runs it; and a terminal for this process."""

from __future__ import annotations

import os
import pty
import select
import signal
import termios
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING, TextIO

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Callable, Generator, Mapping, Sequence
    from pathlib import Path

    Typed = Callable[..., None]

_ROWS = 60
_LONGEST_S = 60.0


class Ended(Struct, frozen=True):
    """How a program ended, and everything that its terminal got."""

    code: int
    said: str


def run_in_terminal(
    command: tuple[str, ...],
    *,
    answers: Mapping[str, bytes] | None = None,
    in_turn: Sequence[tuple[str, bytes]] = (),
    environ: Mapping[str, str] | None = None,
    folder: Path | None = None,
    columns: int = 80,
) -> Ended:
    """Run a program until it ends.

    Args:
        command: The program's path and its words.
        answers: What is typed when the terminal shows this.
        in_turn: The same, each once and after the ones before it.
        environ: All its variables; ours by default.
        folder: Where it runs; here by default.
        columns: Width of the terminal.

    Raises:
        TimeoutError: It did not end.
    """
    ends_at = time.monotonic() + _LONGEST_S
    child, terminal = pty.fork()
    if child == 0:
        # Whoever runs the tests in the background lets them ignore it.
        signal.signal(signal.SIGINT, signal.SIG_DFL)
        termios.tcsetwinsize(0, (_ROWS, columns))
        # Or an interrupt drops what was printed just then, such as the next question.
        modes = termios.tcgetattr(0)
        modes[3] |= termios.NOFLSH
        termios.tcsetattr(0, termios.TCSANOW, modes)
        os.chdir(folder or ".")
        os.execve(command[0], command, environ or os.environ)
    said, answered, left = b"", 0, list(in_turn)
    try:
        while True:
            if not select.select([terminal], [], [], max(0.0, ends_at - time.monotonic()))[0]:
                os.kill(child, signal.SIGKILL)
                raise TimeoutError(said[-1000:].decode(errors="replace"))
            said += os.read(terminal, 4096)
            for question, answer in (answers or {}).items() if not in_turn else left[:1]:
                # What was typed before may be echoed behind it.
                if question.encode() in said[answered:]:
                    answered = len(said)
                    os.write(terminal, answer)
                    del left[:1]
    except TimeoutError:
        raise
    except OSError:  # the program is gone
        pass
    finally:
        _, status = os.waitpid(child, 0)
        os.close(terminal)
    return Ended(os.waitstatus_to_exitcode(status), said.decode())


@contextmanager
def terminal_with(*lines: str) -> Generator[TextIO]:
    """Give a terminal at which somebody has typed these lines, and then its end."""
    keyboard, screen = pty.openpty()
    try:
        os.write(keyboard, "".join(f"{one}\n" for one in lines).encode() + b"\x04" * 9)
        with os.fdopen(screen, encoding="utf-8") as terminal:
            yield terminal
    finally:
        os.close(keyboard)
