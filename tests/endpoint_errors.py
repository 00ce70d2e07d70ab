"""Error answers of many products, with the finding ids of what was really wrong."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

MODEL = "my-model"
_DATA = Path(__file__).parent / "data"
# Each file after the first was written before the rules were tuned on it; how many were right
# at first is in docs/classifier.md.
_FILES = (
    "endpoint_errors.json",
    "endpoint_errors_second.json",
    "endpoint_errors_3.json",
    "endpoint_errors_4.json",
    "endpoint_errors_5.json",
    "endpoint_errors_6.json",
    "endpoint_errors_7.json",
    "endpoint_errors_8.json",
    "endpoint_errors_9.json",
    "endpoint_errors_10.json",
    "endpoint_errors_11.json",
    "endpoint_errors_12.json",
    "endpoint_errors_litellm.json",
)
CASES: list[dict[str, Any]] = [
    case for name in _FILES for case in json.loads((_DATA / name).read_text(encoding="utf-8"))
]
