"""Commands that change files, or list things, say it as one document."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from codex_doctor.cli import run
from codex_doctor.lab.endpoint import LAB_KEY
from codex_doctor_checks import ALL_CHECKS
from schemas import check

if TYPE_CHECKING:
    from pathlib import Path

    import pytest

BROKEN = """\
model = "lab-model-1"
model_provider = "lab"

[model_providers.lab]
name = "Lab"
base_url = "{base_url}/v9"
env_key = "LAB_API_KEY"
wire_api = "chat"
"""


def said(capsys: pytest.CaptureFixture[str], name: str, *words: str, code: int = 0) -> Any:
    """Return the document that a command writes, and nothing else."""
    assert run(["--no-plugins", name, "--json", *words]) == code
    out = capsys.readouterr().out
    assert LAB_KEY not in out
    document = json.loads(out)
    check(document, name)
    return document


def test_fix_says_each_step_what_came_of_it_and_what_was_taken_back(
    base_url: str, config: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    config.write_text(BROKEN.replace("{base_url}", base_url))
    rules = ("--codex-version", "0.171.0")

    planned = said(capsys, "fix", "--dry-run", *rules, code=1)
    assert [one["applied"] for one in planned["steps"]] == [False]
    assert planned["steps"][0]["changes"][0]["file"] == "~/.codex/config.toml"
    assert "-wire_api" in planned["steps"][0]["changes"][0]["diff"]

    done = said(capsys, "fix", "--yes", *rules)
    assert [one["applied"] for one in done["steps"]] == [True, True]
    assert (done["verdict"], done["stopped_because"]) == ("works", None)
    assert done["report"]["verdict"] == "works"

    undone = said(capsys, "fix", "--undo")
    assert undone["restored"] == [str(config)]
    assert undone["verdict"] is None


def test_fix_does_not_ask_about_what_is_not_shown(
    base_url: str, config: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    config.write_text(BROKEN.replace("{base_url}", base_url))

    assert run(["fix", "--json"]) == 2
    assert "--yes" in capsys.readouterr().err


def test_setup_says_what_it_has_written(
    base_url: str, config: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    service = ("--base-url", base_url, "--env-key", "LAB_API_KEY", "-m", "lab-model-1")

    planned = said(capsys, "setup", *service, "--dry-run")
    assert (planned["written"], config.exists()) == (False, False)
    assert f'+base_url = "{base_url}"' in planned["changes"][0]["diff"]

    done = said(capsys, "setup", *service, "--yes")
    assert (done["written"], done["verdict"]) == (True, "works")
    assert done["report"]["target"]["base_url"] == base_url
    assert done["said"]


def test_checks_are_listed_in_the_order_of_the_pipeline(
    capsys: pytest.CaptureFixture[str],
) -> None:
    listed = said(capsys, "checks")["checks"]

    assert [one["id"] for one in listed] == [one.id for one in ALL_CHECKS]
    assert "dns.nxdomain" in [finding for one in listed for finding in one["findings"]]


def test_no_other_format_is_taken(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--format", "html", "checks"]) == 2
    assert "--json" in capsys.readouterr().err


def test_the_name_of_the_machine_is_told_only_when_it_is_asked_for(
    base_url: str, config: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    config.write_text(BROKEN.replace("{base_url}/v9", base_url).replace("chat", "responses"))
    hosts: list[dict[str, Any]] = []
    for words in ([], ["--host-name"]):
        run([*words, "--json", "--no-plugins", "--codex-version", "0.171.0"])
        document = json.loads(capsys.readouterr().out)
        check(document, "report")
        hosts.append(document["host"])

    assert hosts[0]["name"] is None
    assert hosts[1]["name"]
    assert {one["system"] for one in hosts} != {""}
