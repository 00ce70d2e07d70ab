"""The script of a failure that a connection alone shows. Pure."""

from __future__ import annotations

from typing import TYPE_CHECKING

from codex_doctor.repro.expected import CONNECTION
from codex_doctor.repro.heading import heading
from codex_doctor.repro.script import Script
from codex_doctor.repro.shown import seen

if TYPE_CHECKING:
    from codex_doctor.repro.script import Text, Way
    from codex_doctor.repro.shown import Shown

LIMIT_S = 20
"""How long such a script waits."""


def connecting(shown: Shown, base: Text, route: str, way: Way) -> Script:
    """Return the script that connects, and sends nothing of Codex's."""
    return Script(
        heading=heading(shown, CONNECTION, seen(shown)),
        base=base,
        route=route,
        query=(),
        headers=(),
        body=None,
        expected=CONNECTION,
        way=way,
    )
