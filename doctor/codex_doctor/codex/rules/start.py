"""What else keeps Codex from starting, besides the values of its tables; most people have none."""

from __future__ import annotations

from typing import TYPE_CHECKING

from codex_doctor.codex.versions import holds
from codex_doctor.user_files import is_folder

if TYPE_CHECKING:
    from collections.abc import Iterator

    from codex_doctor.codex.config.environment import Environment
    from codex_doctor.codex.config.layers import Layered
    from codex_doctor.facts import Inputs, Problem


def judge_start(layered: Layered, environment: Environment, inputs: Inputs) -> Iterator[Problem]:
    """Yield the required MCP servers that cannot start, and the files of rules with a flaw."""
    if layered.table("mcp_servers") and holds("required_servers", inputs.codex_version):
        from codex_doctor.codex.rules.servers import judge_required

        yield from judge_required(layered, environment.effective, inputs.cwd)
    if any(is_folder(folder) for folder in layered.rule_folders):
        from codex_doctor.codex.rules.exec_policy import judge_rules

        yield from judge_rules(layered.rule_folders, inputs.home)
