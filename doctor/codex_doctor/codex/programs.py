"""Runs a program within bounds: no input, a time limit, a limit on what it prints, no orphans."""

from __future__ import annotations

import contextlib
import os
import selectors
import signal
import subprocess
import time
from typing import TYPE_CHECKING

from codex_doctor.sealed import Sealed

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

MAX_OUTPUT_BYTES = 65_536


class Printed(Sealed, frozen=True):
    """What a program printed, or why there is nothing.

    Attributes:
        output: The standard output of a program that ended with 0.
        reason: "" or `not_started`, `exit_code`, `timeout`, `too_long`.
    """

    output: bytes = b""
    reason: str = ""
    detail: str = ""


def run_program(
    command: Sequence[str],
    *,
    environ: Mapping[str, str],
    cwd: Path,
    timeout_s: float,
    max_bytes: int = MAX_OUTPUT_BYTES,
) -> Printed:
    """Run a program and return what it prints; it and its children end with the time limit."""
    try:
        process = subprocess.Popen(  # noqa: S603 - the user's own program, named by the caller
            list(command),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=dict(environ),
            cwd=cwd,
            start_new_session=True,
        )
    except (OSError, ValueError) as exc:
        detail = os.strerror(exc.errno) if isinstance(exc, OSError) and exc.errno else "NUL in it"
        return Printed(reason="not_started", detail=detail)
    with process:
        pipe = process.stdout.fileno() if process.stdout else -1  # never None with PIPE
        output, reason = _read_output(process, pipe, time.monotonic() + timeout_s, max_bytes)
        if reason:
            _kill(process)
            return Printed(reason=reason, detail=f"{timeout_s * 1000:.0f} ms")
    if process.returncode != 0:
        return Printed(reason="exit_code", detail=str(process.returncode))
    return Printed(output)


def _read_output(
    process: subprocess.Popen[bytes], pipe: int, deadline: float, max_bytes: int
) -> tuple[bytes, str]:
    """Read until the program ends; the second value says why it has to be stopped."""
    chunks: list[bytes] = []
    size = 0
    with selectors.DefaultSelector() as selector:
        selector.register(pipe, selectors.EVENT_READ)
        while True:
            left = deadline - time.monotonic()
            if left <= 0 or not selector.select(left):
                return b"", "timeout"
            chunk = os.read(pipe, 65_536)
            if not chunk:
                break
            chunks.append(chunk)
            size += len(chunk)
            if size > max_bytes:
                return b"", "too_long"
    try:
        process.wait(max(deadline - time.monotonic(), 0.01))
    except subprocess.TimeoutExpired:
        return b"", "timeout"
    return b"".join(chunks), ""


def _kill(process: subprocess.Popen[bytes]) -> None:
    """Stop the program and whatever it started."""
    with contextlib.suppress(ProcessLookupError):
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
