"""Runs the real Codex and the doctor side by side at one place of the network each.

A place is an endpoint with what stands before it: TLS, a proxy. It knows when waiting for Codex is
of no use any more, since Codex itself would wait for ever.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Generator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from msgspec import Struct, field

from codex_doctor.lab.endpoint import outputs
from codex_doctor.lab.fault import write_home
from codex_doctor.lab.variants import HEALTHY
from oracle.harness import CODEX_TIMEOUT_S, DOCTOR_TIMEOUT_S, PROMPT, WAITING, DoctorRun

if TYPE_CHECKING:
    from codex_doctor.lab.server import Lab


class Place(Struct, frozen=True):
    """Where Codex and the doctor are sent.

    Attributes:
        lab: The endpoint.
        base_url: What the configuration says.
        environ: Variables beside those of a healthy set-up.
        refused: Whether Codex was refused, so that it would only try again.
        files: Further files of CODEX_HOME.
    """

    lab: Lab
    base_url: str
    environ: Mapping[str, str] = field(default_factory=dict[str, str])
    refused: Callable[[], bool] = lambda: False
    files: Mapping[str, str] = field(default_factory=dict[str, str])


Open = Callable[[Path], AbstractContextManager[Place]]


def run_both(open_place: Open, folder: Path) -> tuple[bool, DoctorRun]:
    """Return whether Codex finishes its turn, and what the doctor reports."""
    with ThreadPoolExecutor(2) as pool:
        codex = pool.submit(_codex_works, open_place, folder / "codex-run")
        doctor = pool.submit(diagnose, open_place, folder / "doctor-run")
        return codex.result(), doctor.result()


def _codex_works(open_place: Open, folder: Path) -> bool:
    with _started(open_place, folder, [os.environ["CODEX_ORACLE"], *_EXEC]) as (place, process):
        deadline = time.monotonic() + CODEX_TIMEOUT_S
        while process.poll() is None and time.monotonic() < deadline:
            time.sleep(0.03)
            if place.refused() or WAITING in (folder / "out").read_text(errors="replace"):
                break
        answered = any(outputs(seen.json) for seen in place.lab.requests)
        return process.poll() == 0 and answered


def diagnose(open_place: Open, folder: Path) -> DoctorRun:
    """Run codex-doctor at a place."""
    began = time.monotonic()
    with _started(open_place, folder, [sys.executable, *_DOCTOR]) as (_, process):
        exit_code = process.wait(timeout=DOCTOR_TIMEOUT_S)
    took_s = time.monotonic() - began
    printed = (folder / "out").read_text()
    report: dict[str, Any] = json.loads(printed) if printed.startswith("{") else {}
    return DoctorRun(exit_code, report, printed if not report else "", took_s)


_EXEC = ("exec", "--json", "--skip-git-repo-check", "-s", "danger-full-access", PROMPT)
_DOCTOR = ("-m", "codex_doctor", "--json", "--budget", "25")


@contextmanager
def _started(
    open_place: Open, folder: Path, command: list[str]
) -> Generator[tuple[Place, subprocess.Popen[bytes]]]:
    """Start a program at a place of its own, and end it afterwards."""
    (folder / "empty").mkdir(parents=True)
    with open_place(folder) as place, (folder / "out").open("wb") as out:
        values = {**place.lab.values, "base_url": place.base_url}
        home = write_home(HEALTHY, folder / "home", values)
        for name, text in place.files.items():
            (folder / "home" / name).write_text(text)
        environ = {"PATH": os.environ["PATH"], "HOME": str(folder), **home, **place.environ}
        process = subprocess.Popen(
            command,
            cwd=folder / "empty",
            env=environ,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
        try:
            yield place, process
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()
