"""Runs the real Codex against a fault, with an endpoint of its own.

The judgement is in `test_oracle`; what is here only runs the program and reads what it prints.
"""

from __future__ import annotations

import json
import os
import re
import signal
import subprocess
import time
from typing import TYPE_CHECKING, Any, Final

from msgspec import Struct

from codex_doctor.lab import chat
from codex_doctor.lab.endpoint import outputs
from codex_doctor.lab.fault import Fault, arguments, fill, write_home
from codex_doctor.lab.replies import OUTPUT
from codex_doctor.lab.server import Lab, serving
from codex_doctor.lab.sockets import is_upgrade
from oracle.memory import Question

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping
    from pathlib import Path
    from ssl import SSLContext

    from codex_doctor.lab.wire import Json

CODEX_TIMEOUT_S = 20.0
# A turn has one round trip; two calls in one answer still make one.
ENDLESS = 6
PROMPT = "Run the check"
WAITING = "waiting for network"
_PORT: Final = re.compile(r":\d{4,5}\b")
_ID: Final = re.compile(r"[0-9a-f]{8}-[0-9a-f-]{27}")


class CodexRun(Struct, frozen=True):
    """What the real Codex made of a fault.

    Attributes:
        works: The turn ended with exit code 0, one tool-call round trip and its message.
        ending: `exit N`, `waits for ever`, `loops for ever`, or `still running`.
        said: The last message or error, as printed but `plain`.
        requests: Model requests that reached the endpoint.
    """

    works: bool
    ending: str
    said: str
    requests: int

    @property
    def matters(self) -> object:
        """Whether it works, which is what tests judge."""
        return self.works

    @property
    def is_certain(self) -> bool:
        """Whether anything but our patience ended it."""
        return self.ending != "still running"


def question(kind: str, name: str, fault: Fault, folder: Path, *modules: str) -> Question:
    """Return what decides what Codex does on a fault.

    Args:
        kind: See `Question`.
        name: See `Question`.
        fault: What the endpoint answers stands in the lab, or in `modules`.
        folder: Where the fault is written to.
        modules: Modules of the tests that make the fault.
    """
    data = repr((fault.config, fault.environ, fault.files, fault.args))
    return Question(kind, name, (__name__, *modules), data.replace(str(folder), "FOLDER"))


def run_codex(fault: Fault, folder: Path, *, tls: SSLContext | None = None) -> CodexRun:
    """Run one turn of the real Codex against the fault."""
    with serving(fault, tls=tls) as lab:
        options = arguments(fault, lab.values)
        command = [os.environ["CODEX_ORACLE"], "exec", "--json", "--skip-git-repo-check"]
        command += ["-s", "danger-full-access", *options, PROMPT]
        environ = {**_guard(fault, lab), **environment(fault, folder, lab)}
        ending, printed = watch(command, environ, empty(folder), lab)
        said = last_words(printed)
        posts = [seen for seen in lab.requests if seen.method == "POST"]
        # Over a WebSocket the output is not among the requests; the model's answer shows it.
        over_socket = not posts and any(is_upgrade(seen) for seen in lab.requests)
        answered = over_socket or any(outputs(seen.json) for seen in posts)
        works = ending == "exit 0" and answered and OUTPUT in said
        return CodexRun(works, ending, plain(said, folder), len(posts))


def environment(fault: Fault, folder: Path, lab: Lab) -> dict[str, str]:
    home = folder / "home"
    home.mkdir(parents=True, exist_ok=True)
    given = {"PATH": os.environ["PATH"], "HOME": str(home)}
    return {**given, **write_home(fault, folder / "codex", lab.values)}


def _guard(fault: Fault, lab: Lab) -> dict[str, str]:
    """Keep Codex's own traffic to the internet on the loopback: a proxy that refuses it.

    It applies to https:// alone, and not to an endpoint on the loopback.
    """
    dead = {"HTTPS_PROXY": f"http://127.0.0.1:{lab.dead_port}"}
    if "https://127.0.0.1" in fill(fault.config or "", lab.values):
        dead["NO_PROXY"] = "127.0.0.1"
    return dead


def empty(folder: Path) -> Path:
    empty = folder / "empty"
    empty.mkdir(exist_ok=True)
    return empty


def watch(
    command: list[str],
    environ: Mapping[str, str],
    cwd: Path,
    lab: Lab,
    *,
    timeout_s: float = CODEX_TIMEOUT_S,
) -> tuple[str, str]:
    """Run Codex until it ends, or until it is plain that it never will.

    Returns:
        How it ended (`CodexRun.ending`) and all that it printed.
    """
    log = cwd.parent / "codex.log"
    with log.open("wb") as out:
        process = subprocess.Popen(
            command,
            cwd=cwd,
            env=environ,
            stdin=subprocess.DEVNULL,
            stdout=out,
            stderr=subprocess.STDOUT,
            start_new_session=True,
        )
    deadline = time.monotonic() + timeout_s
    ending = ""
    while not ending:
        time.sleep(0.05)
        ending = _ending(process, log, lab, late=time.monotonic() > deadline)
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()
    return ending, log.read_text(errors="replace")


def _ending(process: subprocess.Popen[bytes], log: Path, lab: Lab, *, late: bool) -> str:
    if process.poll() is not None:
        return f"exit {process.returncode}"
    if WAITING in log.read_text(errors="replace"):
        return "waits for ever"
    if len([one for one in lab.requests if brought(one.json)]) > ENDLESS:
        return "loops for ever"
    return "still running" if late else ""


def brought(body: Json) -> list[Json]:
    """Return the tool outputs that a model request brings, of either API."""
    return outputs(body) or chat.outputs(body)


def plain(text: str, folder: Path) -> str:
    """Return the start of a text without what is another one in each run."""
    text = _PORT.sub(":PORT", text.replace(str(folder), "FOLDER"))
    return _ID.sub("ID", text)[:300]


def _events(printed: str) -> Iterator[dict[str, Any]]:
    for line in printed.splitlines():
        if line.startswith("{"):
            yield json.loads(line)


def last_words(printed: str) -> str:
    """Return the last message of the model, or the last error, or the last line."""
    said = ""
    for event in _events(printed):
        item = event.get("item", {})
        if event["type"] == "item.completed" and item.get("type") == "agent_message":
            said = item["text"]
        elif event["type"] == "error":
            said = event["message"]
        elif event["type"] == "turn.failed":
            said = event["error"]["message"]
    return said or printed.strip().rpartition("\n")[2]
