"""MCP servers without which Codex does not start (`required = true`), as far as can be seen.

No server is run: only what keeps one from starting at all is looked for.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from codex_doctor.facts.config_problems import ServerFault
from codex_doctor.words.told import Told

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from codex_doctor.codex.config.layers import Layered
    from codex_doctor.facts import Location, Problem, ServerSeen
    from codex_doctor.words.told import Words


def judge_required(layered: Layered, servers: Iterable[ServerSeen]) -> Iterator[Problem]:
    """Yield the required servers that cannot start, with the key that is to blame."""
    for server in servers:
        key, why = _fault(server)
        if key:
            # Late: a configuration without a problem shows nothing.
            from codex_doctor.secrets.command_lines import show_command

            path = ("mcp_servers", server.name, key)
            shown = show_command([str(layered.get(*path))])[:200]
            place, line = _required(layered, server.name)
            about = ServerFault(server.name, why, line)
            problem = layered.problem("config.mcp_required", *path, shown=shown, about=about)
            yield replace(problem, also_at=place)


def _required(layered: Layered, name: str) -> tuple[Location | None, str]:
    """Return where it says that the server must start, and that line."""
    path = ("mcp_servers", name, "required")
    source = layered.source(*path)
    place = source.locate(path, at_key=True) if source else None
    return place, source.line(place.line) if source and place and place.line else ""


def _fault(server: ServerSeen) -> tuple[str, Words]:
    """Return the key that keeps a server from starting and why, twice "" when none is known to."""
    if not server.has_variable:
        return "bearer_token_env_var", Told("config.server.no_variable")
    if not server.has_folder:
        return "cwd", Told("config.server.no_folder")
    return ("", "") if server.has_program else ("command", Told("config.server.no_program"))
