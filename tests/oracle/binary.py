"""The Codex that decides: its program, its version, and what tells it from any other."""

from __future__ import annotations

import hashlib
import os
import subprocess
from functools import cache
from pathlib import Path


@cache
def codex_program() -> str:
    """Return the program itself, without the script that npm starts it with.

    The script costs time, and what is no UTF-8 in a variable does not come through it.
    """
    script = Path(os.environ["CODEX_ORACLE"]).resolve()
    found = script.parents[2].glob("codex-*/vendor/*/bin/codex")
    return str(next(found, script))


@cache
def codex_version() -> str:
    """Return the version of the Codex that decides."""
    command = [codex_program(), "--version"]
    printed = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    return printed.split()[-1]


@cache
def codex_identity() -> str:
    """Return version and hash of the program."""
    with Path(codex_program()).open("rb") as program:
        return f"{codex_version()} {hashlib.file_digest(program, 'sha256').hexdigest()}"
