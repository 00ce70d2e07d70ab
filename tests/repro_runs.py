"""Makes the script of a fault of the lab, and runs it as a user would."""

from __future__ import annotations

import asyncio
import os
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

from bundles import HOST
from codex_doctor.bundle.reading import read_bundle
from codex_doctor.bundle.replay import replay
from codex_doctor.bundle.writing import pack
from codex_doctor.commands.demo import inputs_for
from codex_doctor.commands.repro import reproduce
from codex_doctor.diagnosis import diagnose
from codex_doctor.lab import replies
from codex_doctor.lab.endpoint import LAB_KEY, call_tool, outputs, repeat_output
from codex_doctor.lab.fault import Fault, write_home
from codex_doctor.lab.faults import find_fault
from codex_doctor.lab.server import Lab, serving
from codex_doctor.pipeline import Selection
from codex_doctor.platform.deadline import Deadline
from codex_doctor.repro.recorded import recorded_script
from codex_doctor_checks import ALL_CHECKS

if TYPE_CHECKING:
    from collections.abc import Mapping

    from codex_doctor.commands.repro import Made
    from codex_doctor.diagnosis import Diagnosis
    from codex_doctor.facts import Inputs
    from codex_doctor.lab.wire import Behaviour, Reply, Seen

PACKAGES = Path(__file__).parent.parent / ".cache" / "repro"
_PYTHON = PACKAGES / "python" / "bin" / "python"
_NODE = shutil.which("node")
_LIMIT_S = 30
# What a script of the lab may ask for.
_ENVIRON = {"API_KEY": LAB_KEY, "LAB_API_KEY": LAB_KEY, "DOTENV_LAB_API_KEY": "sk-other"}


class Ran(Struct, frozen=True):
    """How a script ended."""

    code: int
    output: str


def missing(language: str) -> str:
    """Return why the scripts of a language cannot be run here, "" when they can."""
    there = {
        "curl": shutil.which("curl"),
        "python": _PYTHON.exists(),
        "node": _NODE and (PACKAGES / "node_modules" / "openai").is_dir(),
    }
    return "" if there[language] else f"{language} is not there (make repro-packages)"


def make(
    fault: Fault | str, folder: Path, lab: Lab, language: str = "curl", budget_s: float = 8.0
) -> Made:
    """Return the script for a fault that `lab` serves."""
    inputs, diagnosis, deadline = _diagnosed(fault, folder, lab, budget_s)
    return reproduce(inputs, diagnosis, deadline, language=language)


def make_of_bundle(fault: Fault | str, folder: Path, lab: Lab) -> str:
    """Return the script that the letter of a bundle has, "" for none."""
    packed = pack(_diagnosed(fault, folder, lab, 8.0)[1], HOST)
    again = replay(read_bundle(packed.data, "a.zip"), ALL_CHECKS)
    return recorded_script(again.report, again.facts)


def _diagnosed(
    fault: Fault | str, folder: Path, lab: Lab, budget_s: float
) -> tuple[Inputs, Diagnosis, Deadline]:
    fault = find_fault(fault) if isinstance(fault, str) else fault
    environ = write_home(fault, folder / ".codex", lab.values)
    inputs = inputs_for(fault, lab.values, folder=folder, environ=environ)
    deadline = Deadline(budget_s=budget_s)
    diagnosis = asyncio.run(diagnose(inputs, ALL_CHECKS, deadline=deadline, selection=Selection()))
    return inputs, diagnosis, deadline


def run(text: str, folder: Path, language: str, environ: Mapping[str, str]) -> Ran:
    """Run a script with these variables and PATH."""
    file = folder / {"curl": "repro.sh", "python": "repro.py", "node": "repro.mjs"}[language]
    file.write_text(text, encoding="utf-8")
    program = {"curl": "sh", "python": str(_PYTHON), "node": str(_NODE)}[language]
    modules = folder / "node_modules"
    if language == "node" and not modules.exists():
        modules.symlink_to(PACKAGES / "node_modules")
    done = subprocess.run(
        [program, str(file)],
        env={"PATH": os.environ["PATH"], **environ},
        cwd=folder,
        capture_output=True,
        timeout=_LIMIT_S,
        check=False,
    )
    return Ran(done.returncode, (done.stdout + done.stderr).decode("utf-8", "replace"))


def shown_and_passed(fault: Fault | str, folder: Path, language: str) -> tuple[Made, Ran, Ran]:
    """Return a script, how it ends while the fault is there, and once the endpoint is mended."""
    fault = find_fault(fault) if isinstance(fault, str) else fault
    behaviours: list[Behaviour] = [fault]
    with serving(lambda seen: behaviours[-1](seen)) as lab:
        made = make(fault, folder, lab, language)
        assert made.text, made.said
        environ = {**_ENVIRON, **fault.environ}
        before = run(made.text, folder, language, environ)
        behaviours.append(_mended)
        return made, before, run(made.text, folder, language, environ)


def replayed_and_passed(name: str, folder: Path) -> tuple[str, Ran, Ran]:
    """Return the script of a bundle's letter and how it ends, as `shown_and_passed` does."""
    fault = find_fault(name)
    behaviours: list[Behaviour] = [fault]
    with serving(lambda seen: behaviours[-1](seen)) as lab:
        text = make_of_bundle(fault, folder, lab)
        before = run(text, folder, "curl", _ENVIRON)
        behaviours.append(_mended)
        return text, before, run(text, folder, "curl", _ENVIRON)


def _mended(seen: Seen) -> Reply:
    """Answer as a good endpoint does, whatever path, key and model the request has."""
    body = seen.json
    return replies.stream(repeat_output(body) if outputs(body) else call_tool(body))


# Of every part of a turn: what the scripts of all three languages must show.
FAULTS = (
    "key-newline", "key-quoted", "dotenv-stale-key", "key-rejected", "no-credential", "forbidden",
    "client-blocked", "key-in-api-key", "rate-limited", "quota-exhausted", "status-500",
    "status-503", "model-unknown", "model-prefix-missing", "base-url-without-v1", "html-page",
    "chat-only", "chat-chunks", "chat-tools", "other-protocol", "connection-reset", "not-http",
    "header-limit", "tool-namespace-rejected", "field-store-rejected", "field-reasoning-rejected",
    "role-developer-rejected", "item-ids-rejected", "body-limit", "silent-size", "silent-strict",
    "silent-content-parts", "silent-turn-metadata", "originator-blocked", "user-agent-blocked",
    "no-completed", "done-only", "cut-reset", "one-document", "usage-no-total", "completed-no-id",
    "deltas-only", "empty-output", "flat-error", "failed-quota", "incomplete", "lone-returns",
    "wrong-byte", "message-content-string", "never-called", "call-as-text", "call-as-chat",
    "arguments-not-json", "call-id-missing", "name-unknown", "output-rejected", "output-ignored",
    "output-500", "replayed-reasoning", "replayed-calls",
)  # fmt: skip
HEALTHY = (
    "healthy", "crlf", "gzip-body", "held-open", "reset-after-completed", "redirect-307",
    "open-endpoint", "query-demanded", "header-demanded", "header-from-variable",
    "key-in-other-header", "bearer-in-config", "key-from-command", "key-in-dotenv",
    "originator-demanded", "session-demanded", "fields-counted", "model-not-ascii",
    "lite-dialect",
)  # fmt: skip
