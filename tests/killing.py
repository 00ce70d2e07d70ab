"""Lets a process die at one of its steps that write."""

from __future__ import annotations

import os

KILLED = 9
OPEN = os.open


def kill_at(at: int) -> None:
    """Let this process die at one of the system calls that write, counted from 0."""
    count = iter(range(100))
    for name in ("fsync", "rename", "replace", "open"):
        call = getattr(os, name)

        def counted(*args: object, call: object = call, **more: object) -> object:
            writes = call is not OPEN or (isinstance(args[1], int) and args[1] & os.O_CREAT)
            if writes and next(count) == at:
                os._exit(KILLED)
            return call(*args, **more)  # type: ignore[operator]

        setattr(os, name, counted)
