"""Set-ups that the doctor's fixes do not cure yet; whoever mends one takes its name off.

A name alone is of the newest Codex; `NAME@VERSION` is of an older one.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

NEWEST: Final = "0.171.0"
_FILE: Final = Path(__file__).parents[1] / "data" / "cures_open.txt"


def read_open(version: str = NEWEST) -> frozenset[str]:
    """Return their names."""
    pairs = (line.partition("@") for line in _lines())
    return frozenset(name for name, _, of in pairs if (of or NEWEST) == version)


def write_open(names: Iterable[str], version: str = NEWEST) -> None:
    """Write the names of a version, one a line; those of others stay."""
    others = {line for line in _lines() if (line.partition("@")[2] or NEWEST) != version}
    end = "" if version == NEWEST else f"@{version}"
    lines = others | {f"{name}{end}" for name in names}
    _FILE.write_text("".join(f"{line}\n" for line in sorted(lines)), encoding="utf-8")


def _lines() -> list[str]:
    return _FILE.read_text(encoding="utf-8").split()
