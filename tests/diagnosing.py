"""A diagnosis of a fault of the lab, in this process."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from msgspec.structs import replace

from codex_doctor.commands.demo import inputs_for
from codex_doctor.diagnosis import Diagnosis, diagnose
from codex_doctor.lab.fault import Fault, write_home
from codex_doctor.lab.server import Lab
from codex_doctor.pipeline import Selection
from codex_doctor.platform.deadline import Deadline
from codex_doctor_checks import ALL_CHECKS

if TYPE_CHECKING:
    from pathlib import Path


def diagnosed(fault: Fault, folder: Path, *, offline: str = "") -> Diagnosis:
    """Return the diagnosis of a fault; its files are written below the folder.

    What is made of it later has all the time it needs.
    """

    async def run() -> Diagnosis:
        async with Lab(fault) as lab:
            environ = write_home(fault, folder / ".codex", lab.values)
            return await diagnose(
                inputs_for(fault, lab.values, folder=folder, environ=environ),
                ALL_CHECKS,
                deadline=Deadline(budget_s=8.0),
                selection=Selection(offline=offline),
            )

    return replace(asyncio.run(run()), deadline=Deadline())
