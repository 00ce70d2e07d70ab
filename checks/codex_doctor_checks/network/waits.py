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

if TYPE_CHECKING:
    from codex_doctor.context import Context
    from codex_doctor.facts import Setup
    from codex_doctor.model import Outcome

BEHAVIOUR = "waits_for_network"
SWITCH = "features.unbounded_connection_retries"

# Measured with 0.169.0: what one try costs Codex when nothing answers, by finding.
TRY_S = {"tcp.timeout": 30.0, "dns.server_failure": 5.0}
# With the default retries and a failure that comes at once.
DEFAULT_TRIES = 30
DEFAULT_S = 25.0

PAGE = page(
    "codex.waits_forever",
)


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
    command = f"codex -c {SWITCH}=false"
    return Finding(
        id=PAGE.id,
        severity=Severity.HINT,
        cause='Codex itself prints "Reconnecting... waiting for network" and waits without end',
        evidence=(Evidence("holds since", f"codex-cli {first_version(BEHAVIOUR)}"),),
        fixes=(
            Fix(
                f"Start Codex with -c {SWITCH}=false: it then gives up {_when(cause, setup)}.",
                risk=Risk.SAFE,
                commands=Commands(posix=command, powershell=command),
            ),
        ),
    )


def _when(cause: str, setup: Setup) -> str:
    """Return after how long Codex gives up with the switch, by its retries."""
    tries = (setup.request_max_retries + 1) * (setup.stream_max_retries + 1)
    spent_s = TRY_S.get(cause, 0.0) * tries + DEFAULT_S * tries / DEFAULT_TRIES
    if spent_s < 100:
        return f"after about {max(1, round(spent_s))} s"
    return f"after about {round(spent_s / 60)} minutes, sooner with lower retries"
