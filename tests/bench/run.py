"""How long the doctor takes, beside what a user would compare it with; `make bench`.

    python -m bench.run [--write docs/performance.md]

Everything is a whole process on this machine. What is compared runs in turn, and medians count.
"""

from __future__ import annotations

import argparse
import os
import platform
import statistics
import sys
import tempfile
from contextlib import nullcontext
from datetime import UTC, datetime
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from bench import streams
from bench.measuring import DOCTOR, Run, in_turn, middle_s, peak_mb, ratio, run
from bench.places import OFFERED, served
from bench.round_trips import round_trip, why_not
from codex_doctor.lab.faults import FAULTS
from codex_doctor.lab.variants import HEALTHY
from oracle import stage
from oracle.binary import codex_version
from oracle.harness import PROMPT

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Mapping

    from bench.places import Place
    from codex_doctor.lab.fault import Fault

ROUNDS: Final = 9
FAR_S: Final = 0.1
_EXEC: Final = ("exec", "--json", "--skip-git-repo-check", "-s", "danger-full-access", PROMPT)
_COMMANDS: Final = (("--version",), ("--help",), ("config",), ("config", "--json"), ("explain",))
# Seconds in which the cause must be named, the start of the program included.
_QUICK_S, _SILENT_S = 1.0, 5.0
_BROKEN_NETWORKS: Final = {
    "name-unknown": _QUICK_S,
    "no-interface": _SILENT_S,
    "no-interface-name": _SILENT_S,
    "no-route": _SILENT_S,
    "silent": _SILENT_S,
    "silent-name": _SILENT_S,
    "silent-both": _SILENT_S,
    "resolver-silent": _SILENT_S,
}
_PAGE: Final = """\
# How long it takes

Written by `make bench` on {day}: {machine}, Python {python}, codex-cli {codex} as npm installs it.
Whole processes on one machine, medians of {rounds} runs in turn; seconds, unless said otherwise. A
round trip of 100 ms is one of the packets themselves: they go through a TUN device that holds each
back for half of it, so that handshakes and TCP's slow start take what they take.

"""
_PATH: Final = """\
The critical path is what must wait for the network, one after the other: for each of the two
requests a connection, with HTTPS a handshake, and the request of 42 kB, which a new connection
sends in two or three round trips (ten segments, then twenty, then the rest). Codex opens a
connection for each request, and so does the doctor; the first one is the one that it has probed.
That makes 6 to 8 round trips with HTTP and 8 to 10 with HTTPS.
"""


def table(heads: Iterable[str], rows: Iterable[Iterable[str]]) -> Iterator[str]:
    """Yield the lines of a table in Markdown."""
    heads = list(heads)
    for cells in (heads, ["---"] * len(heads), *rows):
        yield f"| {' | '.join(cells)} |"
    yield ""


def commands() -> Iterator[str]:
    """Compare commands that send nothing with an interpreter that does nothing."""
    yield "## Commands that send nothing\n"
    rows: list[list[str]] = []
    with tempfile.TemporaryDirectory() as folder, served(HEALTHY, Path(folder)) as place:
        idle = partial(run, (sys.executable, "-c", "pass"), place.environ)
        for words in _COMMANDS:
            work = partial(run, (*DOCTOR, *words), place.environ)
            mine, bare = in_turn((work, idle), rounds=ROUNDS)
            took = [f"{middle_s(one):.3f}" for one in (mine, bare)]
            name = f"`{' '.join(words)}`"
            rows.append([name, *took, f"{ratio(mine, bare):.2f}", f"{peak_mb(mine):.0f} MB"])
    yield from table(("command", "takes", "bare interpreter", "ratio", "memory"), rows)


def healthy(codex: str) -> Iterator[str]:
    """Compare a diagnosis with a turn of Codex, and with its own doctor."""
    yield "## A healthy endpoint\n"
    rows: list[list[str]] = []
    spent: dict[str, list[tuple[float, float]]] = {protocol: [] for protocol in OFFERED}
    for rtt_s in (None, FAR_S):
        with nullcontext() if rtt_s is None else round_trip(rtt_s):
            for protocol in OFFERED:
                row, took_s = _beside(codex, protocol, is_far=rtt_s is not None)
                spent[protocol].append(took_s)
                rows.append([protocol, "none" if rtt_s is None else f"{rtt_s * 1000:.0f} ms", *row])
    heads = ("endpoint", "round trip", "diagnosis", "`codex exec`", "ratio", "`codex doctor`")
    more = ("requests", "connections", "kB sent", "kB received", "memory")
    yield from table((*heads, *more), rows)
    yield _PATH
    trips = [
        [protocol, *(f"{(far - near) / FAR_S:.1f}" for near, far in zip(*pair, strict=True))]
        for protocol, pair in spent.items()
    ]
    yield from table(("endpoint", "round trips of a diagnosis", "of `codex exec`"), trips)


