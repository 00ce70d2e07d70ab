"""Runs one case with the installed program, and holds it to what every case must hold."""

from __future__ import annotations

import ast
import json
import os
import socket
import subprocess
import sys
import threading
import time
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import TYPE_CHECKING, cast

from codex_doctor.lab.fault import fill
from codex_doctor.lab.server import serving
from hostile.case import SIGNALS, START_S, Case, Outcome, Place
from hostile.leaks import find_leaks
from hostile.tls import server_context

if TYPE_CHECKING:
    from collections.abc import Callable, Generator

    from codex_doctor.lab.wire import Behaviour, Seen
    from hostile.case import Flood

_LAUNCH = Path(__file__).with_name("launch.py")
DOCTOR = str(Path(sys.executable).with_name("codex-doctor"))
_FOLDERS = ("home", "codex", "work", "tmp", "bin", "out")
_WATCHED = ("home", "codex", "work", "tmp")
# What a run may take beyond its own limit until it is killed: a busy machine lets it compute for
# half of the time.
_KILL_S = 2 * START_S


def run(case: Case, root: Path) -> Outcome:
    """Run the case in this empty folder."""
    for name in _FOLDERS:
        (root / name).mkdir(mode=0o700)
    with _endpoint(case) as (values, requests):
        place = _place(case, root, values)
        return _run(case, place, requests)


def judge(case: Case, outcome: Outcome) -> list[str]:
    """Return what is wrong with a run, in words."""
    wrong: list[str] = []
    if outcome.exit_code not in case.codes:
        wrong.append(f"exit {outcome.exit_code}, not {sorted(case.codes)}")
    if _cost_s(case, outcome) > case.seconds + START_S:
        wrong.append(f"{outcome.took_s:.1f} s, computed {outcome.cpu_s:.1f} s")
    if outcome.peak_mb > case.peak_mb:
        wrong.append(f"{outcome.peak_mb:.0f} MB")
    if b"Traceback (most recent call last)" in outcome.stderr + outcome.stdout:
        wrong.append(f"traceback: {outcome.stderr[-300:].decode(errors='replace')}")
    if case.is_json is not None and case.is_json != _is_json(outcome.stdout):
        wrong.append(f"stdout is {'no' if case.is_json else 'a'} JSON document")
    wrong += [f"leak: {leak}" for leak in find_leaks(outcome.text, case.secrets)]
    wrong += [f"orphan: {one}" for one in outcome.orphans]
    wrong += [f"left: {one}" for one in outcome.left if one not in case.keeps]
    try:
        case.check(outcome)
    except AssertionError as exc:
        wrong.append(f"check: {exc}")
    except (LookupError, ValueError) as exc:
        wrong.append(f"check: {type(exc).__name__}: {exc}")
    return wrong


def _cost_s(case: Case, outcome: Outcome) -> float:
    """Return what the case limits: the time that passed, or was computed where that is attacked."""
    return outcome.cpu_s if case.kind == "size" else outcome.took_s


def _is_json(stdout: bytes) -> bool:
    try:
        return isinstance(json.loads(stdout), dict)
    except ValueError:
        return False


def _place(case: Case, root: Path, values: dict[str, str]) -> Place:
    values = {**values, "root": str(root)}
    files: dict[str, str | bytes] = dict(case.files)
    if case.config is not None:
        files["codex/config.toml"] = case.config
    for name, content in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.touch(mode=0o600)
        path.write_bytes(content if isinstance(content, bytes) else fill(content, values).encode())
    environ = {
        "PATH": f"{root / 'bin'}:/usr/bin:/bin",
        "HOME": str(root / "home"),
        "CODEX_HOME": str(root / "codex"),
        "TMPDIR": str(root / "tmp"),
        "LANG": "C.UTF-8",
        **{name: fill(value, values) for name, value in case.environ.items()},
    }
    place = Place(root, values, environ)
    case.prepare(place)
    return place


