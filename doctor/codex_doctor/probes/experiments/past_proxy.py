"""Sends a refused request once more past the proxy, where that proxy can only be in the way.

An address of this machine is, for a proxy elsewhere, the proxy's own. Other endpoints are not
asked past it: there it may be the only way that is allowed.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from msgspec.structs import replace

from codex_doctor.answers.answer import cause_of
from codex_doctor.words.told import Told

if TYPE_CHECKING:
    from codex_doctor.facts import Endpoint, Turn
    from codex_doctor.probes.exchanges.ask import Asker


def is_worth_a_look(turn: Turn, endpoint: Endpoint) -> bool:
    """Tell whether the answer may be the proxy's own."""
    # Through a tunnel for https:// only the endpoint answers.
    is_proxied = endpoint.proxy is not None and endpoint.scheme == "http"
    # 407 says itself whose answer it is, and what is missing (RFC 9110 section 15.5.8).
    is_answered = turn.first.status not in {None, 407}
    if not (is_proxied and endpoint.is_loopback and is_answered):
        return False
    return cause_of(turn.first, model=turn.model) is not None


async def looked(turn: Turn, asker: Asker) -> Turn:
    """Return the turn with the answer past the proxy; the asker's sender uses none."""
    request = asker.series.request()
    return replace(turn, direct=await asker.small(Told("purpose.past_proxy"), request))
