"""Runs the checks that judge a turn, each of them on the same turn."""

from __future__ import annotations

import asyncio
import json
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace

from codex_doctor.engine import run_checks
from codex_doctor.model import Failed, Finding
from codex_doctor.pipeline import Selection
from codex_doctor.platform.deadline import Deadline
from codex_doctor_checks.turn import auth, model, request, stream, tools, wire
from eyes import context

if TYPE_CHECKING:
    from codex_doctor.facts import Turn

# Without what they need, so that each one judges.
CHECKS = tuple(replace(one.CHECK, needs=()) for one in (auth, model, wire, request, stream, tools))
HTML = b"<!doctype html><html><title>Welcome</title></html>"


def error(message: str = "no", **more: Any) -> bytes:
    return json.dumps({"error": {"message": message} | more}).encode()


def judged(seen: Turn) -> dict[str, Any]:
    """Return the outcome of each check for this turn."""
    results = asyncio.run(
        run_checks(CHECKS, context(seen), deadline=Deadline(budget_s=5.0), selection=Selection())
    )
    return {one.check.id: one.result for one in results}


def found(seen: Turn) -> tuple[str, Finding]:
    """Return the check that fails and its finding; there is exactly one."""
    failed = {
        name: outcome for name, outcome in judged(seen).items() if isinstance(outcome, Failed)
    }
    ((name, outcome),) = failed.items()
    (finding,) = outcome.findings
    return name, finding
