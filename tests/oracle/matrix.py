"""Runs every case of the matrix with several Codex versions, and records which work.

    python -m oracle.matrix VERSION ...        (make oracle-matrix VERSIONS="...")

The binaries are looked for in `.cache/codex/VERSION`. What was recorded before is compared with
what is seen now; `--write` keeps what is seen. Nothing but the loopback is reached.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Final

from codex_doctor.lab.replies import OUTPUT
from codex_doctor.lab.server import serving
from oracle.harness import PROMPT, brought, last_words, watch
from oracle.matrix_cases import MATRIX_CASES
from oracle.matrix_set_up import arguments, write
from oracle.matrix_table import Table, read_table, write_table

if TYPE_CHECKING:
    from collections.abc import Sequence

    from oracle.matrix_set_up import SetUp

ROOT: Final = Path(__file__).parents[2]
WORKERS: Final = 2
TIMEOUT_S: Final = 12.0


def codex_of(version: str) -> Path:
    """Return the program of a version that was fetched."""
    return ROOT / ".cache" / "codex" / version / "node_modules" / ".bin" / "codex"


def run_codex(set_up: SetUp, codex: Path) -> tuple[bool, str]:
    """Run one turn; return whether it works, and how it ended with its last words."""
    with tempfile.TemporaryDirectory(prefix="matrix-") as name, serving(set_up.behaviour) as lab:
        folder = Path(name)
        environ = write(set_up, folder, lab)
        # Codex's own traffic to the internet ends at a proxy that refuses it.
        guard = {"PATH": os.environ["PATH"], "HTTPS_PROXY": f"http://127.0.0.1:{lab.dead_port}"}
        command = [str(codex), "exec", "--json", "--skip-git-repo-check"]
        command += ["-s", "danger-full-access", *arguments(set_up, folder, lab), PROMPT]
        ending, printed = watch(command, guard | environ, folder / "work", lab, timeout_s=TIMEOUT_S)
        said = last_words(printed)
        answered = any(brought(one.json) for one in lab.requests if one.method == "POST")
        works = ending == "exit 0" and answered and OUTPUT in said
        return works, f"{ending}: {' '.join(said.split())[:300]}"


def see(jobs: Sequence[tuple[str, str]]) -> dict[tuple[str, str], bool]:
    """Run these cases, each with its version, and return which work."""

    def one(job: tuple[str, str]) -> tuple[bool, str]:
        return run_codex(MATRIX_CASES[job[0]], codex_of(job[1]))

    seen: dict[tuple[str, str], bool] = {}
    with ThreadPoolExecutor(max_workers=WORKERS) as pool:
        for job, (works, how) in zip(jobs, pool.map(one, jobs), strict=True):
            seen[job] = works
            print(f"{job[1]:9} {job[0]:40} {'works' if works else 'fails'}  {how}", flush=True)
    return seen


def changes(table: Table, seen: dict[tuple[str, str], bool]) -> list[str]:
    """Return the cells that are not as recorded, and for a new version as its neighbour's."""
    found: list[str] = []
    for (name, version), works in seen.items():
        before = table.works(name, version)
        if before is not works:
            old = {True: "works", False: "fails", None: "is not recorded"}[before]
            found.append(f"{version} {name}: {'works' if works else 'fails'}, before it {old}")
    return found


def main() -> int:
    """Run the matrix; the exit code is 1 when a recorded cell is another one now."""
    parser = argparse.ArgumentParser(prog="oracle.matrix")
    parser.add_argument("versions", nargs="+")
    parser.add_argument("--write", action="store_true", help="keep what is seen in the table")
    parser.add_argument("--new", action="store_true", help="run only what is not recorded yet")
    parser.add_argument("--every", type=int, default=1, help="run only every Nth case")
    options = parser.parse_args()
    table = read_table()
    names = list(MATRIX_CASES)[:: options.every]
    jobs = [(name, version) for version in options.versions for name in names]
    if options.new:
        jobs = [job for job in jobs if job not in table.codex]
    seen = see(jobs)
    # Codex itself now and then hangs in a turn: what differs is asked once more.
    seen |= see([job for job in jobs if table.works(*job) not in {None, seen[job]}])
    found = changes(table, seen)
    print(f"\n{len(seen)} cells; {len(found)} are not as the table says", *found, sep="\n  ")
    if options.write:
        write_table(table.with_codex(seen))
        return 0
    return 1 if found else 0


if __name__ == "__main__":
    sys.exit(main())
