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
from codex_doctor.facts.active import OPENAI_ADDRESS
from codex_doctor.model import (
    Check,
    Evidence,
    Failed,
    Finding,
    Fix,
    Passed,
    Severity,
    page,
)
from codex_doctor.words.sentence import say
from codex_doctor_checks.setup.new_provider import select_address
from codex_doctor_checks.setup.typed import INSTALL

if TYPE_CHECKING:
    from collections.abc import Iterator

    from codex_doctor.context import Context
    from codex_doctor.facts import CodexFact, Installation, OtherCodex, Setup
    from codex_doctor.model import Outcome
    from codex_doctor.words.sentence import Sentence

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
    OPENAI_ADDRESS: "openai_base_url_key",
}


async def run(ctx: Context) -> Outcome:
    """Judge the installation of this run."""
    return judge(await ctx.installation(), ctx.setup)


def judge(installation: Installation, setup: Setup) -> Outcome:
    """Return which Codex is meant, and whether it is the right one for this set-up."""
    codex = installation.codex
    relative = _relative(installation)
    if codex.source == "assumed" and not installation.found and relative is None:
        none = Evidence(say("installation.evidence.on_path"), say("evidence.none"))
        finding = Finding(
            id="installation.codex_missing",
            severity=Severity.WARNING,
            cause=say("installation.codex_missing", newest=NEWEST),
            evidence=(none,),
            fixes=(Fix(say("installation.codex_missing.fix"), commands=INSTALL),),
        )
        return Failed((finding,), say("installation.passed.assumed", version=NEWEST))
    judged = (relative, _several(installation), _outdated(codex.version, setup))
    findings = tuple(one for one in judged if one is not None)
    summary = _summary(codex)
    return Failed(findings, summary) if findings else Passed(summary)


def _summary(codex: CodexFact) -> Sentence:
    """Return which Codex it is, and which rules are used where its own are not known."""
    version, path = codex.version, codex.path
    if version is None and path is None:
        return say("installation.passed.assumed", version=NEWEST)
    if version is None:
        return say("installation.passed.unknown", path=path or "", newest=NEWEST)
    if is_newer(version) and path:
        return say("installation.passed.newer", version=version, path=path, newest=NEWEST)
    if is_newer(version):
        return say("installation.passed.newer_rules", version=version, newest=NEWEST)
    if path:
        return say("installation.passed", version=version, path=path)
    if codex.source == "assumed":
        return say("installation.passed.assumed", version=version)
    return say("installation.passed.rules", version=version)


def _relative(installation: Installation) -> Finding | None:
    """Return that a shell would take codex from a relative entry of PATH, None if it does not."""
    entry = installation.shadowed_by
    if entry is None:
        return None
    codex = installation.codex
    shown = entry or say("installation.evidence.empty")
    absolute = say("installation.evidence.absolute")
    return Finding(
        id="installation.relative_path",
        severity=Severity.WARNING,
        cause=say("installation.relative_path", program=f"{entry or '.'}/codex"),
        evidence=(
            Evidence(say("installation.evidence.entry"), shown, absolute),
            Evidence(say("installation.evidence.about"), codex.path or _shown(codex)),
        ),
        fixes=(Fix(say("installation.relative_path.fix")),),
    )


def _several(installation: Installation) -> Finding | None:
    """Return what the further programs mean, None when all are of one version."""
    codex = installation.codex
    others = [one for one in installation.others if one.codex.version != codex.version]
    if not others:
        return None
    count = len(others) + 1
    if any(one.refuses or one.accepts for one in others):
        severity, cause = Severity.WARNING, say("installation.several.differ", count=count)
    else:
        severity, cause = Severity.HINT, say("installation.several", count=count)
    runs = Evidence(say("installation.evidence.runs"), _shown(codex))
    return Finding(
        id="installation.several",
        severity=severity,
        cause=cause,
        evidence=(runs, *(row for one in others for row in _other(one))),
        fixes=(Fix(say("installation.several.fix")),),
    )


def _outdated(version: str | None, setup: Setup) -> Finding | None:
    """Return that this version does not know what the set-up uses, None when it knows it all."""
    table = dotted(("model_providers", setup.provider_id or ""))
    keys = {f"{table}{key}" if key[0] == "." else key: name for key, name in _NEEDS.items()}
    if setup.provider_id != "openai":
        keys.pop(OPENAI_ADDRESS)
    unknown = [key for key in keys if key in setup.values and not holds(keys[key], version)]
    if version is None or not unknown:
        return None
    since = {key: first_version(keys[key]) or "" for key in unknown}
    moved = _moved(version, setup) if OPENAI_ADDRESS in unknown else ()
    return Finding(
        id="installation.outdated",
        severity=Severity.WARNING,
        cause=say("installation.outdated", version=version, keys=tuple(unknown)),
        evidence=tuple(
            Evidence(key, say("installation.evidence.not_known", version=version), since[key])
            for key in unknown
        ),
        fixes=(*moved, Fix(say("installation.outdated.fix"), commands=INSTALL)),
        location=setup.origins.get(unknown[0]),
        is_intent=bool(moved),
    )


def _moved(version: str, setup: Setup) -> tuple[Fix]:
    """Return the fix with which this version asks the address of the setting."""
    further = ('wire_api = "responses"',) if holds("chat_default", version) else ()
    edits = select_address(
        f"{setup.codex_home}/config.toml",
        setup.values[OPENAI_ADDRESS],
        *further,
        has_login=setup.credential.source == "auth.json",
    )
    return (Fix(say("env.base_url_ignored.fix_provider"), edits=edits),)


def _other(other: OtherCodex) -> Iterator[Evidence]:
    """Yield where a program is, and what it refuses or takes unlike the one that runs."""
    is_editors = other.codex.source == "editor"
    brought = say("installation.evidence.editor"), say("installation.evidence.on_path_too")
    yield Evidence(brought[0] if is_editors else brought[1], _shown(other.codex))
    if other.refuses:
        yield Evidence(say("installation.evidence.refuses"), ", ".join(other.refuses))
    if other.accepts:
        yield Evidence(say("installation.evidence.takes"), ", ".join(other.accepts))


def _shown(codex: CodexFact) -> Sentence:
    version, path = codex.version, codex.path
    if path is None:
        return say("installation.evidence.rules", version=version or NEWEST)
    if version is None:
        return say("installation.evidence.unknown", path=path)
    return say("installation.evidence.program", version=version, path=path)


CHECK = Check(
    id="installation",
    title=say("check.installation"),
    needs=(),
    budget_s=8.0,
    run=run,
    pages=PAGES,
    is_installed_only=True,
)
