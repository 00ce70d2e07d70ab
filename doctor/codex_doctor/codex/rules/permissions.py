"""Permission profiles: `[permissions]` and `default_permissions` need each other.

Measured with 0.169.0: with `sandbox_mode` set Codex does not ask for a default.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from codex_doctor.codex.versions import holds
from codex_doctor.facts.config_problems import WrongType

if TYPE_CHECKING:
    from collections.abc import Iterator

    from codex_doctor.codex.config.layers import Layered
    from codex_doctor.facts import Problem

_BUILT_IN = (":read-only", ":workspace", ":danger-full-access")


def judge_permissions(layered: Layered, version: str | None) -> Iterator[Problem]:
    """Yield what keeps Codex from choosing a permission profile."""
    if not holds("permission_profiles", version):
        return
    profiles, chosen = layered.table("permissions"), layered.text("default_permissions")
    if chosen is None:
        if profiles and "sandbox_mode" not in layered.merged:
            yield layered.problem(
                "config.wrong_type",
                "permissions",
                at_key=True,
                about=WrongType(
                    "default_permissions beside it", "a table without default_permissions"
                ),
            )
    elif chosen not in (_BUILT_IN if chosen.startswith(":") else profiles):
        yield layered.problem(
            "config.wrong_type",
            "default_permissions",
            shown=f'"{chosen[:80]}"',
            about=WrongType(
                f"one of {', '.join((*profiles, *_BUILT_IN))}", "the name of no profile"
            ),
        )
