from __future__ import annotations

import asyncio

from codex_doctor.facts import Installation
from codex_doctor.model import CodexFact, Failed, Passed, Severity
from codex_doctor_checks import installation
from eyes import context


def test_an_installed_codex_is_named_with_its_path() -> None:
    outcome = asyncio.run(installation.run(context()))

    assert outcome == Passed("codex-cli 0.169.0 at /usr/bin/codex")


def test_a_version_that_is_not_known_is_said() -> None:
    outcome = installation.judge(Installation(CodexFact(None, "installed", None)))

    assert outcome == Passed("codex-cli of unknown version, 0.169.0 assumed")


def test_without_codex_there_is_only_a_hint() -> None:
    outcome = installation.judge(Installation(CodexFact("0.169.0", "assumed", None)))

    assert isinstance(outcome, Failed)
    (finding,) = outcome.findings
    assert (finding.id, finding.severity) == ("installation.codex_missing", Severity.HINT)
