"""What the config check finds in a set-up."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from codex_doctor.model import Failed, Finding
from codex_doctor_checks.setup import config
from setups import resolved

if TYPE_CHECKING:
    from pathlib import Path


def found(folder: Path, text: str | bytes | None, **changes: Any) -> tuple[Finding, ...]:
    outcome = config.judge(resolved(folder, text, **changes))
    assert isinstance(outcome, Failed)
    return outcome.findings


def one(folder: Path, text: str | bytes | None, **changes: Any) -> Finding:
    (finding,) = found(folder, text, **changes)
    return finding
