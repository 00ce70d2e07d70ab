"""Prints docs/oracle.md: what the real Codex and the doctor make of every fault (`make docs`).

Codex is asked where it is not known what it does, and for a tenth of the rest.
"""

from __future__ import annotations

import os
import subprocess
import tempfile
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from oracle.cases import CASES, makers, title_of
from oracle.doctor import DoctorRun, run_doctor
from oracle.harness import CodexRun, question, run_codex
from oracle.memory import Memory, read_answers

if TYPE_CHECKING:
    from codex_doctor.lab.fault import Fault

HEAD = """\
# What Codex meets, and what the doctor says

Written by `make docs`: each set-up of the embedded endpoint was run with the real
{version} and with codex-doctor, each against an endpoint of its own. Codex works
when the turn ends with exit code 0, one tool-call round trip and its final message.
The retries are low (one each), so that a failing run ends soon.

| area | fault | what is wrong | Codex | doctor | first finding |
|---|---|---|---|---|---|
"""


def main() -> None:
    version = subprocess.run(
        [os.environ["CODEX_ORACLE"], "--version"], capture_output=True, text=True, check=True
    ).stdout.strip()
    print(HEAD.format(version=version), end="")
    agreed = 0
    with ThreadPoolExecutor(max_workers=2) as pool:
        known = Memory(kept=read_answers(), seed=version)
        for fault, codex, doctor in pool.map(partial(look, known), CASES):
            agreed += agree(fault, codex, doctor)
            print(row(fault, codex, doctor), flush=True)
    print(f"\n{agreed} of {len(CASES)} set-ups: the doctor and Codex agree.")


def look(known: Memory, name: str) -> tuple[Fault, CodexRun, DoctorRun]:
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        fault, tls = CASES[name](folder)
        asked = question("fault", name, fault, folder, *makers(name))
        codex = known.answer(asked, lambda: run_codex(fault, folder, tls=tls), CodexRun)
        return fault, codex, run_doctor(fault, folder, tls=tls)


def agree(fault: Fault, codex: CodexRun, doctor: DoctorRun) -> bool:
    says_it_works = doctor.verdict in {"works", "degraded"}
    return says_it_works == codex.works and doctor.first == fault.expect


def row(fault: Fault, codex: CodexRun, doctor: DoctorRun) -> str:
    result = "works" if codex.works else f"fails ({codex.ending})"
    mark = "" if agree(fault, codex, doctor) else f" (expected {fault.expect or 'none'})"
    first = f"`{doctor.first}`" if doctor.first else "none"
    cells = (fault.area, fault.name, title_of(fault), result, doctor.verdict or "-", first + mark)
    return f"| {' | '.join(cells)} |"


if __name__ == "__main__":
    main()