def _run(case: Case, place: Place, requests: list[Seen]) -> Outcome:
    root = place.root
    result = root / "result"
    before = _tree(root)
    limit_s = case.seconds + _KILL_S
    line = [sys.executable, "-I", "-S", str(_LAUNCH), str(result), str(limit_s), *case.wraps]
    line += [DOCTOR, *(fill(one, place.values) for one in case.arguments)]
    with (root / "stdout").open("wb") as out, (root / "stderr").open("wb") as err:
        process = subprocess.Popen(
            line,
            cwd=root / "work",
            env=place.environ,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=err,
            start_new_session=True,
        )
        _send_signals(case, process, root, requests)
        process.wait()
    seen = ast.literal_eval(result.read_text(encoding="utf-8"))
    return Outcome(
        exit_code=seen["exit_code"],
        stdout=(root / "stdout").read_bytes(),
        stderr=(root / "stderr").read_bytes(),
        took_s=seen["took_s"],
        cpu_s=seen["cpu_s"],
        peak_mb=seen["peak_kb"] / 1024,
        orphans=tuple(seen["orphans"]),
        left=tuple(sorted(_tree(root) - before)),
        requests=tuple(requests),
        written={one.name: one.read_bytes() for one in (root / "out").iterdir() if one.is_file()},
    )


def _send_signals(
    case: Case, process: subprocess.Popen[bytes], root: Path, requests: list[Seen]
) -> None:
    if not case.signals:
        return
    told = root / "result.pid"
    has_come: dict[str, Callable[[], object]] = {
        "start": lambda: True,
        "hearing": lambda: _hears(told.read_text()),
        "request": lambda: requests,
        "go": (root / "out" / "go").exists,
        "output": lambda: (root / "stdout").stat().st_size,
    }
    deadline = time.monotonic() + case.seconds + START_S
    while process.poll() is None and time.monotonic() < deadline:
        if told.exists() and told.read_text() and has_come[case.after]():
            break
        time.sleep(0.001)
    for number, after_s in case.signals:
        time.sleep(after_s)
        with suppress(ProcessLookupError, ValueError):
            os.kill(int(told.read_text()), number)


def _hears(pid: str) -> bool:
    """Tell whether the process takes every signal of SIGNALS itself, also whether it has ended."""
    try:
        status = Path(f"/proc/{pid}/status").read_text(encoding="utf-8")
    except OSError:
        return True
    caught = int(status.partition("SigCgt:")[2].split()[0], 16)
    return all(caught >> (number - 1) & 1 for number in SIGNALS.values())


def _tree(root: Path) -> set[str]:
    return {str(one.relative_to(root)) for name in _WATCHED for one in (root / name).rglob("*")}


@contextmanager
def _endpoint(case: Case) -> Generator[tuple[dict[str, str], list[Seen]]]:
    if case.serve is not None:
        with case.serve() as served:
            yield served
        return
    if case.is_flood:
        with flooding(cast("Flood", case.endpoint), seconds=case.seconds) as port:
            origin = f"http://127.0.0.1:{port}"
            yield {"base_url": f"{origin}/v1", "origin": origin, "port": str(port)}, []
        return
    tls = server_context() if case.is_tls else None
    with serving(cast("Behaviour", case.endpoint), tls=tls) as lab:
        yield lab.values, lab.requests


@contextmanager
def flooding(send: Flood, *, seconds: float) -> Generator[int]:
    """Answer every connection with these bytes, as fast as they are taken."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        port: int = listener.getsockname()[1]

        def answer(connection: socket.socket) -> None:
            with suppress(OSError), connection:
                connection.settimeout(2 * seconds)
                connection.recv(65536)
                for piece in send(port):
                    connection.sendall(piece)
                connection.shutdown(socket.SHUT_WR)
                while connection.recv(65536):
                    pass

        def accept() -> None:
            with suppress(OSError):
                while True:
                    connection, _ = listener.accept()
                    threading.Thread(target=answer, args=(connection,), daemon=True).start()

        thread = threading.Thread(target=accept, daemon=True)
        thread.start()
        try:
            yield port
        finally:
            listener.shutdown(socket.SHUT_RDWR)
            thread.join()
