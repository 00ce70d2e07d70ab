"""Set-ups that the doctor's fixes do not cure yet; whoever mends one takes its name off."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Iterable

_FILE: Final = Path(__file__).parents[1] / "data" / "cures_open.txt"


def read_open() -> frozenset[str]:
    """Return their names."""
    return frozenset(_FILE.read_text(encoding="utf-8").split())


def write_open(names: Iterable[str]) -> None:
    """Write their names, one a line."""
    _FILE.write_text("".join(f"{name}\n" for name in sorted(names)), encoding="utf-8")
