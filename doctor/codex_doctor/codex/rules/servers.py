"""MCP servers without which Codex does not start (`required = true`), as far as can be seen.

No server is run: only what keeps one from starting at all is looked for.
"""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import TYPE_CHECKING, Any

from codex_doctor.codex.values import is_table
from codex_doctor.user_files import is_file, is_folder

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from codex_doctor.codex.config.layers import Layered
    from codex_doctor.facts import Problem


def judge_required(layered: Layered, environ: Mapping[str, str], cwd: Path) -> Iterator[Problem]:
    """Yield the required servers that cannot start, with the key that is to blame.

    Args:
        layered: The configuration.
        environ: Variables as Codex has them.
        cwd: Folder in which Codex is started.
    """
    for name, server in layered.table("mcp_servers").items():
        if not is_table(server) or server.get("required") is not True:
            continue
        key, why = _fault(server, environ, cwd) if server.get("enabled", True) else ("", "")
        if key:
            # Late: a configuration without a problem shows nothing.
            from codex_doctor.codex.credentials.command_lines import show_command

            shown = show_command([str(server[key])])[:200]
            path = ("mcp_servers", name, key)
            yield layered.problem("config.mcp_required", *path, server=name, shown=shown, why=why)


def _fault(server: dict[str, Any], environ: Mapping[str, str], cwd: Path) -> tuple[str, str]:
    """Return the key that keeps a server from starting and why, twice "" when none is known to."""
    variable, command = server.get("bearer_token_env_var"), server.get("command")
    if isinstance(variable, str) and "url" in server and variable not in environ:
        return "bearer_token_env_var", "that variable is not set"
    if not isinstance(command, str):
        return "", ""
    folder = Path(cwd, str(server.get("cwd", "")))
    if not is_folder(folder):
        return "cwd", "there is no such folder"
    own = server.get("env")
    path = own.get("PATH") if is_table(own) else None
    if "/" in command:
        program = folder / command
        found = is_file(program) and os.access(program, os.X_OK)
    else:
        found = shutil.which(command, path=path or environ.get("PATH", os.defpath)) is not None
    return ("", "") if found else ("command", "there is no such program")
