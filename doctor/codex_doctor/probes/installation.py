"""Looks for Codex binaries on PATH and tells their versions, if possible without running them."""

from __future__ import annotations

import asyncio
import contextlib
import json
import os
import re
import signal
from pathlib import Path
from typing import TYPE_CHECKING, Any

from codex_doctor.codex.versions import NEWEST
from codex_doctor.facts import Installation
from codex_doctor.model import CodexFact

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

_TIMEOUT_S = 3.0
_NAMES = ("codex.exe", "codex.cmd", "codex") if os.name == "nt" else ("codex",)
_PACKAGE = "@openai/codex"
_VERSION = re.compile(r"\b(\d+\.\d+\.\d+(?:-[0-9A-Za-z.]+)?)\b")
_MAX_FOUND = 5
_MAX_OUTPUT_BYTES = 4096


async def find_codex(environ: Mapping[str, str], codex_version_flag: str | None) -> Installation:
    """Return the Codex binaries on PATH; the flag says which version is meant instead."""
    paths = list(_binaries(environ.get("PATH", "")))[:_MAX_FOUND]
    found = await asyncio.gather(*(_look_at(path, environ) for path in paths))
    if codex_version_flag is not None:
        return Installation(CodexFact(codex_version_flag, "flag", None), tuple(found))
    if not found:
        return Installation(CodexFact(NEWEST, "assumed", None))
    return Installation(found[0], tuple(found))


def _binaries(path_variable: str) -> Iterator[Path]:
    """Yield the codex programs on PATH, each real file once."""
    seen: set[Path] = set()
    for folder in path_variable.split(os.pathsep):
        for name in _NAMES if folder else ():
            path = Path(folder) / name
            with contextlib.suppress(OSError, ValueError, RuntimeError):
                if path.is_file() and os.access(path, os.X_OK):
                    real = path.resolve()
                    if real not in seen:
                        seen.add(real)
                        yield path


async def _look_at(path: Path, environ: Mapping[str, str]) -> CodexFact:
    version = _packaged_version(path) or await _printed_version(path, environ)
    return CodexFact(version, "installed", str(path))


def _packaged_version(path: Path) -> str | None:
    """Return the version that the npm package around the program states, None without one."""
    with contextlib.suppress(OSError, RuntimeError):
        real = path.resolve()
        shim = path.parent / "node_modules" / _PACKAGE / "package.json"
        candidates = [folder / "package.json" for folder in real.parents[:5]]
        for file in (*candidates, shim):
            version = _version_in(file)
            if version:
                return version
    return None


def _version_in(file: Path) -> str | None:
    try:
        if not file.is_file() or file.stat().st_size > 100_000:
            return None
        data: Any = json.loads(file.read_bytes())
    except (OSError, ValueError, RecursionError):
        return None
    # The platform packages carry the platform in their version: 0.169.0-linux-x64.
    if not isinstance(data, dict) or not str(data.get("name", "")).startswith(_PACKAGE):  # pyright: ignore[reportUnknownMemberType, reportUnknownArgumentType] -- JSON
        return None
    match = _VERSION.search(str(data.get("version", "")))  # pyright: ignore[reportUnknownMemberType, reportUnknownArgumentType] -- JSON
    return re.sub(r"-(?:linux|darwin|win32).*", "", match[1]) if match else None


async def _printed_version(path: Path, environ: Mapping[str, str]) -> str | None:
    """Return what `codex --version` prints, None when it does not say it in time."""
    try:
        process = await asyncio.create_subprocess_exec(
            str(path),
            "--version",
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.DEVNULL,
            env=dict(environ),
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
    match = _VERSION.search(output.decode("utf-8", "replace"))
    return match[1] if match else None


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