def _beside(codex: str, protocol: str, *, is_far: bool) -> tuple[list[str], tuple[float, float]]:
    """Return a row of what a healthy endpoint takes, and the seconds of the doctor and of Codex."""
    places: list[Place] = []

    def at(command: tuple[str, ...]) -> Run:
        with (
            tempfile.TemporaryDirectory() as folder,
            served(HEALTHY, Path(folder), protocol=protocol, is_far=is_far) as place,
        ):
            places.append(place)
            return run(command, place.environ)

    mine, turn, own = in_turn(
        [partial(at, command) for command in (DOCTOR, (codex, *_EXEC), (codex, "doctor"))],
        rounds=ROUNDS,
    )
    last = places[-3]
    took_s = middle_s(mine), middle_s(turn)
    row = [
        *(f"{one:.2f}" for one in took_s),
        f"{ratio(mine, turn):.2f}",
        f"{middle_s(own):.2f}",
        str(len(last.lab.requests)),
        str(last.connections),
        f"{last.sent / 1000:.1f}",
        f"{last.received / 1000:.1f}",
        f"{peak_mb(mine):.0f} MB",
    ]
    return row, took_s


def faults(every: int) -> Iterator[str]:
    """Show how long it takes until each kind of fault is named."""
    yield "## Until the cause is named\n"
    failing = [one for one in FAULTS if one.expect and not one.works][::every]
    near_s = [named(one, is_far=False).took_s for one in failing]
    with round_trip(FAR_S):
        far_s = [named(one, is_far=True).took_s for one in failing]
    rows: list[list[str]] = []
    for area in (*sorted({one.area for one in failing}), "all"):
        mine = [number for number, one in enumerate(failing) if area in {one.area, "all"}]
        spreads = (_spread([times[number] for number in mine]) for times in (near_s, far_s))
        rows.append([area, str(len(mine)), *(cell for spread in spreads for cell in spread)])
    heads = ("area", "faults", "median", "slowest", "median at 100 ms", "slowest at 100 ms")
    yield from table(heads, rows)


def _spread(times_s: list[float]) -> tuple[str, str]:
    return f"{statistics.median(times_s):.2f}", f"{max(times_s):.2f}"


def named(fault: Fault, *, is_far: bool) -> Run:
    """Diagnose a fault."""
    with (
        tempfile.TemporaryDirectory() as folder,
        served(fault, Path(folder), is_far=is_far) as place,
    ):
        return run((*DOCTOR, *place.options), place.environ)


def broken_networks() -> Iterator[str]:
    """Show how soon each dead network is named, and what that is beside the slowest probe."""
    yield "## Networks that lead nowhere\n"
    rows: list[list[str]] = []
    for name, limit_s in _BROKEN_NETWORKS.items():
        runs = [stage.on_stage(name, "doctor") for _ in range(3)]
        first = runs[0]["report"]["findings"][0]["id"]
        took = f"{statistics.median(one['took_s'] for one in runs):.2f}"
        probe = f"{statistics.median(map(_slowest_s, runs)):.2f}"
        rows.append([name, f"`{first}`", took, probe, f"{limit_s:g}"])
    yield from table(("network", "named", "takes", "slowest probe", "limit"), rows)


def _slowest_s(of: Mapping[str, Any]) -> float:
    """Return the seconds of the slowest single probe of a run."""
    rows = of["report"]["timings"]
    steps = [row[step] for row in rows for step in ("dns_ms", "connect_ms", "tls_ms")]
    return float(max(step for step in steps if step is not None)) / 1000


def read_streams() -> Iterator[str]:
    """Show how fast streams are read."""
    yield "## Reading a stream\n"
    rows = [[name, f"{speed:.0f} MB/s"] for name, speed in streams.speeds()]
    yield from table(("events", "one core reads"), rows)


def main() -> None:
    """Measure, print, and write the page if asked to."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--write", type=Path, help="the page to write")
    parser.add_argument("--every", type=int, default=1, help="which share of the faults")
    given = parser.parse_args()
    codex = os.environ["CODEX_ORACLE"]
    for reason in (why_not(), stage.why_not()):
        if reason:
            sys.exit(reason)
    sections = (commands(), healthy(codex), faults(given.every), broken_networks(), read_streams())
    lines: list[str] = []
    for section in sections:
        for line in section:
            print(line, flush=True)
            lines.append(line)
    if given.write:
        head = _PAGE.format(
            day=f"{datetime.now(UTC):%Y-%m-%d}",
            machine=f"{os.cpu_count()} cores, {platform.system()}",
            python=platform.python_version(),
            codex=codex_version(),
            rounds=ROUNDS,
        )
        given.write.write_text(head + "\n".join(lines))


if __name__ == "__main__":
    main()
