"""When a version that speaks Chat Completions sends a request again (0.58.0, 0.80.0, 0.94.0)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from codex_doctor.codex.versions import holds
from codex_doctor.codex.wire.retries import retry_delay_s

if TYPE_CHECKING:
    from codex_doctor.codex.wire.retries import Retries
    from codex_doctor.facts import Exchange

_DELAY_S = 0.2


def chat_retry_delay_s(exchange: Exchange, *, tries: Retries, version: str) -> float | None:
    """Return how long Codex waits before it tries again, None when it does not.

    Args:
        exchange: A request that did not succeed.
        tries: How many retries the configuration allows.
        version: Codex version.
    """
    if tries.after(exchange) <= 0 or exchange.status is None or exchange.reading is not None:
        return retry_delay_s(exchange, tries=tries, version=version)
    is_final = exchange.status in {400, 429} and not holds("chat_one_call", version)
    return None if is_final else _DELAY_S
