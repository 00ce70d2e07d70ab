"""installation -- which Codex runs here.

What it looks at
    The codex binaries on PATH and those that editor extensions bring, their versions, and
    whether the one that runs knows what the configuration uses.

Why it matters
    What Codex refuses or ignores differs by version; the rules of the version that runs count.

Known limits
    A shim that hides its package is asked for its version, with a short time limit.

Source
    Layout of the npm package and of the release archives of Codex.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from codex_doctor.codex.config.layers import dotted
from codex_doctor.codex.versions import NEWEST, first_version, holds, is_newer
from codex_doctor.model import (
    Check,
    Commands,
    Evidence,
    Failed,
    Finding,
    Fix,
    Passed,
    Severity,
    page,
)
from codex_doctor.words.sentence import say

if TYPE_CHECKING:
    from codex_doctor.context import Context
    from codex_doctor.facts import Installation, OtherCodex, Setup
    from codex_doctor.model import Outcome

PAGES = (
    page(
        "installation.codex_missing",
        is_beside_turn=True,
    ),
    page("installation.several"),
    page("installation.relative_path"),
    page("installation.outdated"),
)
# What a key needs; one that begins with a dot counts in the active provider's table.
_NEEDS = {
    ".experimental_bearer_token": "bearer_token_read",
    ".auth.command": "auth_command_run",
    "openai_base_url": "openai_base_url_key",
}

_INSTALL = Commands(posix="npm install -g @openai/codex", powershell="npm install -g @openai/codex")


async def run(ctx: Context) -> Outcome:
    """Judge the installation of this run."""
    return judge(await ctx.installation(), ctx.setup)


def judge(installation: Installation, setup: Setup) -> Outcome:
    """Return which Codex is meant, and whether it is the right one for this set-up."""
    codex = installation.codex
    relative = _relative(installation)
    if codex.source == "assumed" and not installation.found and relative is None:
        finding = Finding(
            id="installation.codex_missing",
            severity=Severity.WARNING,
            cause=f"no codex is on PATH, so the rules of {NEWEST} are assumed",
            evidence=(Evidence("codex on PATH", "none"),),
            fixes=(Fix("Install Codex, or add its folder to PATH.", commands=_INSTALL),),
        )
        return Failed((finding,), f"codex-cli {NEWEST} assumed")
    version = codex.version or f"of unknown version, {NEWEST} assumed"
    if is_newer(codex.version):
        version += f" (not measured yet, the rules of {NEWEST} are used)"
    version += " assumed" if codex.source == "assumed" else ""
    place = f" at {codex.path}" if codex.path else ""
    summary = f"codex-cli {version}{place}"
    judged = (relative, _several(installation), _outdated(codex.version, setup))
    findings = tuple(one for one in judged if one is not None)
    return Failed(findings, summary) if findings else Passed(summary)


def _relative(installation: Installation) -> Finding | None:
    """Return that a shell would take codex from a relative entry of PATH, None if it does not."""
    entry = installation.shadowed_by
    if entry is None:
        return None
    judged = installation.codex.path or f"the rules of {installation.codex.version or NEWEST}"
    return Finding(
        id="installation.relative_path",
        severity=Severity.WARNING,
        cause=f"a shell in this folder runs {entry or '.'}/codex, which was not looked at",
        evidence=(
            Evidence("entry of PATH", entry or "empty", "a folder that begins with /"),
            Evidence("the diagnosis is about", judged),
        ),
        fixes=(Fix("Take empty and relative entries out of PATH."),),
    )


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


def _outdated(version: str | None, setup: Setup) -> Finding | None:
    """Return that this version does not know what the set-up uses, None when it knows it all."""
    table = dotted(("model_providers", setup.provider_id or ""))
    keys = {f"{table}{key}" if key[0] == "." else key: name for key, name in _NEEDS.items()}
    if setup.provider_id != "openai":
        keys.pop("openai_base_url")
    unknown = [key for key in keys if key in setup.values and not holds(keys[key], version)]
    if not unknown:
        return None
    since = {key: first_version(keys[key]) or "" for key in unknown}
    return Finding(
        id="installation.outdated",
        severity=Severity.WARNING,
        cause=f"codex-cli {version} does not know {', '.join(unknown)}, and leaves it out",
        evidence=tuple(Evidence(key, f"unknown to {version}", since[key]) for key in unknown),
        fixes=(Fix("Bring Codex up to date.", commands=_INSTALL),),
        location=setup.origins.get(unknown[0]),
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
    title=say("check.installation"),
    needs=(),
    budget_s=8.0,
    run=run,
    pages=PAGES,
    is_installed_only=True,
)
