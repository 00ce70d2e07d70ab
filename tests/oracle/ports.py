"""A port for a program that a test starts, and when it listens there."""

from __future__ import annotations

import socket
import time
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    import subprocess
    from pathlib import Path

HOST: Final = "127.0.0.1"


def free_port() -> int:
    """Return a port of the loopback that nobody uses."""
    with socket.create_server((HOST, 0)) as free:
        port: int = free.getsockname()[1]
    return port


def wait_for(port: int, process: subprocess.Popen[bytes], log: Path, *, within_s: float) -> None:
    """Wait until a program listens on a port of the loopback.

    Raises:
        TimeoutError: It has ended, or does not listen in time; the end of its log says why.
    """
    deadline = time.monotonic() + within_s
    while time.monotonic() < deadline and process.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex((HOST, port)) == 0:
                return
        time.sleep(0.05)
    raise TimeoutError(f"it does not start: {log.read_text(errors='replace')[-1000:]}")
