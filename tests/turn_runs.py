"""Runs the turn of the live eyes against a fault of the lab."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from codex_doctor.codex.resolve import resolve
from codex_doctor.eyes.live import LiveEyes
from codex_doctor.facts import Inputs
from codex_doctor.lab.fault import write_home
from codex_doctor.lab.faults import find_fault
from codex_doctor.lab.server import Lab
from codex_doctor.platform.deadline import Deadline

if TYPE_CHECKING:
    from pathlib import Path

    from codex_doctor.facts import Turn
    from codex_doctor.facts.session import SessionTry
    from codex_doctor.lab.fault import Fault
    from codex_doctor.lab.wire import Seen


def run_turn(
    fault: Fault | str, folder: Path, *, version: str | None = None
) -> tuple[Turn, list[Seen]]:
    """Return the turn against a fault of the lab, and the requests that the lab saw."""
    fault = find_fault(fault) if isinstance(fault, str) else fault

    async def run() -> tuple[Turn, list[Seen]]:
        async with Lab(fault) as lab:
            environ = write_home(fault, folder / ".codex", lab.values)
            inputs = Inputs(
                environ=environ,
                cwd=folder,
                home=folder,
                system_dir=folder / "etc",
                codex_version=version,
            )
            setup, secrets = resolve(inputs)
            deadline = Deadline(budget_s=20.0)
            eyes = LiveEyes(inputs=inputs, setup=setup, secrets=secrets, deadline=deadline)
            turn = await eyes.turn()
            assert len(turn.exchanges) <= len(eyes.exchanges)
            return turn, lab.requests

    return asyncio.run(run())


def run_session(fault: Fault, folder: Path) -> tuple[SessionTry, list[Seen]]:
    """Return what comes after the turn, and the requests that the lab saw."""

    async def run() -> tuple[SessionTry, list[Seen]]:
        async with Lab(fault) as lab:
            environ = write_home(fault, folder / ".codex", lab.values)
            inputs = Inputs(environ=environ, cwd=folder, home=folder, system_dir=folder / "etc")
            setup, secrets = resolve(inputs)
            deadline = Deadline(budget_s=20.0)
            eyes = LiveEyes(inputs=inputs, setup=setup, secrets=secrets, deadline=deadline)
            return await eyes.session(await eyes.turn()), lab.requests

    return asyncio.run(run())
