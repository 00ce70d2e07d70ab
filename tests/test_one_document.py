"""Whatever happens, stdout is one document for whoever asks for `--json`."""

from __future__ import annotations

import json
import os
import signal
import socket
import subprocess
import sys
import time
from typing import TYPE_CHECKING, Final

import pytest

from schemas import check

if TYPE_CHECKING:
    from pathlib import Path

COMMANDS: Final = {
    "report": [],
    "demo": ["demo"],
    "plan": ["--dry-run"],
    "versions": ["--codex-version", "all", "--offline"],
    "config": ["config"],
    "checks": ["checks"],
    "explain": ["explain", "tcp.refused"],
    "fix": ["fix", "--dry-run"],
    "setup": ["setup", "--base-url", "http://127.0.0.1:9/v1", "--dry-run"],
    "repro": ["repro"],
    "bundle": ["bundle", "--list"],
    "compare": ["compare", "a.json"],
    "schema": ["schema"],
}
_LATE_S: Final = 0.05
# At the last moment; a command does not catch it.
CRASH = """\
import codex_doctor.documents.index as index
def bad(document): raise ZeroDivisionError
index.text_of = bad
"""


def ran(
    folder: Path, words: list[str], *, crash: bool = False, full: bool = False
) -> subprocess.CompletedProcess[str]:
    (folder / "site").mkdir(exist_ok=True)
    (folder / "site/sitecustomize.py").write_text(CRASH if crash else "")
    environ = {"PATH": os.environ["PATH"], "HOME": str(folder), "PYTHONPATH": str(folder / "site")}
    with open("/dev/full" if full else os.devnull, "w") as device:  # noqa: PTH123 - a device
        return subprocess.run(
            [sys.executable, "-m", "codex_doctor", *words, "--json"],
            cwd=folder,
            env=environ,
            stdout=device if full else subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
            timeout=60,
            check=False,
        )


def sample(folder: Path) -> None:
    data = json.dumps({
        "schema": "codex-doctor/report", "schema_version": "1.0", "tool": {"version": "0"},
        "codex": {"version": None}, "verdict": "works", "findings": [],
        "target": dict.fromkeys(("provider", "base_url", "model", "profile", "credential")),
    })  # fmt: skip
    (folder / "a.json").write_text(data)


@pytest.mark.parametrize("name", [one for one in COMMANDS if one != "schema"])
def test_a_crash_is_one_document(name: str, tmp_path: Path) -> None:
    sample(tmp_path)
    done = ran(tmp_path, COMMANDS[name], crash=True)

    document = json.loads(done.stdout)
    check(document, "error")
    assert (done.returncode, document["exit_code"]) in {(4, 4), (2, 2)}
    assert document["error"] in done.stderr


@pytest.mark.parametrize("name", COMMANDS)
def test_wrong_usage_is_one_document(name: str, tmp_path: Path) -> None:
    done = ran(tmp_path, [*COMMANDS[name], "--unheard-of"])

    document = json.loads(done.stdout)
    check(document, "error")
    assert (done.returncode, document["exit_code"]) == (2, 2)


@pytest.mark.parametrize("name", COMMANDS)
def test_a_full_disk_is_said_on_stderr(name: str, tmp_path: Path) -> None:
    sample(tmp_path)
    done = ran(tmp_path, COMMANDS[name], full=True)

    assert done.returncode == 2
    assert "No space left on device" in done.stderr or name in {"fix", "setup"}


CONFIG: Final = """\
model = "m"
model_provider = "g"
[model_providers.g]
name = "g"
base_url = "{url}"
env_key = "K"
"""
# Those that wait for an endpoint.
WAITING: Final = {
    "report": [],
    "thorough": ["--thorough"],
    "versions": ["--codex-version", "all"],
    "fix": ["fix", "--yes"],
    "setup": ["setup", "--base-url", "{url}", "--env-key", "K", "--model", "m", "--yes"],
    "bundle": ["bundle", "b.zip"],
    "compare": ["compare", "a.json"],
}
# The second one comes when the first one is being answered.
SIGNALS: Final = (
    (signal.SIGINT,),
    (signal.SIGTERM,),
    (signal.SIGINT, signal.SIGINT),
    (signal.SIGTERM, signal.SIGINT),
)


@pytest.mark.parametrize("signals", SIGNALS)
@pytest.mark.parametrize("name", WAITING)
def test_an_interrupt_leaves_one_document(
    name: str, signals: tuple[signal.Signals, ...], tmp_path: Path
) -> None:
    sample(tmp_path)
    with socket.create_server(("127.0.0.1", 0)) as silent:
        silent.settimeout(30)
        url = f"http://127.0.0.1:{silent.getsockname()[1]}/v1"
        (tmp_path / ".codex").mkdir()
        (tmp_path / ".codex/config.toml").write_text(CONFIG.format(url=url))
        words = [one.format(url=url) for one in WAITING[name]]
        with (
            subprocess.Popen(
                [sys.executable, "-m", "codex_doctor", *words, "--json"],
                cwd=tmp_path,
                env={
                    "PATH": os.environ["PATH"],
                    "HOME": str(tmp_path),
                    "K": "gwk-0123456789abcdef",
                },
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
            ) as process,
            silent.accept()[0],
        ):
            for one in signals:
                process.send_signal(one)
                time.sleep(_LATE_S)
            # What it waits for would take longer.
            stdout, stderr = process.communicate(timeout=8)

    assert isinstance(json.loads(stdout), dict)
    assert process.returncode == 130
    assert b"Traceback" not in stderr
