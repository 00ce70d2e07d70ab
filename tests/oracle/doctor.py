"""Runs codex-doctor against a fault, with an endpoint of its own."""

from __future__ import annotations

import json
import subprocess
import sys
import time
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from codex_doctor.codex.versions import NEWEST
from codex_doctor.lab.fault import Fault, arguments
from codex_doctor.lab.server import serving
from oracle.harness import empty, environment

if TYPE_CHECKING:
    from collections.abc import Mapping
    from pathlib import Path
    from ssl import SSLContext

DOCTOR_TIMEOUT_S = 90.0


class DoctorRun(Struct, frozen=True):
    """What codex-doctor reports on a fault; `report` is its JSON."""

    exit_code: int
    report: Mapping[str, Any]
    errors: str
    took_s: float

    @property
    def verdict(self) -> str:
        """The verdict, "" without a report."""
        return str(self.report.get("verdict", ""))

    @property
    def first(self) -> str | None:
        """Id of the first finding that is more than a hint, None without one."""
        return self.severe[0] if self.severe else None

    @property
    def brief(self) -> str:
        """What a failed assertion shows."""
        causes = [(one["id"], one["cause"]) for one in self.report.get("findings", [])]
        return f"exit {self.exit_code}, {self.verdict}, {causes} {self.errors[-2000:]}"

    @property
    def severe(self) -> list[str]:
        """Ids of the findings that are more than hints, but that no Codex is on its PATH."""
        found = self.report.get("findings", [])
        severe = [one["id"] for one in found if one["severity"] != "hint"]
        return [one for one in severe if one != "installation.codex_missing"]


def run_doctor(fault: Fault, folder: Path, *, tls: SSLContext | None = None) -> DoctorRun:
    """Run codex-doctor against the fault."""
    with serving(fault, tls=tls) as lab:
        options = arguments(fault, lab.values)
        command = [sys.executable, "-m", "codex_doctor", "--json", "--budget", "25"]
        # As no Codex is on PATH, which would be a finding of its own.
        command += ["--codex-version", NEWEST, *options]
        environ = environment(fault, folder, lab)
        began = time.monotonic()
        done = subprocess.run(
            command,
            cwd=empty(folder),
            env=environ,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=DOCTOR_TIMEOUT_S,
            check=False,
        )
        took_s = time.monotonic() - began
    report: dict[str, Any] = json.loads(done.stdout) if done.stdout.startswith("{") else {}
    return DoctorRun(done.returncode, report, done.stderr, took_s)
