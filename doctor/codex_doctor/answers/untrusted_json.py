"""JSON from somebody who is not trusted: loaded without exceptions."""

from __future__ import annotations

import json
from typing import Any


def load_json(text: str) -> tuple[bool, Any]:
    """Return whether the text is one JSON value, and the value; deep nesting is no JSON."""
    try:
        return True, json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return False, None


def load_json_prefix(text: str) -> tuple[bool, Any]:
    """Return whether the text begins with a JSON value, and the value."""
    try:
        return True, json.JSONDecoder(strict=False).raw_decode(text)[0]
    except (ValueError, RecursionError):
        return False, None
