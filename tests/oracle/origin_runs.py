"""Runs the real Codex on the way to a second origin."""

from __future__ import annotations

import os
import subprocess
from typing import TYPE_CHECKING, Final

from msgspec import Struct

from codex_doctor.lab.fault import fill
from oracle.harness import CODEX_TIMEOUT_S, PROMPT
from oracle.memory import Question
from origin_table import Arrangement, elsewhere, origin_of, told

if TYPE_CHECKING:
    from pathlib import Path

_EXEC: Final = ("exec", "--json", "--skip-git-repo-check", "-s", "danger-full-access", PROMPT)
_LOCAL: Final = (".test", "127.", "[::", "localhost")


class Told(Struct, frozen=True):
    """What another origin heard of Codex.

    Attributes:
        tells: Whether it was told the secret.
        goes: Whether it was asked anything.
    """

    tells: bool
    goes: bool

    @property
    def matters(self) -> object:
        """All of it."""
        return self.tells, self.goes

    @property
    def is_certain(self) -> bool:
        """Codex ended by itself, or there is no answer."""
        return True


def asked(one: Arrangement) -> Question:
    """Return what decides what Codex does in an arrangement."""
    return Question("origin", one.name, (__name__,))


def run_on(one: Arrangement, folder: Path) -> Told:
    """Run one turn of the real Codex in an arrangement."""
    with one.serve() as (ports, requests):
        values = {**ports, "root": str(folder)}
        (folder / "codex").mkdir(mode=0o700)
        (folder / "codex" / "config.toml").write_text(fill(one.config, values))
        for name, content in one.files.items():
            (folder / name).write_bytes(content)
        given = {name: fill(value, values) for name, value in one.environ.items()}
        # Nothing of Codex's own may reach the internet.
        refusing = {"HTTPS_PROXY": "http://127.0.0.1:9", "PATH": os.environ["PATH"]}
        homes = {"HOME": str(folder), "CODEX_HOME": str(folder / "codex")}
        subprocess.run(
            [os.environ["CODEX_ORACLE"], *_EXEC],
            cwd=folder,
            env={**refusing, **given, **homes},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=3 * CODEX_TIMEOUT_S,
            check=False,
        )
        home = origin_of(fill(one.base, values))
        others = [
            other
            for other in elsewhere(requests, home)
            if any(part in other.origin for part in _LOCAL)
        ]
    return Told(bool(told(others, home)), bool(others))
