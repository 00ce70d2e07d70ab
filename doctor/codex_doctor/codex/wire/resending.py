"""When Codex sends a request of a set-up again, whichever API it speaks."""

from __future__ import annotations

from typing import TYPE_CHECKING

from codex_doctor.codex.wire.retries import Retries, retry_delay_s

if TYPE_CHECKING:
    from codex_doctor.facts import Exchange, Setup


def resend_delay_s(
    exchange: Exchange, setup: Setup, *, version: str | None, is_chat: bool
) -> float | None:
    """Return how long Codex waits before it tries again, None when it does not.

    Args:
        exchange: A request that did not succeed.
        setup: It says how many retries there are.
        version: Codex version, None for the newest.
        is_chat: Whether the request is one of Chat Completions.
    """
    tries = Retries(setup.request_max_retries, setup.stream_max_retries)
    if not is_chat or version is None:
        return retry_delay_s(exchange, tries=tries, version=version)
    # Late: old versions only.
    from codex_doctor.codex.wire.chat.retries import chat_retry_delay_s

    return chat_retry_delay_s(exchange, tries=tries, version=version)
