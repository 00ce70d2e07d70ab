"""`--confirm`: one turn of the real Codex beside the verdict, only when the user asks for it.

Codex runs with the user's configuration and variables, read-only, in an empty folder that is
removed afterwards, and is ended when the budget of the whole run is over.
"""

from __future__ import annotations

import json
import time
from itertools import chain
from typing import TYPE_CHECKING

from msgspec import Struct

from codex_doctor.codex.config.options import read_override
from codex_doctor.codex.packages import programs_on_path, with_fixed_path
from codex_doctor.model import Verdict
from codex_doctor.platform.programs import run_program
from codex_doctor.secrets.known_secrets import (
    collect_secrets,
    odd_names,
    secrets_of_table,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from codex_doctor.facts import Inputs
    from codex_doctor.platform.deadline import Deadline

PROMPT = "This is a connection test. Answer with the word ok. Do not run anything."
# Less is not enough for one turn.
_LEAST_S = 1.0
_WORKING = {Verdict.WORKS, Verdict.DEGRADED}


class Confirmation(Struct, frozen=True):
    """What the real Codex did.

    Attributes:
        works: Whether it ended well with an answer; None when it was not run to its end.
        ending: `exit 0`, `exit 1`, or why that is not known.
    """

    works: bool | None
    ending: str
    took_s: float = 0.0


def run_codex(
    inputs: Inputs, deadline: Deadline, *, tell: Callable[[str], None] = lambda _: None
) -> Confirmation:
    """Run `codex exec` once with what the run started from.

    Args:
        inputs: Environment and options; the folder does not count.
        deadline: The end of the run, and of Codex.
        tell: Called with a line for people before Codex is run.
    """
    programs = programs_on_path(inputs.environ.get("PATH", ""))
    if not programs:
        return Confirmation(None, "there is no codex on PATH")
    if inputs.base_url or inputs.env_key:
        return Confirmation(None, "--base-url and --env-key are not in Codex's configuration")
    if _holds_secret(inputs):
        # Everybody on this machine can read the arguments of a process.
        return Confirmation(
            None, "an option holds a secret, and Codex would show it in the list of processes; "
            "put it into a variable or into config.toml",
        )  # fmt: skip
    if deadline.interrupted:
        return Confirmation(None, "interrupted")
    if deadline.look_s() < _LEAST_S:
        return Confirmation(None, f"no time left of the budget of {deadline.budget_s:g} s")
    tell("running codex exec once, read-only, in an empty folder")
    began = time.monotonic()
    with deadline.folder() as folder:
        printed = run_program(
            [str(programs[0]), *_arguments(inputs)],
            environ=with_fixed_path(inputs.environ),
            cwd=folder,
            timeout_s=deadline.budget_s,
            deadline=deadline,
        )
    took_s = time.monotonic() - began
    if printed.reason == "budget":
        over = f"codex exec runs, and the budget of {deadline.budget_s:g} s is over"
        return Confirmation(None, over, took_s)
    if printed.reason == "interrupted":
        return Confirmation(None, "interrupted", took_s)
    if printed.reason:
        ending = f"exit {printed.detail}" if printed.reason == "exit_code" else printed.reason
        return Confirmation(False, ending.replace("_", " "), took_s)
    answered = _has_answer(printed.output)
    return Confirmation(answered, "exit 0" if answered else "exit 0 without an answer", took_s)


def compare(confirmation: Confirmation, verdict: Verdict) -> str:
    """Say in one line whether Codex agrees with the verdict."""
    if confirmation.works is None:
        return f"not confirmed: {confirmation.ending}"
    did = f"codex exec {'works' if confirmation.works else 'fails'}"
    how = f"({confirmation.ending}, {confirmation.took_s:.1f} s)"
    if verdict is Verdict.UNKNOWN:
        return f"{did} {how}; the doctor could not tell"
    if confirmation.works == (verdict in _WORKING):
        return f"confirmed: {did} {how}"
    return f"not confirmed: {did} {how}, and the verdict is {verdict}; please report this"


def _holds_secret(inputs: Inputs) -> bool:
    """Tell whether a secret would stand in the arguments of Codex."""
    read = (read_override(text).document for text in inputs.overrides)
    tables = (secrets_of_table(one.table) for one in read if one is not None)
    named = (inputs.profile, inputs.model, inputs.local_provider)
    names = odd_names(*named, *inputs.overrides, *(name for _, name in inputs.switches))
    return bool(collect_secrets(chain(names, *tables)))


def _arguments(inputs: Inputs) -> Sequence[str]:
    """Return the options of Codex for what the doctor was given."""
    line = ["exec", "--json", "--skip-git-repo-check", "-s", "read-only"]
    for text in inputs.overrides:
        line += ["-c", text]
    for option, name in inputs.switches:
        line += [option, name]
    line += ["-p", inputs.profile] if inputs.profile is not None else []
    line += ["-m", inputs.model] if inputs.model is not None else []
    line += ["--oss"] if inputs.oss else []
    line += ["--local-provider", inputs.local_provider] if inputs.local_provider else []
    line += ["--ignore-user-config"] if inputs.ignore_user_config else []
    line += ["--strict-config"] if inputs.strict_config else []
    line += ["--ignore-rules"] if inputs.ignore_rules else []
    return [*line, "--", PROMPT]


def _has_answer(output: bytes) -> bool:
    """Tell whether a message of the model is among the events."""
    for line in output.splitlines():
        try:
            event = json.loads(line)
            item = event["item"]
            if event["type"] == "item.completed" and item["type"] == "agent_message":
                return bool(item["text"].strip())
        except (ValueError, RecursionError, LookupError, TypeError, AttributeError):
            continue
    return False
