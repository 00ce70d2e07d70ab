"""The hint `codex.waits_forever`: what Codex itself does when no connection can be made.

Not a check: `dns`, `proxy`, `tcp` and `tls` add the hint to their errors.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from codex_doctor.codex.versions import first_version, holds
from codex_doctor.model import (
    Commands,
    Evidence,
    Failed,
    Finding,
    Fix,
    Risk,
    Severity,
    page,
)
from codex_doctor.words.sentence import say

if TYPE_CHECKING:
    from codex_doctor.context import Context
    from codex_doctor.facts import Setup
    from codex_doctor.model import Outcome
    from codex_doctor.words.sentence import Sentence

BEHAVIOUR = "waits_for_network"
SWITCH = "features.unbounded_connection_retries"

# Measured with 0.169.0: what one try costs Codex when nothing answers, by finding.
TRY_S = {"tcp.timeout": 30.0, "dns.server_failure": 5.0}
# With the default retries and a failure that comes at once.
DEFAULT_TRIES = 30
DEFAULT_S = 25.0
# From here on lower retries are worth their while.
LONG_S = 100.0

PAGE = page("codex.waits_forever")


def add_hint(outcome: Outcome, ctx: Context) -> Outcome:
    """Return the outcome with the hint behind its errors, where this Codex waits for ever."""
    match outcome:
        case Failed(findings, summary) if _waits(ctx) and _has_error(findings):
            return Failed((*findings, _hint(findings[0].id, ctx.setup)), summary)
        case _:
            return outcome


def _waits(ctx: Context) -> bool:
    switched_off = ctx.setup.values.get(SWITCH, "").lower() == "false"
    return not switched_off and holds(BEHAVIOUR, ctx.asked.codex_version)


def _has_error(findings: tuple[Finding, ...]) -> bool:
    return any(finding.severity is Severity.ERROR for finding in findings)


def _hint(cause: str, setup: Setup) -> Finding:
    switch = f"{SWITCH}=false"
    command = f"codex -c {switch}"
    return Finding(
        id=PAGE.id,
        severity=Severity.HINT,
        cause=say("codex.waits_forever"),
        evidence=(
            Evidence(
                say("codex.evidence.since"),
                say("codex.evidence.version", version=str(first_version(BEHAVIOUR))),
            ),
        ),
        fixes=(
            Fix(
                _way_out(cause, setup, switch),
                risk=Risk.SAFE,
                commands=Commands(posix=command, powershell=command),
            ),
        ),
    )


def _way_out(cause: str, setup: Setup, switch: str) -> Sentence:
    """Return after how long Codex gives up with the switch, by its retries."""
    tries = (setup.request_max_retries + 1) * (setup.stream_max_retries + 1)
    spent_s = TRY_S.get(cause, 0.0) * tries + DEFAULT_S * tries / DEFAULT_TRIES
    gives_up_s = max(1, round(spent_s))
    if spent_s < LONG_S:
        return say("codex.waits_forever.fix_switch", switch=switch, gives_up_s=gives_up_s)
    return say("codex.waits_forever.fix_retries", switch=switch, gives_up_s=gives_up_s)
