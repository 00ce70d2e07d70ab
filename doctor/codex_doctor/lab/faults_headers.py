"""Faults of gateways that let requests in by their headers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from codex_doctor.lab.endpoint import LabEndpoint
from codex_doctor.lab.fault import Fault, changed
from codex_doctor.lab.faults_silent import BAD_REQUEST, LITE, NOTHING
from codex_doctor.lab.wire import Reply, Seen, document

if TYPE_CHECKING:
    from collections.abc import Callable

    from codex_doctor.lab.wire import Behaviour

HEADER_LIMIT: Final = 1024
FORBIDDEN: Final = document(403, "text/plain", "Forbidden")


def by_header(seen_has: Callable[[Seen], bool], reply: Reply, model: str) -> Behaviour:
    """Return the endpoint that answers so to a model request with such headers."""
    known = LabEndpoint(models=(model,))
    return lambda seen: reply if seen.method == "POST" and seen_has(seen) else known(seen)


def _header(
    name: str,
    seen_has: Callable[[Seen], bool],
    *,
    expect: str = "auth.client_blocked",
    reply: Reply = BAD_REQUEST,
    model: str = "lab-model-1",
) -> Fault:
    return Fault(
        name,
        "request",
        expect=expect,
        config=changed("lab-model-1", model),
        behaviour=by_header(seen_has, reply, model),
    )


def has_long_headers(seen: Seen) -> bool:
    """Return whether the headers take more than the limit."""
    return sum(len(name) + len(value) + 4 for name, value in seen.headers) > HEADER_LIMIT


HEADER_FAULTS: Final = (
    _header(
        "silent-turn-metadata",
        lambda seen: bool(seen.header("x-codex-turn-metadata")),
    ),
    _header(
        "silent-beta-header",
        lambda seen: bool(seen.header("x-codex-beta-features")),
        reply=NOTHING,
    ),
    _header(
        "silent-lite-header",
        lambda seen: bool(seen.header("x-openai-internal-codex-responses-lite")),
        expect="request.field_rejected",
        model=LITE,
    ),
    _header(
        "originator-blocked",
        lambda seen: "codex" in seen.header("originator"),
        reply=FORBIDDEN,
    ),
    _header(
        "user-agent-blocked",
        lambda seen: "codex" in seen.header("user-agent"),
        reply=FORBIDDEN,
    ),
    _header(
        "silent-header-limit",
        has_long_headers,
        expect="http.header_limit",
    ),
)
