"""All set-ups of the field, from the modules `cases_*`, in one order."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from field.set_up import SetUp

_FILES = sorted(Path(__file__).parent.glob("cases_*.py"))
CASES: list[SetUp] = [
    set_up for file in _FILES for set_up in import_module(f"field.{file.stem}").CASES
]
