"""What the doctor says of every case of the matrix, version by version, without any binary.

Versions that resolve a case to the same set-up and send the same requests get the same verdict, so
only one of them is really run against the embedded endpoint.
"""

from __future__ import annotations

import asyncio
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from codex_doctor.codex.resolve import resolve
from codex_doctor.commands.version_looks import VersionCase
from codex_doctor.commands.versions import likeness
from codex_doctor.diagnosis import diagnose
from codex_doctor.lab.server import serving
from codex_doctor.model import Severity, Verdict
from codex_doctor.options import read_inputs, read_options
from codex_doctor.pipeline import Selection
from codex_doctor.platform.deadline import Deadline
from codex_doctor_checks import ALL_CHECKS
from oracle.matrix_set_up import arguments, write

if TYPE_CHECKING:
    from collections.abc import Hashable, Sequence

    from codex_doctor.facts import Inputs
    from codex_doctor.reported import Report
    from oracle.matrix_set_up import SetUp

BUDGET_S: Final = 15.0


def judge_case(set_up: SetUp, versions: Sequence[str]) -> dict[str, tuple[bool, str]]:
    """Return for each version whether the doctor says it works, and its first finding or ""."""
    seen: dict[Hashable, tuple[bool, str]] = {}
    found: dict[str, tuple[bool, str]] = {}
    with tempfile.TemporaryDirectory(prefix="matrix-") as name, serving(set_up.behaviour) as lab:
        folder = Path(name)
        environ = {"PATH": "/usr/bin:/bin", **write(set_up, folder, lab)}
        options = read_options(arguments(set_up, folder, lab))
        inputs = read_inputs(options, environ=environ, cwd=folder / "work", home=folder / "home")
        inputs = replace(inputs, system_dir=folder / "etc")
        for version in versions:
            given = replace(inputs, codex_version=version)
            alike = _likeness(set_up, given)
            if alike not in seen:
                seen[alike] = _judged(given)
            found[version] = seen[alike]
    return found


def _likeness(set_up: SetUp, inputs: Inputs) -> Hashable:
    """Return what decides the verdict; the endpoint of a configuration takes every request."""
    setup, secrets = resolve(inputs)
    if set_up.area in {"configuration", "credentials"}:
        return repr(setup), secrets.url, secrets.headers
    return likeness(VersionCase(inputs, setup, secrets))


def _judged(inputs: Inputs) -> tuple[bool, str]:
    diagnosis = asyncio.run(
        diagnose(inputs, ALL_CHECKS, deadline=Deadline(budget_s=BUDGET_S), selection=Selection())
    )
    return says_it_works(diagnosis.report), first_finding(diagnosis.report)


def says_it_works(report: Report) -> bool:
    """Tell whether the verdict is that Codex finishes its turn."""
    return report.verdict in {Verdict.WORKS, Verdict.DEGRADED}


def first_finding(report: Report) -> str:
    """Return the id of the first finding that is more than a hint, "" without one."""
    found = (one.finding for one in report.findings)
    return next((one.id for one in found if one.severity is not Severity.HINT), "")
