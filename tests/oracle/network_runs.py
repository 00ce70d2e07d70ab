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
from oracle.doctor import DOCTOR_TIMEOUT_S, DoctorRun
from oracle.harness import CODEX_TIMEOUT_S, PROMPT, WAITING, CodexRun, last_words, plain

if TYPE_CHECKING:
    from codex_doctor.lab.server import Lab
    from oracle.memory import Memory, Question


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


def run_both(
    open_place: Open, folder: Path, memory: Memory, asked: Question | None = None
) -> tuple[bool, DoctorRun]:
    """Return whether Codex finishes its turn, and what the doctor reports.

    Args:
        open_place: The place, of which each of the two gets its own.
        folder: An empty folder.
        memory: What is known of Codex.
        asked: What decides what Codex does; None where that is not known, and it is always asked.
    """

    def ask() -> CodexRun:
        return run_codex(open_place, folder / "codex-run")

    with ThreadPoolExecutor(2) as pool:
        codex = pool.submit(memory.answer, asked, ask, CodexRun) if asked else pool.submit(ask)
        doctor = pool.submit(diagnose, open_place, folder / "doctor-run")
        return codex.result().works, doctor.result()


def run_codex(open_place: Open, folder: Path) -> CodexRun:
    """Run the real Codex at a place."""
    with _started(open_place, folder, [os.environ["CODEX_ORACLE"], *_EXEC]) as (place, process):
        deadline = time.monotonic() + CODEX_TIMEOUT_S
        ending = ""
        while not ending:
            time.sleep(0.03)
            ending = _ending(place, process, folder / "out", late=time.monotonic() > deadline)
        posts = [seen for seen in place.lab.requests if seen.method == "POST"]
        works = ending == "exit 0" and any(outputs(seen.json) for seen in posts)
        said = plain(last_words((folder / "out").read_text(errors="replace")), folder)
        return CodexRun(works, ending, said, len(posts))


def _ending(place: Place, process: subprocess.Popen[bytes], out: Path, *, late: bool) -> str:
    if process.poll() is not None:
        return f"exit {process.returncode}"
    if WAITING in out.read_text(errors="replace"):
        return "waits for ever"
    if place.refused():
        return "is refused"
    return "still running" if late else ""


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
