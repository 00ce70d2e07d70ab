"""The words of the findings `quota.*`."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Mapping

WORDS: Final[Mapping[str, str]] = {
    "quota.exhausted.title": "No balance or quota is left",
    "quota.exhausted.text": (
        "The key is good and the account has no credit, balance or quota left, or none for "
        "this plan. Codex stops at once."
    ),
    "quota.rate_limited.title": "Too many requests",
    "quota.rate_limited.text": (
        "The endpoint limits the rate. Codex waits and repeats only when the answer has a "
        "retry-after header; without one it stops at the first 429 and hides the body."
    ),
}
