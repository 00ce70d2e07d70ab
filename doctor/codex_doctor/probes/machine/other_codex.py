"""Looks at the Codex programs that do not run, and at what would differ with them."""

from __future__ import annotations

import asyncio
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from codex_doctor.codex.resolve import resolve
from codex_doctor.facts import OtherCodex
from codex_doctor.probes.machine.installation import look_at

if TYPE_CHECKING:
    from codex_doctor.facts import CodexFact, Inputs, Installation
    from codex_doctor.platform.deadline import Deadline


async def compared(
    installation: Installation, editors: tuple[Path, ...], inputs: Inputs, deadline: Deadline
) -> Installation:
    """Return the installation with every other program and what differs for these inputs.

    Args:
        installation: What is on PATH; its first program runs.
        editors: Programs that editor extensions bring.
        inputs: What the run starts from, with the version whose rules count.
        deadline: The end of the run.
    """
    known = {Path(one.path).resolve() for one in installation.found if one.path}
    new = [path for path in editors if path.resolve() not in known]
    brought = await asyncio.gather(
        *(look_at(path, inputs, deadline, source="editor") for path in new)
    )
    rest = [one for one in installation.found if one.path != installation.codex.path]
    stops = _stops(inputs, inputs.codex_version)
    others = tuple(_compare(one, inputs, stops) for one in (*rest, *brought))
    return replace(installation, others=others)


def _compare(codex: CodexFact, inputs: Inputs, stops: frozenset[str]) -> OtherCodex:
    if codex.version is None:
        return OtherCodex(codex)
    there = _stops(inputs, codex.version)
    return OtherCodex(codex, tuple(sorted(there - stops)), tuple(sorted(stops - there)))


def _stops(inputs: Inputs, version: str | None) -> frozenset[str]:
    """Return the kinds of the problems that stop a version; runs no program."""
    setup, _ = resolve(replace(inputs, codex_version=version, offline=True))
    return frozenset(problem.kind for problem in setup.problems if problem.fatal)
