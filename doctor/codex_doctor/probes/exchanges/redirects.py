"""The request that Codex's client sends after a redirect.

Whether a credential goes along is decided in `origins`.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from msgspec.structs import replace

from codex_doctor.codex.urls import join_location

if TYPE_CHECKING:
    from codex_doctor.facts import Exchange
    from codex_doctor.probes.exchanges.http_request import Outgoing

REDIRECTS: Final = frozenset({301, 302, 303, 307, 308})
MAX_LOCATION: Final = 8000  # below what is kept of a header


def next_request(outgoing: Outgoing, exchange: Exchange) -> Outgoing | None:
    """Return the next request, None where Codex's client goes nowhere.

    It follows no redirect of a WebSocket, none that is not ASCII, and none away from HTTP.
    """
    location = exchange.header("location")
    if exchange.status not in REDIRECTS or outgoing.on_upgrade is not None:
        return None
    if not location or not location.isascii() or len(location) > MAX_LOCATION:
        return None
    target = join_location(outgoing.url, location)
    if target is None:
        return None
    follow = replace(outgoing, url=target.href, shown=target.shown)
    if exchange.status in {301, 302, 303} and outgoing.method == "POST":
        headers = tuple(one for one in follow.headers if not one[0].startswith("content-"))
        follow = replace(follow, method="GET", body=b"", headers=headers)
    return follow
