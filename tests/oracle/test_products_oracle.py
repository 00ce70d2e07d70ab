"""The same faults on a proxy that people use: tinyproxy, where the machine has it."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import time
from contextlib import contextmanager
from typing import TYPE_CHECKING

import pytest
from msgspec.structs import replace

from oracle.network_runs import run_both
from oracle.tls_places import at
from tls_set_ups import SET_UPS

if TYPE_CHECKING:
    from collections.abc import Generator
    from pathlib import Path

    from oracle.network_runs import Place

pytestmark = [
    pytest.mark.oracle,
    pytest.mark.skipif("CODEX_ORACLE" not in os.environ, reason="CODEX_ORACLE is not set"),
    pytest.mark.skipif(not shutil.which("tinyproxy"), reason="tinyproxy is not installed"),
]


@contextmanager
def behind_tinyproxy(folder: Path, rules: str, login: str) -> Generator[Place]:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    config = folder / "tinyproxy.conf"
    config.write_text(f"Port {port}\nListen 127.0.0.1\nTimeout 20\n{rules}\n")
    command = ["tinyproxy", "-d", "-c", str(config)]
    with at(SET_UPS["leaf-plain"](), folder) as place:
        process = subprocess.Popen(
            command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, cwd=folder
        )
        try:
            _wait_for(port)
            kept = {key: value for key, value in place.environ.items() if key != "NO_PROXY"}
            environ = {**kept, "HTTPS_PROXY": f"http://{login}127.0.0.1:{port}"}
            yield replace(place, environ=environ)
        finally:
            process.terminate()
            process.wait()


def _wait_for(port: int) -> None:
    for _ in range(100):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
        time.sleep(0.05)
    raise TimeoutError("tinyproxy does not start")


@pytest.mark.parametrize(
    ("rules", "login", "expect"),
    [
        ("", "", None),
        ("BasicAuth me secret", "me:secret@", None),
        ("BasicAuth me secret", "", "proxy.auth_required"),
        ("ConnectPort 443", "", "proxy.intercepts_loopback"),
    ],
)
def test_tinyproxy_is_judged_as_codex_takes_it(
    rules: str, login: str, expect: str | None, tmp_path: Path
) -> None:
    works, doctor = run_both(lambda folder: behind_tinyproxy(folder, rules, login), tmp_path)

    assert works == (expect is None)
    assert (doctor.verdict, doctor.first) == (("works", None) if works else ("fails", expect)), (
        doctor.brief
    )
