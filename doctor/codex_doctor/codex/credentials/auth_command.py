"""Runs a provider's `auth.command` as Codex does: no shell, a time limit, stdout trimmed."""

from __future__ import annotations

import contextlib
import os
import selectors
import signal
import subprocess
import time
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

DEFAULT_TIMEOUT_MS = 5000
_MAX_OUTPUT_BYTES = 65_536


@dataclass(frozen=True, slots=True)
class CommandResult:
    """What the command gave: a token, or `reason` and `detail` of why there is none.

    Attributes:
        reason: "" or `not_started`, `exit_code`, `empty`, `timeout`, `too_long`, `not_utf8`.
    """

    token: str = field(default="", repr=False)
    reason: str = ""
    detail: str = ""


def run_auth_command(
    command: Sequence[str], *, environ: Mapping[str, str], cwd: Path, timeout_s: float
) -> CommandResult:
    """Run the command and return its trimmed standard output as the token."""
    try:
        process = subprocess.Popen(  # noqa: S603 - the user's own command, as Codex runs it
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
        return CommandResult(reason="not_started", detail=detail)
    with process:
        pipe = process.stdout.fileno() if process.stdout else -1  # never None with PIPE
        output, reason = _read_output(process, pipe, time.monotonic() + timeout_s)
        if reason:
            _kill(process)
            return CommandResult(reason=reason, detail=f"{timeout_s * 1000:.0f} ms")
    if process.returncode != 0:
        return CommandResult(reason="exit_code", detail=str(process.returncode))
    try:
        token = output.decode("utf-8").strip()
    except UnicodeDecodeError:
        return CommandResult(reason="not_utf8")
    return CommandResult(token) if token else CommandResult(reason="empty")


def _read_output(process: subprocess.Popen[bytes], pipe: int, deadline: float) -> tuple[bytes, str]:
    """Read until the command ends; the second value says why it has to be stopped."""
    chunks: list[bytes] = []
    size = 0
    with selectors.DefaultSelector() as selector:
        selector.register(pipe, selectors.EVENT_READ)
        while True:
            left = deadline - time.monotonic()
            if left <= 0 or not selector.select(left):
                return b"", "timeout"
            chunk = os.read(pipe, 8192)
            if not chunk:
                break
            chunks.append(chunk)
            size += len(chunk)
            if size > _MAX_OUTPUT_BYTES:
                return b"", "too_long"
    try:
        process.wait(max(deadline - time.monotonic(), 0.01))
    except subprocess.TimeoutExpired:
        return b"", "timeout"
    return b"".join(chunks), ""


def _kill(process: subprocess.Popen[bytes]) -> None:
    """Stop the command and whatever it started."""
    with contextlib.suppress(ProcessLookupError):
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
