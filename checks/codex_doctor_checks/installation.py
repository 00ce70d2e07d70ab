"""installation -- which Codex runs here.

What it looks at
    The codex binaries on PATH and their versions.

Why it matters
    What Codex refuses or ignores differs by version; the rules of the version that runs count.

Known limits
    A shim that hides its package is asked for its version, with a short time limit.

Source
    Layout of the npm package and of the release archives of Codex.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from codex_doctor.codex.versions import NEWEST
from codex_doctor.model import (
    Check,
    Commands,
    Evidence,
    Failed,
    Finding,
    Fix,
    Page,
    Passed,
    Severity,
)

if TYPE_CHECKING:
    from codex_doctor.context import Context
    from codex_doctor.facts import Installation
    from codex_doctor.model import Outcome

PAGES = (
    Page(
        "installation.codex_missing",
        "No Codex is installed",
        "There is no codex on PATH. The diagnosis goes on with the rules of the newest version "
        "that was measured; --codex-version chooses another one.",
    ),
)

_INSTALL = Commands(posix="npm install -g @openai/codex", powershell="npm install -g @openai/codex")


async def run(ctx: Context) -> Outcome:
    """Judge the installation of this run."""
    return judge(await ctx.installation())


def judge(installation: Installation) -> Outcome:
    """Return which Codex is meant."""
    codex = installation.codex
    if codex.source == "assumed" and not installation.found:
        finding = Finding(
            id="installation.codex_missing",
            severity=Severity.HINT,
            cause=f"no codex is on PATH, so the rules of {NEWEST} are used",
            evidence=(Evidence("codex on PATH", "none"),),
            fixes=(Fix("Install Codex, or add its folder to PATH.", commands=_INSTALL),),
        )
        return Failed((finding,), f"codex-cli {NEWEST} assumed")
    version = codex.version or f"of unknown version, {NEWEST} assumed"
    place = f" at {codex.path}" if codex.path else ""
    return Passed(f"codex-cli {version}{place}")


CHECK = Check(
    id="installation",
    title="Codex is installed",
    needs=(),
    budget_s=8.0,
    run=run,
    pages=PAGES,
)
