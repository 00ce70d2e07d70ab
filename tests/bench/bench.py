"""How long the doctor takes, beside what a user would compare it with; `make bench`.

Pairs of runs in turn, so that a machine that drifts does not decide; the medians are printed.
Whole processes on loopback: `--version` against a bare interpreter, a healthy diagnosis against one
turn of the real Codex, and the time from start to a named cause for faults of the network and on
dead networks.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import TYPE_CHECKING, Any

from codex_doctor.lab.fault import arguments, write_home
from codex_doctor.lab.faults import find_fault
from codex_doctor.lab.server import serving
from oracle.network_runs import Open, diagnose
from oracle.proxy_places import CASES
from oracle.stage import on_stage, why_not
from oracle.tls_places import at
from tls_set_ups import SET_UPS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

PAIRS = 15
DOCTOR = [sys.executable, "-m", "codex_doctor"]
NETWORK = ("port-refused", "host-unknown", "proxy-dead", "https-to-plain-port")
PLACES: dict[str, Open] = {
    "unknown CA": lambda folder: at(SET_UPS["root-unknown"](), folder),
    "407 of a proxy": CASES["login-missing"].open,
}
# Seconds in which the cause must be named, the start of the program included.
QUICK_S, SILENT_S = 1.0, 5.0
BROKEN_NETWORKS = {
    "name-unknown": QUICK_S,
    "no-interface": SILENT_S,
    "no-interface-name": SILENT_S,
    "no-route": SILENT_S,
    "silent": SILENT_S,
    "silent-name": SILENT_S,
    "silent-both": SILENT_S,
    "resolver-silent": SILENT_S,
}
# What runs side by side: both addresses, the lookups; each waits as long as the slowest one.
SIDE_BY_SIDE = ("silent-both", "resolver-silent")
MAX_RATIO = 1.5


def took_s(command: list[str], environ: Mapping[str, str], folder: Path) -> float:
    """Return the seconds that one run of a command takes."""
    started = time.monotonic()
    subprocess.run(
        command,
        env=dict(environ),
        cwd=folder,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        check=False,
    )
    return time.monotonic() - started


def compare(name: str, ours: list[str], other: list[str], environ: Mapping[str, str]) -> None:
    """Run both in turn and print the medians and the median of the ratios."""
    with tempfile.TemporaryDirectory() as folder:
        pairs = [
            (took_s(ours, environ, Path(folder)), took_s(other, environ, Path(folder)))
            for _ in range(PAIRS + 1)
        ][1:]
    mine, theirs = (statistics.median(one) for one in zip(*pairs, strict=True))
    ratio = statistics.median(first / second for first, second in pairs)
    print(f"{name:<42} {mine:6.3f} s  beside {theirs:6.3f} s  ratio {ratio:.2f}")


def show(words: str, measured: float, limit: float, unit: str = "s") -> None:
    """Print a measurement beside its limit."""
    verdict = "" if measured <= limit else "  OVER"
    print(f"{words:<42} {measured:6.3f} {unit}  limit {limit:g}{verdict}")


def slowest_s(report: Mapping[str, Any]) -> float:
    """Return the seconds of the slowest single probe of a run."""
    steps = [row[step] for row in report["timings"] for step in ("dns_ms", "connect_ms", "tls_ms")]
    return float(max(step for step in steps if step is not None)) / 1000


def show_broken_networks() -> None:
    """Print how soon each dead network is named, and what that is beside the slowest probe."""
    for name, limit_s in BROKEN_NETWORKS.items():
        runs = [on_stage(name, "doctor") for _ in range(3)]
        first = runs[0]["report"]["findings"][0]["id"]
        show(f"{name} named ({first})", _median(run["took_s"] for run in runs), limit_s)
        if name in SIDE_BY_SIDE:
            ratios = [run["took_s"] / slowest_s(run["report"]) for run in runs]
            show(f"{name}: whole / slowest probe", _median(ratios), MAX_RATIO, " ")


def _median(values: Iterable[float]) -> float:
    return statistics.median(values)


def main() -> None:
    base = {"PATH": os.environ["PATH"], "HOME": tempfile.gettempdir()}
    bare = [sys.executable, "-c", "pass"]
    compare("--version beside a bare interpreter", [*DOCTOR, "--version"], bare, base)
    codex = os.environ.get("CODEX_ORACLE")
    healthy = find_fault("healthy")
    with tempfile.TemporaryDirectory() as home, serving(healthy) as lab:
        environ = base | write_home(healthy, Path(home) / ".codex", lab.values) | {"HOME": home}
        if codex:
            turn = [codex, "exec", "--json", "--skip-git-repo-check", "-s", "read-only", "Run it"]
            compare("healthy diagnosis beside one Codex turn", DOCTOR, turn, environ)
    for name in NETWORK:
        fault = find_fault(name)
        with tempfile.TemporaryDirectory() as home, serving(fault) as lab:
            environ = base | write_home(fault, Path(home) / ".codex", lab.values) | {"HOME": home}
            command = [*DOCTOR, *arguments(fault, lab.values)]
            times = [took_s(command, environ, Path(home)) for _ in range(3)]
            show(f"{name} named", _median(times), QUICK_S)
    for name, open_place in PLACES.items():
        with tempfile.TemporaryDirectory() as folder:
            seen = [diagnose(open_place, Path(folder) / str(number)) for number in range(3)]
        show(f"{name} named ({seen[0].first})", _median(run.took_s for run in seen), QUICK_S)
    reason = why_not()
    print(reason or "broken networks: each in a network namespace of its own")
    if not reason:
        show_broken_networks()


if __name__ == "__main__":
    main()
