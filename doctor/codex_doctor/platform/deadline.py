"""When this process has to end: with its budget, or soon after a signal. One for the whole process.

A signal only makes the time be over: what is said then is what is said when the budget is over, and
nothing is raised in the middle of something. Further signals change nothing while that is written;
one that comes much later ends the process at once, unless something is done that must not be left
half done.
"""

from __future__ import annotations

import math
import os
import time
import weakref
from contextlib import contextmanager

from codex_doctor.platform.underway import Underway

# Also type checkers know this name; to import typing takes longer than `--version` may.
TYPE_CHECKING = False
if TYPE_CHECKING:
    from collections.abc import Callable, Generator
    from pathlib import Path
    from typing import NoReturn

EXIT_INTERRUPTED = 130
# So long after a signal nothing is waited for any more but what hangs: a reader that does not read.
_PATIENCE_S = 3.0
# Windows has the first two; the last two come from a batch system whose time is up.
_SIGNALS = ("SIGINT", "SIGTERM", "SIGHUP", "SIGQUIT", "SIGALRM", "SIGXCPU")


class Deadline:
    """The end of the run.

    Attributes:
        budget_s: Seconds for everything, counted from the start.
        interrupted: Whether a signal has asked us to end.
        is_patient: Whether a person sees how long an answer takes and can stop it, and has set no
            limit: time that passes before the first byte of an answer then does not count.
        underway: How far the endpoint is, for progress.
    """

    def __init__(self, *, budget_s: float = math.inf) -> None:
        self.budget_s = budget_s
        self.interrupted = False
        self.is_patient = False
        self.underway = Underway()
        self._more_s = 0.0
        self._longer: list[Callable[[], object]] = []
        self._pipe: tuple[int, int] | None = None
        self._started = time.monotonic()
        self._listeners: list[Callable[[], object]] = []
        self._folders: list[Path] = []
        self._is_busy = self._leaves = False
        self._asked_s = math.inf

    def restart(self) -> None:
        """Begin anew: another diagnosis has a time of its own."""
        self._started, self._more_s = time.monotonic(), 0.0

    def now_s(self) -> float:
        """Return the seconds since the start."""
        return time.monotonic() - self._started

    def left_s(self) -> float:
        """Return the seconds until the end, never below zero."""
        return 0.0 if self.interrupted else max(0.0, self.budget_s + self._more_s - self.now_s())

    def look_s(self) -> float:
        """Return the seconds for looking: what was seen must also be said before the end."""
        kept_s = min(2.0, 0.1 * self.budget_s) if self.budget_s < math.inf else 0.0
        return max(0.0, self.left_s() - kept_s)

    def allow(self, seconds: float) -> None:
        """Let there be at least so much time for looking."""
        self.forgive(seconds - self.look_s())

    def forgive(self, seconds: float) -> None:
        """Put the end off."""
        if seconds > 0 and not self.interrupted:
            self._more_s += seconds
            for listener in self._longer:
                listener()

    @contextmanager
    def within(self, seconds: float) -> Generator[None]:
        """Let the end be no later than this, and nobody be patient, for what may be left out."""
        kept = self.budget_s, self.is_patient
        self.budget_s = min(self.budget_s, self.now_s() - self._more_s + seconds)
        self.is_patient = False
        try:
            yield
        finally:
            self.budget_s, self.is_patient = kept

    @contextmanager
    def growing(self, listener: Callable[[], object]) -> Generator[None]:
        """Call this whenever the end is put off."""
        self._longer.append(listener)
        try:
            yield
        finally:
            self._longer.remove(listener)

    @property
    def waker(self) -> int:
        """A file descriptor that can be read from once a signal has come; nobody reads it."""
        if self._pipe is None:
            self._pipe = os.pipe()
            os.set_blocking(self._pipe[1], False)  # the handler of a signal must not wait
            weakref.finalize(self, _close, *self._pipe).atexit = False
            if self.interrupted:
                self._wake()
        return self._pipe[0]

    def wait_for(self, descriptor: int) -> bool:
        """Wait until there is something to read; return False when a signal has come instead.

        Only for the main thread. Python's own handlers run between two instructions: a signal that
        comes after the last one before a system call would not be heard until that call ends, were
        it not written down.
        """
        import select
        import signal

        waker = self.waker
        assert self._pipe is not None  # noqa: S101 - the waker is an end of it
        try:
            signal.set_wakeup_fd(self._pipe[1], warn_on_full_buffer=False)
            return waker not in select.select([descriptor, waker], [], [])[0]
        finally:
            signal.set_wakeup_fd(-1)

    def take_signals(self) -> None:
        """Hear the signals that end a program; one that our parent ignores stays ignored."""
        import signal

        for name in _SIGNALS:
            number = getattr(signal, name, None)
            if number is not None and signal.getsignal(number) is not signal.SIG_IGN:
                signal.signal(number, lambda _, __: self.interrupt())

    def interrupt(self) -> None:
        """End soon; when that was asked for long ago, at once."""
        if not self.interrupted:
            self.interrupted, self._asked_s = True, self.now_s()
            self._wake()
            for listener in self._listeners:
                listener()
        elif self.now_s() > self._asked_s + _PATIENCE_S:
            self._leaves = True
            if not self._is_busy:
                self.leave()

    def _wake(self) -> None:
        if self._pipe is not None:
            os.write(self._pipe[1], b".")

    @contextmanager
    def calling(self, listener: Callable[[], object]) -> Generator[None]:
        """Call this when a signal comes, or came already; only for the main thread."""
        self._listeners.append(listener)
        if self.interrupted:
            listener()
        try:
            yield
        finally:
            self._listeners.remove(listener)

    @contextmanager
    def undisturbed(self) -> Generator[None]:
        """Let a late signal wait for what is short and must not be left half done."""
        self._is_busy = True
        try:
            yield
        finally:
            self._is_busy = False
            if self._leaves:
                self.leave()

    @contextmanager
    def folder(self) -> Generator[Path]:
        """Give an empty folder that is gone afterwards, whichever way we end."""
        from codex_doctor.platform.folders import temporary_folder

        with temporary_folder() as path:
            self._folders.append(path)
            try:
                yield path
            finally:
                self._folders.remove(path)

    def leave(self) -> NoReturn:
        """End at once. Programs that run end with us: see `platform.keeper`."""
        for folder in self._folders:
            import shutil

            shutil.rmtree(folder, ignore_errors=True)
        os._exit(EXIT_INTERRUPTED)


def _close(*descriptors: int) -> None:
    for descriptor in descriptors:
        os.close(descriptor)
