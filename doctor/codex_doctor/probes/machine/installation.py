"""Looks for Codex binaries on PATH and tells their versions, if possible without running them."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from codex_doctor.codex.packages import packaged_version, programs_on_path, relative_entry
from codex_doctor.codex.versions import NEWEST
from codex_doctor.facts import CodexFact, Installation

if TYPE_CHECKING:
    from pathlib import Path

    from codex_doctor.facts import Inputs
    from codex_doctor.platform.deadline import Deadline


async def find_codex(inputs: Inputs, deadline: Deadline) -> Installation:
    """Return the Codex binaries on PATH; `inputs` may say which version is meant instead."""
    paths = programs_on_path(inputs.environ.get("PATH", ""))
    found = await asyncio.gather(*(look_at(path, inputs, deadline) for path in paths))
    if inputs.codex_version is not None:
        codex = CodexFact(inputs.codex_version, "flag", None)
    else:
        codex = found[0] if found else CodexFact(NEWEST, "assumed", None)
    return Installation(codex, tuple(found), shadowed_by=relative_entry(inputs.environ))


async def look_at(
    path: Path, inputs: Inputs, deadline: Deadline, *, source: str = "installed"
) -> CodexFact:
    """Return the version of a program: from its package, else as it prints it itself."""
    version = packaged_version(path)
    if version is None:
        from codex_doctor.probes.machine.codex_version import ask_version

        version = await asyncio.to_thread(ask_version, path, inputs, deadline)
    return CodexFact(version, source, str(path))
