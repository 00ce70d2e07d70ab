"""installation -- which Codex runs here.

What it looks at
    The codex binaries on PATH and those that editor extensions bring, and their versions.

Why it matters
    What Codex refuses or ignores differs by version; the rules of the version that runs count.

Known limits
    A shim that hides its package is asked for its version, with a short time limit.

Source
    Layout of the npm package and of the release archives of Codex.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from codex_doctor.codex.versions import NEWEST, is_newer
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
    from codex_doctor.facts import Installation, OtherCodex
    from codex_doctor.model import Outcome

PAGES = (
    Page(
        "installation.codex_missing",
        "No Codex is installed",
        "There is no codex on PATH. The diagnosis goes on with the rules of the newest version "
        "that was measured; --codex-version chooses another one.",
    ),
    Page(
        "installation.several",
        "Several Codex programs of different versions",
        "The first codex on PATH runs in a terminal; an editor's extension brings its own. What "
        "one version takes, another may refuse, so the same configuration can work here and fail "
        "there. It is a warning only where the versions differ about this very configuration.",
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
    if is_newer(codex.version):
        version += f" (not measured yet, the rules of {NEWEST} are used)"
    place = f" at {codex.path}" if codex.path else ""
    summary = f"codex-cli {version}{place}"
    finding = _several(installation)
    return Failed((finding,), summary) if finding else Passed(summary)


def _several(installation: Installation) -> Finding | None:
    """Return what the further programs mean, None when all are of one version."""
    codex = installation.codex
    others = [one for one in installation.others if one.codex.version != codex.version]
    if not others:
        return None
    differs = any(one.refuses or one.accepts for one in others)
    runs = f"{codex.version or 'unknown version'} at {codex.path or 'the version asked for'}"
    return Finding(
        id="installation.several",
        severity=Severity.WARNING if differs else Severity.HINT,
        cause=f"{len(others) + 1} Codex programs of different versions are installed"
        + (", and they differ about this configuration" if differs else ""),
        evidence=(Evidence("runs", runs), *map(_shown, others)),
        fixes=(Fix("Update the older ones, or remove those that you do not use."),),
    )


def _shown(other: OtherCodex) -> Evidence:
    label = "brought by an editor" if other.codex.source == "editor" else "on PATH as well"
    said = f"{other.codex.version or 'unknown version'} at {other.codex.path}"
    if other.refuses:
        said += f"; it refuses this configuration ({', '.join(other.refuses)})"
    if other.accepts:
        said += f"; it takes what the one that runs refuses ({', '.join(other.accepts)})"
    return Evidence(label, said)


CHECK = Check(
    id="installation",
    title="Codex is installed",
    needs=(),
    budget_s=8.0,
    run=run,
    pages=PAGES,
)
