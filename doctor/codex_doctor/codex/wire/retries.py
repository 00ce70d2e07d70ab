"""When Codex sends a request again (measured with 0.58.0 to 0.171.0; contract of statuses).

Two layers: the transport (`request_max_retries`) and the stream (`stream_max_retries`).
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec import Struct

from codex_doctor.codex.versions import holds

if TYPE_CHECKING:
    from codex_doctor.facts import Exchange

# Codes that end it at 429; at other statuses Codex does not look at them.
_NO_QUOTA = ("insufficient_quota", "usage_limit_reached")
_NO_MODEL = "model_not_found"
_SERVER_ERROR = 500
_UNANSWERED = frozenset({"reset", "not_http", "http", "proxy"})


class Retries(Struct, frozen=True):
    """How often Codex tries again: `request_max_retries`, and `stream_max_retries` around it."""

    requests: int
    streams: int

    def after(self, exchange: Exchange) -> int:
        """How many retries are left for a request that failed so, in all.

        The inner layer repeats what got no answer or a 5xx, and nothing else.
        """
        is_inner = exchange.status is None or (
            exchange.status >= _SERVER_ERROR and exchange.reading is None
        )
        return self.streams + (self.requests if is_inner else 0)


def retry_delay_s(
    exchange: Exchange, *, tries: Retries, version: str | None = None
) -> float | None:
    """Return how long Codex waits before it tries again, None when it does not.

    Args:
        exchange: A request that did not succeed.
        tries: How many retries the configuration allows.
        version: Codex version, None for the newest.
    """
    if tries.after(exchange) <= 0:
        return None
    if exchange.status is None:
        return 0.2 if exchange.failure in _UNANSWERED else None
    if exchange.reading is not None:
        again = exchange.reading.retried and exchange.failure != "budget"
        return 0.2 if again else None
    if exchange.status == 400 or _says_final(exchange, version):
        return None
    if exchange.status == 429 and not holds("chat_one_call", version):
        is_obeyed = holds("retry_after_obeyed", version)
        return _seconds(exchange.header("retry-after")) if is_obeyed else None
    return 0.2


def _says_final(exchange: Exchange, version: str | None) -> bool:
    """Tell whether a code in the answer ends it."""
    codes: tuple[str, ...] = ()
    if exchange.status == 429:
        codes = _NO_QUOTA
    elif exchange.status in {403, 404} and holds("model_not_found_final", version):
        codes = (_NO_MODEL,)
    body = exchange.body.decode("utf-8", "replace")
    return any(f'"{code}"' in body for code in codes)


def _seconds(text: str) -> float | None:
    return float(text) if text.isascii() and text.isdigit() else None
