"""Models of a catalog (`model_catalog_json`) as small as Codex takes them."""

from __future__ import annotations

from typing import Any, Final

PLAIN_MODEL: Final[dict[str, Any]] = {
    "slug": "lab-model-1",
    "display_name": "Lab",
    "supported_reasoning_levels": [],
    "shell_type": "unified_exec",
    "visibility": "list",
    "supported_in_api": True,
    "priority": 1,
    "support_verbosity": False,
    "truncation_policy": {"mode": "tokens", "limit": 10000},
    "experimental_supported_tools": [],
    "base_instructions": "Do what the user wants. " * 20,
}
"""All that each model must have since 0.149.0."""

BEFORE_0_149: Final = {"supports_reasoning_summaries": True, "supports_parallel_tool_calls": True}
"""What each model must have beside that in the versions before."""
