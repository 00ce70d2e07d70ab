"""Runs the targets one after another, each for some seconds (`make fuzz`).

`python -m fuzz.run SECONDS [TARGET ...]`. Where atheris cannot be installed, inputs are those of
hypothesis, which nothing guides. It fails when anything is wrong, with the line that repeats it.
With RECORD=1 the counts go to `docs/fuzzing.md`.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Final

from hypothesis import HealthCheck, Phase, given, settings
from msgspec import Struct
from msgspec.structs import replace

from fuzz.crashes import crash_of, keep, minimised
from fuzz.page import TargetRun, read_runs, write_runs
from fuzz.targets import TARGETS

if TYPE_CHECKING:
    from fuzz.target import Target

GUIDED: Final = Path(".cache/fuzz/env/bin/python")
_AT_ONCE: Final = 200


class Ran(Struct, frozen=True):
    """What came of one target."""

    target: str
    inputs: int
    took_s: float
    crashes: tuple[str, ...]

    @property
    def row(self) -> TargetRun:
        """What is recorded of it."""
        return TargetRun(self.inputs, round(self.took_s), len(self.crashes))


def run_target(target: Target, seconds: int) -> Ran:
    """Run one target for so long."""
    began = time.monotonic()
    ran = _guided if GUIDED.exists() else _at_random
    inputs, crashes = ran(target, seconds)
    return Ran(target.name, inputs, time.monotonic() - began, crashes)


def _guided(target: Target, seconds: int) -> tuple[int, tuple[str, ...]]:
    done = subprocess.run(
        [GUIDED, "-m", "fuzz.guided", target.name, str(seconds)],
        capture_output=True,
        check=False,
    )
    said = done.stderr.decode(errors="replace")
    found = re.search(r"number_of_executed_units: (\d+)", said)
    crashes = tuple(re.findall(r"^CRASH (.*)$", said, re.MULTILINE))
    if found is None or (done.returncode and not crashes):
        crashes += (f"atheris ended with {done.returncode}: {said[-2000:]}",)
    return int(found[1]) if found else 0, crashes


def _at_random(target: Target, seconds: int) -> tuple[int, tuple[str, ...]]:
    inputs, crashes = 0, dict[str, str]()
    deadline = time.monotonic() + seconds

    @settings(
        max_examples=_AT_ONCE, deadline=None, database=None, phases=[Phase.generate],
        suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
    )  # fmt: skip
    @given(target.inputs)
    def judge(data: bytes) -> None:
        nonlocal inputs
        if time.monotonic() > deadline:
            return
        inputs += 1
        crash = crash_of(target, data)
        if crash and crash not in crashes:
            shortest = minimised(target, data, crash)
            crashes[crash] = f"{crash}: {keep(target, shortest, crash)}"

    while time.monotonic() < deadline:
        judge()
    return inputs, tuple(crashes.values())


def main(seconds: int, names: list[str]) -> int:
    """Run these targets, or all, and print a line for each."""
    if not GUIDED.exists():
        print("atheris is not there, so inputs are chosen without looking at what they reach")
    rows: list[Ran] = []
    for name in names or TARGETS:
        one = run_target(TARGETS[name], seconds)
        rows.append(one)
        print(f"{name}: {one.inputs} inputs in {one.took_s:.0f} s, {len(one.crashes)} crashes")
        print("".join(f"  {crash}\n" for crash in one.crashes), end="", flush=True)
    crashes = sum(len(one.crashes) for one in rows)
    inputs, took_s = sum(one.inputs for one in rows), sum(one.took_s for one in rows)
    print(f"{len(rows)} targets, {inputs} inputs in {took_s:.0f} s, {crashes} crashes")
    if os.environ.get("RECORD"):
        runs = read_runs()
        mine = {
            one.target: TargetRun(one.inputs, round(one.took_s), len(one.crashes)) for one in rows
        }
        today = f"{datetime.now(UTC):%Y-%m-%d}"
        write_runs(replace(runs, date=today, targets={**runs.targets, **mine}))
    if crashes:
        print("repeat with: .venv/bin/pytest tests/fuzz -k wrong_once")
    return int(crashes > 0)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1]), sys.argv[2:]))
