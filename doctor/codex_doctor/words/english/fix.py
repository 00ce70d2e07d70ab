"""The words of fixes that many findings have."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

WORDS: Final[Mapping[str, str]] = {
    "fix.operator": "Report it to the operator of the endpoint, with this report.",
    "fix.gateway": (
        "Put a gateway that translates in front of the endpoint (LiteLLM, for example), and point "
        "base_url at it."
    ),
    "fix.retry_later": "Wait and try again.",
    "fix.budget": "Run again with a larger --budget.",
    "fix.own_table": "a [model_providers.NAME] of your own, with this base_url and selected",
    # What only the user knows; `codex-doctor fix` writes none of these.
    "fix.your.base_url": "<your base URL>",
    "fix.your.model": "<your model id>",
    "fix.own_words": 'Do what the gateway itself says: "{cure}".',
}
