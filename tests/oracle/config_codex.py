"""Runs the real Codex on one configuration case, and keeps what is compared of its request."""

from __future__ import annotations

import os
import re
import subprocess
import tempfile
from contextlib import contextmanager
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from msgspec import Struct

from codex_doctor.lab.endpoint import outputs
from codex_doctor.lab.replies import OUTPUT
from codex_doctor.lab.server import serving
from codex_doctor.lab.wire import json_reply
from oracle.binary import codex_program
from oracle.harness import PROMPT, CodexRun, last_words, plain, watch
from oracle.memory import Question

if TYPE_CHECKING:
    from collections.abc import Generator, Mapping
    from pathlib import Path

    from codex_doctor.lab.endpoint import LabEndpoint
    from codex_doctor.lab.server import Lab
    from codex_doctor.lab.wire import Reply, Seen
    from oracle.config_case import ConfigCase

# A private view of /etc, for the layers that Codex reads there.
_WITH_ETC: Final = 'mount -t overlay overlay -o lowerdir="$1":/etc /etc && shift && exec "$@"'
# Of Codex's own headers, those whose values differ from run to run or from machine to machine.
_OF_THE_RUN: Final = frozenset({"content-length", "host"})
_CHANGING: Final = re.compile(r"^codex_exec/|^\{|[0-9a-f]{8}-[0-9a-f-]{27}")


class Sent(Struct, frozen=True):
    """One request of Codex.

    Attributes:
        path: Its target, the query sorted: Codex has no fixed order there.
        headers: Names and values in order of the names; "" for a value that changes.
        model: Its model id.
    """

    path: str
    headers: tuple[tuple[str, str], ...]
    model: Any


class ConfigRun(Struct, frozen=True):
    """What Codex did in a case; `first` is its first request for a turn, None without one."""

    codex: CodexRun
    first: Sent | None

    @property
    def matters(self) -> object:
        """Whether it works, and what it sent."""
        return self.codex.works, self.first

    @property
    def is_certain(self) -> bool:
        """Whether anything but our patience ended it."""
        return self.codex.is_certain


def needs_etc(case: ConfigCase) -> bool:
    """Tell whether the case has files in /etc, which Codex can only see in a namespace."""
    return any(name.startswith("etc/") for name in case.files)


@cache
def can_have_etc() -> bool:
    """Tell whether a private /etc can be made here."""
    with tempfile.TemporaryDirectory() as empty:
        try:
            done = subprocess.run(_unshared(empty, "true"), capture_output=True, check=False)
        except FileNotFoundError:
            return False
    return done.returncode == 0


def _unshared(etc: str, *command: str) -> list[str]:
    namespaces = "-m" if os.geteuid() == 0 else "-Urm"
    return ["unshare", namespaces, "sh", "-c", _WITH_ETC, "sh", etc, *command]


class _Door(Struct, frozen=True):
    """The case's endpoint, which declines a WebSocket as Codex likes it best."""

    endpoint: LabEndpoint

    def __call__(self, seen: Seen) -> Reply:
        if seen.header("upgrade"):
            return json_reply(426, {})
        return self.endpoint(seen)


@contextmanager
def served(case: ConfigCase) -> Generator[Lab]:
    """Serve the case's endpoint."""
    with serving(_Door(case.endpoint)) as lab:
        yield lab


def question(case: ConfigCase) -> Question:
    """Return what decides what Codex does in a case."""
    endpoint = case.endpoint
    data = (
        (case.config, case.files, case.modes, case.environ, case.args, case.is_sandboxed),
        (endpoint.key, endpoint.models, endpoint.path),
    )
    return Question("config", case.name, ("oracle.config_codex",), data)


def run_codex(
    case: ConfigCase, args: list[str], environ: Mapping[str, str], folder: Path, lab: Lab
) -> ConfigRun:
    """Run one turn of the real Codex in the folder of a case."""
    before = len(lab.requests)
    command = [codex_program(), "exec", "--json", "--skip-git-repo-check"]
    command += [] if case.is_sandboxed else ["-s", "danger-full-access"]
    command += [*args, PROMPT]
    if needs_etc(case):
        command = _unshared(str(folder / "etc"), *command)
    # Codex's own traffic to the internet ends at a proxy that refuses it.
    dead = {"HTTPS_PROXY": f"http://127.0.0.1:{lab.dead_port}"}
    ending, printed = watch(command, dead | dict(environ), folder / "work", lab)
    posts = [one for one in lab.requests[before:] if one.method == "POST"]
    said = last_words(printed)
    answered = any(outputs(one.json) for one in posts)
    works = ending == "exit 0" and answered and OUTPUT in said
    codex = CodexRun(works, ending, plain(said, folder), len(posts))
    return ConfigRun(codex, _sent(posts[0]) if posts else None)


def _sent(seen: Seen) -> Sent:
    path, _, query = seen.path.partition("?")
    target = f"{path}?{'&'.join(sorted(query.split('&')))}" if query else path
    pairs = [(name, "" if _changes(name, value) else value) for name, value in seen.headers]
    # Several values of one name keep their order.
    return Sent(target, tuple(sorted(pairs, key=lambda pair: pair[0])), seen.json.get("model"))


def _changes(name: str, value: str) -> bool:
    return name in _OF_THE_RUN or bool(_CHANGING.search(value))
