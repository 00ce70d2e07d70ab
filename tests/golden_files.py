"""Compares whole texts with files under tests/golden.

To write them anew after a wanted change, and then to look at the difference:

    GOLDEN_UPDATE=1 .venv/bin/pytest tests/report -q && git diff tests/golden
"""

from __future__ import annotations

import os
from pathlib import Path

FOLDER = Path(__file__).parent / "golden"


def assert_golden(name: str, text: str) -> None:
    path = FOLDER / name
    if os.environ.get("GOLDEN_UPDATE"):
        path.write_text(text, encoding="utf-8", newline="\n")
    assert text == path.read_text(encoding="utf-8")
