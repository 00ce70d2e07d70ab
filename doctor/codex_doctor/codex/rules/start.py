"""What else keeps Codex from starting, besides the values of its tables; most people have none."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from codex_doctor.codex.config.layers import Layered
    from codex_doctor.facts import Problem, RuleFile, ServerSeen


def judge_start(
    layered: Layered, servers: Sequence[ServerSeen], rules: Sequence[RuleFile]
) -> Iterator[Problem]:
    """Yield the required MCP servers that cannot start, and the files of rules with a flaw."""
    if servers:
        from codex_doctor.codex.rules.servers import judge_required

        yield from judge_required(layered, servers)
    if rules:
        from codex_doctor.codex.rules.exec_policy import judge_rules

        yield from judge_rules(rules)
