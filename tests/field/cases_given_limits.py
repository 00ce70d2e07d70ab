"""Set-ups of which a limit decides: of size, of rate, of time."""

from __future__ import annotations

from typing import Final

from msgspec.structs import replace

from codex_doctor.lab.wire import document
from field.endpoints import (
    KB,
    Series,
    above,
    is_post,
    only_chat,
    refusing,
    said,
)
from field.set_up import GOOD, plain

_CRASH: Final = document(500, "text/plain", "Internal Server Error")


CASES: Final = (
    plain(
        "size-403",
        "size",
        "A body of more than 20 KB is forbidden, whatever is in it.",
        "request.too_large",
        "auth.client_blocked",
        endpoint=refusing(above(20 * KB, document(403, "text/html", "<h1>403 Forbidden</h1>"))),
        says_not=("forbids the request",),
    ),
    plain(
        "size-500",
        "size",
        "A body of more than 16 KB breaks the endpoint, whatever is in it.",
        "request.too_large",
        endpoint=refusing(above(16 * KB, _CRASH)),
        says_not=("refuses a tool type",),
    ),
    plain(
        "size-500-at-10-kb",
        "size",
        "A body of more than 10 KB breaks the endpoint; the tools alone have more.",
        "request.too_large",
        endpoint=refusing(above(10 * KB, _CRASH)),
        says_not=("refuses a tool type",),
    ),
    plain(
        "size-403-at-10-kb",
        "size",
        "A body of more than 10 KB is forbidden; the tools alone have more.",
        "request.too_large",
        "auth.client_blocked",
        endpoint=refusing(above(10 * KB, document(403, "text/html", "<h1>403 Forbidden</h1>"))),
        says_not=("forbids the request", "refuses a tool type"),
    ),
    plain(
        "cool-down",
        "order",
        "The first answer says that the route is missing; then the gateway cools down.",
        "wire.responses_missing",
        series=lambda: Series(
            (said(404, "Not Found"),), only_chat(said(429, "Cooling down, try again in 30 s."))
        ),
        says_not=("wait and try again",),
    ),
    plain(
        "first-byte-after-30-s",
        "slow",
        "Each answer begins after 30 seconds, and then all is well.",
        "stream.slow",
        codex="works",
        endpoint=lambda seen: replace(GOOD(seen), delay_s=30.0 if is_post(seen) else 0.0),
        budget_s=60.0,
    ),
)
