"""`--confirm`: one turn of the real Codex beside the verdict, only when the user asks for it.

Codex runs with the user's configuration and variables, read-only, in an empty folder that is
removed afterwards, and is ended when the budget of the whole run is over.
"""

from __future__ import annotations

import json
import time
from itertools import chain
from typing import TYPE_CHECKING

from msgspec.structs import replace

from codex_doctor.codex.config.options import read_override
from codex_doctor.codex.packages import programs_on_path, with_fixed_path
from codex_doctor.codex.wire.request import PROMPT
from codex_doctor.model import Verdict
from codex_doctor.platform.programs import reason_words, run_program
from codex_doctor.reported import Confirmation
from codex_doctor.screen import announcer
from codex_doctor.secrets.known_secrets import (
    collect_secrets,
    secrets_of_names,
    secrets_of_table,
)
from codex_doctor.start import inputs_of
from codex_doctor.words.sentence import say
from codex_doctor.words.told import said

if TYPE_CHECKING:
    import argparse
    from collections.abc import Callable, Sequence

    from codex_doctor.facts import Inputs
    from codex_doctor.platform.deadline import Deadline
    from codex_doctor.reported import Report, VersionTable

# Less is not enough for one turn.
_LEAST_S = 1.0
# What is said of a program that ended well: whether a message came, and whether a command was run.
_ENDINGS = {
    (True, True): "confirm.done",
    (True, False): "confirm.no_command",
    (False, True): "confirm.no_answer",
    (False, False): "confirm.nothing",
}
# Whether Codex works, and whether the verdict agrees.
_COMPARED: dict[tuple[bool, bool | None], str] = {
    (True, True): "confirm.works",
    (True, False): "confirm.works_denied",
    (True, None): "confirm.works_untold",
    (False, True): "confirm.fails",
    (False, False): "confirm.fails_denied",
    (False, None): "confirm.fails_untold",
}


def confirm(options: argparse.Namespace, report: Report) -> Report:
    """Return the report with what the real Codex did."""
    return confirmed(
        report, run_codex(inputs_of(options), options.deadline, tell=announcer(options))
    )


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
        return Confirmation(None, say("confirm.no_codex"))
    if inputs.base_url or inputs.env_key:
        return Confirmation(None, say("confirm.not_configured"))
    if _holds_secret(inputs):
        # Everybody on this machine can read the arguments of a process.
        return Confirmation(None, say("confirm.secret"))
    if deadline.interrupted:
        return Confirmation(None, say("last.interrupted"))
    if deadline.look_s() < _LEAST_S:
        return Confirmation(None, say("confirm.no_time", budget_s=deadline.budget_s))
    tell(say("progress.codex_exec"))
    began = time.monotonic()
    with deadline.folder() as folder:
        printed = run_program(
            [str(programs[0]), *_arguments(inputs)],
            environ=with_fixed_path(inputs.environ),
            cwd=folder,
            timeout_s=deadline.budget_s,
            deadline=deadline,
        )
    took_ms = round((time.monotonic() - began) * 1000)
    if printed.reason == "budget":
        over = say("confirm.over", budget_s=deadline.budget_s)
        return Confirmation(None, over, took_ms)
    if printed.reason == "interrupted":
        return Confirmation(None, say("last.interrupted"), took_ms)
    if printed.reason == "exit_code":
        return Confirmation(False, say("confirm.exit", code=said(printed.detail)), took_ms)
    if printed.reason:
        return Confirmation(False, reason_words(printed), took_ms)
    answered, ran = _events(printed.output)
    return Confirmation(answered and ran, say(_ENDINGS[answered, ran]), took_ms)


def confirmed(report: Report, confirmation: Confirmation) -> Report:
    """Return the report with what the real Codex did; where they disagree, nothing is known."""
    compared = _compare(confirmation, report.verdict)
    return replace(
        report,
        verdict=Verdict.UNKNOWN if compared.agrees is False else report.verdict,
        notes=(*report.notes, _in_words(compared)),
        confirmation=compared,
    )


def confirmed_table(table: VersionTable, confirmation: Confirmation) -> VersionTable:
    """Return the table of all versions with what the one that is installed did."""
    compared = _compare(confirmation, table.verdict)
    return replace(
        table,
        verdict=Verdict.UNKNOWN if compared.agrees is False else table.verdict,
        confirmation=compared,
        said=_in_words(compared),
    )


def _compare(confirmation: Confirmation, verdict: Verdict) -> Confirmation:
    """Return it with whether this verdict agrees."""
    if confirmation.works is None or verdict is Verdict.UNKNOWN:
        return confirmation
    # A loss may be that commands are not run.
    agrees = verdict is Verdict.DEGRADED or confirmation.works == (verdict is Verdict.WORKS)
    return replace(confirmation, agrees=agrees)


def _in_words(compared: Confirmation) -> str:
    """Say in one line whether Codex agrees with the verdict that it was compared with."""
    if compared.works is None:
        return say("confirm.untried", why=compared.ending)
    template = _COMPARED[compared.works, compared.agrees]
    return say(template, ending=compared.ending, took_s=compared.took_ms / 1000)


def _holds_secret(inputs: Inputs) -> bool:
    """Tell whether a secret would stand in the arguments of Codex."""
    read = (read_override(text).document for text in inputs.overrides)
    tables = (secrets_of_table(one.table) for one in read if one is not None)
    return bool(collect_secrets(chain(secrets_of_names(inputs), *tables)))


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


def _events(output: bytes) -> tuple[bool, bool]:
    """Tell whether a message of the model, and a command, are among the events."""
    answered = ran = False
    for line in output.splitlines():
        try:
            event = json.loads(line)
            item = event["item"]
            if event["type"] == "item.completed":
                ran |= item["type"] == "command_execution"
                answered |= item["type"] == "agent_message" and bool(item["text"].strip())
        except (ValueError, RecursionError, LookupError, TypeError, AttributeError):
            continue
    return answered, ran
