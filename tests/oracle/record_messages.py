"""Record what the real Codex prints in each set-up whose first finding is known.

    python -m oracle.record_messages      (CODEX_ORACLE and PYTHONPATH=tests; some ten minutes)

The set-ups of the lab, of certificates and of configurations are run as people run them, without
`--json`. `oracle.findings` makes of it what `codex-doctor explain` shows and searches in.
"""

from __future__ import annotations

import os
import re
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Final

import msgspec
from msgspec import Struct

from codex_doctor.lab.fault import arguments, fill
from codex_doctor.lab.server import serving
from oracle import harness
from oracle.binary import codex_program, codex_version
from oracle.cases import CASES
from oracle.config_case import values_of, write_case
from oracle.config_cases import CONFIG_CASES
from oracle.config_codex import needs_etc, served
from oracle.harness import PROMPT, empty, environment, watch

PLACE: Final = Path(__file__).parents[1] / "data" / "codex_messages.jsonl"
AT_ONCE: Final = 2
LONGEST: Final = 600
# Works, and Codex warns all the same.
HEALTHY: Final = "healthy"
METADATA: Final = "Model metadata for "
_EXEC: Final = ("exec", "--skip-git-repo-check")
_FREE: Final = ("-s", "danger-full-access")
_OF_THE_RUN: Final = ("WARNING: proceeding", "Reading additional input", "Reconnecting...")
_HEAD: Final = re.compile(r"^OpenAI Codex v", re.MULTILINE)
_ERROR: Final = re.compile(
    r"^ERROR: (.*(?:\n(?!ERROR: |warning: |codex$|exec$|tokens used$).*)*)", re.MULTILINE
)
_LOGGED: Final = re.compile(r"^\d{4}-\S+Z ERROR \S+: (.*)$", re.MULTILINE)
_WARNING: Final = re.compile(r"^warning: (.*)$", re.MULTILINE)
_FRAME: Final = re.compile(r"\s*(?:\d+ )?\|")


class Printed(Struct, frozen=True):
    """What Codex printed in one set-up.

    Attributes:
        kind: `fault` or `config`, as in `oracle.memory`.
        name: The set-up.
        text: Its last error, or what it warns of, "" for none.
        ending: How it ended; see `harness.CodexRun`.
        expect: The finding that comes first there, "" where all is well.
    """

    kind: str
    name: str
    text: str
    ending: str
    expect: str


def main() -> None:
    """Run every set-up that has a finding, and write the file."""
    asked = [("fault", name) for name in CASES]
    asked += [("config", name) for name, one in CONFIG_CASES.items() if one.expect is not None]
    with ThreadPoolExecutor(AT_ONCE) as pool, PLACE.open("wb") as file:
        file.write(msgspec.json.encode({"codex": codex_version()}) + b"\n")
        for done, one in enumerate(pool.map(_run, asked), start=1):
            if one is not None:
                file.write(msgspec.json.encode(one) + b"\n")
            if not done % 50:
                print(f"{done} of {len(asked)}", file=sys.stderr, flush=True)


def read() -> tuple[str, tuple[Printed, ...]]:
    """Return the version that was asked, and what it printed."""
    first, *rest = PLACE.read_bytes().splitlines()
    version = msgspec.json.decode(first, type=dict[str, str])["codex"]
    return version, tuple(msgspec.json.decode(line, type=Printed) for line in rest)


def _run(asked: tuple[str, str]) -> Printed | None:
    kind, name = asked
    return _run_case(name) if kind == "fault" else _run_config(name)


def _run_case(name: str) -> Printed | None:
    with tempfile.TemporaryDirectory() as folder_name:
        folder = Path(folder_name)
        fault, tls = CASES[name](folder)
        if fault.expect is None and name != HEALTHY:
            return None
        with serving(fault, tls=tls) as lab:
            dead = {"HTTPS_PROXY": f"http://127.0.0.1:{lab.dead_port}"}
            if "https://127.0.0.1" in fill(fault.config or "", lab.values):
                dead["NO_PROXY"] = "127.0.0.1"
            options = arguments(fault, lab.values)
            command = [codex_program(), *_EXEC, *_FREE, *options, PROMPT]
            environ = {**dead, **environment(fault, folder, lab)}
            ending, printed = watch(command, environ, empty(folder), lab)
        text = _WARNING.findall(printed)[0] if name == HEALTHY else last_error(printed)
        return Printed("fault", name, _kept(text, folder), ending, fault.expect or "")


def _run_config(name: str) -> Printed | None:
    case = CONFIG_CASES[name]
    if needs_etc(case):
        return None
    with tempfile.TemporaryDirectory() as folder_name, served(case) as lab:
        folder = Path(folder_name)
        environ = {"PATH": os.environ["PATH"], **write_case(case, folder, lab)}
        options = [fill(one, values_of(folder, lab)) for one in case.args]
        sandbox = () if case.is_sandboxed else _FREE
        command = [codex_program(), *_EXEC, *sandbox, *options, PROMPT]
        dead = {"HTTPS_PROXY": f"http://127.0.0.1:{lab.dead_port}"}
        ending, printed = watch(command, dead | environ, folder / "work", lab)
        text = _kept(last_error(printed), folder)
        return Printed("config", name, text, ending, case.expect or "")


def _kept(text: str, folder: Path) -> str:
    return text.replace(str(folder), "FOLDER")[:LONGEST]


def last_error(printed: str) -> str:
    """Return the last error that Codex prints, or what stops it before it begins.

    Without an error: the first that it logs, else what it warns of besides the model; "" for none.
    """
    if _HEAD.search(printed) is None:
        lines = (one for one in printed.splitlines() if not one.startswith(_OF_THE_RUN))
        return "\n".join([one for one in lines if one.strip() and not _FRAME.match(one)][:4])
    if harness.WAITING in printed:
        return f"Reconnecting... {harness.WAITING}"
    errors = [one.strip() for one in _ERROR.findall(printed)]
    errors = [one for one in errors if not one.startswith(_OF_THE_RUN)]
    warnings = [one for one in _WARNING.findall(printed) if not one.startswith(METADATA)]
    return next(iter((*errors[-1:], *_LOGGED.findall(printed), *warnings)), "")


if __name__ == "__main__":
    main()
