"""Runs a program and says how long it took and how much memory it had at most."""

from __future__ import annotations

import json
import statistics
import subprocess
import sys
import tempfile
from typing import TYPE_CHECKING, Final

from msgspec import Struct

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

DOCTOR: Final = (sys.executable, "-m", "codex_doctor")
# A program of its own: Linux counts what a process held before it became another program, and this
# one holds little. What the measured program prints is thrown away.
_MEASURE: Final = """
import json, os, sys, time
began_s = time.monotonic()
nothing = os.open(os.devnull, os.O_RDWR)
child = os.fork()
if not child:
    for stream in range(3):
        os.dup2(nothing, stream)
    os.execvp(sys.argv[1], sys.argv[1:])
_, status, used = os.wait4(child, 0)
took_s = time.monotonic() - began_s
print(json.dumps([took_s, used.ru_maxrss / 1000, os.waitstatus_to_exitcode(status)]))
"""


class Run(Struct, frozen=True):
    """One run of a program: its seconds, the megabytes it held at most, and how it ended."""

    took_s: float
    peak_mb: float
    exit_code: int


def run(command: Sequence[str], environ: Mapping[str, str]) -> Run:
    """Run a command in an empty folder."""
    measure = (sys.executable, "-I", "-S", "-c", _MEASURE, *command)
    with tempfile.TemporaryDirectory() as folder:
        done = subprocess.run(measure, env=environ, cwd=folder, stdout=subprocess.PIPE, check=True)
    return Run(*json.loads(done.stdout))


def in_turn(makers: Sequence[Callable[[], Run]], *, rounds: int) -> list[list[Run]]:
    """Run each in turn, so that a machine that drifts does not decide; a first round is left out.

    Returns:
        The runs of each.
    """
    made = [[make() for make in makers] for _ in range(rounds + 1)][1:]
    return [list(runs) for runs in zip(*made, strict=True)]


def middle_s(runs: Iterable[Run]) -> float:
    """Return the median of their seconds."""
    return statistics.median(one.took_s for one in runs)


def ratio(runs: Sequence[Run], others: Sequence[Run]) -> float:
    """Return the median of the ratios of what ran in the same round."""
    pairs = zip(runs, others, strict=True)
    return statistics.median(one.took_s / other.took_s for one, other in pairs)


def peak_mb(runs: Iterable[Run]) -> float:
    """Return the most that any of them held."""
    return max(one.peak_mb for one in runs)
