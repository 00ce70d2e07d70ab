"""Reads from several pipes at once until a time, or a signal, comes.

Where the system can wait for pipes, it does; Windows waits for sockets alone, so that a thread
reads each pipe there.
"""

from __future__ import annotations

import os
import queue
import selectors
import threading
import time
from contextlib import suppress
from typing import TYPE_CHECKING, Protocol

if TYPE_CHECKING:
    from collections.abc import Collection

    from codex_doctor.platform.deadline import Deadline

_CHUNK_BYTES = 65_536
# How long a thread is not heard of that a signal has come, and waited for when all is over.
_LOOK_S = 0.05
_END_S = 1.0


class Pipes(Protocol):
    """The ends of pipes that we read."""

    def read(self, wait_s: float) -> dict[int, bytes]:
        """Return what came, by descriptor, b"" at its end; nothing once the time is over."""
        ...

    def close(self) -> None:
        """Read no more."""
        ...


class WaitedFor:
    """Pipes that the system waits for."""

    def __init__(self, pipes: Collection[int], deadline: Deadline) -> None:
        self._selector = selectors.DefaultSelector()
        self._waker = deadline.waker
        for one in (*pipes, self._waker):
            self._selector.register(one, selectors.EVENT_READ)

    def read(self, wait_s: float) -> dict[int, bytes]:
        """See `Pipes`."""
        ready = {key.fd for key, _ in self._selector.select(wait_s)} - {self._waker}
        chunks = {one: os.read(one, _CHUNK_BYTES) for one in ready}
        for ended in (one for one, chunk in chunks.items() if not chunk):
            self._selector.unregister(ended)
        return chunks

    def close(self) -> None:
        """See `Pipes`."""
        self._selector.close()


class Threaded:
    """Pipes that threads read, each a piece ahead."""

    def __init__(self, pipes: Collection[int], deadline: Deadline) -> None:
        self._deadline = deadline
        self._chunks = queue.Queue[tuple[int, bytes]](maxsize=1)
        self._is_over = False
        self._threads = [
            threading.Thread(target=self._pass_on, args=(one,), daemon=True) for one in pipes
        ]
        for thread in self._threads:
            thread.start()

    def read(self, wait_s: float) -> dict[int, bytes]:
        """See `Pipes`."""
        until = time.monotonic() + wait_s
        while not self._deadline.interrupted:
            left_s = max(0.0, until - time.monotonic())
            with suppress(queue.Empty):
                return dict([self._chunks.get(timeout=min(left_s, _LOOK_S))])
            if not left_s:
                break
        return {}

    def close(self) -> None:
        """See `Pipes`; whose number is closed under a thread's eyes could soon be another's."""
        self._is_over = True
        until = time.monotonic() + _END_S
        while any(one.is_alive() for one in self._threads) and time.monotonic() < until:
            with suppress(queue.Empty):
                self._chunks.get(timeout=_LOOK_S)

    def _pass_on(self, pipe: int) -> None:
        chunk = b"."
        while chunk and not self._is_over:
            chunk = os.read(pipe, _CHUNK_BYTES)
            self._chunks.put((pipe, chunk))
