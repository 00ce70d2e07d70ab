"""Looks for Codex binaries on PATH and tells their versions, if possible without running them."""

from __future__ import annotations

import asyncio
import contextlib
import os
import signal
from typing import TYPE_CHECKING

from codex_doctor.codex.packages import (
    packaged_version,
    programs_on_path,
    relative_entry,
    with_fixed_path,
)
from codex_doctor.codex.versions import NEWEST, find_version
from codex_doctor.facts import Installation
from codex_doctor.reported import CodexFact

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path

_TIMEOUT_S = 3.0
_MAX_OUTPUT_BYTES = 4096


async def find_codex(environ: Mapping[str, str], codex_version_flag: str | None) -> Installation:
    """Return the Codex binaries on PATH; the flag says which version is meant instead."""
    paths = programs_on_path(environ.get("PATH", ""))
    found = await asyncio.gather(*(look_at(path, environ) for path in paths))
    if codex_version_flag is not None:
        codex = CodexFact(codex_version_flag, "flag", None)
    else:
        codex = found[0] if found else CodexFact(NEWEST, "assumed", None)
    return Installation(codex, tuple(found), shadowed_by=relative_entry(environ))


async def look_at(
    path: Path, environ: Mapping[str, str], *, source: str = "installed"
) -> CodexFact:
    """Return the version of a program: from its package, else as it prints it itself."""
    version = packaged_version(path) or await _printed_version(path, environ)
    return CodexFact(version, source, str(path))


async def _printed_version(path: Path, environ: Mapping[str, str]) -> str | None:
    """Return what `codex --version` prints, None when it does not say it in time."""
    try:
        process = await asyncio.create_subprocess_exec(
            str(path),
            "--version",
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
            env=with_fixed_path(environ),
            start_new_session=True,
        )
    except (OSError, ValueError):
        return None
    try:
        async with asyncio.timeout(_TIMEOUT_S):
            output = await _read_some(process)
    except TimeoutError:
        return None
    finally:
        await _stop(process)
    return find_version(output.decode("utf-8", "replace"))


async def _read_some(process: asyncio.subprocess.Process) -> bytes:
    output = b""
    pipe = process.stdout
    while pipe and len(output) < _MAX_OUTPUT_BYTES and (chunk := await pipe.read(1024)):
        output += chunk
    return output


async def _stop(process: asyncio.subprocess.Process) -> None:
    """End the program and whatever it started, and wait for it."""
    with contextlib.suppress(ProcessLookupError):
        if hasattr(os, "killpg"):
            os.killpg(process.pid, signal.SIGKILL)
        else:
            process.kill()
    # asyncio waits for the end of the pipe as well, which a full or inherited pipe never reaches;
    # closing our end is only possible at the transport.
    transport: asyncio.SubprocessTransport = vars(process)["_transport"]
    transport.close()
    await process.wait()
