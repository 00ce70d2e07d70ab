"""websocket -- where Codex tries a WebSocket first, the endpoint has one.

What it looks at
    One handshake as Codex makes it and, when it is accepted, the answer to the warm-up request.
    Only for providers with `supports_websockets = true` and for Codex's own provider.

Why it matters
    Without a WebSocket Codex tries seven times before it goes over HTTP, at every start; two
    statuses and an error event end the turn instead.

Known limits
    The turn itself is tried over HTTP alone.

Source
    Measured with Codex 0.169.0; RFC 6455.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from codex_doctor.model import (
    Check,
    Edit,
    Evidence,
    Failed,
    Finding,
    Fix,
    Mistake,
    Page,
    Passed,
    Severity,
    Skipped,
    page,
)
from codex_doctor.words.sentence import say

if TYPE_CHECKING:
    from codex_doctor.context import Context
    from codex_doctor.facts import Setup
    from codex_doctor.facts.websocket import SocketTry
    from codex_doctor.model import Outcome

UNSUPPORTED = page(
    "websocket.unsupported",
    Mistake.NOT_COMPATIBLE,
)
FAILS = page(
    "websocket.fails",
    Mistake.NOT_COMPATIBLE,
)
# Codex falls back to HTTP at once.
_FALLS_BACK = 426
# Codex does not fall back at all.
_FATAL = frozenset({400, 429})
_FIRST_PAUSE_S = 0.2
_PATIENCE_S = 15.0


async def run(ctx: Context) -> Outcome:
    """Judge the attempt."""
    return judge(await ctx.websocket(), ctx.setup)


def judge(tried: SocketTry | None, setup: Setup) -> Outcome:
    """Return what Codex loses with this WebSocket."""
    if tried is None:
        return Skipped("Codex tries no WebSocket with this provider")
    if tried.ending == "completed":
        return Passed("opens and answers")
    status = tried.exchange.status if tried.ending == "refused" else tried.status
    if tried.ending == "refused" and status == _FALLS_BACK:
        return Passed("refused with status 426: Codex uses HTTP at once")
    host = setup.endpoint.host if setup.endpoint else "the endpoint"
    if status in _FATAL:
        cause = f"{host} answers the WebSocket that Codex tries first with status {status}"
        return Failed((_finding(FAILS, Severity.ERROR, cause, tried, setup),))
    cost_s = _cost_s(tried, setup)
    cost = f"{cost_s:.0f} s" if cost_s >= 10 else f"{cost_s:.1f} s"
    cause = f"{host} has no WebSocket for Codex, which costs {cost} at every start"
    finding = _finding(
        UNSUPPORTED,
        Severity.WARNING,
        cause,
        tried,
        setup,
        Evidence("costs", f"about {cost}: {_tries(setup)} attempts", "none"),
    )
    return Failed((finding,))


def _finding(
    page: Page,
    severity: Severity,
    cause: str,
    tried: SocketTry,
    setup: Setup,
    *further: Evidence,
) -> Finding:
    exchange = tried.exchange
    answer = f"HTTP {exchange.status}" if exchange.status else exchange.failure
    if tried.ending != "refused":
        answer += f", then {tried.ending}"
    said = (Evidence("it says", tried.message),) if tried.message else ()
    return Finding(
        id=page.id,
        severity=severity,
        cause=cause,
        evidence=(
            Evidence("asked", f"GET {exchange.url} (upgrade: websocket)"),
            Evidence("answer", answer, "HTTP 101, or 426 for HTTP at once"),
            *said,
            *further,
        ),
        fixes=(_fix(setup),),
    )


def _fix(setup: Setup) -> Fix:
    key = f"model_providers.{setup.provider_id}.supports_websockets"
    origin = setup.origins.get(key)
    if origin is not None:
        edit = Edit(origin.file, key, "supports_websockets = true", None, origin.line)
        title = f"Remove supports_websockets from [model_providers.{setup.provider_id}]."
        return Fix(title, edits=(edit,))
    return Fix(
        "Give the endpoint a provider of its own, [model_providers.NAME] with base_url, in place "
        "of openai_base_url."
    )


def _tries(setup: Setup) -> int:
    # One to warm up, one for the turn, then the retries.
    return 2 + setup.stream_max_retries


def _cost_s(tried: SocketTry, setup: Setup) -> float:
    pauses = (_FIRST_PAUSE_S * 2.0**number for number in range(setup.stream_max_retries))
    one_s = tried.exchange.total_s - tried.exchange.started_s
    if tried.ending == "silent":
        one_s = setup.idle_timeout_ms / 1000
    elif tried.exchange.failure == "no_answer":
        one_s = _PATIENCE_S
    return sum(pauses) + _tries(setup) * one_s


CHECK = Check(
    id="websocket",
    title=say("check.websocket"),
    needs=("tools",),
    run=run,
    network=True,
    sends_key=True,
    pages=(UNSUPPORTED, FAILS),
)
