"""Unknown keys below the top level: the nearest one, and the table where a key belongs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from codex_doctor.facts.config_problems import KeyMisplaced, UnknownKey
from codex_doctor_checks.setup.config import finding_for
from setups import CONFIG, about, kinds, only, resolved

if TYPE_CHECKING:
    from pathlib import Path

NESTED = [
    ("[history]\npersistance = 'none'", "config.unknown_key", "persistence"),
    ("[history]\nfoo = 1", "config.unknown_key", ""),
    ("[sandbox_workspace_write]\nnetwork-access = true", "config.unknown_key", "network_access"),
    ("[shell_environment_policy]\ninherits = 'all'", "config.unknown_key", "inherit"),
    ("[projects.'/x']\ntrustlevel = 'trusted'", "config.unknown_key", "trust_level"),
    ("[mcp_servers.x]\ncommand = 'x'\ntimeout = 3", "config.unknown_key", ""),
    ("[mcp_servers.x]\ncommand = 'x'\narg = ['y']", "config.unknown_key", "args"),
    ("[tui]\nnotification = true", "config.unknown_key", "notifications"),
    ("[tui.keymap.chat]\nsubmitt = 'a'", "config.unknown_key", ""),
    ("[[skills.config]]\nenabled = true\npathh = 'x'", "config.unknown_key", "path"),
    ("[profiles.x]\nmodle = 'x'", "config.unknown_key", "model"),
]


@pytest.mark.parametrize(("text", "kind", "nearest"), NESTED)
def test_an_unknown_key_of_a_table_is_named(
    text: str, kind: str, nearest: str, tmp_path: Path
) -> None:
    problem = only(resolved(tmp_path, f"{CONFIG}\n{text}\n"))

    assert (problem.kind, problem.fatal) == (kind, False)
    assert about(problem, UnknownKey).nearest == nearest
    lines = text.split("\n")
    assert problem.location is not None
    assert (problem.location.line, problem.location.column) == (9 + len(lines), 1)
    assert f"in [{about(problem, UnknownKey).table}]" in finding_for(problem).cause


@pytest.mark.parametrize(
    ("text", "belongs"),
    [
        ("network_access = true\n" + CONFIG, "sandbox_workspace_write"),
        (CONFIG + "[history]\nwritable_roots = ['/x']\n", "sandbox_workspace_write"),
        (CONFIG + "[tools]\nbase_url = 'x'\n", "model_providers.NAME"),
        ("bearer_token_env_var = 'x'\n" + CONFIG, "mcp_servers.NAME"),
    ],
)
def test_a_key_of_another_table_is_sent_there(text: str, belongs: str, tmp_path: Path) -> None:
    problem = only(resolved(tmp_path, text))

    assert problem.kind == "config.key_misplaced"
    assert about(problem, KeyMisplaced).belongs == belongs
    assert f"and belongs in [{belongs}]" in finding_for(problem).cause


def test_a_top_level_key_below_a_table_is_sent_up(tmp_path: Path) -> None:
    problem = only(resolved(tmp_path, CONFIG + "[tools]\nnotify = ['x']\n"))

    assert (problem.kind, about(problem, KeyMisplaced).belongs) == ("config.key_misplaced", "")
    assert "stands below [tools]" in finding_for(problem).cause


@pytest.mark.parametrize(
    "text",
    [
        "[features]\nshell_tool = true",
        "[tui]\nfoo = 1",
        "[notice]\n'hide_gpt-5.1-codex-max_migration_prompt' = true",
        "[agents.x]\nmodel = 'x'",
        "[tools.web_search]\nfoo = 1",
        "[mcp_servers.x]\ncommand = 'x'\n[mcp_servers.x.env]\nmodel = 'x'\nANY = 'y'",
        "[mcp_servers.x]\nurl = 'http://x'\nbearer_token_env_var = 'y'\nstartup_timeout_sec = 5.5",
        "[shell_environment_policy]\nset = { model = 'x' }",
        "[hooks.state.x]\nenabled = true",
        "[history]\npersistence = 'none'\nmax_bytes = 3",
        "tools = { web_search = true }",
    ],
)
def test_what_a_table_takes_is_no_finding(text: str, tmp_path: Path) -> None:
    head, _, rest = CONFIG.partition("\n\n")

    assert kinds(resolved(tmp_path, f"{head}\n{text}\n\n{rest}")) == []


def test_an_older_codex_may_know_other_keys(tmp_path: Path) -> None:
    config = CONFIG + "[history]\nfoo = 1\n"

    assert kinds(resolved(tmp_path, config, codex_version="0.150.0")) == []
