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
    Page,
    Risk,
    Severity,
)

if TYPE_CHECKING:
    from codex_doctor.context import Context
    from codex_doctor.model import Outcome

BEHAVIOUR = "waits_for_network"
SWITCH = "features.unbounded_connection_retries"

PAGE = Page(
    "codex.waits_forever",
    "Codex waits without end",
    "When no connection to the endpoint can be made (name, proxy, TCP or TLS), Codex since "
    '0.148.0 prints "Reconnecting... waiting for network" once and tries again every five '
    "seconds, for ever, whatever request_max_retries and stream_max_retries say. It never says "
    "why. With features.unbounded_connection_retries=false it gives up after about 25 seconds, "
    "or sooner with lower retry settings, and exits with code 1.",
)


def add_hint(outcome: Outcome, ctx: Context) -> Outcome:
    """Return the outcome with the hint behind its errors, where this Codex waits for ever."""
    match outcome:
        case Failed(findings, summary) if _waits(ctx) and _has_error(findings):
            return Failed((*findings, _hint()), summary)
        case _:
            return outcome


def _waits(ctx: Context) -> bool:
    switched_off = ctx.setup.values.get(SWITCH, "").lower() == "false"
    return not switched_off and holds(BEHAVIOUR, ctx.inputs.codex_version)


def _has_error(findings: tuple[Finding, ...]) -> bool:
    return any(finding.severity is Severity.ERROR for finding in findings)


def _hint() -> Finding:
    command = f"codex -c {SWITCH}=false"
    return Finding(
        id=PAGE.id,
        severity=Severity.HINT,
        cause='Codex itself prints "Reconnecting... waiting for network" and waits without end',
        evidence=(Evidence("holds since", f"codex-cli {first_version(BEHAVIOUR)}"),),
        fixes=(
            Fix(
                f"Start Codex with -c {SWITCH}=false: it then gives up after about 25 s.",
                risk=Risk.SAFE,
                commands=Commands(posix=command, powershell=command),
            ),
        ),
    )
