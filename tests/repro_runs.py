"""Makes the script of a fault of the lab, and runs it as a user would."""

from __future__ import annotations

import asyncio
import os
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from codex_doctor.commands.demo import inputs_for
from codex_doctor.commands.repro import Made, reproduce
from codex_doctor.diagnosis import diagnose
from codex_doctor.lab.fault import Fault, write_home
from codex_doctor.lab.faults import find_fault
from codex_doctor.lab.server import Lab, serving
from codex_doctor.pipeline import Selection
from codex_doctor.platform.deadline import Deadline
from codex_doctor_checks import ALL_CHECKS

if TYPE_CHECKING:
    from collections.abc import Mapping

PACKAGES = Path(__file__).parent.parent / ".cache" / "repro"
_PYTHON = PACKAGES / "python" / "bin" / "python"
_NODE = shutil.which("node")
_LIMIT_S = 30


class Ran(Struct, frozen=True):
    """How a script ended."""

    code: int
    output: str


def missing(language: str) -> str:
    """Return why the scripts of a language cannot be run here, "" when they can."""
    there = {
        "curl": shutil.which("curl"),
        "python": _PYTHON.exists(),
        "node": _NODE and (PACKAGES / "node_modules" / "openai").is_dir(),
    }
    return "" if there[language] else f"{language} is not there (make repro-packages)"


def make(
    fault: Fault | str, folder: Path, lab: Lab, language: str = "curl", budget_s: float = 8.0
) -> Made:
    """Return the script for a fault that `lab` serves."""
    fault = find_fault(fault) if isinstance(fault, str) else fault
    environ = write_home(fault, folder / ".codex", lab.values)
    inputs = inputs_for(fault, lab.values, folder=folder, environ=environ)
    deadline = Deadline(budget_s=budget_s)
    diagnosis = asyncio.run(diagnose(inputs, ALL_CHECKS, deadline=deadline, selection=Selection()))
    return reproduce(inputs, diagnosis, deadline, language=language)


def run(text: str, folder: Path, language: str, environ: Mapping[str, str]) -> Ran:
    """Run a script with these variables and PATH."""
    file = folder / {"curl": "repro.sh", "python": "repro.py", "node": "repro.mjs"}[language]
    file.write_text(text, encoding="utf-8")
    program = {"curl": "sh", "python": str(_PYTHON), "node": str(_NODE)}[language]
    modules = folder / "node_modules"
    if language == "node" and not modules.exists():
        modules.symlink_to(PACKAGES / "node_modules")
    done = subprocess.run(
        [program, str(file)],
        env={"PATH": os.environ["PATH"], **environ},
        cwd=folder,
        capture_output=True,
        timeout=_LIMIT_S,
        check=False,
    )
    return Ran(done.returncode, (done.stdout + done.stderr).decode("utf-8", "replace"))


def make_and_run(fault: Fault | str, folder: Path, language: str) -> tuple[Made, Ran | None]:
    """Return the script for a fault, and how it ends against the same endpoint."""
    fault = find_fault(fault) if isinstance(fault, str) else fault
    with serving(fault) as lab:
        made = make(fault, folder, lab, language)
        if not made.text:
            return made, None
        return made, run(made.text, folder, language, {"API_KEY": KEY, **fault.environ})


KEY = "sk-lab-7f3a9c51e0d24b68a1c5"
