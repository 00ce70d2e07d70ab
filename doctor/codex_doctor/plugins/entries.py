"""Looks for plugins: distributions with the entry-point group `codex_doctor.checks`.

It reads what installers have written down and imports none of them.
"""

from __future__ import annotations

import sys
from pathlib import Path

from msgspec import Struct

from codex_doctor.patterns import Regex
from codex_doctor.platform.user_files import list_folder, read_head

GROUP = "codex_doctor.checks"
_HEADING = f"[{GROUP}]".encode()
_IS_INFO = Regex(r"\.(?:dist|egg)-info$")
# Distributions in one folder, and bytes of what each says about its entry points.
_MOST = 5_000
_MAX_BYTES = 100_000


class Entry(Struct, frozen=True):
    """Where a plugin is.

    Attributes:
        plugin: The distribution.
        name: What it calls this entry.
        target: `module:attribute`, a Check or a tuple of them.
    """

    plugin: str
    name: str
    target: str


def find_entries() -> tuple[Entry, ...]:
    """Return the plugins that are installed, in the order of their names."""
    if not any(map(_has_group, sys.path)):
        return ()
    # Late: it costs more than looking for plugins that are not there.
    from importlib.metadata import entry_points

    found = [
        Entry(one.dist.name if one.dist else one.name, one.name, f"{one.module}:{one.attr}")
        for one in entry_points(group=GROUP)
    ]
    return tuple(sorted(found, key=lambda one: (one.plugin, one.name)))


def _has_group(folder: str) -> bool:
    """Tell whether a distribution in this folder brings checks."""
    for info in list_folder(Path(folder), most=_MOST, wanted=_IS_INFO.search).paths:
        if _HEADING in read_head(info / "entry_points.txt", max_bytes=_MAX_BYTES):
            return True
    return False
