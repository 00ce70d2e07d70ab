from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

import pytest

from codex_doctor.facts import CodexFact, Installation, OtherCodex
from codex_doctor.model import Failed, Finding, Outcome, Passed, Severity
from codex_doctor_checks.setup import installation
from eyes import SETUP, context
from setups import CONFIG, NO_KEY, resolved

if TYPE_CHECKING:
    from pathlib import Path


def test_an_installed_codex_is_named_with_its_path() -> None:
    outcome = asyncio.run(installation.run(context()))

    assert outcome == Passed("codex-cli 0.169.0 at /usr/bin/codex")


def test_a_version_that_is_not_known_is_said() -> None:
    outcome = installation.judge(Installation(CodexFact(None, "installed", "/opt/codex")), SETUP)

    assert outcome == Passed("codex-cli of unknown version at /opt/codex, 0.171.0 assumed")


def test_without_codex_a_warning_says_which_rules_are_assumed() -> None:
    outcome = installation.judge(Installation(CodexFact("0.169.0", "assumed", None)), SETUP)

    assert isinstance(outcome, Failed)
    (finding,) = outcome.findings
    assert (finding.id, finding.severity) == ("installation.codex_missing", Severity.WARNING)
    assert finding.cause == "No codex is on PATH, so the rules of 0.171.0 are assumed"


def test_a_version_that_nobody_measured_is_said_to_have_the_newest_rules() -> None:
    outcome = installation.judge(
        Installation(CodexFact("0.999.0", "installed", "/usr/bin/codex")), SETUP
    )

    assert isinstance(outcome, Passed)
    assert "not measured yet, the rules of" in outcome.summary


def test_several_versions_are_a_hint_and_a_warning_where_they_differ() -> None:
    codex = CodexFact("0.169.0", "installed", "/usr/bin/codex")
    old = CodexFact("0.133.0", "installed", "/opt/codex")
    new = CodexFact("0.150.0", "editor", "/home/u/.vscode/extensions/x/bin/codex")
    same = OtherCodex(CodexFact("0.169.0", "editor", "/x"))

    assert isinstance(installation.judge(Installation(codex, (codex,), (same,)), SETUP), Passed)
    hint = only(installation.judge(Installation(codex, (codex, old), (OtherCodex(old),)), SETUP))
    assert (hint.id, hint.severity) == ("installation.several", Severity.HINT)
    others = (
        OtherCodex(old, accepts=("config.profile_legacy",)),
        OtherCodex(new, refuses=("config.wire_api_chat",)),
    )
    warning = only(installation.judge(Installation(codex, (codex, old), others), SETUP))
    assert warning.severity is Severity.WARNING
    assert [(one.label, one.measured) for one in warning.evidence] == [
        ("runs", "0.169.0 at /usr/bin/codex"),
        ("on PATH as well", "0.133.0 at /opt/codex"),
        ("it takes", "config.profile_legacy"),
        ("brought by an editor", f"0.150.0 at {new.path}"),
        ("it refuses", "config.wire_api_chat"),
    ]


@pytest.mark.parametrize(
    ("codex", "summary"),
    [
        (CodexFact(None, "flag", None), "codex-cli 0.171.0 assumed"),
        (CodexFact("0.169.0", "flag", None), "codex-cli 0.169.0"),
        (CodexFact("0.999.0", "flag", None), "codex-cli 0.999.0 (not measured yet, the rules"),
    ],
)
def test_a_version_that_was_asked_for_is_said_without_a_place(
    codex: CodexFact, summary: str
) -> None:
    outcome = installation.judge(Installation(codex), SETUP)

    assert isinstance(outcome, Passed)
    assert outcome.summary.startswith(summary)


def test_a_further_program_of_unknown_version_is_shown() -> None:
    other = OtherCodex(CodexFact(None, "editor", "/x/codex"))
    hint = only(
        installation.judge(Installation(CodexFact("0.169.0", "flag", None), others=(other,)), SETUP)
    )

    assert [one.measured for one in hint.evidence] == [
        "the rules of 0.169.0",
        "unknown version at /x/codex",
    ]


def only(outcome: Outcome) -> Finding:
    assert isinstance(outcome, Failed)
    (finding,) = outcome.findings
    return finding


@pytest.mark.parametrize(
    ("old", "since", "text", "place"),
    [
        ("0.48.0", "0.49.0", NO_KEY + 'experimental_bearer_token = "x"\n', "8:29"),
        ("0.117.0", "0.118.0", NO_KEY + 'auth = { command = "printf", args = ["x"] }\n', "8:20"),
        ("0.114.0", "0.115.0", 'openai_base_url = "http://127.0.0.1:9/v1"\n', "1:19"),
    ],
)
def test_a_version_that_does_not_know_a_key_that_is_used_is_outdated(
    old: str, since: str, text: str, place: str, tmp_path: Path
) -> None:
    setup = resolved(tmp_path, text, codex_version=old)
    older = Installation(CodexFact(old, "installed", "/usr/bin/codex"))

    finding = only(installation.judge(older, setup))
    assert (finding.id, finding.severity) == ("installation.outdated", Severity.WARNING)
    assert str(finding.location) == f"~/.codex/config.toml:{place}"
    assert finding.evidence[0].expected == since
    newer = Installation(CodexFact(since, "installed", "/usr/bin/codex"))
    assert isinstance(installation.judge(newer, setup), Passed)


def test_a_key_that_the_active_provider_does_not_use_makes_nothing_outdated(tmp_path: Path) -> None:
    setup = resolved(tmp_path, 'openai_base_url = "http://x/v1"\n' + CONFIG)
    older = Installation(CodexFact("0.114.0", "installed", "/usr/bin/codex"))

    assert isinstance(installation.judge(older, setup), Passed)


@pytest.mark.parametrize("source", ["installed", "assumed", "flag"])
def test_a_codex_that_a_shell_would_take_from_here_is_a_warning(source: str) -> None:
    path = "/usr/bin/codex" if source == "installed" else None
    codex = CodexFact("0.169.0", source, path)

    finding = only(installation.judge(Installation(codex, shadowed_by=""), SETUP))
    named = only(installation.judge(Installation(codex, shadowed_by="bin"), SETUP))

    assert (finding.id, finding.severity) == ("installation.relative_path", Severity.WARNING)
    assert "./codex" in finding.cause
    assert finding.evidence[0].measured == "empty"
    assert "bin/codex" in named.cause
    assert named.evidence[1].measured == path or "rules of 0.169.0" in named.evidence[1].measured
