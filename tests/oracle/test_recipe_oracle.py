"""The gateway that the doctor describes makes Codex work with an endpoint of chat alone."""

from __future__ import annotations

import asyncio
import os
import subprocess
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest

from codex_doctor.commands.demo import inputs_for
from codex_doctor.diagnosis import diagnose
from codex_doctor.lab.fault import write_home
from codex_doctor.lab.faults import find_fault
from codex_doctor.lab.server import serving
from codex_doctor.pipeline import Selection
from codex_doctor.platform.deadline import Deadline
from codex_doctor.repair.changes import Ground, plan_changes
from codex_doctor_checks import ALL_CHECKS
from oracle.litellm_set_ups import LITELLM, missing
from oracle.network_runs import Place, run_codex
from oracle.ports import HOST, wait_for

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path

    from codex_doctor.lab.server import Lab
    from codex_doctor.model import Fix

PORT = 4000
pytestmark = [
    pytest.mark.oracle,
    pytest.mark.skipif("CODEX_ORACLE" not in os.environ, reason="CODEX_ORACLE is not set"),
]


def test_the_recipe_makes_codex_work(tmp_path: Path) -> None:
    if missing():
        pytest.skip(missing())
    fault = find_fault("chat-only")
    with serving(fault) as lab:
        environ = write_home(fault, tmp_path / ".codex", lab.values)
        fix = first_fix(lab, tmp_path, environ)
        (change,) = plan_changes(fix, Ground(tmp_path / ".codex", tmp_path))

        @contextmanager
        def place(_: Path) -> Generator[Place]:
            files = {"config.toml": change.after.decode()}
            yield Place(lab, lab.base_url, fault.environ, files=files)

        with started(fix, tmp_path, environ):
            ran = run_codex(place, tmp_path / "codex-run")

    assert ran.works or "codex-doctor-ok" in ran.said, ran


def first_fix(lab: Lab, folder: Path, environ: dict[str, str]) -> Fix:
    """Return the first fix of what the doctor finds."""
    inputs = inputs_for(find_fault("chat-only"), lab.values, folder=folder, environ=environ)
    run = diagnose(inputs, ALL_CHECKS, deadline=Deadline(budget_s=20.0), selection=Selection())
    return asyncio.run(run).judged.findings[0].finding.fixes[0]


@contextmanager
def started(fix: Fix, folder: Path, environ: dict[str, str]) -> Generator[None]:
    """Run the commands of the fix, but for those that install what is installed."""
    assert fix.commands is not None
    (folder / "litellm-codex").mkdir()
    (folder / "litellm-codex/bin").symlink_to(LITELLM.parent)
    create, install, *commands = fix.commands.posix.splitlines()
    assert create.startswith("python3 -m venv ~/litellm-codex")
    assert install.startswith("~/litellm-codex/bin/pip install 'litellm[proxy]==")
    variables = {
        **environ,
        "PATH": os.environ["PATH"],
        "HOME": str(folder),
        # What it would fetch or report must not leave this machine.
        "LITELLM_LOCAL_MODEL_COST_MAP": "True",
        "HTTPS_PROXY": f"http://{HOST}:9",
        "NO_PROXY": HOST,
    }
    script = "\n".join(commands).replace(
        "\n~/litellm-codex/bin/litellm", "\nexec ~/litellm-codex/bin/litellm"
    )
    log = folder / "litellm.log"
    with log.open("wb") as output:
        process = subprocess.Popen(
            ["sh", "-c", script], env=variables, stdout=output, stderr=output
        )
        try:
            wait_for(PORT, process, log, within_s=60)
            yield
        finally:
            process.terminate()
            process.wait()
