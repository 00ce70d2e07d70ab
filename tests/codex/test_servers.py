"""Required MCP servers, as measured with Codex 0.169.0."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from codex_doctor_checks.setup.config import finding_for
from setups import CONFIG, KEY, kinds, only, resolved

if TYPE_CHECKING:
    from pathlib import Path

PROGRAM = {"work/bin/served": ""}


def with_server(text: str) -> str:
    return f"{CONFIG}\n[mcp_servers.x]\n{text}\n"


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ('command = "no-such-program"', "command"),
        ('command = "/nonexistent/program"', "command"),
        ('command = "/etc/passwd"', "command"),
        ('command = "sh"\ncwd = "/nonexistent"', "cwd"),
        ('command = "served"', "command"),
        ('command = "sh"\nenv = { PATH = "/nonexistent" }', "command"),
        ('url = "http://127.0.0.1:1"\nbearer_token_env_var = "UNSET"', "bearer_token_env_var"),
    ],
)
def test_a_required_server_that_cannot_start_stops_codex(
    tmp_path: Path, text: str, key: str
) -> None:
    problem = only(resolved(tmp_path, with_server(f"{text}\nrequired = true")))

    assert (problem.kind, problem.key, problem.fatal) == (
        "config.mcp_required",
        f"mcp_servers.x.{key}",
        True,
    )
    assert "The MCP server x is required" in finding_for(problem).cause


@pytest.mark.parametrize(
    "text",
    [
        'command = "no-such-program"',
        'command = "no-such-program"\nrequired = false',
        'command = "no-such-program"\nrequired = true\nenabled = false',
        'command = "sh"\nrequired = true',
        'command = "bin/served"\nrequired = true',
        'command = "./served"\ncwd = "bin"\nrequired = true',
        'command = "served"\nenv = { PATH = "{work}/bin" }\nrequired = true',
        'url = "http://127.0.0.1:1"\nrequired = true',
        'url = "http://127.0.0.1:1"\nbearer_token_env_var = "LAB_KEY"\nrequired = true',
    ],
)
def test_nothing_is_said_of_the_others(tmp_path: Path, text: str) -> None:
    resolved(tmp_path, files=PROGRAM)
    (tmp_path / "work/bin/served").chmod(0o755)
    environ = {"LAB_KEY": KEY, "PATH": "/usr/bin:/bin"}

    text = text.replace("{work}", str(tmp_path / "work"))
    assert kinds(resolved(tmp_path, with_server(text), environ=environ)) == []


def test_old_versions_know_no_required_server(tmp_path: Path) -> None:
    text = with_server('command = "no-such-program"\nrequired = true')

    assert kinds(resolved(tmp_path, text, codex_version="0.80.0")) == []
