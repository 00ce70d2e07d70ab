"""Runs the real Codex or codex-doctor on a broken network, in namespaces of its own.

    python -m oracle.stage NAME codex|doctor

makes the network of that name in the namespaces it was started in and prints what came of it as
JSON; `on_stage` starts it so. Nothing outside of the namespaces is touched.
"""

from __future__ import annotations

import asyncio
import functools
import json
import os
import subprocess
import sys
import tempfile
import threading
from contextlib import AsyncExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
from msgspec.structs import replace

from codex_doctor.lab.variants import HEALTHY
from codex_doctor.lab.wire import document
from name_servers import name_server
from oracle.doctor import run_doctor
from oracle.harness import run_codex
from oracle.stage_cases import REBINDING, REFUSED_ROUTE, SILENT, SILENT6, STAGES

if TYPE_CHECKING:
    from collections.abc import Generator

    from codex_doctor.lab.fault import Fault
    from codex_doctor.lab.wire import Reply, Seen
    from oracle.stage_cases import Stage

STAGE_TIMEOUT_S = 120.0
TESTS = Path(__file__).parent.parent
_UNSHARE = ("unshare", "--net", "--mount", "--propagation", "private")
_NOBODY = "02:00:00:00:00:99"
_LINK = (
    "link add near type veth peer name far",
    "link set near up",
    "link set far up",
    "addr add 198.51.100.2/24 dev near",
    "-6 addr add 2001:db8::2/64 dev near nodad",
    f"neigh add {SILENT} lladdr {_NOBODY} dev near",
    f"-6 neigh add {SILENT6} lladdr {_NOBODY} dev near",
    f"route add unreachable {REFUSED_ROUTE}",
)


@functools.cache
def why_not() -> str:
    """Return why no network can be made here, "" if one can."""
    program = "import oracle.stage as stage; stage.make_network(is_linked=True)"
    try:
        done = _unshared([sys.executable, "-c", program], timeout_s=20)
    except (OSError, subprocess.TimeoutExpired) as exc:
        return f"no network namespaces: {exc}"
    return f"no network namespaces: {done.stderr.strip()[-200:]}" if done.returncode else ""


def on_stage(name: str, who: str) -> dict[str, Any]:
    """Return the run of `codex` or `doctor` on the network of this name, as plain values."""
    done = _unshared([sys.executable, "-m", "oracle.stage", name, who], timeout_s=STAGE_TIMEOUT_S)
    if done.returncode:
        raise RuntimeError(done.stderr)
    seen: dict[str, Any] = json.loads(done.stdout)
    return seen


def _unshared(command: list[str], *, timeout_s: float) -> subprocess.CompletedProcess[str]:
    root = () if os.geteuid() == 0 else ("--map-root-user",)
    return subprocess.run(
        [*_UNSHARE, *root, *command],
        env={**os.environ, "PYTHONPATH": str(TESTS)},
        cwd=TESTS,
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        timeout=timeout_s,
        check=False,
    )


# ----- inside the namespaces


def make_network(*, is_linked: bool) -> None:
    """Bring up the loopback and, if wanted, a link on which nobody answers."""
    for line in ("link set lo up", *(_LINK if is_linked else ())):
        subprocess.run(["ip", *line.split()], check=True, capture_output=True)


def _write(stage: Stage, folder: Path) -> None:
    servers = "".join(f"nameserver 127.0.0.{at + 1}\n" for at in range(len(stage.answers) or 1))
    texts = {"/etc/hosts": stage.hosts, "/etc/resolv.conf": stage.resolv or servers}
    for at, (path, text) in enumerate(texts.items()):
        source = folder / f"etc{at}"
        source.write_text(text)
        subprocess.run(["mount", "--bind", str(source), path], check=True)


@contextmanager
def _answering(stage: Stage) -> Generator[None]:
    """Run the name servers in a thread."""
    loop = asyncio.new_event_loop()
    thread = threading.Thread(target=loop.run_forever, daemon=True)
    thread.start()
    stack = AsyncExitStack()

    async def start() -> None:
        for at, answer in enumerate(stage.answers):
            await stack.enter_async_context(name_server(answer, host=f"127.0.0.{at + 1}", port=53))

    asyncio.run_coroutine_threadsafe(start(), loop).result()
    try:
        yield
    finally:
        asyncio.run_coroutine_threadsafe(stack.aclose(), loop).result()
        loop.call_soon_threadsafe(loop.stop)
        thread.join()


def fault_of(stage: Stage) -> Fault:
    """Return the set-up that points Codex and the doctor at the stage's host."""
    config = (HEALTHY.config or "").replace("{base_url}", f"http://{stage.host}:{{port}}/v1")
    fault = replace(HEALTHY, name="stage", area="network", config=config)
    return replace(fault, behaviour=_portal) if stage.is_portal else fault


def _portal(_: Seen) -> Reply:
    return document(200, "text/html", "<!doctype html><title>Log in</title><p>Welcome, guest.</p>")


def main() -> None:
    name, who = sys.argv[1:]
    stage = REBINDING if name == "rebinding" else STAGES[name]
    make_network(is_linked=stage.is_linked)
    with tempfile.TemporaryDirectory() as folder:
        _write(stage, Path(folder))
        with _answering(stage):
            fault, place = fault_of(stage), Path(folder)
            run = run_codex(fault, place) if who == "codex" else run_doctor(fault, place)
            print(msgspec.json.encode(run).decode())
        subprocess.run(["umount", "/etc/hosts", "/etc/resolv.conf"], check=False)


if __name__ == "__main__":
    main()
